import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seriousProblems } from '../src/accessibility.ts';
import { openBrowser, visit } from '../src/browser.ts';
import { openGrid } from '../src/grid-page.ts';
import { quiet } from '../src/quiet.ts';
import { join, startWorld, type World } from '../src/setup.ts';

let world: World;
let browser: Browser;

beforeAll(async () => {
  world = await startWorld();
  browser = await openBrowser();
  await world.owner.create('customers', [{ fields: { name: 'Alder', industry: 'Finance' } }]);
});
afterAll(async () => {
  await browser?.close();
  await world?.server.stop();
});

/** What the popover of this button says, as lines. */
async function asked(page: Page, button: string): Promise<readonly string[]> {
  await page.getByRole('complementary').getByRole('button', { name: button, exact: true }).click();
  const popover = page.getByRole('dialog', { name: button });
  await popover.getByRole('heading').waitFor();
  await quiet(page);
  expect(await seriousProblems(page)).toEqual([]);
  const lines = await popover.locator('h3, p, li').allTextContents();
  await page.keyboard.press('Escape');
  await popover.waitFor({ state: 'detached' });
  return lines;
}

it('tells a narrow role why it sees a record and may not change a field, and names nobody', async () => {
  const { session } = await join(world.owner, { name: 'Serena Help', role: 'Service' });
  const hers = await visit(browser, { session });
  const grid = await openGrid(hers.page, session, 'customers');
  await grid.focus(0, 'name');
  await grid.press('Space');
  expect(await asked(hers.page, 'Why, and who?')).toEqual([
    'You may see this record',
    'Because of',
    'the role Service: all records',
  ]);
  const [first, ...rest] = await asked(hers.page, 'Why may I not change “Industry”?');
  expect(first).toBe('You may not change “Industry” here');
  expect(rest.join(' ')).not.toMatch(/Olivia|Sales|Management/);
  expect(hers.errors).toEqual([]);
  await hers.context.close();
});

it('tells who sees the record to whoever writes the rules, in Chinese too', async () => {
  await world.owner.in('PATCH', '/me', { language: 'zh' });
  const his = await visit(browser, { session: world.owner, language: 'zh' });
  const grid = await openGrid(his.page, world.owner, 'customers');
  await grid.focus(0, 'name');
  await grid.press('Space');
  const words = (await asked(his.page, '为什么能看到，谁能看到？')).join(' ');
  expect(words).toContain('Olivia Owner');
  await his.context.close();
});

it('keeps every version of the rules, tells what each changed, and brings one back', async () => {
  type Rules = {
    policy: { version: number; grants: { to: { id?: string }; fields: object }[] } & object;
  };
  await world.owner.in('PATCH', '/me', { language: 'en' });
  const { policy } = await world.owner.in<Rules>('GET', '/policy');
  const service = await world.owner.roleNamed('Service');
  const grants = policy.grants.filter(({ to }) => to.id !== service);
  expect(grants.length).toBeLessThan(policy.grants.length);
  await world.owner.in('PUT', '/policy', { ...policy, grants, reason: 'The fair is over' });

  const me = await visit(browser, { session: world.owner });
  await me.page.goto(`${world.server.url}/w/${world.owner.ws}/roles`);
  await me.page.getByRole('link', { name: 'History' }).click();
  await me.page.getByRole('heading', { name: 'History of the rules' }).waitFor();
  const newest = me.page.getByRole('listitem').filter({ hasText: 'The fair is over' });
  await newest
    .getByText(/^Service can see/)
    .first()
    .waitFor();
  expect(await seriousProblems(me.page)).toEqual([]);

  await me.page
    .getByRole('button', { name: `Bring back version ${policy.version}`, exact: true })
    .click();
  const dialog = me.page.getByRole('dialog');
  await dialog
    .getByText(/^Service can see/)
    .first()
    .waitFor();
  await dialog.getByRole('button', { name: 'Bring back' }).click();
  await dialog.getByText('A short reason is needed.').waitFor();
  await dialog.getByRole('textbox').fill('There is another fair');
  await dialog.getByRole('button', { name: 'Bring back' }).click();
  await me.page.getByRole('listitem').filter({ hasText: 'There is another fair' }).waitFor();
  const after = await world.owner.in<Rules>('GET', '/policy');
  expect(after.policy).toEqual({ ...policy, version: policy.version + 2 });
  expect(me.errors).toEqual([]);
  await me.context.close();
});

it('checks the rules: a line on the page of roles opens the list, in words', async () => {
  const rules = await world.owner.policy();
  const some = rules.grants.find(({ on }) => on.kind === 'table');
  const past = { ...some, id: 'grapast', until: 1 };
  await world.owner.in('PUT', '/policy', {
    ...rules,
    grants: [...rules.grants, past],
    reason: 'For a while',
  });
  const me = await visit(browser, { session: world.owner });
  await me.page.goto(`${world.server.url}/w/${world.owner.ws}/roles`);
  await me.page.getByRole('button', { name: /^Check of the rules: \d+ finding/ }).click();
  const list = me.page.getByRole('dialog', { name: 'Check of the rules' });
  await list.getByText('The rule has ended.').waitFor();
  expect(await seriousProblems(me.page)).toEqual([]);
  await me.page.keyboard.press('Escape');
  await list.waitFor({ state: 'detached' });
  expect(me.errors).toEqual([]);
  await me.context.close();
});

it('looks as a member and as a role, in one tab, until it is stopped', async () => {
  const me = await visit(browser, { session: world.owner });
  const { page } = me;
  const home = `${world.server.url}/w/${world.owner.ws}`;
  const banner = page.getByRole('complementary', { name: 'Looking as somebody else' });
  await join(world.owner, { name: 'Vera View', role: 'Service' });
  await page.goto(`${home}/roles`);
  await page.getByRole('heading', { name: 'Roles and access' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('view as vera');
  await page.getByRole('option', { name: 'View as Vera View' }).click();
  await banner.getByText('You are looking as Vera View').waitFor();
  // Whoever helps writes no rules, so the pages for that are gone as they are for her.
  expect(await page.getByRole('link', { name: 'Roles and access' }).count()).toBe(0);
  expect(await seriousProblems(page)).toEqual([]);
  const grid = await openGrid(page, world.owner, 'customers');
  await banner.waitFor();
  expect(await page.getByRole('button', { name: 'New record' }).count()).toBe(0);
  await grid.focus(0, 'name');
  await page.keyboard.type('Changed');
  await page.goto(`${home}/account`);
  await page.getByText('This page is shut while you look as somebody else').waitFor();
  await page.reload();
  await banner.getByText('You are looking as Vera View').waitFor();
  const { records } = await world.owner.in<{ records: { fields: object }[] }>(
    'POST',
    '/tables/customers/records/query',
    {},
  );
  expect(JSON.stringify(records)).toContain('Alder');
  const other = await me.context.newPage();
  await other.goto(home);
  await other.getByRole('link', { name: 'Roles and access' }).waitFor();
  expect(await other.getByText('You are looking as').count()).toBe(0);
  await other.close();
  await banner.getByRole('button', { name: 'Stop' }).click();
  await page.waitForURL(`${home}/roles`);
  await banner.waitFor({ state: 'detached' });

  await page.goto(`${home}/roles/${await world.owner.roleNamed('Sales')}`);
  await page.getByRole('button', { name: 'View as …' }).click();
  await banner.getByText('You are looking as somebody with the role Sales').waitFor();
  await banner.getByRole('button', { name: 'Stop' }).click();
  await page.getByRole('button', { name: 'View as …' }).waitFor();
  expect(me.errors).toEqual([]);
  await me.context.close();
});
