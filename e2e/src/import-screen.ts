import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Gives a file to the import screen that is open, and waits for its columns. */
export async function chooseFile(page: Page, path: string): Promise<void> {
  await page.locator('input[type=file]').setInputFiles(path);
  await page.getByRole('columnheader', { name: 'Goes to' }).waitFor();
}

/** Says where a column of the file goes. */
export async function sendColumn(page: Page, column: string, field: string): Promise<void> {
  const select = page.getByRole('combobox', { name: `${column}: Goes to` });
  if ((await select.textContent())?.trim() === field) return;
  await select.click();
  await page.getByRole('option', { name: field, exact: true }).click();
  await expect.poll(async () => (await select.textContent())?.trim()).toBe(field);
}

/** Tries the import out; waits for what it would do. */
export async function check(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Check( again)?$/ }).click();
  await page.getByRole('button', { name: /^Import \d+ rows?$/ }).waitFor({ timeout: 60_000 });
}

/** The numbers of the report on the screen, by their names. */
export async function reportNumbers(page: Page): Promise<Readonly<Record<string, number>>> {
  const terms = await page.getByRole('term').allTextContents();
  const values = await page.getByRole('definition').allTextContents();
  return Object.fromEntries(
    terms.map((term, at) => [term.trim(), Number((values[at] ?? '').replaceAll(/\D/g, ''))]),
  );
}

/** Imports for good, and waits for the end. */
export async function run(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Import \d+ rows?$/ }).click();
  await page.getByText('Import finished').waitFor({ timeout: 120_000 });
}
