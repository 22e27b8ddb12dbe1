import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { joinByLink } from '../src/account-pages.ts';
import { openBrowser, type Visit, visit } from '../src/browser.ts';
import { hasText, openGrid } from '../src/grid-page.ts';
import { Session } from '../src/session.ts';
import { join, password, startWorld, type World } from '../src/setup.ts';

let world: World;
let browser: Browser;
let admin: Visit;

beforeAll(async () => {
  world = await startWorld();
  await world.owner.in('POST', '/departments', { name: 'South' });
  browser = await openBrowser();
  admin = await visit(browser, { session: world.owner });
});
afterAll(async () => {
  await browser?.close();
  await world?.server.stop();
});

const openMembers = () => admin.page.goto(`${world.server.url}/w/${world.owner.ws}/members`);
const rowOf = (name: string) => admin.page.getByRole('row').filter({ hasText: name });

/** Chooses one item in a field that is searched by typing. */
async function choose(page: Page, label: string, item: string): Promise<void> {
  const box = page.getByRole('combobox', { name: label, exact: true });
  await box.fill(item);
  await page.getByRole('option', { name: item }).first().click();
  // Escape would empty the field again.
  await box.press('Tab');
  await page.getByRole('option').first().waitFor({ state: 'detached' });
}

describe('the people page', () => {
  it('invites somebody by a link, who joins in another browser', async () => {
    const { page } = admin;
    await openMembers();
    await page.getByRole('button', { name: 'Invite', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Nina New');
    await dialog.getByRole('textbox', { name: 'E-mail', exact: true }).fill('nina@tessera.example');
    await choose(page, 'Roles', 'Sales');
    await page.getByRole('button', { name: 'Create invitation' }).click();
    const field = page.getByRole('textbox', { name: 'Invitation link' });
    await field.waitFor();
    const link = await field.inputValue();
    await page.getByRole('button', { name: 'Done' }).click();
    await hasText(rowOf('Nina New'), /Invited/);

    const nina = await visit(browser);
    await joinByLink(nina.page, new URL(link, world.server.url).href);
    await nina.page.getByRole('link', { name: 'Opportunities' }).waitFor();
    expect(await nina.page.getByRole('link', { name: 'Roles and access' }).count()).toBe(0);
    expect(nina.errors).toEqual([]);
    await openMembers();
    await hasText(rowOf('Nina New'), /Active/);

    // The link is used up.
    const again = await visit(browser);
    await again.page.goto(new URL(link, world.server.url).href);
    await again.page.getByText('This invitation is no longer valid').waitFor();
    await nina.context.close();
    await again.context.close();
  });

  it('changes manager and department, and what the manager sees', async () => {
    const { session: lead } = await join(world.owner, { name: 'Lena Lead', role: 'Sales' });
    const nina = await world.owner.memberNamed('Nina New');
    await world.owner.create('customers', [{ fields: { name: 'Of Nina', owner: nina.id } }]);
    const leads = await visit(browser, { session: lead });
    const grid = await openGrid(leads.page, lead, 'customers');
    expect(await grid.count()).toBe(0);

    const { page } = admin;
    await openMembers();
    await page.getByRole('button', { name: 'Edit Nina New' }).click();
    await choose(page, 'Reports to', 'Lena Lead');
    await choose(page, 'Departments', 'South');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Changes to Nina New saved').waitFor();
    await grid.waitForCount(1, 2000);
    await hasText(rowOf('Nina New'), /Lena Lead.*South/);
    expect(leads.errors).toEqual([]);
    await leads.context.close();
  });

  it('asks for a reason and a confirmation before a role with a guarded duty is given', async () => {
    const { page } = admin;
    await openMembers();
    await page.getByRole('button', { name: 'Edit Lena Lead' }).click();
    await choose(page, 'Roles', 'Administrator');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const asked = page.getByRole('dialog', { name: 'Give the duty: Security' });
    const give = asked.getByRole('button', { name: 'Give duty' });
    expect(await give.isDisabled()).toBe(true);
    await asked.getByRole('textbox', { name: 'Reason' }).fill('Stands in for Olivia');
    await asked.getByRole('checkbox', { name: /I confirm that Lena Lead/ }).click();
    await give.click();
    await page.getByText('Changes to Lena Lead saved').waitFor();
    await hasText(rowOf('lena.lead@'), /Administrator/);
  });

  it('lets somebody go: the open screen closes at once, the records have a new owner', async () => {
    const session = await new Session(world.server.url).signIn('nina@tessera.example', password);
    const nina = await visit(browser, { session });
    const grid = await openGrid(nina.page, session, 'customers');
    await grid.waitForCount(1);
    const { page } = admin;
    await openMembers();
    await page.getByRole('button', { name: 'Edit Nina New' }).click();
    await page.getByRole('button', { name: 'Deactivate…' }).click();
    await choose(page, 'Successor', 'Lena Lead');
    await page.getByRole('button', { name: 'Deactivate', exact: true }).click();
    await nina.page.waitForURL(/\/sign-in/, { timeout: 3000 });
    expect(await nina.page.getByText('Of Nina').count()).toBe(0);
    await page.getByRole('dialog', { name: 'Nina New is deactivated' }).waitFor();
    await hasText(page.getByRole('row').filter({ hasText: 'Customers' }), /Customers.*1.*0/);
    await page.getByRole('button', { name: 'Done' }).click();
    const lena = await world.owner.memberNamed('Lena Lead');
    const filter = { op: 'is', field: 'owner', value: lena.id };
    expect((await world.owner.query('customers', { filter })).total).toBe(1);
    expect((await session.tryIn('GET', '/schema')).status).toBe(401);
    const reply = await new Session(world.server.url).send('POST', '/auth/sign-in/email', {
      email: 'nina@tessera.example',
      password,
    });
    const fresh = new Session(world.server.url);
    await fresh.send('POST', '/auth/sign-in/email', { email: 'nina@tessera.example', password });
    const list = await fresh.send('GET', '/workspaces');
    expect(list.status === 401 || list.text === '{"workspaces":[]}').toBe(true);
    expect(reply.status).toBeLessThan(500);
    await nina.context.close();
  });
});

describe('the page of a role', () => {
  it('opens and closes records on screens that are open', async () => {
    const { session } = await join(world.owner, { name: 'Sven Service', role: 'Service' });
    const his = await visit(browser, { session });
    const grid = await openGrid(his.page, session, 'customers');
    const { total } = await world.owner.query('customers', { limit: 0 });
    expect(total).toBeGreaterThan(0);
    await grid.waitForCount(total);

    await changeScope('Customers', 'Own');
    await grid.waitForCount(0, 3000);
    expect(await his.page.getByText('Of Nina').count()).toBe(0);
    await changeScope('Customers', 'All');
    await grid.waitForCount(total, 3000);
    expect(his.errors).toEqual([]);
    await his.context.close();
  });

  it('asks for a reason, and takes nothing without one', async () => {
    const { page } = admin;
    await chooseScope('Products', 'Nobody');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('A short reason is needed.').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Discard' }).click();
    expect((await world.owner.policy()).grants.length).toBeGreaterThan(0);
  });

  it('leaves no error in the console', () => {
    expect(admin.errors).toEqual([]);
  });
});

async function chooseScope(table: string, word: string): Promise<void> {
  const { page } = admin;
  const role = await world.owner.roleNamed('Service');
  await page.goto(`${world.server.url}/w/${world.owner.ws}/roles/${role}`);
  await page.getByRole('button', { name: `See – ${table}` }).click();
  await page.getByRole('menuitemradio', { name: word, exact: true }).click();
}

async function changeScope(table: string, word: string): Promise<void> {
  const { page } = admin;
  await chooseScope(table, word);
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByRole('textbox', { name: 'Reason' }).fill('Tried out');
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText(/^Access saved as version/).waitFor();
}
