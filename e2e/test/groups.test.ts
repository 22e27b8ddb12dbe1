import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousProblems } from '../src/accessibility.ts';
import { openBrowser, type Visit, visit } from '../src/browser.ts';
import { type GridPage, openGrid } from '../src/grid-page.ts';
import type { Session } from '../src/session.ts';
import { join, startWorld, type World } from '../src/setup.ts';

let world: World;
let browser: Browser;
let mia: Session;
let me: Visit;
let grid: GridPage;

const stages = ['Prospecting', 'Proposal', 'Won'];

beforeAll(async () => {
  world = await startWorld();
  browser = await openBrowser();
  ({ session: mia } = await join(world.owner, { name: 'Mia Chief', role: 'Management' }));
  await mia.create(
    'opportunities',
    Array.from({ length: 240 }, (_, at) => ({
      fields: {
        name: `Deal ${at}`,
        stage: stages[at % 3],
        close_value: 10,
        close_date: at % 2 ? '2026-03-05' : '2025-07-01',
      },
    })),
  );
  me = await visit(browser, { session: mia, width: 2600 });
  grid = await openGrid(me.page, mia, 'opportunities');
});
afterAll(async () => {
  await browser?.close();
  await world?.server.stop();
});

/** The heads in view, in words: what the button says, and what was measured. */
const heads = () => me.page.locator('[data-group]').allInnerTexts();
const headsAre = (...wanted: RegExp[]) =>
  expect
    .poll(async () => (await heads()).map((text) => text.replaceAll(/\s+/g, ' ')), {
      timeout: 8000,
    })
    .toEqual(wanted.map((one) => expect.stringMatching(one)));
const head = (name: RegExp) => me.page.getByRole('grid').getByRole('button', { name });
const spoken = () => me.page.locator('[data-grid-input]').getAttribute('aria-label');

describe('groups', () => {
  it('stand under heads with counts and sums, also far down', async () => {
    await me.page.getByRole('button', { name: 'Group', exact: true }).click();
    await me.page.getByRole('button', { name: 'Group by a field' }).click();
    await me.page.keyboard.press('Escape');
    await me.page.getByRole('button', { name: 'Grouped by 1 field' }).waitFor();
    await headsAre(/^Stage Prospecting 80 Sum \$800/);
    await grid.focus(0, 'name');
    await grid.press('Control+End');
    await grid.cell(239, 'stage').getByText('Won').waitFor();
    // What stays at the top edge says which group this is.
    await me.page.locator('[data-stuck]').getByText('Won').waitFor();
    expect(await seriousProblems(me.page)).toEqual([]);
  });

  it('fold and unfold, by pointer and by keyboard, which passes through their heads', async () => {
    await grid.press('Control+Home');
    await grid.activeIs(0, 'name');
    await head(/^Stage Prospecting/).click();
    await headsAre(/Prospecting 80/, /Proposal 80/);
    await grid.cell(80, 'name').waitFor();
    expect(await grid.cell(0, 'name').count()).toBe(0);
    await grid.press('ArrowDown');
    await expect.poll(spoken).toBe('Group Stage: Proposal, 80 records, expanded');
    await grid.press('ArrowLeft');
    await headsAre(/Prospecting 80/, /Proposal 80/, /Won 80/);
    await expect.poll(spoken).toBe('Group Stage: Proposal, 80 records, collapsed');
    await grid.press('ArrowDown', 'ArrowDown');
    await grid.activeIs(160, 'name');
    // Rows that are folded away are neither passed nor taken along.
    await grid.press('Control+Home');
    await grid.activeIs(160, 'name');
    await grid.press('ArrowUp', 'ArrowUp', 'Enter', 'ArrowDown');
    await grid.activeIs(80, 'name');
  });

  it('take a new record with what makes the group', async () => {
    await grid.press('ArrowUp', 'Shift+Enter');
    await grid.activeIs(160, 'name');
    await expect
      .poll(async () => (await heads()).join().replaceAll(/\s+/g, ' '))
      .toContain('Proposal 81');
    await grid.shows(160, 'stage', 'Proposal');
    await grid.type('Added here');
    await grid.shows(160, 'name', 'Added here');
  });

  it('follow what others change, also in groups that are folded', async () => {
    const { records } = await mia.query('opportunities', { search: 'Deal 0', limit: 1 });
    await mia.update('opportunities', records[0]?.id ?? '', { stage: 'Proposal', close_value: 15 });
    await grid.press('Control+Home');
    await headsAre(/Prospecting 79 Sum \$790/, /Proposal 82 Sum \$815/);
  });

  it('keep a record of mine in its group until I leave it', async () => {
    await grid.focus(79, 'stage');
    await me.page.keyboard.type('Won');
    await me.page.getByRole('option', { name: 'Won' }).waitFor();
    await grid.press('Tab');
    await me.page.getByText('Moves when you leave this row').waitFor();
    await headsAre(/Prospecting 79/, /Proposal 82/);
    await grid.press('ArrowDown');
    await headsAre(/Prospecting 79/, /Proposal 81/);
  });

  it('nest, by month or year of a date, and are kept with the view', async () => {
    await me.page.getByRole('button', { name: 'Grouped by 1 field' }).click();
    await me.page.getByRole('button', { name: 'Expand all' }).click();
    await me.page.getByRole('button', { name: 'Group within by' }).click();
    await me.page.getByRole('combobox', { name: 'Field' }).nth(1).click();
    await me.page.getByRole('option', { name: 'Close date' }).click();
    await me.page.getByRole('combobox', { name: 'Grouped by' }).click();
    await me.page.getByRole('option', { name: 'Year' }).click();
    await me.page.getByRole('combobox', { name: 'Order of groups' }).nth(1).click();
    await me.page.getByRole('option', { name: 'Last to first' }).click();
    await me.page.keyboard.press('Escape');
    await headsAre(/^Stage Prospecting 79/, /^Close date 2026 40/);
    await me.page.getByRole('button', { name: 'Save to view' }).click();
    await me.page.getByText('Saved for everyone who uses this view.').waitFor();
    await me.page.reload();
    await headsAre(/^Stage Prospecting 79/, /^Close date 2026 40/);
    await me.page.getByRole('button', { name: 'Grouped by 2 fields' }).click();
    await me.page.getByRole('button', { name: 'Collapse all' }).click();
    await me.page.keyboard.press('Escape');
    await headsAre(/Prospecting 79/, /Proposal 81/, /Won 81/);
  });

  it('stand beside more than one column that stays, frozen from its menu', async () => {
    const menu = () =>
      grid
        .header('code')
        .getByRole('button', { name: /^Menu of/ })
        .click();
    // Columns that stay stand in a box of their own within the row.
    const stays = () =>
      grid.header('code').evaluate((cell) => cell.parentElement?.getAttribute('role') !== 'row');
    expect(await stays()).toBe(false);
    await menu();
    await me.page.getByRole('menuitem', { name: 'Freeze up to this field' }).click();
    await expect.poll(stays).toBe(true);
    await menu();
    await me.page.getByRole('menuitem', { name: 'Freeze the first field only' }).click();
    await expect.poll(stays).toBe(false);
  });
});

describe('the fill handle', () => {
  it('goes on with what two cells begin, in one step that can be undone', async () => {
    grid = await openGrid(me.page, mia, 'opportunities', 'Open opportunities');
    await grid.focus(0, 'next_step');
    await grid.type('Step 1');
    await grid.type('Step 2');
    await grid.focus(0, 'next_step');
    await grid.press('Shift+ArrowDown');
    const boxOf = async (row: number) => {
      const box = await grid.cell(row, 'next_step').boundingBox();
      if (!box) throw new Error(`Row ${row} is not in view.`);
      return box;
    };
    const to = await boxOf(4);
    const second = await boxOf(1);
    const handle = me.page.locator('[data-fill]');
    // The handle has gone down to the end of the two cells.
    await expect.poll(async () => (await handle.boundingBox())?.y ?? 0).toBeGreaterThan(second.y);
    const from = (await handle.boundingBox()) ?? second;
    await me.page.mouse.move(from.x + 4, from.y + 4);
    await me.page.mouse.down();
    await me.page.mouse.move(from.x + 4, to.y - 20, { steps: 3 });
    await me.page.mouse.move(from.x + 4, to.y + 10);
    await me.page.locator('[data-filling="4"]').waitFor();
    await me.page.mouse.up();
    await grid.shows(4, 'next_step', 'Step 5');
    await grid.shows(2, 'next_step', 'Step 3');
    await grid.press('Control+z');
    await grid.shows(4, 'next_step', '');
    await grid.shows(1, 'next_step', 'Step 2');
  });
});

describe('keys', () => {
  it('go from match to match, to any table by name, and are listed on a sheet', async () => {
    grid = await openGrid(me.page, mia, 'opportunities', 'Open opportunities');
    await me.page.getByRole('searchbox').fill('Deal 10');
    await grid.waitForCount(8);
    await grid.focus(0, 'name');
    await grid.press('Control+g');
    await grid.activeIs(1, 'name');
    await grid.press('Control+/');
    const sheet = me.page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await sheet.getByText('Fill down').waitFor();
    expect(await seriousProblems(me.page)).toEqual([]);
    await grid.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await grid.press('Control+k');
    const found = me.page.getByRole('combobox', { name: 'Find a table, a view or a page' });
    await found.fill('conta');
    await me.page.getByRole('option', { name: /^Contacts/ }).waitFor();
    await grid.press('Enter');
    await me.page.getByRole('grid', { name: 'Contacts' }).waitFor();
    // Once more, also while the palette is open, and with the character that a Chinese keyboard writes on that key.
    await me.page.keyboard.press('Control+/');
    await sheet.getByText('Fill down').waitFor();
    await me.page.keyboard.press('Control+k');
    await found.waitFor();
    await me.page.keyboard.press('Control+/');
    await sheet.getByText('Fill down').waitFor();
    await me.page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await me.page.evaluate(() =>
      document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { key: '、', code: 'Slash', ctrlKey: true, bubbles: true }),
      ),
    );
    await sheet.getByText('Fill down').waitFor();
    await me.page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
  });

  it('leave no error in the console', () => {
    expect(me.errors).toEqual([]);
  });
});
