import { Hono } from 'hono';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LiveWorld, liveWorld } from '../../test/live-world.ts';
import { thrownResponse } from '../http/error-response.ts';
import { importRoutes } from './import.ts';
import { mount } from './mount.ts';

let world: LiveWorld;
let server: Hono;
beforeEach(async () => {
  world = await liveWorld();
  server = new Hono();
  server.onError((thrown) => thrownResponse(thrown, world.small.app.log));
  mount(server, world.small.app, importRoutes);
});
afterEach(() => world.close());

type Part = string | Uint8Array<ArrayBuffer>;

async function post(
  path: string,
  parts: readonly (readonly [string, Part])[],
  member = world.small.owner,
) {
  const body = new FormData();
  for (const [name, part] of parts) {
    if (typeof part === 'string') body.append(name, part);
    else body.append(name, new File([part], 'data.csv'));
  }
  return await server.request(`/workspaces/${world.small.workspace.id}${path}`, {
    method: 'POST',
    headers: { cookie: world.cookie(member) },
    body,
  });
}

const file = (text: string) => new TextEncoder().encode(text);
const options = JSON.stringify({ columns: [{ column: 0, field: 'deal' }] });

describe('import over HTTP', () => {
  it('inspects a file, then imports it', async () => {
    const seen = await post('/tables/deals/import/inspect', [['file', file('Deal\nA\nB\n')]]);
    expect(await seen.json()).toMatchObject({ rows: 2, columns: [{ field: 'flddeal' }] });
    const done = await post('/tables/deals/import', [
      ['file', file('Deal\nA\nB\n')],
      ['options', options],
    ]);
    expect(done.status).toBe(200);
    expect(await done.json()).toMatchObject({ rows: 2, created: 2, refused: 0 });
  });

  it('reads files in GB18030', async () => {
    // 名称 \n 上海
    const bytes = Uint8Array.of(0xc3, 0xfb, 0xb3, 0xc6, 0x0a, 0xc9, 0xcf, 0xba, 0xa3, 0x0a);
    const seen = await post('/tables/deals/import/inspect', [['file', bytes]]);
    expect(await seen.json()).toMatchObject({
      encoding: 'gb18030',
      columns: [{ name: '名称', samples: ['上海'] }],
    });
  });

  it('refuses what is no such form, with the answers of any other request', async () => {
    const status = async (
      parts: readonly (readonly [string, Part])[],
      path = '/tables/deals/import',
    ) => (await post(path, parts)).status;
    expect(await status([['file', file('a\n1\n')]])).toBe(400);
    expect(
      await status([
        ['file', 'a'],
        ['options', options],
      ]),
    ).toBe(400);
    expect(
      await status([
        ['file', file('a\n1\n')],
        ['options', '{"columns":[],"more":1}'],
      ]),
    ).toBe(400);
    expect(
      await status([
        ['file', file('a\n1\n')],
        ['options', options],
        ['more', 'x'],
      ]),
    ).toBe(400);
    expect(
      await status([
        ['file', file('a,"b\n')],
        ['options', options],
      ]),
    ).toBe(400);
    expect(
      await status(
        [
          ['file', file('a\n1\n')],
          ['options', options],
        ],
        '/tables/none/import',
      ),
    ).toBe(404);
    const json = await server.request(
      `/workspaces/${world.small.workspace.id}/tables/deals/import`,
      {
        method: 'POST',
        headers: { cookie: world.cookie(world.small.owner), 'content-type': 'application/json' },
        body: options,
      },
    );
    expect(json.status).toBe(400);
  });

  it('refuses members without the right, and files that are too large', async () => {
    const denied = await post(
      '/tables/deals/import',
      [
        ['file', file('a\n1\n')],
        ['options', options],
      ],
      'memsam',
    );
    expect(denied.status).toBe(403);
    const members = await post('/members/import/inspect', [['file', file('name\nA\n')]], 'memsam');
    expect(members.status).toBe(403);
    const large = await post('/tables/deals/import/inspect', [
      ['file', new Uint8Array(51 * 1024 * 1024)],
    ]);
    expect(large.status).toBe(413);
  });

  it('imports members with links to join by', async () => {
    const done = await post('/members/import', [
      ['file', file('name,email\nNew One,new@example.com\n')],
      [
        'options',
        JSON.stringify({
          columns: [
            { column: 0, field: 'name' },
            { column: 1, field: 'email' },
          ],
        }),
      ],
    ]);
    expect(await done.json()).toMatchObject({
      created: 1,
      invitations: [{ email: 'new@example.com' }],
    });
  });
});
