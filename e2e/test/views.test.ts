import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, type Visit, visit } from '../src/browser.ts';
import { type GridPage, openGrid } from '../src/grid-page.ts';
import type { Session } from '../src/session.ts';
import { join, startWorld, type World } from '../src/setup.ts';

let world: World;
let browser: Browser;
let mia: Session;
let me: Visit;
let grid: GridPage;

const companies = ['Alder', 'Birch', 'Cedar', 'Date Palm', 'Elm'];

beforeAll(async () => {
  world = await startWorld();
  browser = await openBrowser();
  ({ session: mia } = await join(world.owner, { name: 'Mia Chief', role: 'Management' }));
  await mia.create(
    'customers',
    companies.map((name, at) => ({
      fields: { name, employees: (at * 37) % 100, tier: at % 2 ? 'Key' : 'Small', notes: `n${at}` },
    })),
  );
  me = await visit(browser, { session: mia, width: 2600 });
  grid = await openGrid(me.page, mia, 'customers');
});
afterAll(async () => {
  await browser?.close();
  await world?.server.stop();
});

const names = async () => {
  const rows = await grid.page.locator('[data-record]').count();
  const cells = Array.from({ length: rows }, (_, row) => grid.cell(row, 'name').textContent());
  return (await Promise.all(cells)).map((text) => (text ?? '').trim());
};
const namesAre = (wanted: readonly string[]) =>
  expect.poll(names, { timeout: 5000 }).toEqual(wanted);
const readClipboard = () => me.page.evaluate(() => navigator.clipboard.readText());
const writeClipboard = (text: string) =>
  me.page.evaluate((given) => navigator.clipboard.writeText(given), text);

describe('a view', () => {
  it('is searched', async () => {
    await namesAre(companies);
    await me.page.getByRole('searchbox').fill('palm');
    await namesAre(['Date Palm']);
    await me.page.getByRole('searchbox').fill('nothing like it');
    await me.page.getByText('Nothing matches').waitFor();
    await me.page.getByRole('button', { name: 'Clear filter and search' }).click();
    await namesAre(companies);
  });

  it('is filtered', async () => {
    await me.page.getByRole('button', { name: 'Filter', exact: true }).click();
    await me.page.getByRole('button', { name: 'Add condition' }).click();
    const value = me.page.getByRole('textbox', { name: 'Value' });
    await value.fill('e');
    await namesAre(['Alder', 'Cedar', 'Date Palm', 'Elm']);
    await me.page.keyboard.press('Escape');
    await me.page.getByRole('button', { name: '1 filter' }).waitFor();
  });

  it('is sorted by a column', async () => {
    await grid
      .header('employees')
      .getByRole('button', { name: /^Menu of/ })
      .click();
    await me.page.getByRole('menuitem', { name: 'Sort descending' }).click();
    await namesAre(['Cedar', 'Elm', 'Date Palm', 'Alder']);
    expect(await grid.header('employees').getAttribute('aria-sort')).toBe('descending');
  });

  it('hides a field', async () => {
    await grid
      .header('notes')
      .getByRole('button', { name: /^Menu of/ })
      .click();
    await me.page.getByRole('menuitem', { name: 'Hide field' }).click();
    await expect.poll(() => grid.header('notes').count()).toBe(0);
  });

  it('is mine until it is saved, then everyone’s', async () => {
    const other = await visit(browser, { session: world.owner, width: 2600 });
    const theirs = await openGrid(other.page, world.owner, 'customers');
    await theirs.waitForCount(5);
    await me.page.getByRole('button', { name: 'Save to view' }).click();
    await me.page.getByText('Saved for everyone who uses this view.').waitFor();
    await me.page.reload();
    await namesAre(['Cedar', 'Elm', 'Date Palm', 'Alder']);
    await other.page.reload();
    await theirs.grid.waitFor();
    await theirs.waitForCount(4);
    expect(await theirs.header('notes').count()).toBe(0);
    expect(other.errors).toEqual([]);
    await other.context.close();
  });

  it('colours records by a choice or by conditions, and keeps that', async () => {
    const colorsOf = (page = me.page) =>
      page
        .locator('[data-record]')
        .evaluateAll((rows) =>
          rows.map(
            (row) => row.querySelector('[data-row-color]')?.getAttribute('data-color') ?? null,
          ),
        );
    const colorsAre = (wanted: readonly (string | null)[]) =>
      expect.poll(() => colorsOf(), { timeout: 5000 }).toEqual(wanted);
    const choose = async (name: string) => {
      await me.page.getByRole('combobox', { name: 'Colour records by' }).click();
      await me.page.getByRole('option', { name, exact: true }).click();
    };
    const { options } = await mia.field('customers', 'tier');
    const colorOf = (name: string) => options?.find((one) => one.name === name)?.color ?? '';
    await namesAre(['Cedar', 'Elm', 'Date Palm', 'Alder']);
    await colorsAre([null, null, null, null]);
    await me.page.getByRole('button', { name: 'Colour', exact: true }).click();
    await choose('Tier');
    const small = colorOf('Small');
    await colorsAre([small, small, colorOf('Key'), small]);
    await choose('Conditions');
    await me.page.getByRole('textbox', { name: 'Value' }).fill('palm');
    await colorsAre([null, null, 'red', null]);
    await me.page.keyboard.press('Escape');
    await me.page.getByRole('button', { name: 'Save to view' }).click();
    await me.page.getByRole('button', { name: 'Save to view' }).waitFor({ state: 'detached' });
    await me.page.reload();
    await namesAre(['Cedar', 'Elm', 'Date Palm', 'Alder']);
    await colorsAre([null, null, 'red', null]);
    await me.page.getByRole('button', { name: 'Coloured' }).click();
    expect(await me.page.getByRole('textbox', { name: 'Value' }).inputValue()).toBe('palm');
    await choose('Nothing');
    await colorsAre([null, null, null, null]);
    await me.page.keyboard.press('Escape');
    await me.page.getByRole('button', { name: 'Reset view' }).click();
    await colorsAre([null, null, 'red', null]);
  });

  it('offers saving only to those who may', async () => {
    const { session } = await join(world.owner, { name: 'Sally Seller', role: 'Sales' });
    const hers = await visit(browser, { session, width: 2600 });
    const sallys = await openGrid(hers.page, session, 'customers');
    await sallys
      .header('employees')
      .getByRole('button', { name: /^Menu of/ })
      .click();
    await hers.page.getByRole('menuitem', { name: 'Sort ascending' }).click();
    await hers.page.getByText('Only you see these changes').waitFor();
    expect(await hers.page.getByRole('button', { name: 'Save to view' }).count()).toBe(0);
    expect(hers.errors).toEqual([]);
    await hers.context.close();
  });
});

describe('the clipboard', () => {
  it('copies a range as lines and tabs', async () => {
    grid = await openGrid(me.page, mia, 'customers', 'Key customers');
    await namesAre(['Birch', 'Date Palm']);
    await grid.focus(0, 'name');
    await grid.press('Shift+ArrowDown', 'Shift+ArrowRight', 'Control+c');
    await expect.poll(readClipboard).toMatch(/^Birch\t.*\r?\nDate Palm\t/);
  });

  it('pastes a block of another program, also with a line break inside a cell', async () => {
    await writeClipboard('Beech\tManufacturing\n"Date\nTree"\tRetail');
    await grid.focus(0, 'name');
    await grid.press('Control+v');
    await grid.shows(0, 'name', 'Beech');
    await grid.shows(0, 'industry', 'Manufacturing');
    await expect.poll(async () => (await mia.query('customers', { search: 'Tree' })).total).toBe(1);
    await grid.press('Control+z');
    await namesAre(['Birch', 'Date Palm']);
    await expect.poll(async () => (await mia.query('customers', { search: 'Tree' })).total).toBe(0);
  });

  it('copies and pastes between cells, and a value that does not fit keeps the old one', async () => {
    await grid.focus(0, 'employees');
    await grid.press('Control+c');
    await expect.poll(readClipboard).toBe('37');
    await grid.press('ArrowDown', 'Control+v');
    await grid.shows(1, 'employees', '37');
    await writeClipboard('many');
    await grid.press('Control+v');
    await me.page.getByText(/pasted value does not fit/).waitFor();
    await grid.shows(1, 'employees', '37');
  });

  it('fills a range with one value', async () => {
    await writeClipboard('Software');
    await grid.focus(0, 'industry');
    await grid.press('Shift+ArrowDown', 'Control+v');
    await grid.shows(0, 'industry', 'Software');
    await grid.shows(1, 'industry', 'Software');
  });
});

it('leaves no error in the console', () => {
  expect(me.errors).toEqual([]);
});
