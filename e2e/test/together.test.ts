import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, type Visit, visit } from '../src/browser.ts';
import { type GridPage, hasText, openGrid } from '../src/grid-page.ts';
import { quiet } from '../src/quiet.ts';
import type { Session } from '../src/session.ts';
import { join, startWorld, type World } from '../src/setup.ts';

let world: World;
let browser: Browser;
let boss: Session;
let sally: { readonly session: Session; readonly id: string };
let ids: readonly string[];
const secrets = { name: 'Quarry Works', margin: 7_413_901 };

beforeAll(async () => {
  world = await startWorld();
  browser = await openBrowser();
  ({ session: boss } = await join(world.owner, { name: 'Mia Chief', role: 'Management' }));
  sally = await join(world.owner, { name: 'Sally Seller', role: 'Sales' });
  const { ids: customers } = await boss.create('customers', [
    { fields: { name: 'Harbour Tools', owner: sally.id, notes: 'As it was' } },
    { fields: { name: secrets.name } },
  ]);
  await boss.create('opportunities', [
    { fields: { name: 'Dock doors', owner: sally.id, margin: secrets.margin, close_value: 100 } },
    { fields: { name: 'Quarry bridge', margin: 8_413_902, close_value: 200 } },
  ]);
  ids = customers;
});
afterAll(async () => {
  await browser?.close();
  await world?.server.stop();
});

describe('two people at one table', () => {
  let hers: Visit;
  let his: Visit;
  let sallys: GridPage;
  let bosss: GridPage;
  beforeAll(async () => {
    hers = await visit(browser, { session: sally.session, width: 2600 });
    his = await visit(browser, { session: boss, width: 2600 });
    sallys = await openGrid(hers.page, sally.session, 'customers');
    bosss = await openGrid(his.page, boss, 'customers');
  });

  it('each see what they may', async () => {
    await sallys.waitForCount(1);
    await bosss.waitForCount(2);
    await sallys.shows(0, 'name', 'Harbour Tools');
  });

  it('see each other’s edits within a second', async () => {
    await bosss.focus(0, 'notes');
    await bosss.type('Call on Monday');
    const begun = performance.now();
    await sallys.shows(0, 'notes', 'Call on Monday');
    console.log(`an edit on the other screen after ${Math.round(performance.now() - begun)} ms`);
    await sallys.focus(0, 'phone');
    await sallys.type('+86 21 5550 4321');
    await bosss.shows(0, 'phone', '+86 21 5550 4321');
  });

  it('gain and lose records as these are handed over', async () => {
    await boss.update('customers', ids[1] ?? '', { owner: sally.id });
    await sallys.waitForCount(2, 1500);
    await hasText(sallys.cellOf(ids[1] ?? '', 'name'), secrets.name);
    await boss.update('customers', ids[1] ?? '', { owner: null });
    await sallys.waitForCount(1, 1500);
    await expect.poll(() => hers.page.getByText(secrets.name).count()).toBe(0);
  });

  it('are asked when both change one cell, and nothing typed is lost', async () => {
    // Her line is cut while he saves, so that she edits what is no longer there.
    await hers.context.setOffline(true);
    await bosss.focus(0, 'notes');
    await bosss.type('His version');
    await expect
      .poll(async () => (await boss.query('customers', { search: 'His version' })).total)
      .toBe(1);
    await hers.context.setOffline(false);
    const reply = await sally.session.tryIn('PATCH', `/tables/customers/records/${ids[0]}`, {
      fields: { notes: 'Stale' },
      base: { notes: 'Call on Monday' },
    });
    expect(reply.status).toBe(409);
    expect(reply.text).toContain('His version');
  });

  it('choose between theirs and mine in the browser', async () => {
    const path = `**/tables/*/records`;
    // What she saves waits until he has saved: that is how two people meet in one cell.
    let meanwhile: Promise<unknown> | undefined;
    await hers.page.route(path, async (route) => {
      meanwhile ??= boss.update('customers', ids[0] ?? '', { notes: 'He was first' });
      await meanwhile;
      await route.continue();
    });
    await sallys.focus(0, 'notes');
    await sallys.type('She was second');
    const alert = hers.page.getByRole('alert').filter({ hasText: 'She was second' });
    await alert.waitFor();
    expect(await alert.textContent()).toContain('He was first');
    await hers.page.unroute(path);
    await alert.getByRole('button', { name: 'Keep mine' }).click();
    await bosss.shows(0, 'notes', 'She was second');
    await sallys.shows(0, 'notes', 'She was second');
    await alert.waitFor({ state: 'detached' });
  });

  it('leave no error in the console, and she was never sent what is not hers', async () => {
    expect(hers.errors.filter((error) => !error.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
    expect(his.errors).toEqual([]);
    await openGrid(hers.page, sally.session, 'opportunities');
    const all = hers.received.join('\n');
    expect(all).toContain('Dock doors');
    expect(all).not.toContain('Quarry bridge');
    expect(all).not.toContain(String(secrets.margin));
    expect(all).not.toMatch(/margin/i);
  });
});

describe('a member of Service', () => {
  it('finds no trace of opportunities in page, title, answers or frames', async () => {
    const { session } = await join(world.owner, { name: 'Sven Service', role: 'Service' });
    const his = await visit(browser, { session });
    const customers = await openGrid(his.page, session, 'customers');
    await customers.waitForCount(2);
    const { id } = await boss.table('opportunities');
    for (const address of [`t/${id}`, 't/opportunities', `import/${id}`]) {
      await his.page.goto(`${session.url}/w/${session.ws}/${address}`);
      await his.page.getByRole('navigation').getByRole('link', { name: 'Customers' }).waitFor();
      await quiet(his.page);
      expect(await his.page.title()).not.toMatch(/opportunit/i);
      expect(await his.page.locator('body').textContent()).not.toMatch(/opportunit|Dock doors/i);
    }
    await openGrid(his.page, session, 'activities');
    const all = his.received.join('\n');
    expect(all).toContain('Harbour Tools');
    for (const hidden of ['Dock doors', 'Quarry bridge', 'pportunit', '"close_value"', 'margin']) {
      expect(all).not.toContain(hidden);
    }
    expect(his.errors).toEqual([]);
  });
});
