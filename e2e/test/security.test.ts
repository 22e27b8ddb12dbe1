import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousProblems } from '../src/accessibility.ts';
import { signInBy, signOutBy } from '../src/account-pages.ts';
import { authenticator } from '../src/authenticator.ts';
import { openBrowser, type Visit, visit } from '../src/browser.ts';
import { openGrid } from '../src/grid-page.ts';
import { join, owner, password, startWorld, type World } from '../src/setup.ts';

let world: World;
let browser: Browser;
let admin: Visit;
let mia: Awaited<ReturnType<typeof join>>;

beforeAll(async () => {
  world = await startWorld();
  mia = await join(world.owner, { name: 'Mia Member', role: 'Sales' });
  await mia.session.create('customers', [{ fields: { name: 'Lantern Works' } }]);
  browser = await openBrowser();
  admin = await visit(browser, { session: world.owner });
});
afterAll(async () => {
  await browser?.close();
  await world?.server.stop();
});

const at = (path: string) => `${world.server.url}/w/${world.owner.ws}${path}`;
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Gives the password and a code of the secret that is shown; leaves the recovery codes on the screen. */
async function setUp(page: Page) {
  await page.getByRole('textbox', { name: 'Your password' }).fill(password);
  await page.keyboard.press('Enter');
  await page.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor();
  expect(await seriousProblems(page)).toEqual([]);
  const code = authenticator((await page.locator('code').textContent()) ?? '');
  const field = page.getByRole('textbox', { name: 'Code from the app' });
  await field.fill('000000');
  await field.press('Enter');
  await page.getByText('This code does not fit').waitFor();
  await field.fill(code());
  await field.press('Enter');
  const list = page.getByRole('list', { name: 'Recovery codes' });
  await list.waitFor();
  expect(await seriousProblems(page)).toEqual([]);
  return { code, codes: await list.getByRole('listitem').allTextContents() };
}

async function secondStep(page: Page, label: string, text: string): Promise<void> {
  await page.getByRole('textbox', { name: label }).fill(text);
  await button(page, 'Sign in').click();
}

describe('the pages of access', () => {
  let mias: Visit;
  let savedAt = 0;
  const pageOf = async (role: string) => at(`/roles/${await world.owner.roleNamed(role)}`);

  async function save(page: Page, reason: string): Promise<void> {
    await button(page, 'Save changes').click();
    await page.getByRole('textbox', { name: 'Reason' }).fill(reason);
    savedAt = performance.now();
    await button(page, 'Save').click();
  }

  /** How long after saving something was seen on the other screen, to be read by people. */
  async function told(what: string, seen: Promise<unknown>): Promise<void> {
    await seen;
    console.log(`${what}: ${Math.round(performance.now() - savedAt)} ms`);
  }

  async function nameContains(page: Page, text: string): Promise<void> {
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Value', exact: true }).fill(text);
  }

  it('open records by a condition, on a screen that is watched', async () => {
    await world.owner.create('customers', [{ fields: { name: 'Harbour Mill' } }]);
    mias = await visit(browser, { session: mia.session });
    const grid = await openGrid(mias.page, mia.session, 'customers');
    await grid.waitForCount(1);
    const { page } = admin;
    await page.goto(await pageOf('Sales'));
    // What a right means stands beside it, for the keyboard, too.
    await page.getByRole('button', { name: 'What “See” means' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Sales see their own customers').waitFor();
    expect(await seriousProblems(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByTitle('Rules on Customers').click();
    await button(page, 'Add a rule with conditions').click();
    await page.getByRole('combobox', { name: 'Which records' }).click();
    await page.getByRole('option', { name: 'Records with certain values' }).click();
    await button(page, 'Add condition').click();
    await nameContains(page, 'Harbour');
    await page.getByRole('dialog').getByText('name contains “Harbour”').waitFor();
    expect(await seriousProblems(page)).toEqual([]);
    await button(page, 'Take over').click();
    await save(page, 'Harbour is for everyone');
    await told('a rule reached the other screen', grid.waitForCount(2, 5000));
  });

  it('lock what a rule has opened, but for key-holders', async () => {
    const { page } = admin;
    await page.goto(at('/restrictions'));
    await button(page, 'New restriction').click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Harbour stays closed');
    await page.getByRole('combobox', { name: 'On', exact: true }).click();
    await page.getByRole('option', { name: 'Customers', exact: true }).click();
    await page.getByRole('checkbox', { name: 'See', exact: true }).click();
    await button(page, 'Only on records where …').click();
    await button(page, 'Add condition').click();
    await nameContains(page, 'Harbour');
    const keys = page.getByRole('combobox', { name: 'Key-holders' });
    await keys.fill('Owner');
    await page
      .getByRole('option', { name: /^Owner/ })
      .first()
      .click();
    // Escape would empty the field again.
    await keys.press('Tab');
    await page.getByRole('option').first().waitFor({ state: 'detached' });
    await page.getByRole('textbox', { name: 'Why it is locked' }).fill('Under negotiation');
    await page.getByRole('dialog').getByText('except for Owner').waitFor();
    expect(await seriousProblems(page)).toEqual([]);
    await button(page, 'Take over').click();
    await save(page, 'Negotiations');
    await told(
      'a lock reached the other screen',
      mias.page.getByText('Harbour Mill').waitFor({ state: 'detached' }),
    );
    expect((await mia.session.query('customers')).total).toBe(1);
    expect((await world.owner.query('customers')).total).toBe(2);
    expect(mias.errors).toEqual([]);
    await mias.context.close();
  });

  it('copy a role with all it opens', async () => {
    const { page } = admin;
    await page.goto(await pageOf('Sales'));
    await button(page, 'More').click();
    await page.getByRole('menuitem', { name: 'Copy role' }).click();
    await button(page, 'Copy role').click();
    await page.getByRole('heading', { name: /Sales \(copy\)/ }).waitFor();
    const [from, to] = [
      await world.owner.roleNamed('Sales'),
      await world.owner.roleNamed('Sales (copy)'),
    ];
    const { grants } = await world.owner.policy();
    const of = (role: string) =>
      grants
        .filter((grant) => grant.to.kind === 'role' && grant.to.id === role)
        .map(({ id: _, to: __, ...rest }) => rest);
    expect(of(to)).toEqual(of(from));
    expect(of(to).length).toBeGreaterThan(1);
    await page.goto(at('/roles'));
    await page
      .getByText(/^Sees .*Customers/)
      .first()
      .waitFor();
    expect(await seriousProblems(page)).toEqual([]);
  });
});

describe('two-step sign-in', () => {
  let codes: readonly string[];
  let code: () => string;

  it('is turned on with a code of the app, and then asked for at the next sign-in', async () => {
    const { page } = admin;
    await page.goto(at('/account'));
    await button(page, 'Turn on').click();
    ({ code, codes } = await setUp(page));
    expect(new Set(codes).size).toBe(10);
    await button(page, 'Copy').click();
    await page.getByText('The codes were copied').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(codes.join('\n'));
    await button(page, 'I have kept them').click();
    await page.getByText('10 recovery codes left').waitFor();

    await signOutBy(page);
    await signInBy(page, owner.email);
    await page.getByRole('heading', { name: 'Second step' }).waitFor();
    expect(await seriousProblems(page)).toEqual([]);
    await page.goto(at('/members'));
    await page.getByRole('heading', { name: 'Sign in to Tessera' }).waitFor();
    await signInBy(page, owner.email);
    await secondStep(page, 'Code from the app', '000 000');
    await page.getByText('This code does not fit').waitFor();
    await secondStep(page, 'Code from the app', code());
    await page.waitForURL(at('/members'));
    await page.getByRole('link', { name: 'Opportunities' }).waitFor();
  });

  it('opens with a recovery code, once', async () => {
    const { page } = admin;
    const used = codes[0] ?? '';
    await signOutBy(page);
    await signInBy(page, owner.email);
    await button(page, 'Use a recovery code').click();
    await secondStep(page, 'Recovery code', used);
    await page.getByRole('link', { name: 'Opportunities' }).waitFor();
    await signOutBy(page);
    await signInBy(page, owner.email);
    await button(page, 'Use a recovery code').click();
    await secondStep(page, 'Recovery code', used);
    await page.getByText('was used already').waitFor();
    await secondStep(page, 'Recovery code', codes[1] ?? '');
    await page.getByRole('link', { name: 'Opportunities' }).waitFor();
    await page.goto(at('/account'));
    await page.getByText('8 recovery codes left').waitFor();
  });

  it('closes the workspace to whoever lacks it, also on the page that is open', async () => {
    const member = await visit(browser, { session: mia.session });
    await (await openGrid(member.page, mia.session, 'customers')).waitForCount(1);

    const { page } = admin;
    await page.goto(at('/security'));
    expect(await seriousProblems(page)).toEqual([]);
    await page.getByRole('switch').click();
    await page.getByText('1 member without it').waitFor();
    await button(page, 'Ask everyone').click();
    const begun = performance.now();
    await member.page.getByRole('heading', { name: 'One more step' }).waitFor();
    console.log(`shut out after ${Math.round(performance.now() - begun)} ms`);
    expect(await member.page.getByText('Lantern Works').count()).toBe(0);
    expect((await mia.session.tryIn('GET', '/schema')).text).toContain('two_step_required');

    await setUp(member.page);
    await button(member.page, 'Open the workspace').click();
    await member.page.getByText('Lantern Works').first().waitFor();
    await member.page.goto(at('/account'));
    await member.page.getByText('Northwind Trading asks for it').waitFor();
    expect(await button(member.page, 'Turn off').count()).toBe(0);

    // She has lost her phone.
    await page.goto(at('/members'));
    const row = page.getByRole('row').filter({ hasText: 'Mia Member' });
    await row.getByRole('img', { name: 'Has two-step sign-in' }).waitFor();
    await page.goto(at('/security'));
    await button(page, 'Reset the second step of Mia Member').click();
    await page.getByRole('textbox', { name: 'Reason' }).fill('Lost the phone');
    await button(page, 'Reset').click();
    await page.getByText('The second step of Mia Member was reset').waitFor();
    await member.page.getByRole('heading', { name: 'Sign in to Tessera' }).waitFor();
    await signInBy(member.page, mia.email);
    await member.page.getByRole('heading', { name: 'One more step' }).waitFor();
    expect([...admin.errors, ...member.errors]).toEqual([]);
    await member.context.close();
  });
});
