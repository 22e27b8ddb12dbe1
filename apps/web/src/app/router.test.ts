import { afterEach, beforeEach, expect, it, vi } from 'vitest';

beforeEach(() => vi.stubGlobal('matchMedia', () => ({ matches: false })));
afterEach(() => vi.unstubAllGlobals());

it('opens pages that only read to whoever looks as somebody else, and no other', async () => {
  const { router } = await import('./router.tsx');
  const open = Object.values(router.routesById).filter(
    ({ options }) => options.staticData?.onlyReads,
  );
  expect(open.map(({ fullPath }) => fullPath).sort()).toEqual([
    '/w/$ws/',
    '/w/$ws/log',
    '/w/$ws/members',
    '/w/$ws/t/$table',
    '/w/$ws/t/$table/v/$view',
  ]);
});

it('takes every page that the roles lead to as one of the rules', async () => {
  const { router } = await import('./router.tsx');
  const { programsPage, rulesPages } = await import('../access/RulesNav.tsx');
  const pages = [
    '/w/$ws/roles',
    '/w/$ws/roles/$role',
    ...[...rulesPages, programsPage].map(({ to }) => to),
  ] as const;
  const marked = pages.filter((to) => router.routesByPath[to].options.staticData?.ofRules);
  expect(marked).toEqual(pages);
});
