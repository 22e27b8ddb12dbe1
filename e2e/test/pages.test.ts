import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousProblems } from '../src/accessibility.ts';
import { openBrowser, type Visit, visit } from '../src/browser.ts';
import { type Server, startServer } from '../src/server.ts';
import type { Session } from '../src/session.ts';
import { setUp } from '../src/setup.ts';

/** Waits until the page has its heading or its grid, and nothing is being loaded. */
async function settled(page: Page): Promise<void> {
  await page.locator('h1, h2, [role=grid]').first().waitFor();
  await page.waitForLoadState('networkidle');
}

/** Controls whose own text is cut off: a label that does not fit its place. */
function cutLabels(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [
      ...document.querySelectorAll<HTMLElement>(
        'button, label, h1, h2, [role=tab], nav a span, [role=columnheader] span',
      ),
    ]
      .filter((element) => element.offsetParent !== null && element.children.length === 0)
      .filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1)
      .map((element) => element.textContent ?? ''),
  );
}

describe.each(['en', 'zh'] as const)('every page (%s)', (language) => {
  let server: Server;
  let browser: Browser;
  let owner: Session;
  let me: Visit;
  const pages = new Map<string, string>();

  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer(), openBrowser()]);
    const nobody = await visit(browser, { language });
    await nobody.page.goto(server.setupUrl ?? 'about:blank');
    await settled(nobody.page);
    expect(await seriousProblems(nobody.page)).toEqual([]);
    expect(nobody.errors).toEqual([]);
    await nobody.context.close();
    owner = await setUp(server, { language, samples: true });
    me = await visit(browser, { session: owner, language });
    const { tables } = await owner.schema();
    const at = (slug: string) => tables.find((table) => table.slug === slug)?.id ?? '';
    const { roles } = await owner.organisation();
    const sales = roles.find(({ builtIn }) => builtIn !== 'owner')?.id ?? '';
    const { link } = await owner.invite({ name: 'Sally Seller', email: 'sally@tessera.example' });
    pages.set('a grid', `/w/${owner.ws}/t/${at('opportunities')}`);
    pages.set('people', `/w/${owner.ws}/members`);
    pages.set('roles', `/w/${owner.ws}/roles`);
    pages.set('a role', `/w/${owner.ws}/roles/${sales}`);
    pages.set('restrictions', `/w/${owner.ws}/restrictions`);
    pages.set('security', `/w/${owner.ws}/security`);
    pages.set('my account', `/w/${owner.ws}/account`);
    pages.set('settings', `/w/${owner.ws}/settings`);
    pages.set('templates', `/w/${owner.ws}/templates`);
    pages.set('import of records', `/w/${owner.ws}/import/${at('customers')}`);
    pages.set('import of people', `/w/${owner.ws}/members/import`);
    pages.set('nothing at this address', `/w/${owner.ws}/nowhere`);
    pages.set('joining', new URL(link, server.url).pathname);
    pages.set('the reference of the API', '/api/docs');
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it.each([
    'a grid',
    'people',
    'roles',
    'a role',
    'settings',
    'restrictions',
    'templates',
    'security',
    'my account',
    'import of records',
    'import of people',
    'nothing at this address',
    'joining',
  ])('can be used by everyone and shows whole labels: %s', async (name) => {
    await me.page.goto(`${server.url}${pages.get(name)}`);
    await settled(me.page);
    expect(await me.page.locator('html').getAttribute('lang')).toBe(
      language === 'en' ? 'en' : 'zh-CN',
    );
    expect(await seriousProblems(me.page)).toEqual([]);
    expect(await cutLabels(me.page)).toEqual([]);
  });

  it('signing in can be used by everyone', async () => {
    const nobody = await visit(browser, { language });
    await nobody.page.goto(server.url);
    await nobody.page.waitForURL(/\/sign-in/);
    await settled(nobody.page);
    expect(await seriousProblems(nobody.page)).toEqual([]);
    expect(nobody.errors).toEqual([]);
    await nobody.context.close();
  });

  it('opens the reference of the API', async () => {
    await me.page.goto(`${server.url}${pages.get('the reference of the API')}`);
    await me.page.locator('h3 code').first().waitFor();
  });

  it('leaves no error in the console', () => {
    expect(me.errors).toEqual([]);
  });
});
