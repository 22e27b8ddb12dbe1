import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillSetup, joinByLink, words } from '../../src/account-pages.ts';
import { openBrowser, type Visit, visit } from '../../src/browser.ts';
import { parseCsv } from '../../src/csv.ts';
import { openGrid } from '../../src/grid-page.ts';
import * as screen from '../../src/import-screen.ts';
import {
  accountsOf,
  addressOf,
  hasSalesData,
  readSalesData,
  salesFile,
} from '../../src/sales-data.ts';
import {
  accountOptions,
  addMissingFields,
  domain,
  openCustomersViaDeals,
  productOptions,
  salesUpload,
} from '../../src/sales-workspace.ts';
import { type Server, startServer } from '../../src/server.ts';
import { Session } from '../../src/session.ts';
import { owner, password } from '../../src/setup.ts';

if (!hasSalesData) {
  console.log(
    'The acceptance run is skipped: ../shared/data/crm-sales-opportunities is not there.',
  );
}

describe.skipIf(!hasSalesData)('the same company in a browser', () => {
  const data = hasSalesData ? readSalesData() : ({} as never);
  let server: Server;
  let browser: Browser;
  let admin: Visit;
  let session: Session;
  let moses: Visit;
  const links = new Map<string, string>();

  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer(), openBrowser()]);
    admin = await visit(browser);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  /** Joins through the invitation that stood in the downloaded file, in a window of one's own. */
  async function joinAs(name: string): Promise<{ them: Visit; session: Session }> {
    const them = await visit(browser, { width: 2600 });
    await joinByLink(them.page, links.get(addressOf(name, domain)) ?? 'about:blank');
    const own = new Session(server.url);
    return { them, session: await own.signIn(addressOf(name, domain), password) };
  }

  it('is set up on the page that was printed', async () => {
    await admin.page.goto(server.setupUrl ?? 'about:blank');
    await admin.page.getByRole('checkbox', { name: /sample records/ }).uncheck();
    await fillSetup(admin.page, { ...owner, workspace: 'Hardware' });
    await admin.page.getByRole('link', { name: 'Opportunities' }).waitFor();
    session = await new Session(server.url).signIn(owner.email, password);
    expect((await session.query('customers')).total).toBe(0);
  });

  it('takes its people on the import screen, and hands out their invitations', async () => {
    const { page } = admin;
    await page.goto(`${server.url}/w/${session.ws}/members/import`);
    await screen.chooseFile(page, salesFile('sales_teams.csv'));
    await screen.sendColumn(page, 'sales_agent', 'Name');
    await screen.sendColumn(page, 'manager', 'Reports to (name or e-mail)');
    await screen.sendColumn(page, 'regional_office', 'Department');
    await page.getByRole('textbox', { name: 'Make e-mails that are missing, at' }).fill(domain);
    await page
      .getByRole('combobox', { name: 'Role for whoever gets none by file or rule' })
      .click();
    await page.getByRole('option', { name: 'Sales' }).click();
    await page.getByRole('checkbox', { name: /superiors/ }).check();
    await page.getByRole('checkbox', { name: /departments/ }).check();
    await screen.check(page);
    await screen.run(page);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download links' }).click();
    const rows = parseCsv(
      readFileSync(await (await download).path(), 'utf8').replace(/^\uFEFF/, ''),
    );
    for (const [address = '', link = ''] of rows.slice(1)) {
      links.set(address, new URL(link, server.url).href);
    }
    const names = [...data.agents.map(({ name }) => name), ...data.managers];
    expect([...links.keys()].sort()).toEqual(names.map((name) => addressOf(name, domain)).sort());
  });

  it('takes its 8,800 opportunities there, with GTXPro named and mapped', async () => {
    await addMissingFields(session);
    await session.import('/tables/customers', salesUpload('accounts.csv'), accountOptions);
    await session.import('/tables/products', salesUpload('products.csv'), productOptions);
    const { page } = admin;
    await page.goto(`${server.url}/w/${session.ws}/t/${(await session.table('opportunities')).id}`);
    await page.getByRole('link', { name: 'Import', exact: true }).click();
    await screen.chooseFile(page, salesFile('sales_pipeline.csv'));
    await screen.sendColumn(page, 'opportunity_id', 'Opportunity name');
    await screen.sendColumn(page, 'sales_agent', 'Owner');
    await screen.sendColumn(page, 'product', 'Product');
    await screen.sendColumn(page, 'account', 'Customer');
    await screen.sendColumn(page, 'deal_stage', 'Stage');
    await screen.sendColumn(page, 'engage_date', 'Engage date');
    await screen.sendColumn(page, 'close_date', 'Close date');
    await screen.sendColumn(page, 'close_value', 'Close value');
    await screen.check(page);
    expect(await screen.reportNumbers(page)).toMatchObject({ Added: 8800 - 1480, Refused: 1480 });
    await page.getByRole('combobox', { name: 'GTXPro: Means' }).fill('GTX Pro');
    await page.getByRole('option', { name: 'GTX Pro', exact: true }).click();
    await screen.check(page);
    await screen.run(page);
    expect(await screen.reportNumbers(page)).toMatchObject({
      'Rows in the file': 8800,
      Added: 8800,
      Refused: 0,
      'Names mapped': 1480,
    });
    await openCustomersViaDeals(session);
  }, 240_000);

  it('shows Moses Frase his 260 opportunities and their customers', async () => {
    const joined = await joinAs('Moses Frase');
    moses = joined.them;
    const mine = data.dealsOf(['Moses Frase']);
    const deals = await openGrid(moses.page, joined.session, 'opportunities');
    await deals.waitForCount(mine.length);
    await moses.page.getByText('260 records').first().waitFor();
    const other = data.deals.find(({ agent }) => agent !== 'Moses Frase');
    await moses.page.getByRole('searchbox').fill(other?.id ?? '');
    await deals.waitForCount(0);
    await moses.page.getByRole('searchbox').fill(mine[0]?.id ?? '');
    await deals.waitForCount(1);
    await deals.shows(0, 'name', mine[0]?.id ?? '');
    const customers = await openGrid(moses.page, joined.session, 'customers');
    await customers.waitForCount(accountsOf(mine).length);
    const received = moses.received.join('\n');
    const codes = new Set([...received.matchAll(/"([0-9A-Z]{8})"/g)].map(([, code]) => code));
    const others = data.deals.filter(({ agent, id }) => agent !== 'Moses Frase' && codes.has(id));
    expect(others.map(({ id }) => id)).toEqual([]);
  });

  it('speaks Chinese to him when he asks for it', async () => {
    const { page } = moses;
    await page.getByRole('button', { name: words.en.account }).click();
    await page.getByRole('menuitemradio', { name: '简体中文' }).click();
    await page.getByRole('button', { name: words.zh.account }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: words.zh.account }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    await page.getByRole('searchbox').fill('');
    const mosess = await new Session(server.url).signIn(addressOf('Moses Frase', domain), password);
    const deals = await openGrid(page, mosess, 'opportunities');
    await deals.waitForCount(260);
    await page.getByText('260 条').first().waitFor();
  });

  it('moves Darcel Schlecht’s records between two open pages within a second', async () => {
    const before = data.dealsOf(data.teamOf('Melvin Marxen')).length;
    const caras = data.dealsOf(data.teamOf('Cara Losch')).length;
    const moved = data.dealsOf(['Darcel Schlecht']).length;
    const melvin = await joinAs('Melvin Marxen');
    const cara = await joinAs('Cara Losch');
    const lost = await openGrid(melvin.them.page, melvin.session, 'opportunities');
    const won = await openGrid(cara.them.page, cara.session, 'opportunities');
    await lost.waitForCount(before);
    await won.waitForCount(caras);
    const loads = [melvin, cara].map(({ them }) => countLoads(them));
    const darcel = await session.memberNamed('Darcel Schlecht');
    const { id } = await session.memberNamed('Cara Losch');
    const done = session.changeMember(darcel.id, { manager: id });
    const waits = await Promise.all([
      lost.waitForCount(before - moved),
      won.waitForCount(caras + moved),
    ]);
    await done;
    console.log(`both pages follow after ${waits.map(Math.round).join(' and ')} ms`);
    expect(loads.map((count) => count())).toEqual([0, 0]);
    expect(await lost.page.getByText('Darcel Schlecht').count()).toBe(0);
    for (const { them } of [melvin, cara]) expect(them.errors).toEqual([]);
  });

  it('leaves no error in the console', () => {
    expect(admin.errors).toEqual([]);
    expect(moses.errors).toEqual([]);
  });
});

/** How often a page was loaded since. */
function countLoads({ page }: Visit): () => number {
  let loads = 0;
  page.on('load', () => {
    loads += 1;
  });
  return () => loads;
}
