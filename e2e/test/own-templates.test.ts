import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousProblems } from '../src/accessibility.ts';
import { openBrowser, type Visit, visit } from '../src/browser.ts';
import { type Server, startServer } from '../src/server.ts';
import { Session } from '../src/session.ts';
import { password, setUp } from '../src/setup.ts';
import { waitFor } from '../src/wait-for.ts';

describe('templates of one’s own, and first steps', () => {
  let server: Server;
  let browser: Browser;
  let owner: Session;
  let sally: Session;
  const visits: Visit[] = [];

  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer(), openBrowser()]);
    owner = await setUp(server, { samples: true });
    const { link } = await owner.invite({
      name: 'Sally Seller',
      email: 'sally@tessera.example',
      roles: [{ role: await owner.roleNamed('Sales') }],
    });
    sally = await new Session(server.url).accept(new URL(link, server.url).href, password);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  const enter = async (session: Session) => {
    const made = await visit(browser, { session });
    visits.push(made);
    return made.page;
  };

  it('are saved by a narrow member with no more than she may take out', async () => {
    const page = await enter(sally);
    await page.goto(`${server.url}/w/${sally.ws}/templates`);
    await page.getByRole('button', { name: 'Save as template' }).first().click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('What I see');
    await page.getByRole('checkbox', { name: /With records/ }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Records of tables you may not export').waitFor();
    await page.getByRole('button', { name: 'Look inside What I see' }).click();
    const inside = page.getByRole('dialog');
    await inside.getByText('No rules come with this template').waitFor();
    await inside.getByText('To add it, a right is needed').waitFor();
    expect(await inside.getByRole('button', { name: 'Add to this workspace' }).count()).toBe(0);
    expect(await inside.textContent()).not.toMatch(/margin/i);
    expect(await seriousProblems(page)).toEqual([]);
  });

  it('are not offered to whoever sees nothing that could be saved', async () => {
    const { link } = await owner.invite({ name: 'Nora Nothing', email: 'nora@tessera.example' });
    const nora = await new Session(server.url).accept(new URL(link, server.url).href, password);
    const page = await enter(nora);
    await page.goto(`${server.url}/w/${nora.ws}/templates`);
    await page.getByText('You see no table yet').waitFor();
    expect(await page.getByRole('button', { name: 'Save as template' }).count()).toBe(0);
  });

  it('are saved with records, looked into and started from by the owner', async () => {
    const page = await enter(owner);
    await page.goto(`${server.url}/w/${owner.ws}/templates`);
    // Without records in it, Sally's is there for whoever writes the rules.
    await page.getByRole('button', { name: 'Look inside What I see' }).waitFor();
    await page.getByRole('button', { name: 'Save as template' }).first().click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Our CRM');
    await page.getByRole('checkbox', { name: /With records/ }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('button', { name: 'Look inside Our CRM' }).click();
    const inside = page.getByRole('dialog');
    await inside.getByText('Who sees what').waitFor();
    await inside.getByText('Without: Gross margin').first().waitFor();
    await inside.getByRole('button', { name: 'Add to this workspace' }).click();
    await page.locator('[role=grid] [data-record]').first().waitFor();
    const { tables } = await owner.schema();
    const customers = tables.filter(({ name }) => name === 'Customers');
    expect(customers).toHaveLength(2);
    const [first, second] = await Promise.all(
      customers.map(async ({ id }) => (await owner.query(id, { limit: 0 })).total),
    );
    expect([first, second]).toEqual([12, 12]);
  });

  it('first steps tick themselves, and go away when they are put away', async () => {
    const page = await enter(sally);
    const table = (await sally.schema()).tables.find(({ slug }) => slug === 'customers');
    await page.goto(`${server.url}/w/${sally.ws}/members`);
    const steps = page.getByRole('region', { name: 'First steps' });
    const done = async () => await steps.getByText(': Done').count();
    await steps.getByRole('link', { name: 'Open a table' }).waitFor();
    expect(await steps.getByRole('link', { name: /Invite|role|who sees/ }).count()).toBe(0);
    expect(await done()).toBe(0);
    await steps.getByRole('link', { name: 'Open a table' }).click();
    await waitFor('the first step to be done', async () => (await done()) === 1);
    await sally.ask('POST', `/workspaces/${sally.ws}/tables/${table?.id}/views`, {
      name: 'Mine',
      personal: true,
    });
    await page.reload();
    await waitFor('the view to count', async () => (await done()) === 2);
    expect(await seriousProblems(page)).toEqual([]);
    await steps.getByRole('button', { name: 'Hide this list' }).click();
    await steps.waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('navigation').getByText('Templates').waitFor();
    expect(await steps.count()).toBe(0);
  });

  it('leave no error in the console', () => {
    expect(visits.flatMap(({ errors }) => errors)).toEqual([]);
  });
});
