import { writeFileSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousProblems } from '../src/accessibility.ts';
import { openBrowser, type Visit, visit } from '../src/browser.ts';
import { type GridPage, hasText, openGrid } from '../src/grid-page.ts';
import { check, chooseFile, run } from '../src/import-screen.ts';
import { removeFolder, temporaryFolder } from '../src/server.ts';
import { Session } from '../src/session.ts';
import { join, password, startWorld, type World } from '../src/setup.ts';

/** Sally reports to Nora; Tom to Sam. Each has a screen of customers open, which is watched. */
const names = ['nora', 'sam', 'sally', 'tom'] as const;
type Name = (typeof names)[number];
/** For what the server and other screens do (ms); a busy machine takes its time. */
const patience = 10_000;

let world: World;
let browser: Browser;
let folder: string;
let admin: Visit;
let other: Visit;
let people: Record<Name, { session: Session; id: string; visit: Visit; grid: GridPage }>;

beforeAll(async () => {
  world = await startWorld();
  folder = temporaryFolder();
  browser = await openBrowser();
  const { owner } = world;
  const sales = { role: 'Sales' };
  const nora = await join(owner, { name: 'Nora North', ...sales });
  const sam = await join(owner, { name: 'Sam South', ...sales });
  const sally = await join(owner, { name: 'Sally Seller', ...sales, manager: nora.id });
  const tom = await join(owner, { name: 'Tom Trader', ...sales, manager: sam.id });
  const { session: ada } = await join(owner, { name: 'Ada Admin', role: 'Administrator' });
  await owner.create('customers', [
    { fields: { name: 'Harbour Tools', owner: sally.id } },
    { fields: { name: 'Mill Works', owner: sally.id } },
  ]);
  admin = await visit(browser, { session: owner });
  other = await visit(browser, { session: ada });
  const opened: (typeof people)[Name][] = [];
  // One after the other: four pages that load at once are slow on a small machine.
  for (const one of [nora, sam, sally, tom]) {
    const window = await visit(browser, { session: one.session });
    const grid = await openGrid(window.page, one.session, 'customers');
    opened.push({ ...one, visit: window, grid });
  }
  const [first, second, third, fourth] = opened;
  if (!first || !second || !third || !fourth) throw new Error('Somebody is missing.');
  people = { nora: first, sam: second, sally: third, tom: fourth };
});
afterAll(async () => {
  await browser?.close();
  await world?.server.stop();
  if (folder) removeFolder(folder);
});

/** Customers on everybody's open screen, one after the other: nora, sam, sally, tom. */
async function onScreens(...counts: readonly (number | null)[]): Promise<void> {
  for (const [at, name] of names.entries()) {
    const count = counts[at];
    if (typeof count === 'number') await people[name].grid.waitForCount(count, patience);
  }
}

async function openTab(page: Page, name: string): Promise<void> {
  await page.goto(`${world.server.url}/w/${world.owner.ws}/members`);
  await page.getByRole('tab', { name }).click();
}
const line = (page: Page, name: string) => page.getByRole('treeitem', { name });
async function choose(page: Page, label: string, item: string): Promise<void> {
  const box = page.getByRole('combobox', { name: label, exact: true });
  await box.fill(item);
  await page.getByRole('option', { name: item }).first().click();
  await box.press('Tab');
}

describe('the reporting line', () => {
  it('is dragged, and every open screen follows: both superiors and another administrator', async () => {
    await onScreens(2, 0, 2, 0);
    await openTab(other.page, 'Reporting line');
    await openTab(admin.page, 'Reporting line');
    const { page } = admin;
    expect(await seriousProblems(page)).toEqual([]);
    await line(page, 'Sally Seller').dragTo(line(page, 'Sam South'));
    await page.getByText('Sally Seller moved: Sam South').waitFor();
    await onScreens(0, 2, 2, 0);
    await hasText(line(other.page, 'Sam South'), /2 direct reports/);
    await page.getByRole('button', { name: 'Undo' }).click();
    await onScreens(2, 0, 2, 0);
    await hasText(line(other.page, 'Nora North'), /1 direct report/);
  });

  it('does by keyboard what dragging does, and is never a circle', async () => {
    const { page } = other;
    await line(page, 'Sally Seller').focus();
    await page.keyboard.press('m');
    await choose(page, 'Below', 'Tom Trader');
    await page.getByRole('button', { name: 'Move', exact: true }).click();
    await page.getByText('Sally Seller moved: Tom Trader').waitFor();
    await onScreens(0, 2, 2, 2);
    // Whoever stands above cannot be put below: the line does not take it, and the server neither.
    await line(admin.page, 'Sam South').dragTo(line(admin.page, 'Sally Seller'));
    expect((await world.owner.memberNamed('Sam South')).manager).toBeNull();
    const circle = await world.owner.tryIn('PATCH', `/members/${people.sam.id}`, {
      manager: people.sally.id,
    });
    expect([circle.status, circle.text]).toEqual([400, expect.stringContaining('circle')]);
    await world.owner.changeMember(people.sally.id, { manager: people.nora.id });
    await onScreens(2, 0, 2, 0);
  });
});

describe('people who come, move and go', () => {
  it('are imported with roles by rules, after a look at what they will see', async () => {
    const { page } = admin;
    const file = joinPath(folder, 'staff.csv');
    const rows = [
      'Name,E-mail,Title,Department',
      'Vic Vendor,vic@tessera.example,Service engineer,Service',
      'Vera Vendor,vera@tessera.example,Engineer,Service',
      'Ned New,ned@tessera.example,Clerk,Office',
    ];
    writeFileSync(file, rows.join('\n'));
    await page.goto(`${world.server.url}/w/${world.owner.ws}/members/import`);
    await chooseFile(page, file);
    await page.getByRole('button', { name: 'Add a rule' }).click();
    await choose(page, 'Rule 1: Department', 'Service');
    await choose(page, 'Rule 1: Roles', 'Service');
    await page.getByRole('combobox', { name: 'Rule 1: Title' }).click();
    await page.getByRole('option', { name: 'Title contains' }).click();
    await page.getByRole('textbox', { name: 'Rule 1: Text of the title' }).fill('ENGINEER');
    await check(page);
    const seen = page.getByRole('listitem').filter({ hasText: '2 people' });
    await hasText(seen, /Vic Vendor.*Vera Vendor.*Customers.*all records · 2 today/);
    const none = page.getByRole('listitem').filter({ hasText: 'No role' });
    await hasText(none, /Ned New.*Sees nothing/);
    expect(await seriousProblems(page)).toEqual([]);
    await run(page);
    const link = await page.getByRole('row').filter({ hasText: 'vic@' }).textContent();
    const address = /http\S+invite\/[\w-]+/.exec(link ?? '')?.[0] ?? '';
    const vic = await new Session(world.server.url).accept(address, password);
    expect((await vic.query('customers')).total).toBe(2);
    expect((await vic.tryIn('POST', '/tables/opportunities/records/query', {})).status).toBe(404);
  });

  it('change post: the roles follow the rules, the records go over, and five screens with them', async () => {
    const { page } = admin;
    await openTab(page, 'Members');
    await page.getByRole('button', { name: 'Edit Sally Seller' }).click();
    await page.getByRole('button', { name: 'Transfer…' }).click();
    const dialog = page.getByRole('dialog', { name: 'A new post for Sally Seller' });
    await dialog.getByRole('textbox', { name: 'Title' }).fill('Service engineer');
    await choose(page, 'Departments', 'Service');
    await choose(page, 'Reports to', 'Sam South');
    await dialog.getByText('By the rules for posts the roles are: Sales, Service.').waitFor();
    await dialog.getByRole('button', { name: 'Use these roles' }).click();
    await dialog.getByRole('button', { name: 'Remove “Sales”' }).click();
    await dialog.getByRole('combobox', { name: 'Records' }).click();
    await page.getByRole('option', { name: 'Hands them over to a successor' }).click();
    await choose(page, 'Successor', 'Tom Trader');
    await dialog.getByRole('button', { name: 'Transfer', exact: true }).click();
    await page.getByRole('dialog', { name: 'Sally Seller has a new post' }).waitFor();
    // Service sees all customers and no opportunities; Tom has hers, so Sam sees them and Nora does not.
    await onScreens(0, 2, 2, 2);
    const { sally } = people;
    await expect
      .poll(() => sally.visit.page.getByRole('link', { name: 'Opportunities' }).count(), {
        timeout: patience,
      })
      .toBe(0);
    expect(
      (await sally.session.tryIn('POST', '/tables/opportunities/records/query', {})).status,
    ).toBe(404);
    const moved = await world.owner.memberNamed('Sally Seller');
    expect(moved).toMatchObject({ title: 'Service engineer', manager: people.sam.id });
  });

  it('leave: the screen closes at once, the successor’s gains, the superior’s loses', async () => {
    const { page } = admin;
    const { tom } = people;
    const socket = await tom.session.live();
    await openTab(page, 'Members');
    await page.getByRole('button', { name: 'Edit Tom Trader' }).click();
    await page.getByRole('button', { name: 'Deactivate…' }).click();
    await choose(page, 'Successor', 'Nora North');
    await page.getByRole('button', { name: 'Deactivate', exact: true }).click();
    await tom.visit.page.waitForURL(/\/sign-in/, { timeout: patience });
    expect(await tom.visit.page.getByText('Mill Works').count()).toBe(0);
    await expect.poll(() => socket.ended(), { timeout: patience }).toBe(true);
    await onScreens(2, 0, 2, null);
    expect((await tom.session.tryIn('GET', '/schema')).status).toBe(401);
  });

  it('attack 34: hold a role for a time: when it ends, the open screen empties by itself', async () => {
    const { nora } = people;
    const role = await world.owner.roleNamed('Sales');
    await world.owner.changeMember(nora.id, { roles: [{ role, until: Date.now() + 2500 }] });
    await onScreens(2);
    await nora.visit.page
      .getByText('Harbour Tools')
      .waitFor({ state: 'detached', timeout: patience });
    const tables = nora.visit.page.getByRole('navigation').getByRole('link', { name: 'Customers' });
    await expect.poll(() => tables.count(), { timeout: patience }).toBe(0);
    expect((await nora.session.tryIn('POST', '/tables/customers/records/query', {})).status).toBe(
      404,
    );
  });

  it('leave no error on any screen', () => {
    const windows = [admin, other, ...names.map((name) => people[name].visit)];
    expect(windows.flatMap(({ errors }) => errors)).toEqual([]);
  });
});

describe('administrators', () => {
  it('get a duty for a reason, confirmed where it opens everything, and lose it again', async () => {
    const { page } = admin;
    await openTab(page, 'Administrators');
    await page.getByText('There is only one owner').waitFor();
    expect(await seriousProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Name a reserve' }).click();
    await choose(page, 'Person', 'Sam South');
    const give = page.getByRole('dialog').getByRole('button', { name: 'Give duty' });
    await page.getByRole('textbox', { name: 'Reason' }).fill('Reserve');
    expect(await give.isDisabled()).toBe(true);
    await page.getByRole('checkbox').check();
    await give.click();
    await page.getByText('There is only one owner').waitFor({ state: 'detached' });
    await expect
      .poll(() => people.sam.visit.page.getByRole('link', { name: 'Roles and access' }).count(), {
        timeout: patience,
      })
      .toBe(1);
    await page.getByRole('button', { name: 'Take the duty Owner from Sam South' }).click();
    await page.getByRole('button', { name: 'Take duty', exact: true }).click();
    await page.getByText('There is only one owner').waitFor();
    await expect
      .poll(() => people.sam.visit.page.getByRole('link', { name: 'Roles and access' }).count(), {
        timeout: patience,
      })
      .toBe(0);
  });
});
