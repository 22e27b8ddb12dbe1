import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousProblems } from '../src/accessibility.ts';
import { openBrowser, visit } from '../src/browser.ts';
import { type GridPage, openGrid } from '../src/grid-page.ts';
import { startWorld, type World } from '../src/setup.ts';

let world: World;
let browser: Browser;
let page: Page;
let grid: GridPage;
let bolt: string;

const button = (name: string) => page.getByRole('button', { name, exact: true });
const dialog = () => page.getByRole('dialog');
const closed = () => expect.poll(() => dialog().count(), { timeout: 10_000 }).toBe(0);

async function editField(name: string, tick: RegExp): Promise<void> {
  await button(`Menu of “${name}”`).click({ force: true });
  await page.getByRole('menuitem', { name: 'Edit field' }).click();
  await dialog().getByRole('checkbox', { name: tick }).click();
  await dialog().getByRole('button', { name: 'Save' }).click();
}

beforeAll(async () => {
  world = await startWorld({ templates: [] });
  const { owner } = world;
  await owner.in('POST', '/tables', {
    name: 'Parts',
    fields: [
      { name: 'Name', type: 'text' },
      { name: 'Code', type: 'text' },
    ],
  });
  const made = await owner.create('parts', [
    { fields: { name: 'Anvil', code: 'A-1' } },
    { fields: { name: 'Bolt', code: 'a-1' } },
    { fields: { name: 'Cog' } },
  ]);
  bolt = made.ids[1] ?? '';
  browser = await openBrowser();
  ({ page } = await visit(browser, { session: owner }));
  grid = await openGrid(page, owner, 'parts');
});
afterAll(async () => {
  await browser?.close();
  await world?.server.stop();
});

describe('a field without duplicates', () => {
  it('says which records share a value before it begins', async () => {
    await editField('Code', /^No duplicates/);
    await dialog().getByText('“Code” has duplicates: 2 records share their values.').waitFor();
    await dialog().getByText('A-1: Anvil, Bolt').waitFor();
    expect(await seriousProblems(page)).toEqual([]);
    await button('Cancel').click();
    await closed();
    await world.owner.in('PATCH', `/tables/parts/records/${bolt}`, { fields: { code: 'B-1' } });
    await editField('Code', /^No duplicates/);
    await closed();
    const [, code] = (await world.owner.table('parts')).fields;
    expect(code?.unique).toBe(true);
  });

  it('marks the cell whose value is taken, and keeps what was typed until one decides', async () => {
    await grid.focus(2, 'code');
    await grid.type('a-1');
    await page
      .getByRole('alert')
      .getByText('“Code” allows no duplicates, and another record has this value.')
      .waitFor();
    await grid.shows(2, 'code', 'a-1');
    expect(await grid.cell(2, 'code').getAttribute('aria-invalid')).toBe('true');
    await button('Discard').click();
    await grid.shows(2, 'code', '');
    await grid.focus(2, 'code');
    await grid.type('C-1');
    const saved = async () => JSON.stringify((await world.owner.query('parts', {})).records);
    await expect.poll(saved).toContain('C-1');
  });

  it('elsewhere points out quietly that another record has the value', async () => {
    await editField('Name', /^Point out duplicates/);
    await closed();
    await grid.focus(2, 'name');
    await grid.type('anvil');
    await page.getByText('Name: “Anvil” has the same value.').waitFor();
    await grid.cell(2, 'name').getByRole('note', { name: '“Anvil” has the same value.' }).waitFor();
    await grid.focus(2, 'name');
    await grid.type('Cog');
    await expect.poll(() => grid.cell(2, 'name').getByRole('note').count()).toBe(0);
  });
});
