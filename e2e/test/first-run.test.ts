import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillSetup, signInBy, signOutBy, words } from '../src/account-pages.ts';
import { openBrowser, visit } from '../src/browser.ts';
import { type Server, startServer } from '../src/server.ts';
import { owner, password } from '../src/setup.ts';

const given = { name: owner.name, email: owner.email, workspace: 'Northwind Trading' };

describe.each(['en', 'zh'] as const)('the first run (%s)', (language) => {
  let server: Server;
  let browser: Browser;
  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer(), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it('leads from the printed address to a CRM with samples', async () => {
    const { page, errors, context } = await visit(browser, { language });
    await page.goto(server.setupUrl ?? 'about:blank');
    await page.getByRole('textbox', { name: words[language].password, exact: true }).fill('short');
    await page.getByRole('button', { name: words[language].create }).click();
    await page.locator('[data-invalid]').first().waitFor();
    expect(page.url()).toContain('/setup');

    const begun = performance.now();
    await fillSetup(page, given, language);
    await page.locator('[role=grid] [data-record]').first().waitFor();
    console.log(
      `a working CRM ${Math.round(performance.now() - begun)} ms after the form was empty`,
    );
    const tables = await page.getByRole('navigation').getByRole('listitem').allInnerTexts();
    expect(tables.map((text) => text.trim())).toEqual(
      language === 'en'
        ? ['Customers', 'Contacts', 'Products', 'Opportunities', 'Activities']
        : ['客户', '联系人', '产品', '商机', '跟进记录'],
    );
    expect(await page.locator('html').getAttribute('lang')).toBe(
      language === 'en' ? 'en' : 'zh-CN',
    );
    await page.reload();
    await page.locator('[role=grid] [data-record]').first().waitFor();
    expect(errors).toEqual([]);
    await context.close();
  });

  it('is over after that: the address works once', async () => {
    const { page, context } = await visit(browser, { language });
    await page.goto(server.setupUrl ?? 'about:blank');
    await page.locator('a[href="/sign-in"]').waitFor();
    expect(await page.locator('form').count()).toBe(0);
    await page.goto(`${server.url}/setup?token=${'x'.repeat(43)}`);
    await page.locator('a[href="/sign-in"]').waitFor();
    await context.close();
  });

  it('is followed by signing in and out', async () => {
    const { page, errors, context } = await visit(browser, { language });
    await page.goto(server.url);
    await page.waitForURL(/\/sign-in/);
    await signInBy(page, owner.email, language, `${password}!`);
    await page.getByRole('alert').waitFor();
    await signInBy(page, owner.email, language);
    await page.locator('[role=grid] [data-record]').first().waitFor();
    const inside = page.url();

    await signOutBy(page, language);
    await page.waitForURL(/\/sign-in/);
    expect(await page.locator('[data-record]').count()).toBe(0);
    await page.goBack().catch(() => {});
    await page.waitForURL(/\/sign-in/);
    expect(await page.locator('[data-record]').count()).toBe(0);

    // A place that was asked for is where one arrives after signing in.
    await page.goto(inside);
    await page.waitForURL(/\/sign-in/);
    await signInBy(page, owner.email, language);
    await page.waitForURL(inside);
    await page.locator('[role=grid] [data-record]').first().waitFor();
    expect(errors).toEqual([]);
    await context.close();
  });
});
