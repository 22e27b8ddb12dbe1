import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousProblems } from '../src/accessibility.ts';
import { openBrowser, type Visit, visit } from '../src/browser.ts';
import { openGrid } from '../src/grid-page.ts';
import type { Session } from '../src/session.ts';
import { join, startWorld, type World } from '../src/setup.ts';

let world: World;
let browser: Browser;
let bea: Session;
let me: Visit;
let page: Page;
let actions = 0;

/** One click, or one text typed, or one key: what a person counts. */
async function act(what: Promise<unknown>): Promise<void> {
  actions += 1;
  await what;
}
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const dialog = () => page.getByRole('dialog');
const press = (key: string) => page.keyboard.press(key);
/** Types where the keyboard is, once a dialog has taken it. */
async function write(text: string): Promise<void> {
  await page.locator('[role=dialog] input:focus').waitFor();
  await page.keyboard.type(text);
}
const closed = () => expect.poll(() => dialog().count(), { timeout: 10_000 }).toBe(0);

async function newTable(name: string): Promise<void> {
  await act(button('New table in “After-sales”').click());
  await act(write(name));
  await act(press('Enter'));
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await page.getByRole('grid').waitFor();
}

async function newField(name: string, type: string, settings?: () => Promise<void>): Promise<void> {
  await act(button('Add field').click());
  await act(write(name));
  await act(dialog().getByText(type, { exact: true }).click());
  await settings?.();
  await act(dialog().getByRole('button', { name: 'Add field' }).click());
  await closed();
  await page.locator('[data-header]').getByText(name, { exact: true }).waitFor();
}

beforeAll(async () => {
  world = await startWorld({ templates: [] });
  browser = await openBrowser();
  // Someone from the business: works with everything and shapes it, but has no say over rules or people.
  const { id } = await world.owner.in<{ id: string }>('POST', '/roles', { name: 'Builders' });
  const actionsOf = ['view', 'create', 'edit', 'delete', 'import', 'export', 'manageSchema'];
  await world.owner.addGrant(
    {
      id: 'grabuild00000001',
      to: { kind: 'role', id },
      on: { kind: 'workspace' },
      actions: actionsOf,
      scope: { kind: 'all' },
      fields: { default: 'edit', except: [] },
      origin: 'role',
      reason: 'Builders',
    },
    'Builders',
  );
  ({ session: bea } = await join(world.owner, { name: 'Bea Business', role: 'Builders' }));
  me = await visit(browser, { session: bea });
  page = me.page;
});
afterAll(async () => {
  await browser?.close();
  await world?.server.stop();
});

describe('shaping without code', () => {
  it('makes a small after-sales app from nothing in under 40 actions', async () => {
    await page.goto(`${bea.url}/w/${bea.ws}`);
    await act(button('New app').click());
    await act(write('After-sales'));
    await act(press('Enter'));
    await closed();
    await newTable('Customers');
    await newField('Phone', 'Phone');
    await newTable('Tickets');
    await newField('Status', 'Choice', async () => {
      await act(page.getByRole('textbox', { name: 'Choice 1' }).fill('Open'));
      await act(press('Enter'));
      await act(page.keyboard.type('Closed'));
    });
    // There is one other table, so it is chosen already.
    await newField('Customer', 'Link to records');
    await newField('Due', 'Date');

    await act(button('Filter').click());
    await act(button('Add condition').click());
    await act(page.getByRole('combobox', { name: 'Field' }).click());
    await act(page.getByRole('option', { name: 'Status' }).click());
    await act(button(/^Value: Choose/).click());
    await act(page.getByRole('checkbox', { name: 'Open' }).click());
    await press('Escape');
    await press('Escape');
    await act(button('Save as …').click());
    await act(write('Open tickets'));
    await act(press('Enter'));
    await closed();
    await page.getByRole('link', { name: 'Open tickets' }).waitFor();
    expect(actions).toBeLessThan(40);
  });

  it('and it runs: records, choices, links and the view do their work', async () => {
    const [made] = (
      await bea.create('customers', [{ fields: { name: 'Alder', phone: '+1 212 555 0101' } }])
    ).ids;
    const tickets = await bea.table('tickets');
    expect(tickets.fields.map(({ name, type }) => [name, type])).toEqual([
      ['Name', 'text'],
      ['Status', 'singleSelect'],
      ['Customer', 'link'],
      ['Due', 'date'],
    ]);
    await bea.create('tickets', [
      { fields: { name: 'Pump leaks', status: 'Open', customer: [made] } },
      { fields: { name: 'Valve stuck', status: 'Closed', due: '2026-11-30' } },
    ]);
    const grid = await openGrid(page, bea, 'tickets', 'Open tickets');
    await grid.waitForCount(1);
    await grid.shows(0, 'name', 'Pump leaks');
    await grid.shows(0, 'customer', 'Alder');
    await grid.focus(0, 'due');
    await grid.type('2026-12-01');
    await expect
      .poll(async () => (await bea.query('tickets', { search: 'Pump' })).records[0]?.fields)
      .toMatchObject({ [tickets.fields[3]?.id ?? '']: '2026-12-01' });
    const customer = await bea.table('customers');
    expect(customer.fields.map(({ name }) => name)).toEqual(['Name', 'Phone', 'Tickets']);
  });

  it('keeps what is being typed when somebody else adds a field, and shows that field at once', async () => {
    const grid = await openGrid(page, bea, 'tickets');
    await grid.waitForCount(2);
    await grid.focus(0, 'due');
    await page.keyboard.type('2027-01');
    await world.owner.in('POST', '/tables/tickets/fields', { name: 'Cost', type: 'currency' });
    await page.locator('[data-header]').getByText('Cost').waitFor();
    expect(await page.locator('[data-grid-input]').inputValue()).toBe('2027-01');
    await grid.type('-05');
    await grid.shows(0, 'due', /2027/);
  });

  it('renames in place, and asks before a field goes with what hangs on it', async () => {
    await page.locator('[data-header]').getByText('Cost').dblclick();
    await page.getByRole('textbox', { name: 'Name of the field' }).fill('Expense');
    await press('Enter');
    await expect.poll(async () => (await bea.table('tickets')).fields.at(-1)?.name).toBe('Expense');
    await button('Menu of “Status”').click({ force: true });
    await page.getByRole('menuitem', { name: 'Delete field' }).click();
    await page.getByText('Views that filter or sort by it: Open tickets').waitFor();
    await button('Cancel').click();
    await button('Menu of “Expense”').click({ force: true });
    await page.getByRole('menuitem', { name: 'Delete field' }).click();
    await button('Delete field').click();
    const expense = page.locator('[data-header]').getByText('Expense');
    await expect.poll(() => expense.count()).toBe(0);
    await button('Undo').click();
    await expense.waitFor();
  });

  it('gives a field another type once it is clear what becomes of its cells', async () => {
    await bea.create('tickets', [{ fields: { name: 'Twelve', due: '2026-12-12' } }]);
    await button('Menu of “Name”').click({ force: true });
    await page.getByRole('menuitem', { name: 'Change type …' }).click();
    await dialog().getByText('Number', { exact: true }).click();
    await dialog().getByRole('button', { name: 'Change type and lose 3 values' }).waitFor();
    await dialog().getByRole('cell', { name: 'Pump leaks' }).waitFor();
    expect(await seriousProblems(page)).toEqual([]);
    await button('Cancel').click();
    await closed();
    await button('Menu of “Due”').click({ force: true });
    await page.getByRole('menuitem', { name: 'Change type …' }).click();
    await dialog().getByText('One line: names').click();
    await button('Change type').click();
    await closed();
    const due = (await bea.table('tickets')).fields.find(({ name }) => name === 'Due');
    expect(due?.type).toBe('text');
    const grid = await openGrid(page, bea, 'tickets');
    await grid.shows(0, 'due', /2027-01-05/);
  });

  it('keeps what was deleted in the trash, from where it comes back as it was', async () => {
    await button('Menu of “Expense”').click({ force: true });
    await page.getByRole('menuitem', { name: 'Delete field' }).click();
    await button('Delete field').click();
    await expect.poll(() => page.locator('[data-header]').getByText('Expense').count()).toBe(0);
    await page.getByRole('link', { name: 'Trash', exact: true }).click();
    await button('Put back “Expense”').waitFor();
    expect(await seriousProblems(page)).toEqual([]);
    await button('Put back “Expense”').click();
    await page.getByText('“Expense” is back.').waitFor();
    await page.getByText('No table or field has been deleted.').waitFor();
    const { fields } = await bea.table('tickets');
    expect(fields.map(({ name }) => name)).toContain('Expense');
    const links = page.getByRole('navigation', { name: 'Sidebar' }).getByRole('link');
    expect((await links.allInnerTexts()).slice(0, 2)).toEqual(['Customers', 'Tickets']);
    await button('Menu of the table “Customers”').click({ force: true });
    await page.getByRole('menuitem', { name: 'Move down' }).click();
    await expect
      .poll(async () => (await links.allInnerTexts()).slice(0, 2))
      .toEqual(['Tickets', 'Customers']);
    await openGrid(page, bea, 'tickets');
  });

  it('fills new records in with what a field starts with, and multiplies what is filled in', async () => {
    const starts = (text: string) => () =>
      dialog().getByRole('textbox', { name: 'New records start with' }).fill(text);
    await newField('Pieces', 'Number', starts('3'));
    await newField('Price', 'Amount', starts('12.5'));
    await newField('Total', 'Amount', async () => {
      await dialog().getByRole('combobox', { name: 'Where its values come from' }).click();
      await page.getByRole('option', { name: /^Multiplied from other fields/ }).click();
      for (const factor of ['Pieces', 'Price']) {
        await dialog().getByRole('combobox', { name: 'Fields to multiply' }).fill(factor);
        await page.getByRole('option', { name: factor, exact: true }).click();
      }
      await press('Tab');
      expect(await seriousProblems(page)).toEqual([]);
    });
    const added = await openGrid(page, bea, 'tickets');
    const before = (await bea.query('tickets', {})).records.map(({ id }) => id);
    await button('Add record').first().click();
    const made = async () =>
      (await bea.query('tickets', {})).records.find(({ id }) => !before.includes(id))?.fields;
    const { fields } = await bea.table('tickets');
    const id = (name: string) => fields.find((field) => field.name === name)?.id ?? '';
    await expect
      .poll(made)
      .toMatchObject({ [id('Pieces')]: 3, [id('Price')]: 12.5, [id('Total')]: 37.5 });
    await added.waitForCount(before.length + 1);
    await button('Menu of “Pieces”').click({ force: true });
    await page.getByRole('menuitem', { name: 'Edit field' }).click();
    await starts('')();
    await dialog().getByRole('button', { name: 'Save' }).click();
    await closed();
    const pieces = (await bea.table('tickets')).fields.find(({ name }) => name === 'Pieces');
    expect(pieces).not.toHaveProperty('default');
  });

  it('shows a personal view to its member alone', async () => {
    await button('New view').click();
    await write('Mine alone');
    await page.getByRole('combobox', { name: 'For whom' }).click();
    await page.getByRole('option', { name: /For me alone/ }).click();
    await button('Create').click();
    await page.getByRole('link', { name: 'Mine alone' }).waitFor();
    const names = async (one: Session) =>
      (await one.table('tickets')).views.map(({ name }) => name);
    expect(await names(bea)).toContain('Mine alone');
    expect(await names(world.owner)).not.toContain('Mine alone');
  });

  it('makes a table of cells copied from a spreadsheet', async () => {
    await page.evaluate(() =>
      navigator.clipboard.writeText('Part\tPrice\tIn stock\nPump\t$1,200.50\tyes\nValve\t$12\tno'),
    );
    await button('New table in “After-sales”').click();
    await write('Parts');
    await page.getByRole('tab', { name: 'Cells from a spreadsheet' }).click();
    await page.getByRole('textbox', { name: 'Paste cells here' }).click();
    await press('Control+v');
    await page.getByText('2 rows').waitFor();
    await button('Create').click();
    await page.getByText('2 records were added.').waitFor();
    const parts = await bea.table('parts');
    expect(parts.fields.map(({ name, type }) => [name, type])).toEqual([
      ['Part', 'text'],
      ['Price', 'currency'],
      ['In stock', 'checkbox'],
    ]);
    await button('Menu of the table “Parts”').click({ force: true });
    await page.getByRole('menuitem', { name: /Delete table/ }).click();
    expect(await button('Delete').isDisabled()).toBe(true);
    await page.getByRole('textbox', { name: /to confirm/ }).fill('Parts');
    await button('Delete').click();
    await expect.poll(async () => (await bea.schema()).tables.length).toBe(2);
  });

  it('shows none of it to those who only work here', async () => {
    const { id } = await world.owner.in<{ id: string }>('POST', '/roles', { name: 'Readers' });
    await world.owner.addGrant(
      {
        id: 'graread000000001',
        to: { kind: 'role', id },
        on: { kind: 'workspace' },
        actions: ['view'],
        scope: { kind: 'all' },
        fields: { default: 'read', except: [] },
        origin: 'role',
        reason: 'Readers',
      },
      'Readers',
    );
    const { session } = await join(world.owner, { name: 'Rita Reader', role: 'Readers' });
    const hers = await visit(browser, { session });
    await openGrid(hers.page, session, 'tickets');
    for (const name of ['Add field', 'New app', /^New table in/, /^Menu of the table/])
      expect(await hers.page.getByRole('button', { name }).count(), String(name)).toBe(0);
    await hers.page.getByRole('button', { name: 'Menu of “Status”' }).click({ force: true });
    await hers.page.getByRole('menuitem', { name: 'Sort ascending' }).waitFor();
    const ofField = hers.page.getByRole('menuitem', { name: /field$/ });
    expect((await ofField.allInnerTexts()).sort()).toEqual([
      'Freeze up to this field',
      'Group by this field',
      'Hide field',
    ]);
    expect(hers.errors).toEqual([]);
    await hers.context.close();
  });

  it('leaves no error in the console', () => {
    expect(me.errors).toEqual([]);
  });
});
