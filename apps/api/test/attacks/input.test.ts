import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectUnknown, namesIn, type Stage, setStage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.world.close());

/** The server is as well as before: no crash, no lost table. */
async function expectWell(): Promise<void> {
  expect((await stage.world.nobody.get('/api/health')).status).toBe(200);
  expect((await stage.query(stage.bo, 'customers')).body.total).toBe(2);
}

const injections = [
  `name"; DROP TABLE t_${'x'}; --`,
  "name' OR '1'='1",
  'name) UNION SELECT * FROM s_member --',
  'fld1, (SELECT group_concat(email) FROM s_member)',
  '$.name',
  'name`',
  '_n',
  'rowid',
  'id',
];

describe('input', () => {
  it('attack 58: no name, id, value or unit becomes SQL', async () => {
    for (const name of injections) {
      expectUnknown(
        await stage.query(stage.bo, 'customers', { sort: [{ field: name, direction: 'asc' }] }),
        name,
      );
      expectUnknown(await stage.query(stage.bo, 'customers', { group: [name] }), name);
      expectUnknown(
        await stage.query(stage.bo, 'customers', { filter: { op: 'empty', field: name } }),
        name,
      );
      expectUnknown(await stage.query(stage.bo, 'customers', { fields: [name] }), name);
      expectUnknown(
        await stage.bo.patch(`${stage.records('customers')}/${stage.ids.mine}`, {
          fields: { [name]: 'x' },
        }),
        name,
      );
      const table = encodeURIComponent(name);
      expect((await stage.query(stage.bo, table)).status).toBe(404);
      expect((await stage.bo.get(`${stage.records('customers')}/${table}`)).status).toBe(404);
      expect((await stage.query(stage.bo, 'customers', { ids: [name] })).body.total).toBe(0);
      for (const search of [name, `%${name}`, '%', '_', '*'])
        expect((await stage.query(stage.bo, 'customers', { search })).body.total, search).toBe(0);
      const filter = { op: 'is', field: 'name', value: name };
      expect((await stage.query(stage.bo, 'customers', { filter })).body.total).toBe(0);
      expect(
        (
          await stage.query(stage.bo, 'customers', {
            sort: [{ field: 'name', direction: `asc, ${name}` }],
          })
        ).status,
      ).toBe(400);
    }
    const text = `x'); DROP TABLE s_member; --`;
    const made = await stage.bo.post(stage.records('products'), {
      records: [{ fields: { name: text } }],
    });
    expect(made.status).toBe(201);
    expect(
      namesIn(
        await stage.query(stage.bo, 'products', { search: 'drop table' }),
        stage.id('products', 'name'),
      ),
    ).toEqual([text]);
    await expectWell();
  });

  it('attack 59: __proto__ and constructor are names of nothing', async () => {
    const names = ['constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'];
    for (const name of names) {
      expectUnknown(
        await stage.query(stage.bo, 'customers', { sort: [{ field: name, direction: 'asc' }] }),
        name,
      );
      expectUnknown(
        await stage.query(stage.bo, 'customers', { filter: { op: 'empty', field: name } }),
        name,
      );
      expectUnknown(
        await stage.bo.post(stage.records('customers'), { records: [{ fields: { [name]: 1 } }] }),
        name,
      );
      expect((await stage.query(stage.bo, name)).status).toBe(404);
      expect((await stage.query(stage.bo, 'customers', { view: name })).status).toBe(404);
      expect(
        (await stage.query(stage.bo, 'customers', { filter: { op: name, field: 'name' } })).status,
      ).toBe(400);
      const context = { op: 'is', field: 'owner', value: { context: name } };
      expect((await stage.query(stage.bo, 'customers', { filter: context })).status).toBe(400);
    }
    const raw = [
      '{"__proto__":{"limit":1}}',
      '{"filter":{"__proto__":{"op":"is"}}}',
      '{"records":[{"fields":{"__proto__":{"x":1}}}]}',
    ];
    for (const body of raw) {
      expect((await stage.bo.post(`${stage.records('customers')}/query`, body)).status).toBe(400);
      expect((await stage.bo.post(stage.records('customers'), body)).status).toBe(400);
    }
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
    await expectWell();
  });

  it('attack 60: filters that nest, spread or list beyond the limits are refused at once', async () => {
    const atom = { op: 'empty', field: 'name' };
    const nested = (depth: number) => {
      let filter: object = atom;
      for (let at = 0; at < depth; at++) filter = { op: 'not', of: filter };
      return filter;
    };
    const bad: object[] = [
      { filter: nested(9) },
      { filter: nested(60) },
      { filter: { op: 'or', of: Array.from({ length: 65 }, () => atom) } },
      {
        filter: {
          op: 'anyOf',
          field: 'name',
          value: Array.from({ length: 1001 }, (_, at) => `v${at}`),
        },
      },
      { filter: { op: 'contains', field: 'name', value: 'x'.repeat(2_000_000) } },
      { filter: { op: 'matches', field: 'name', value: '(a+)+$' } },
      { search: 'x'.repeat(201) },
      { sort: Array.from({ length: 9 }, () => ({ field: 'name', direction: 'asc' })) },
      { group: ['name', 'region', 'tier', 'status'] },
    ];
    for (const body of bad)
      expect((await stage.query(stage.bo, 'customers', body)).status).toBe(400);
    const endless = `{"filter":${'{"op":"not","of":'.repeat(20_000)}1${'}'.repeat(20_000)}}`;
    expect((await stage.bo.post(`${stage.records('customers')}/query`, endless)).status).toBe(400);
    expect((await stage.query(stage.bo, 'customers', { filter: nested(6) })).status).toBe(200);
    await expectWell();
  });

  it('attack 63: script in cells, names and addresses stays text, and no answer is a page', async () => {
    const script = '<script>alert(1)</script>';
    const made = await stage.bo.post(stage.records('customers'), {
      records: [{ fields: { name: script, notes: `<img src=x onerror=alert(1)>` } }],
    });
    expect(made.status).toBe(201);
    expect(made.headers.get('content-type')).toMatch(/^application\/json/);
    expect(made.headers.get('x-content-type-options')).toBe('nosniff');
    expect(made.headers.get('content-security-policy')).toMatch(/script-src 'self';/);
    const id = made.body.ids[0] as string;
    const urls = ['javascript:alert(1)', 'data:text/html,x', 'vbscript:x', ' javascript:alert(1)'];
    for (const website of urls)
      expect(
        (await stage.bo.patch(`${stage.records('customers')}/${id}`, { fields: { website } }))
          .status,
        website,
      ).toBe(400);
    for (const path of [
      `/api/${script}`,
      `/api/workspaces/${script}/schema`,
      `/${script}`,
      `${stage.records('customers')}/${encodeURIComponent(script)}`,
    ]) {
      const answer = await stage.bo.get(path);
      const html = answer.headers.get('content-type')?.includes('html') ?? false;
      if (html) expect(answer.text, path).not.toContain(script);
      expect(answer.headers.get('x-content-type-options'), path).toBe('nosniff');
    }
    expectUnknown(await stage.query(stage.bo, 'customers', { fields: [script] }), script);
    expect((await stage.bo.delete(`${stage.records('customers')}/${id}`)).status).toBe(200);
  });

  it('attack 64: bodies, counts, depths and numbers beyond limits are 400 or 413, never a crash', async () => {
    const record = { fields: { name: 'x' } };
    const many = (count: number) => ({ records: Array.from({ length: count }, () => record) });
    expect((await stage.bo.post(stage.records('customers'), many(1001))).status).toBe(413);
    expect(
      (
        await stage.bo.delete(stage.records('customers'), {
          ids: Array.from({ length: 1001 }, (_, at) => `rec${at}`),
        })
      ).status,
    ).toBe(413);
    const huge = JSON.stringify({ search: 'x'.repeat(9 * 1024 * 1024) });
    expect((await stage.bo.post(`${stage.records('customers')}/query`, huge)).status).toBe(413);
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const odd = [
      deep,
      '{',
      'null',
      '[]',
      '"x"',
      '1e999',
      '{"limit":1e999}',
      '\u0000',
      '{"limit":-1}',
      '{"offset":1.5}',
      '{"limit":1001}',
      '{"offset":100000001}',
    ];
    for (const body of odd) {
      const answer = await stage.bo.post(`${stage.records('customers')}/query`, body);
      expect(answer.status, body.slice(0, 30)).toBe(400);
    }
    const path = `${stage.records('customers')}/${stage.ids.mine}`;
    for (const employees of [1e21, -1e21, 2 ** 53, 'NaN', 'Infinity'])
      expect(
        (await stage.bo.patch(path, { fields: { employees } })).status,
        String(employees),
      ).toBe(400);
    for (const notes of ['x'.repeat(2_000_000), { a: 1 }, [1]])
      expect((await stage.bo.patch(path, { fields: { notes } })).status).toBeGreaterThanOrEqual(
        400,
      );
    for (const date of ['2026-02-30', '9999999-01-01', '0000-00-00'])
      expect(
        (
          await stage.bo.patch(`${stage.records('opportunities')}/${stage.ids.myDeal}`, {
            fields: { close_date: date },
          })
        ).status,
        date,
      ).toBe(400);
    const plain = await stage.world.server.request(
      `http://localhost${stage.records('customers')}/query`,
      {
        method: 'POST',
        headers: { host: 'localhost', cookie: stage.bo.cookie ?? '', 'content-type': 'text/plain' },
        body: '{}',
      },
    );
    expect(plain.status).toBe(400);
    const long = await stage.bo.get(`/api/workspaces/${'x'.repeat(10_000)}/schema`);
    expect(long.status).toBe(404);
    await expectWell();
  });
});
