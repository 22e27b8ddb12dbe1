import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join as under } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousProblems } from '../src/accessibility.ts';
import { openBrowser, type Visit, visit } from '../src/browser.ts';
import { quiet } from '../src/quiet.ts';
import { root } from '../src/repository.ts';
import type { Session } from '../src/session.ts';
import { join, startWorld, type World } from '../src/setup.ts';

let world: World;
let browser: Browser;
let mia: Session;
let me: Visit;

beforeAll(async () => {
  world = await startWorld();
  browser = await openBrowser();
  ({ session: mia } = await join(world.owner, { name: 'Mia Chief', role: 'Management' }));
  await mia.create('customers', [{ fields: { name: 'Alder', notes: 'Only for us' } }]);
  me = await visit(browser, { session: world.owner });
});
afterAll(async () => {
  await browser?.close();
  await world?.server.stop();
});

const row = (what: string) => me.page.getByRole('row').filter({ hasText: what });

describe('the log', () => {
  it('shows who did what, found by person, kind and name, without a value', async () => {
    const { page } = me;
    await page.goto(`${world.owner.url}/w/${world.owner.ws}`);
    const answered = page.waitForResponse((one) => /\/audit(\?|$)/.test(one.url()));
    await page.getByRole('link', { name: 'Log', exact: true }).click();
    const told = await (await answered).text();
    expect(told).toContain('Mia Chief');
    expect(told).not.toContain('Only for us');
    await row('Added records').getByText('Mia Chief').waitFor();
    expect(await row('Added records').textContent()).toContain('Customers');
    expect(await row('Added records').textContent()).toContain('Alder');
    expect(await seriousProblems(page)).toEqual([]);
    await page.getByRole('combobox', { name: 'Kind' }).click();
    await page.getByRole('option', { name: 'People and groups' }).click();
    await row('Added records').waitFor({ state: 'detached' });
    await row('Invited').getByText('Olivia Owner').waitFor();
    await page.getByRole('combobox', { name: 'Person' }).fill('Mia');
    await page.getByRole('option', { name: 'Mia Chief' }).click();
    await row('Invited').waitFor({ state: 'detached' });
    await row('Joined').waitFor();
    await page.getByRole('textbox', { name: 'Name' }).fill('nothing of this name');
    await page.getByRole('heading', { name: 'Nothing fits these filters' }).waitFor();
    expect(await seriousProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Clear filters' }).last().click();
    await row('Added records').waitFor();
  });

  it('verifies, gives the head to keep, and notices another one', async () => {
    const { page } = me;
    await page.getByRole('button', { name: 'Verify', exact: true }).click();
    await page.getByRole('button', { name: 'Verify now' }).click();
    await page.getByText(/^The log is whole: \d+ entries\.$/).waitFor();
    const head = (await page.locator('code').textContent()) ?? '';
    expect(head).toMatch(/^\d+:[0-9a-f]{64}$/);
    expect(await seriousProblems(page)).toEqual([]);
    await page
      .getByLabel('Head you kept')
      .fill(`${head.slice(0, -1)}${head.endsWith('0') ? 1 : 0}`);
    await page.getByRole('button', { name: 'Verify now' }).click();
    await page
      .getByRole('alert')
      .getByText(/rewritten/)
      .waitFor();
    // The command line reads beside the running server.
    const data = ['--data', world.server.data, '--head', head];
    const command = [under(root, 'apps/cli/bin/tessera.mjs'), 'audit', 'verify', ...data];
    const { status, stdout } = spawnSync(process.execPath, command, { encoding: 'utf8' });
    expect([status, stdout]).toEqual([0, expect.stringContaining(`${world.owner.ws}: whole`)]);
  });

  it('goes out as a file with what was looked for', async () => {
    const { page } = me;
    await page.getByRole('button', { name: 'Export' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'CSV' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^log \d{4}-\d\d-\d\d\.csv$/);
    const text = readFileSync(await file.path(), 'utf8');
    expect(text).toContain('Mia Chief');
    expect(text.trimEnd().split('\r\n').at(-1)).toMatch(/^head,\d+:[0-9a-f]{64}$/);
  });

  it('does not exist for whoever may not read it', async () => {
    const other = await visit(browser, { session: mia });
    await other.page.goto(`${mia.url}/w/${mia.ws}`);
    await other.page.getByRole('link', { name: 'People' }).waitFor();
    expect(await other.page.getByRole('link', { name: 'Log', exact: true }).count()).toBe(0);
    await other.page.goto(`${mia.url}/w/${mia.ws}/log`);
    await other.page.getByText('Mia Chief').first().waitFor();
    await quiet(other.page);
    expect(await other.page.getByRole('table').count()).toBe(0);
    await other.context.close();
    expect(me.errors).toEqual([]);
  });
});
