import { afterEach, expect, it, vi } from 'vitest';

afterEach(() => vi.unstubAllGlobals());

it('opens pages that only read to whoever looks as somebody else, and no other', async () => {
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
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
