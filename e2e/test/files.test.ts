import { readFileSync } from 'node:fs';
import type { Browser, Download, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousProblems } from '../src/accessibility.ts';
import { openBrowser, type Visit, visit } from '../src/browser.ts';
import { parseCsv } from '../src/csv.ts';
import { openGrid } from '../src/grid-page.ts';
import * as screen from '../src/import-screen.ts';
import type { Session } from '../src/session.ts';
import { join, startWorld, type World } from '../src/setup.ts';

let world: World;
let browser: Browser;
let mia: Session;
let me: Visit;

const companies = ['Alder', '=Birch()', '雪松', 'Date Palm'];

beforeAll(async () => {
  world = await startWorld();
  browser = await openBrowser();
  ({ session: mia } = await join(world.owner, { name: 'Mia Chief', role: 'Management' }));
  await mia.create(
    'customers',
    companies.map((name, at) => ({ fields: { name, employees: at * 7, notes: `n${at}` } })),
  );
  me = await visit(browser, { session: mia, width: 2000 });
});
afterAll(async () => {
  await browser?.close();
  await world?.server.stop();
});

async function save(page: Page, kind: string): Promise<Download> {
  await page.getByRole('button', { name: 'Export' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: kind }).click();
  return await download;
}

describe('files', () => {
  it('saves what the view shows as CSV: its columns, its search', async () => {
    await openGrid(me.page, mia, 'customers');
    await me.page.getByRole('searchbox').fill('birch');
    await me.page.getByText('Date Palm').waitFor({ state: 'detached' });
    await me.page.getByRole('button', { name: /^Fields$|hidden field/ }).click();
    await me.page.getByRole('checkbox', { name: 'Industry' }).uncheck();
    await me.page.keyboard.press('Escape');
    const download = await save(me.page, 'CSV file');
    expect(download.suggestedFilename()).toMatch(/^Customers \d{4}-\d\d-\d\d\.csv$/);
    const text = readFileSync(await download.path(), 'utf8');
    const [head, ...rows] = parseCsv(text.replace(/^\uFEFF/, ''));
    const { fields, views } = await mia.table('customers');
    const hidden = new Set(views[0]?.hiddenFields);
    const shown = fields.filter(({ id, name }) => !hidden.has(id) && name !== 'Industry');
    expect([...(head ?? [])].sort()).toEqual(shown.map(({ name }) => name).sort());
    expect(rows.map(([name]) => name)).toEqual(["'=Birch()"]);
    await me.page.getByText(/is saved\.$/).waitFor();
  });

  it('saves a workbook, and takes it back on the import page, whose sheet is chosen', async () => {
    const { page } = me;
    await page.getByRole('searchbox').fill('');
    await page.getByText('Date Palm').waitFor();
    const download = await save(page, 'Excel workbook (.xlsx)');
    expect(download.suggestedFilename()).toMatch(/\.xlsx$/);
    const path = `${await download.path()}.xlsx`;
    await download.saveAs(path);
    await page.getByRole('link', { name: 'Import', exact: true }).click();
    await page.getByText('Drop an Excel or CSV file here').waitFor();
    await screen.chooseFile(page, path);
    const sheet = page.getByRole('combobox', { name: 'Sheet' });
    expect((await sheet.textContent())?.trim()).toBe('Customers');
    expect(await seriousProblems(page)).toEqual([]);
    await screen.check(page);
    expect(await screen.reportNumbers(page)).toMatchObject({ Added: 4, Refused: 0 });
    await screen.run(page);
    const { total } = await mia.query('customers');
    expect(total).toBe(8);
  });

  it('has no export for those who may export nothing', async () => {
    const { session } = await join(world.owner, { name: 'Sam Seller', role: 'Sales' });
    const schema = await session.ask<{ tables: { slug: string; actions: { export: string } }[] }>(
      'GET',
      `/workspaces/${session.ws}/schema`,
    );
    const customers = schema.tables.find(({ slug }) => slug === 'customers');
    expect(customers?.actions.export).toBe('never');
    const other = await visit(browser, { session });
    await openGrid(other.page, session, 'customers');
    expect(await other.page.getByRole('button', { name: 'Export' }).count()).toBe(0);
    await other.page.context().close();
  });
});
