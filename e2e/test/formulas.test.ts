import type { Level } from '@tessera/model';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seriousProblems } from '../src/accessibility.ts';
import { openBrowser, visit } from '../src/browser.ts';
import { openGrid } from '../src/grid-page.ts';
import type { Session } from '../src/session.ts';
import { join, startWorld, type World } from '../src/setup.ts';

let world: World;
let browser: Browser;
beforeAll(async () => {
  world = await startWorld({ templates: [] });
  await world.owner.in('POST', '/tables', {
    name: 'Parts',
    fields: [
      { name: 'Name', type: 'text' },
      { name: 'Price', type: 'currency', precision: 2, currency: 'CNY' },
      { name: 'Quantity', type: 'number' },
    ],
  });
  await world.owner.create('parts', [{ fields: { name: 'Anvil', price: 12.5, quantity: 4 } }]);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await world?.server.stop();
});

/** Somebody who reads the parts, and their prices at this level. */
async function reader(name: string, price: Level): Promise<Session> {
  const { owner } = world;
  const { id } = await owner.in<{ id: string }>('POST', '/roles', { name });
  const table = await owner.table('parts');
  const field = table.fields.find(({ slug }) => slug === 'price')?.id;
  await owner.addGrant(
    {
      id: `gra${name.toLowerCase()}`,
      to: { kind: 'role', id },
      on: { kind: 'table', id: table.id },
      actions: ['view'],
      scope: { kind: 'all' },
      fields: { default: 'read', except: [{ field, level: price }] },
      origin: 'role',
      reason: name,
    },
    name,
  );
  return (await join(owner, { name: `${name} Reader`, role: name })).session;
}

it('is made while its value is seen, follows what it reads, and is as closed as that', async () => {
  const me = await visit(browser, { session: world.owner });
  const { page } = me;
  await openGrid(page, world.owner, 'parts');
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Add field' }).click();
  await page.keyboard.type('Total');
  await dialog.getByText('Formula', { exact: true }).click();
  await dialog.getByRole('textbox', { name: 'Formula' }).fill('{Price} * {Amount}');
  await dialog.getByText('There is no field "Amount".').waitFor();
  expect(await seriousProblems(page)).toEqual([]);
  await dialog.getByRole('textbox', { name: 'Formula' }).fill('{Price} * {Quantity}');
  await dialog.getByText('On “Anvil”:').waitFor();
  expect(await dialog.getByRole('status').allTextContents()).toContain('50.00');
  await dialog.getByRole('button', { name: 'Add field' }).click();
  await expect.poll(() => dialog.count(), { timeout: 10_000 }).toBe(0);
  const grid = await openGrid(page, world.owner, 'parts');
  await grid.shows(0, 'total', '50.00');
  await grid.focus(0, 'quantity');
  await grid.type('5');
  await grid.shows(0, 'total', '62.50');
  expect(me.errors).toEqual([]);
  await me.context.close();

  const masked = await reader('Masked', 'masked');
  const his = await visit(browser, { session: masked });
  const dim = await openGrid(his.page, masked, 'parts');
  await dim.cell(0, 'total').getByRole('img', { name: 'Masked' }).waitFor();
  await dim.focus(0, 'name');
  await dim.press('Space');
  await his.page.getByRole('button', { name: 'Why is “Total” shown like this?' }).click();
  await his.page.getByText('You may not see “Total” here').waitFor();
  await his.page
    .getByText('It is made of a field that you do not see, and never more open than that')
    .waitFor();
  expect(await seriousProblems(his.page)).toEqual([]);
  expect(his.errors).toEqual([]);
  await his.context.close();

  const blind = await reader('Blind', 'hidden');
  expect((await blind.table('parts')).fields.map(({ name }) => name)).toEqual(['Name', 'Quantity']);
});
