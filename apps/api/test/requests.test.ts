import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endpoints, routes } from '../src/routes/registry.ts';
import { type Client, makeWorld, type World } from './world.ts';

let world: World;
let owner: Client;

beforeAll(async () => {
  world = await makeWorld({ samples: true });
  owner = await world.as(world.owner);
});
afterAll(() => world.close());

const customers = () => `${world.base}/tables/customers/records`;

describe('every error', () => {
  const body = { error: { code: expect.any(String), message: expect.any(String) } };

  it('has the one body, also where there is no such address', async () => {
    const paths = ['/api', '/api/', '/api/nothing', '/api/auth', `${world.base}/nothing/at/all`];
    for (const path of paths) {
      const answer = await owner.get(path);
      expect([path, answer.status, answer.body]).toEqual([path, 404, body]);
    }
    expect((await owner.delete('/api/health')).body).toEqual(body);
  });

  it('asks for a sign-in before it looks at anything else', async () => {
    for (const { access, method, path } of endpoints) {
      if (access === 'public') continue;
      const address = `/api${path.replaceAll(/\{\w+\}/g, 'x')}`;
      const answer = await world.nobody[method](
        address,
        method === 'get' ? undefined : { odd: 'key' },
      );
      expect([method, path, answer.status]).toEqual([method, path, 401]);
    }
  });

  it('is the same for a workspace that is not there and one that is not mine', async () => {
    const other = await makeWorld({ template: null });
    const id = other.workspace.id;
    await other.close();
    for (const { access, method, path } of endpoints) {
      if (access !== 'member') continue;
      const at = (ws: string) => `/api${path.replace('{ws}', ws).replaceAll(/\{\w+\}/g, 'x')}`;
      const given = method === 'get' ? undefined : {};
      const absent = await owner[method](at('wspnosuchplace'), given);
      const foreign = await owner[method](at(id), given);
      expect([path, absent.status]).toEqual([path, 404]);
      expect(foreign.text).toBe(absent.text);
    }
  });
});

describe('request bodies', () => {
  it('are closed: unknown keys are refused everywhere', async () => {
    for (const { access, method, path, body } of endpoints) {
      if (access !== 'member' || body === undefined) continue;
      const address = `/api${path.replace('{ws}', world.workspace.id).replaceAll(/\{\w+\}/g, 'customers')}`;
      const answer = await owner[method](address, { surprise: 'key' });
      expect([method, path, answer.status, answer.body.error.code]).toEqual([
        method,
        path,
        400,
        'invalid',
      ]);
    }
  });

  it('refuses unknown and doubled parameters', async () => {
    expect((await owner.get(`${world.base}/schema?debug=1`)).status).toBe(400);
    expect((await owner.get('/api/setup?token=a&token=b')).status).toBe(400);
  });

  it('survives what is no JSON, nests too deep or is too large', async () => {
    const path = `${customers()}/query`;
    expect((await owner.post(path, '{')).status).toBe(400);
    expect((await owner.post(path, '[]')).status).toBe(400);
    expect((await owner.post(path, 'null')).status).toBe(400);
    const bomb = `{"filter":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}}`;
    expect((await owner.post(path, bomb)).status).toBe(400);
    const objects = `{"filter":${'{"of":'.repeat(200_000)}1${'}'.repeat(200_000)}}`;
    expect((await owner.post(path, objects)).status).toBe(400);
    const large = await owner.post(path, `{"search":"${'x'.repeat(9 * 1024 * 1024)}"}`);
    expect([large.status, large.body.error.code]).toEqual([413, 'too_large']);
    expect((await owner.post(path, {})).status).toBe(200);
  });

  it('takes a thousand records at once and not one more', async () => {
    const one = { fields: { name: 'One of many' } };
    const more = await owner.post(customers(), {
      records: Array.from({ length: 1001 }, () => one),
    });
    expect([more.status, more.body.error.code]).toEqual([413, 'too_large']);
    const ids = Array.from({ length: 1001 }, (_, index) => `rec${index}`);
    expect((await owner.delete(customers(), { ids })).status).toBe(413);
    expect((await owner.post(customers(), { records: [] })).status).toBe(400);
  });

  it('takes no harm from names that every object has', async () => {
    const given = [
      '{"records":[{"fields":{"__proto__":{"polluted":true}}}]}',
      '{"records":[{"fields":{"name":"x"},"__proto__":{"polluted":true}}]}',
      '{"\\u005f_proto__":{"polluted":true},"records":[]}',
      '{"records":[{"fields":{"constructor":"x"}}]}',
      '{"records":[{"fields":{"toString":"x"}}]}',
    ];
    for (const body of given) expect((await owner.post(customers(), body)).status).toBe(400);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    for (const name of ['__proto__', 'constructor', 'hasOwnProperty']) {
      expect((await owner.post(`${world.base}/tables/${name}/records/query`)).status).toBe(404);
      expect((await owner.get(`${customers()}/${name}`)).status).toBe(404);
      const sorted = await owner.post(`${customers()}/query`, {
        sort: [{ field: name, direction: 'asc' }],
      });
      expect([sorted.status, sorted.body.error.code]).toEqual([400, 'unknown_field']);
    }
  });
});

describe('the reference', () => {
  it('describes every endpoint with what it takes and what it answers', async () => {
    const { body: document, status } = await world.nobody.get('/api/openapi.json');
    expect(status).toBe(200);
    expect(document.openapi).toBe('3.1.0');
    const ids = new Set<string>();
    for (const { method, path, body, status: success, produces } of endpoints) {
      const operation = document.paths[path]?.[method];
      expect(operation, `${method} ${path}`).toBeDefined();
      ids.add(operation.operationId);
      const { content } = operation.responses[String(success ?? 200)];
      expect(Object.keys(content)).toEqual(produces ?? ['application/json']);
      for (const type of Object.values(content) as { schema: object }[])
        expect(Object.keys(type.schema).length, `${method} ${path}`).toBeGreaterThan(0);
      if (body !== undefined) {
        const { schema } = operation.requestBody.content['application/json'];
        for (const one of schema.anyOf ?? [schema]) expect(one.type).toBe('object');
      }
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = (operation.parameters ?? [])
        .filter((parameter: { in: string }) => parameter.in === 'path')
        .map((parameter: { name: string }) => parameter.name);
      expect(declared).toEqual(named);
    }
    expect(ids.size).toBe(endpoints.length);
  });

  it('names every route once', () => {
    const names = routes.map(({ method, path }) => `${method} ${path}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it('can be read as a page without scripts or anything from elsewhere', async () => {
    const page = await world.nobody.get('/api/docs');
    expect(page.status).toBe(200);
    expect(page.text).not.toMatch(/<script|https?:\/\//);
    for (const { path } of endpoints) expect(page.text).toContain(path);
  });
});
