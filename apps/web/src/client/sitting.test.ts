import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

beforeEach(() => {
  const kept = new Map([
    ['tessera.view-as', '{"ws":"wsp1","id":"sitting","from":"/w/wsp1/roles"}'],
  ]);
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
  vi.resetModules();
});
afterEach(() => vi.unstubAllGlobals());

/** What a request carries, as a page sends it that begins now. */
async function carried(path: string, options: object = {}): Promise<string | undefined> {
  const { request } = await import('./http.ts');
  let headers: Record<string, string> = {};
  vi.stubGlobal('fetch', async (_url: string, init: RequestInit) => {
    headers = init.headers as Record<string, string>;
    return new Response('{}');
  });
  await request('GET', path, options);
  return headers['x-tessera-view-as'];
}

it('goes with every request to its workspace, and with no other', async () => {
  expect(await carried('/workspaces/wsp1')).toBe('sitting');
  expect(await carried('/workspaces/wsp1/schema')).toBe('sitting');
  expect(await carried('/workspaces/wsp12/schema')).toBeUndefined();
  expect(await carried('/workspaces')).toBeUndefined();
  expect(await carried('/workspaces/wsp1/view-as/sitting', { asOneself: true })).toBeUndefined();
});

it('is forgotten, and the page begins anew, when the server says that it is over', async () => {
  const { request } = await import('./http.ts');
  const reload = vi.fn();
  vi.stubGlobal('location', { reload, pathname: '/w/wsp1' });
  vi.stubGlobal(
    'fetch',
    async () =>
      new Response('{"error":{"code":"forbidden","message":"","details":{"viewAs":"ended"}}}', {
        status: 403,
      }),
  );
  await expect(request('GET', '/workspaces/wsp1/schema')).rejects.toMatchObject({
    code: 'forbidden',
  });
  expect(reload).toHaveBeenCalledOnce();
  expect(sessionStorage.getItem('tessera.view-as')).toBeNull();
});

it('leaves rights that change nothing, for the pages of its workspace alone', async () => {
  const { workspaceQuery } = await import('./workspaces.ts');
  const rightsIn = async (ws: string) => {
    vi.stubGlobal(
      'fetch',
      async () => new Response('{"actions":["manageSchema","managePolicy","viewAudit"]}'),
    );
    const { actions } = await new QueryClient().fetchQuery(workspaceQuery(ws));
    return actions;
  };
  expect(await rightsIn('wsp1')).toEqual(['viewAudit']);
  expect(await rightsIn('wsp2')).toEqual(['manageSchema', 'managePolicy', 'viewAudit']);
});

it('shuts cells on pages of its workspace alone', async () => {
  const { isLooking } = await import('./sitting.ts');
  vi.stubGlobal('location', { pathname: '/w/wsp1/t/tbl1' });
  expect(isLooking()).toBe(true);
  vi.stubGlobal('location', { pathname: '/w/wsp2' });
  expect(isLooking()).toBe(false);
});
