import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seriousProblems } from '../src/accessibility.ts';
import { openBrowser, type Visit, visit } from '../src/browser.ts';
import { quiet } from '../src/quiet.ts';
import { type Server, startServer } from '../src/server.ts';
import type { Session } from '../src/session.ts';
import { setUp } from '../src/setup.ts';

/** Waits until the page has its heading or its grid, and nothing is being loaded. */
async function settled(page: Page): Promise<void> {
  await page.locator('h1, h2, [role=grid]').first().waitFor();
  await quiet(page);
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

const words = {
  en: {
    filter: 'Filter',
    addCondition: 'Add condition',
    field: 'Field',
    color: 'Colour',
    colorBy: 'Colour records by',
    conditions: 'Conditions',
    addColor: 'Add a colour',
    addField: 'Add field',
    choice: 'Choice',
    choices: 'Choices',
    check: 'Check',
    name: 'Customer name',
    industry: 'Industry',
    owner: 'Owner',
    created: 'Created',
  },
  zh: {
    filter: '筛选',
    addCondition: '添加条件',
    field: '字段',
    color: '颜色',
    colorBy: '记录颜色取自',
    conditions: '条件',
    addColor: '添加颜色',
    addField: '添加字段',
    choice: '单选',
    choices: '选项',
    check: '检查',
    name: '客户名称',
    industry: '所属行业',
    owner: '负责人',
    created: '创建时间',
  },
} as const;

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
    pages.set('customers', `/w/${owner.ws}/t/${at('customers')}`);
    pages.set('people', `/w/${owner.ws}/members`);
    pages.set('roles', `/w/${owner.ws}/roles`);
    pages.set('a role', `/w/${owner.ws}/roles/${sales}`);
    pages.set('restrictions', `/w/${owner.ws}/restrictions`);
    pages.set('single rules', `/w/${owner.ws}/single-rules`);
    pages.set('service accounts', `/w/${owner.ws}/service-accounts`);
    pages.set('guarantees', `/w/${owner.ws}/guarantees`);
    pages.set('security', `/w/${owner.ws}/security`);
    pages.set('the log', `/w/${owner.ws}/log`);
    pages.set('my account', `/w/${owner.ws}/account`);
    pages.set('trash', `/w/${owner.ws}/trash`);
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
    'trash',
    'restrictions',
    'guarantees',
    'single rules',
    'service accounts',
    'templates',
    'security',
    'the log',
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

  describe('in the editor', () => {
    const say = words[language];
    const button = (name: string) => me.page.getByRole('button', { name, exact: true });
    const isFine = async () => {
      await quiet(me.page);
      expect(await seriousProblems(me.page)).toEqual([]);
      expect(await cutLabels(me.page)).toEqual([]);
    };
    beforeEach(async () => {
      await me.page.goto(`${server.url}${pages.get('customers')}`);
      await me.page.locator('[data-record]').first().waitFor();
    });

    it('the grid and an open record', async () => {
      await isFine();
      await me.page.locator('[data-row="0"] [role=gridcell]').first().click();
      await me.page.locator('[data-grid-input]:focus').waitFor({ state: 'attached' });
      await me.page.keyboard.press('Space');
      await me.page.getByRole('complementary').getByRole('heading').first().waitFor();
      await isFine();
    });

    it('a filter with lines of several kinds, and colours', async () => {
      await button(say.filter).click();
      for (const [at, field] of [say.industry, say.owner, say.created].entries()) {
        await button(say.addCondition).click();
        await me.page.getByRole('combobox', { name: say.field }).nth(at).click();
        await me.page.getByRole('option', { name: field, exact: true }).click();
      }
      await isFine();
      await me.page.keyboard.press('Escape');
      await button(say.color).click();
      await me.page.getByRole('combobox', { name: say.colorBy }).click();
      await me.page.getByRole('option', { name: say.conditions, exact: true }).click();
      await button(say.addColor).waitFor();
      await isFine();
    });

    it('the dialog of a field', async () => {
      await me.page.getByRole('grid').getByRole('button', { name: say.addField }).click();
      await me.page.getByRole('dialog').getByText(say.choice, { exact: true }).click();
      await me.page.getByRole('dialog').getByText(say.choices, { exact: true }).last().waitFor();
      await isFine();
    });

    it('the steps of an import', async () => {
      await me.page.goto(`${server.url}${pages.get('import of records')}`);
      await me.page.locator('input[type=file]').setInputFiles({
        name: 'customers.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(`${say.name},${say.industry}\nPalm,Nonsense\nOak,\n`),
      });
      await button(say.check).waitFor();
      await isFine();
      await button(say.check).click();
      await me.page.getByText('Nonsense').first().waitFor();
      await isFine();
    });
  });

  it.each(['people', 'a role'])('so does every tab of %s', async (name) => {
    await me.page.goto(`${server.url}${pages.get(name)}`);
    await settled(me.page);
    const tabs = me.page.getByRole('tab');
    await tabs.first().waitFor();
    expect(await tabs.count()).toBeGreaterThan(4);
    for (const tab of await tabs.all()) {
      await tab.click();
      await me.page.getByRole('tabpanel').waitFor();
      await settled(me.page);
      expect(await seriousProblems(me.page)).toEqual([]);
      expect(await cutLabels(me.page)).toEqual([]);
    }
  });

  it('so does what a template of the gallery shows of itself', async () => {
    await me.page.goto(`${server.url}${pages.get('templates')}`);
    await settled(me.page);
    const inside = language === 'en' ? 'Look inside' : '查看内容';
    await me.page.getByRole('button', { name: inside }).first().click();
    await me.page.getByRole('dialog').getByRole('heading').first().waitFor();
    await settled(me.page);
    expect(await seriousProblems(me.page)).toEqual([]);
  });

  it('keeps the pages of the workspace in sight beside an open list of first steps', async () => {
    await me.page.goto(`${server.url}${pages.get('settings')}`);
    await settled(me.page);
    const sidebar = me.page.getByRole('navigation').first();
    const steps = sidebar.getByRole('region');
    await steps.waitFor();
    for (const height of [900, 640]) {
      await me.page.setViewportSize({ width: 1440, height });
      const above = (await steps.boundingBox())?.y ?? 0;
      for (const name of ['people', 'roles', 'settings']) {
        const link = sidebar.locator(`a[href="${pages.get(name)}"]`).first();
        const box = await link.boundingBox();
        expect((box?.y ?? height) + (box?.height ?? 0), name).toBeLessThanOrEqual(above);
      }
    }
    await me.page.setViewportSize({ width: 1440, height: 900 });
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
