import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAllTypes } from '../src/all-types.ts';
import { openBrowser, type Visit, visit } from '../src/browser.ts';
import { type GridPage, openGrid } from '../src/grid-page.ts';
import { startWorld, type World } from '../src/setup.ts';

let world: World;
let browser: Browser;
let me: Visit;
let grid: GridPage;
let ids: readonly string[];

beforeAll(async () => {
  world = await startWorld({ templates: [] });
  ids = await makeAllTypes(world.owner);
  browser = await openBrowser();
  me = await visit(browser, { session: world.owner, width: 3400 });
  grid = await openGrid(me.page, world.owner, 'everything');
});
afterAll(async () => {
  await browser?.close();
  await world?.server.stop();
});

/** What the server keeps of the first record. */
async function kept(slug: string): Promise<unknown> {
  const { id } = await world.owner.field('everything', slug);
  const { records } = await world.owner.query('everything', { ids: [ids[0] ?? ''] });
  return records[0]?.fields[id] ?? null;
}

const isKept = (slug: string, value: unknown) =>
  expect.poll(() => kept(slug), { timeout: 5000, message: slug }).toEqual(value);

describe('a cell of every type', () => {
  it.each([
    ['title', 'Harbour office', 'Harbour office', 'Harbour office'],
    ['story', 'Once upon a time', 'Once upon a time', 'Once upon a time'],
    ['count', '1,234.5', /1,234\.50?$/, 1234.5],
    ['price', '$99.90', /99\.90/, 99.9],
    ['share', '12.5%', /12\.5/, 0.125],
    ['day', '2026-03-09', /2026/, '2026-03-09'],
    ['moment', '2026-03-09 14:30', /2026/, '2026-03-09T06:30:00.000Z'],
    ['phone', '+86 10 5550 1234', '+86 10 5550 1234', '+86 10 5550 1234'],
    ['mail', 'someone@tessera.example', 'someone@tessera.example', 'someone@tessera.example'],
    ['site', 'https://tessera.example/a', /tessera\.example/, 'https://tessera.example/a'],
  ])('is filled by typing and Enter: %s', async (slug, typed, shown, value) => {
    await grid.focus(0, slug);
    await grid.type(typed);
    await grid.shows(0, slug, shown);
    await isKept(slug, value);
    await grid.activeIs(1, slug);
  });

  it('is ticked with a click and with Enter: checkbox', async () => {
    await grid.cell(0, 'done').click();
    await isKept('done', true);
    await grid.focus(0, 'share');
    await grid.press('ArrowRight', 'Enter');
    await isKept('done', false);
  });

  it('takes the choice that fits what is typed: single select', async () => {
    await grid.focus(0, 'kind');
    await grid.type('bet');
    await grid.shows(0, 'kind', 'Beta');
    await expect.poll(() => kept('kind')).toMatchObject({ name: 'Beta' });
  });

  it('takes several choices: multi select', async () => {
    await grid.focus(0, 'tags');
    await me.page.keyboard.type('alp');
    await me.page.keyboard.press('Enter');
    await me.page.keyboard.type('gam');
    await me.page.keyboard.press('Enter');
    await me.page.keyboard.press('Tab');
    await expect.poll(() => kept('tags')).toMatchObject([{ name: 'Alpha' }, { name: 'Gamma' }]);
    await grid.shows(0, 'tags', 'AlphaGamma');
  });

  it('makes a choice that is missing, in a colour of its own, and takes it back', async () => {
    const colors = async (slug: string) =>
      (await world.owner.field('everything', slug)).options?.map(({ name, color }) => [
        name,
        color,
      ]);
    const before = [
      ['Alpha', 'blue'],
      ['Beta', 'green'],
      ['Gamma', 'red'],
    ];
    await grid.focus(0, 'kind');
    await me.page.keyboard.type('Delta');
    await me.page.getByRole('option', { name: 'Create “Delta”' }).waitFor();
    await me.page.keyboard.press('Enter');
    await grid.shows(0, 'kind', 'Delta');
    await expect.poll(() => kept('kind')).toMatchObject({ name: 'Delta' });
    expect(await colors('kind')).toEqual([
      ...before,
      ['Delta', expect.not.stringMatching(/blue|green|red/)],
    ]);
    await me.page.getByRole('button', { name: 'Remove again' }).click();
    await expect.poll(() => colors('kind')).toEqual(before);
    await grid.shows(0, 'kind', '');

    await grid.focus(0, 'tags');
    await me.page.keyboard.type('Epsilon');
    await me.page.getByRole('option', { name: 'Create “Epsilon”' }).click();
    await me.page.getByRole('option', { name: 'Epsilon', selected: true }).waitFor();
    await me.page.keyboard.press('Tab');
    await grid.shows(0, 'tags', 'AlphaGammaEpsilon');
    await expect.poll(() => kept('tags')).toHaveLength(3);
  });

  it('takes a member by name', async () => {
    await grid.focus(0, 'person');
    await grid.type('oliv');
    await grid.shows(0, 'person', /Olivia Owner$/);
    await expect.poll(() => kept('person')).toMatchObject({ name: 'Olivia Owner' });
  });

  it('takes a record by its title: link', async () => {
    await grid.focus(0, 'target');
    await me.page.keyboard.type('light');
    await me.page.getByRole('option', { name: 'Lighthouse' }).waitFor();
    await me.page.keyboard.press('Enter');
    await grid.shows(0, 'target', 'Lighthouse');
    await expect.poll(() => kept('target')).toMatchObject([{ title: 'Lighthouse' }]);
  });

  it.each(['number', 'made', 'changed', 'maker', 'changer'])(
    'is marked as read only and takes nothing: %s',
    async (slug) => {
      expect(await grid.cell(0, slug).getAttribute('aria-readonly')).toBe('true');
      expect(await grid.header(slug).getByLabel('Read only').count()).toBe(1);
      const before = await grid.cell(0, slug).textContent();
      await grid.focus(0, slug);
      await me.page.keyboard.type('x');
      await expect.poll(() => grid.editing()).toBe(false);
      await me.page.keyboard.press('Delete');
      expect(await grid.cell(0, slug).textContent()).toBe(before);
    },
  );

  it('keeps an invalid value in the editor, with its message, and the old one in the record', async () => {
    await grid.focus(0, 'count');
    await grid.type('many');
    const alert = me.page.getByRole('alert').filter({ hasText: 'Please enter a number' });
    await alert.waitFor();
    await expect.poll(() => grid.editing()).toBe(true);
    await grid.press('Escape');
    await alert.waitFor({ state: 'detached' });
    await isKept('count', 1234.5);
  });
});

describe('the keyboard', () => {
  it('moves with arrows, Tab, Home and End', async () => {
    await grid.focus(0, 'title');
    await grid.press('ArrowRight');
    await grid.activeIs(0, 'story');
    await grid.press('ArrowDown');
    await grid.activeIs(1, 'story');
    await grid.press('Tab');
    await grid.activeIs(1, 'count');
    await grid.press('Shift+Tab', 'ArrowUp', 'ArrowLeft');
    await grid.activeIs(0, 'title');
    await grid.press('End');
    await grid.activeIs(0, 'target');
    await grid.press('Home');
    await grid.activeIs(0, 'title');
  });

  it('edits in place with F2, replaces by typing, discards with Esc', async () => {
    await grid.focus(0, 'title');
    await grid.type('Base');
    await isKept('title', 'Base');
    await grid.focus(0, 'title');
    await grid.press('F2');
    await grid.type(' camp', 'Tab');
    await isKept('title', 'Base camp');
    await grid.activeIs(0, 'story');
    await grid.focus(0, 'title');
    await me.page.keyboard.type('Gone');
    await grid.press('Escape');
    await grid.shows(0, 'title', 'Base camp');
    await isKept('title', 'Base camp');
    await me.page.keyboard.type('Arrow');
    await grid.press('ArrowDown');
    await isKept('title', 'Arrow');
    await grid.activeIs(1, 'title');
  });

  it('edits by double click', async () => {
    await grid.cell(0, 'title').dblclick();
    await expect.poll(() => grid.editing()).toBe(true);
    await grid.type(' signs');
    await isKept('title', 'Arrow signs');
  });

  it('clears the selected cells with Delete, and takes it back as one step', async () => {
    await grid.focus(0, 'phone');
    await grid.press('Shift+ArrowRight', 'Delete');
    await isKept('phone', null);
    await isKept('mail', null);
    await grid.press('Control+z');
    await isKept('phone', '+86 10 5550 1234');
    await isKept('mail', 'someone@tessera.example');
    await grid.press('Control+Shift+z');
    await isKept('mail', null);
    // Pressed at once, each waits for the one before.
    await grid.press('Control+z', 'Control+Shift+z', 'Control+z');
    await isKept('mail', 'someone@tessera.example');
    await isKept('phone', '+86 10 5550 1234');
  });

  it('begins a composition inside the cell: pinyin', async () => {
    await grid.focus(0, 'title');
    const input = await me.context.newCDPSession(me.page);
    const compose = (text: string) =>
      input.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      });
    await compose('k');
    await compose('ke');
    await compose('kehu');
    await expect.poll(() => grid.editing()).toBe(true);
    await input.send('Input.insertText', { text: '客户' });
    await grid.press('Enter');
    await grid.shows(0, 'title', '客户');
    await isKept('title', '客户');
    await input.detach();
  });

  it('adds a record below and deletes it after a question', async () => {
    await grid.focus(0, 'title');
    await grid.press('Shift+Enter');
    await grid.waitForCount(3);
    await me.page.keyboard.type('Three');
    await grid.press('Enter');
    await expect
      .poll(async () => (await world.owner.query('everything', { search: 'Three' })).total)
      .toBe(1);
    const row = me.page.locator('[data-record]').filter({ hasText: 'Three' });
    await row.locator('[role=gridcell]').first().click();
    await grid.press('Control+Backspace');
    await me.page
      .getByRole('alertdialog')
      .getByRole('button', { name: /Delete/ })
      .click();
    await grid.waitForCount(2);
    expect((await world.owner.query('everything', { limit: 0 })).total).toBe(2);
  });
});

it('leaves no error in the console', () => {
  expect(me.errors).toEqual([]);
});
