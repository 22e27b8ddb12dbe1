import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seriousProblems } from '../src/accessibility.ts';
import { openBrowser, visit } from '../src/browser.ts';
import { openGrid } from '../src/grid-page.ts';
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
  await page.waitForLoadState('networkidle');
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
