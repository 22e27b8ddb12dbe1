import { type Grant, unclassified } from '@tessera/model';
import type { TemplateFile } from '@tessera/protocol';
import { templateBySlug } from '@tessera/templates';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer, Client } from '../world.ts';
import { duties, type Stage, setStage } from './stage.ts';

let stage: Stage;
let path: string;
beforeEach(async () => {
  stage = await setStage();
  path = `${stage.world.base}/templates`;
});
afterEach(() => stage.world.close());

const save = (client: Client, body: object = {}) =>
  client.post(path, { name: 'Ours', records: true, ...body });

async function fileOf(client: Client, saved: Answer): Promise<Answer> {
  expect(saved.status, saved.text).toBe(201);
  return await client.get(`${path}/${saved.body.template.id}/file`);
}

/** Sam may take his own customers out, but no phone numbers; the rest of what he sees stays inside. */
function samExports(): Grant {
  return {
    id: 'grasamexport',
    to: { kind: 'member', id: stage.people.sam.id },
    on: { kind: 'table', id: stage.world.table('customers') },
    actions: ['view', 'export'],
    scope: { kind: 'any', of: [{ kind: 'own' }] },
    fields: {
      default: 'read',
      except: [{ field: stage.id('customers', 'phone'), level: 'hidden' }],
    },
    origin: 'direct',
    reason: 'Test',
  };
}

/** A file with one table, one role and whatever is put in its place. */
async function sound(change: (template: Record<string, unknown>) => object = (one) => one) {
  const file = (await fileOf(stage.owner, await save(stage.owner, { records: false }))).body;
  const { tessera, version, template } = file as TemplateFile;
  return { tessera, version, template: change(structuredClone(template) as never) };
}

describe('templates of one’s own', () => {
  it('attack 38: hold nothing that their maker may not read or take out', async () => {
    await stage.rule((grants) => [...grants, samExports()]);
    const saved = await save(stage.sam);
    const file = await fileOf(stage.sam, saved);
    // Nothing of others, nothing hidden, nobody's name, and no phone, which he sees and may not export.
    for (const secret of ['Zebra', 'Dora', 'Their deal', '999', 'Bribe', 'argin', '555 0101'])
      expect(file.text, secret).not.toContain(secret);
    for (const { id, name } of Object.values(stage.people)) {
      expect(file.text).not.toContain(id);
      expect(file.text).not.toContain(name);
    }
    const { template } = file.body as TemplateFile;
    expect(template.records).toEqual({
      customers: [
        expect.objectContaining({ cells: expect.objectContaining({ name: 'Mine Ltd' }) }),
      ],
    });
    expect(template.records.customers?.[0]?.cells).not.toHaveProperty('owner');
    expect([template.roles, template.grants, template.restrictions]).toEqual([[], [], []]);
    expect(saved.body.left).toMatchObject({ withoutRules: true, rules: 0 });
    expect(saved.body.left.closed).toContain('Opportunities');
    expect(saved.body.left.closed).not.toContain('Customers');
    const seen = (await stage.sam.get(`${stage.world.base}/schema`)).body.tables;
    for (const { slug, fields } of template.tables) {
      const known = seen.find((table: { slug: string }) => table.slug === slug);
      const names = known.fields.map((field: { slug: string }) => field.slug);
      for (const field of fields) expect(names, slug).toContain(field.slug);
    }
    // Ada writes the rules and sees no record: she gets every rule, every field, and no cell.
    const all = (await fileOf(stage.ada, await save(stage.ada))).body as TemplateFile;
    expect(all.template.records).toEqual({});
    expect(all.template.grants.length).toBeGreaterThan(5);
    expect(JSON.stringify(all)).not.toContain(stage.people.sam.id);
  });

  it('attack 37: give out records and rules at the access of today', async () => {
    await stage.rule((grants) => [...grants, samExports()]);
    const saved = await save(stage.sam);
    expect((await fileOf(stage.sam, saved)).text).toContain('Mine Ltd');
    await stage.rule((grants) => grants.filter(({ id }) => id !== 'grasamexport'));
    const after = await fileOf(stage.sam, saved);
    expect(after.text).not.toContain('Mine Ltd');

    const rules = await save(stage.ada, { records: false });
    expect((await fileOf(stage.ada, rules)).body.template.grants).not.toEqual([]);
    const { id } = rules.body.template;
    await stage.world.change({
      kind: 'removeMembership',
      group: { kind: 'role', id: stage.world.roles.administrator ?? '' },
      holder: { kind: 'member', id: stage.people.ada.id },
    });
    const file = (await stage.ada.get(`${path}/${id}/file`)).body.template;
    expect([file.roles, file.grants, file.restrictions]).toEqual([[], [], []]);
    expect(file.guarantees ?? []).toEqual([]);
    const [own] = (await stage.ada.get(path)).body.own;
    expect([own.id, own.look.roles, own.look.locks]).toEqual([id, [], []]);
  });

  it('attack 14: are not there for others; without records they are for those who write the rules', async () => {
    const secret = (await save(stage.bo, { name: 'Bo keeps this' })).body.template.id;
    const open = (await save(stage.sam, { name: 'Sam shows this', records: false })).body.template;
    const names = async (client: Client) =>
      (await client.get(path)).body.own.map(
        (one: { look: { name: { en: string } } }) => one.look.name.en,
      );
    expect(await names(stage.tia)).toEqual([]);
    expect(await names(stage.ada)).toEqual(['Sam shows this']);
    expect(await names(stage.bo)).toEqual(['Bo keeps this']);
    expect((await stage.ada.get(`${path}/${open.id}/file`)).status).toBe(200);
    for (const client of [stage.tia, stage.ada])
      for (const [method, tail, body] of [
        ['get', '/file'],
        ['patch', '', { name: 'Mine now' }],
        ['delete', ''],
      ] as const) {
        const ask = (id: string) => client[method](`${path}/${id}${tail}`, body as never);
        const [unseen, absent] = [await ask(secret), await ask('tplnothere')];
        expect([unseen.status, unseen.text]).toEqual([404, absent.text]);
      }
    const start = (id: string) => stage.ada.post(`${stage.world.base}/apps`, { template: id });
    expect((await start(secret)).text).toBe((await start('tplnothere')).text);
    expect(await names(stage.bo)).toEqual(['Bo keeps this']);
  });

  it('attacks 41 and 51: give nobody rights on the workspace that whoever starts from them lacks', async () => {
    const both = (text: string) => ({ en: text, zh: text });
    const climbing = await sound((template) => ({
      ...template,
      roles: [{ slug: 'administrator', name: both('Administrator'), description: both('') }],
      grants: [
        {
          to: { kind: 'role', id: 'administrator' },
          on: { kind: 'workspace' },
          actions: ['manageBackups'],
          scope: { kind: 'none' },
          fields: { default: 'hidden', except: [] },
          origin: 'role',
          reason: both('Just so'),
        },
      ],
      restrictions: [],
      guarantees: [],
    }));
    const kept = await stage.ada.post(`${path}/file`, climbing);
    expect(kept.status, kept.text).toBe(201);
    const before = (await stage.ada.get(`${stage.world.base}/structure`)).text;
    const started = await stage.ada.post(`${stage.world.base}/apps`, { template: kept.body.id });
    expect([started.status, started.body.error.code]).toEqual([403, 'forbidden']);
    expect((await stage.ada.get(`${stage.world.base}/structure`)).text).toBe(before);
    // Records of the whole workspace cannot even be written into a file, nor can members, joins or shared tables.
    const reach = { to: { kind: 'everyone' }, fields: { default: 'edit', except: [] } };
    const all = { scope: { kind: 'all' }, origin: 'role', reason: both('') };
    for (const bad of [
      { grants: [{ ...reach, ...all, on: { kind: 'workspace' }, actions: ['view'] }] },
      { grants: [{ ...reach, ...all, on: { kind: 'table', id: 'tblx' }, actions: ['view'] }] },
      {
        grants: [
          {
            ...reach,
            ...all,
            to: { kind: 'member', id: stage.people.sam.id },
            on: { kind: 'app', id: 'crm' },
            actions: ['view'],
          },
        ],
      },
      { joins: [] },
    ]) {
      const refused = await stage.ada.post(
        `${path}/file`,
        await sound((template) => ({ ...template, ...bad })),
      );
      expect([refused.status, refused.body.error.code], JSON.stringify(bad)).toEqual([
        400,
        'invalid',
      ]);
    }
    const shared = await sound((template) => ({
      ...template,
      tables: (template.tables as object[]).map((table) => ({ ...table, shared: true })),
    }));
    expect((await stage.ada.post(`${path}/file`, shared)).status).toBe(400);
    expect((await stage.sam.post(`${path}/file`, await sound())).status).toBe(403);
  });

  it('attacks 41 and 51: make no guarantee, and tell of none, to who only shapes the workspace', async () => {
    const { kim, people, world } = stage;
    await stage.rule((grants) => [
      ...grants,
      duties('grakimshapes', { kind: 'member', id: people.kim.id }),
      {
        ...samExports(),
        id: 'graeverybody',
        to: { kind: 'member', id: people.vic.id },
        on: { kind: 'workspace' },
        actions: ['view'],
        scope: { kind: 'all' },
        fields: { default: 'read', except: [] },
      },
    ]);
    const both = (text: string) => ({ en: text, zh: text });
    const guarantee = {
      name: both('Nobody deletes'),
      reason: both('Just so'),
      who: { kind: 'everyone' },
      except: [],
      on: { kind: 'app', id: 'crm' },
      never: { kind: 'do', actions: ['delete'] },
    };
    const without = { roles: [], grants: [], restrictions: [], guarantees: [] };
    const begin = async (change: (template: Record<string, unknown>) => object) => {
      const kept = await kim.post(`${path}/file`, await sound(change));
      expect(kept.status, kept.text).toBe(201);
      return await kim.post(`${world.base}/apps`, { template: kept.body.id });
    };
    const before = world.workspace.store.policy();
    const promising = await begin((template) => {
      const [app] = template.apps as { slug: string }[];
      const on = { kind: 'app', id: app?.slug };
      return { ...template, ...without, guarantees: [{ ...guarantee, on }] };
    });
    expect([promising.status, promising.body.error?.code]).toEqual([403, 'forbidden']);
    expect(world.workspace.store.policy()).toEqual(before);

    // A class that a guarantee of the workspace is about, on tables that a rule opens.
    const [secret] = world.workspace.store.schema().classes;
    const promise = {
      id: 'guasecret',
      name: 'Vic never sees it',
      who: { kind: 'member', id: people.vic.id },
      except: [],
      on: { kind: 'workspace' },
      never: { kind: 'see', fields: [], classes: [secret?.id], level: 'masked' },
      reason: 'Agreed',
    };
    const saved = await stage.owner.put(`${world.base}/policy`, {
      ...world.workspace.store.policy(),
      restrictions: [
        {
          id: 'resclosed',
          name: 'Closed',
          on: { kind: 'app', id: world.workspace.store.schema().apps[0]?.id },
          classes: [secret?.id],
          effect: { kind: 'cap', level: 'hidden' },
          exempt: [],
          reason: 'Agreed',
        },
      ],
      guarantees: [promise],
      reason: 'Agreed',
    });
    expect(saved.status, saved.text).toBe(200);
    const breaking = await begin((template) => ({ ...template, ...without }));
    expect(breaking.status, breaking.text).toBe(201);
    for (const told of ['Vic', 'guasecret', 'graeverybody', people.vic.id])
      expect(breaking.text).not.toContain(told);
    // Which fields own a record, and in which classes they are, is decided with the rules.
    const made = () => {
      const { apps, tables } = world.workspace.store.schema();
      const newest = apps.at(-1)?.id;
      return tables.filter(({ app }) => app === newest).flatMap(({ fields }) => fields);
    };
    expect(made().length).toBeGreaterThan(20);
    expect(made().filter((field) => 'ownership' in field)).toEqual([]);
    expect(new Set(made().flatMap(({ classes }) => classes))).toEqual(new Set());
    // Where rules tell fields apart a new one is closed until somebody has classified it.
    await stage.rule((grants) =>
      grants.map((grant) =>
        grant.id === 'graeverybody' && secret
          ? {
              ...grant,
              fields: { default: 'read', except: [{ class: secret.id, level: 'hidden' }] },
            }
          : grant,
      ),
    );
    const closed = await begin((template) => ({ ...template, ...without }));
    expect(closed.status, closed.text).toBe(201);
    expect(made().map(({ classes }) => classes)).toEqual(made().map(() => [unclassified]));
  });

  it('attack 20: find no unseen record by the titles of their samples', async () => {
    const { ada, owner, world } = stage;
    const { name } = templateBySlug('after-sales')?.records.customers?.[0]?.cells ?? {};
    const title = (name as { en: string }).en;
    const customers = `${world.base}/tables/customers/records`;
    const there = await owner.post(customers, { records: [{ fields: { name: title } }] });
    expect(there.status, there.text).toBe(201);
    expect((await ada.post(`${customers}/query`, {})).status).toBe(404);
    const started = await ada.post(`${world.base}/apps`, {
      template: 'after-sales',
      samples: true,
    });
    expect(started.status, started.text).toBe(201);
    const filter = { op: 'is', field: 'name', value: title };
    expect((await owner.post(`${customers}/query`, { filter })).body.total).toBe(2);
  });

  it('attacks 58, 59, 60, 63 and 64: a file from elsewhere is refused in plain words, or is harmless', async () => {
    const field = (change: object) =>
      sound((template) => ({
        ...template,
        tables: (template.tables as { fields: object[] }[]).map((table, at) =>
          at > 0
            ? table
            : {
                ...table,
                fields: table.fields.map((one, n) => (n > 0 ? one : { ...one, ...change })),
              },
        ),
      }));
    let deep: object = { op: 'empty', field: 'name' };
    for (let n = 0; n < 40; n++) deep = { op: 'not', of: deep };
    const view = (filter: object) =>
      sound((template) => ({
        ...template,
        tables: (template.tables as object[]).map((table) => ({
          ...table,
          views: [{ name: { en: 'V', zh: 'V' }, kind: 'grid', filter }],
        })),
      }));
    const records = (rows: unknown) =>
      sound((template) => ({ ...template, records: { customers: rows } }));
    const row = (key: string, cells: object = { name: 'x' }) => ({ key, cells });
    for (const [what, body] of [
      ['SQL in a name', await field({ slug: 'name"; DROP TABLE s_info; --' })],
      ['a name of every object', await field({ slug: 'constructor' })],
      ['an unknown setting', await field({ onclick: 'alert(1)' })],
      ['a field for everyone', await field({ type: 'count', link: 'x', declassified: true })],
      ['a formula', await field({ type: 'formula', formula: '=1+1' })],
      ['a colour that is none', await sound((one) => ({ ...one, color: 'url(//evil)' }))],
      ['an icon that is none', await sound((one) => ({ ...one, icon: '<svg onload=1>' }))],
      ['a deep filter', await view(deep)],
      [
        'a wide filter',
        await view({ op: 'or', of: Array(65).fill({ op: 'empty', field: 'name' }) }),
      ],
      ['a filter on what is not there', await view({ op: 'empty', field: 'nowhere' })],
      ['a record with an object for a cell', await records([row('r1', { name: { en: 'a' } })])],
      ['a link to nothing', await records([row('r1', { name: 'x', contacts: ['r9'] })])],
      ['the same key twice', await records([row('r1'), row('r1')])],
      ['too many records', await records(Array.from({ length: 5001 }, (_, n) => row(`r${n}`)))],
      ['another version', { ...(await sound()), version: 2 }],
      ['no template', { tessera: 'template', version: 1 }],
    ] as const) {
      const refused = await stage.owner.post(`${path}/file`, body);
      expect([what, refused.status, refused.body.error?.code]).toEqual([what, 400, 'invalid']);
      expect(refused.body.error.message.length, what).toBeGreaterThan(5);
    }
    const raw = JSON.stringify(await sound()).replace('"classes"', '"__proto__":{},"classes"');
    expect((await stage.owner.post(`${path}/file`, raw)).status).toBe(400);
    const large = await records([row('r1', { name: 'x'.repeat(99_000) })]);
    const huge = { ...large, more: Array(60).fill('x'.repeat(99_000)) };
    expect((await stage.owner.post(`${path}/file`, huge)).status).toBe(413);
    // Script is text: kept as it is, shown as it is.
    const script = '<img src=x onerror=alert(1)>';
    const named = await sound((one) => ({ ...one, name: { en: script, zh: script } }));
    const kept = await stage.owner.post(`${path}/file`, named);
    expect([kept.status, kept.body.look.name.en]).toEqual([201, script]);
    const file = await stage.owner.get(`${path}/${kept.body.id}/file`);
    expect(file.headers.get('content-type')).toMatch(/^application\/json/);
    expect(file.headers.get('content-disposition')).not.toContain('<');
    for (let n = 0; n < 25; n++) await save(stage.sam, { name: `No ${n}`, records: false });
    expect((await stage.sam.get(path)).body.own).toHaveLength(20);
  });
});
