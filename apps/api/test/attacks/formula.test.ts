import type { Grant } from '@tessera/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Client } from '../world.ts';
import { duties, expectAlike, expectUnknown, type Stage, setStage } from './stage.ts';

let stage: Stage;
const ids: Record<string, string> = {};

const fields = () => `${stage.world.base}/tables/opportunities/fields`;
const add = (client: Client, name: string, expression: string, more: object = {}) =>
  client.post(fields(), { name, type: 'formula', expression, ...more });
const schemaOf = async (client: Client) =>
  (await client.get(`${stage.world.base}/schema`)).body.tables
    .find(({ slug }: { slug: string }) => slug === 'opportunities')
    .fields.map(({ name, expression }: { name: string; expression?: string }) => [
      name,
      expression,
    ]);

const shape = (id: string, member: string): Grant => duties(id, { kind: 'member', id: member });

beforeAll(async () => {
  stage = await setStage();
  // Bo sees everything, and shapes and rules for these tests.
  const shaping = shape('grabo', stage.people.bo.id);
  await stage.rule((grants) => [
    ...grants,
    { ...shaping, actions: ['manageSchema', 'managePolicy'] },
  ]);
  for (const [name, expression] of [
    ['Ratio', '{margin} / {close_value}'],
    ['Doubled', '{close_value} * 2'],
    ['Over doubled', '{Doubled} + 1'],
    ['Steps', 'VALUE({next_step})'],
  ] as const) {
    const made = await add(stage.bo, name, expression, { classes: [] });
    expect(made.status, made.text).toBe(201);
    ids[name] = made.body.id;
  }
});
afterAll(() => stage.world.close());

describe('formulas', () => {
  it('attack 19: one over a hidden field does not exist, by whichever door', async () => {
    expect((await schemaOf(stage.bo)).map(([name]: string[]) => name)).toContain('Ratio');
    expect((await schemaOf(stage.sam)).map(([name]: string[]) => name)).not.toContain('Ratio');
    const ask = (field: string) => [
      { fields: [field] },
      { filter: { op: 'empty', field } },
      { sort: [{ field, direction: 'asc' }] },
      { group: [field] },
      { aggregate: [{ fn: 'max', field }] },
    ];
    for (const [i, body] of ask('ratio').entries()) {
      const refused = await stage.query(stage.sam, 'opportunities', body);
      const absent = await stage.query(stage.sam, 'opportunities', ask('nothing')[i]);
      expectUnknown(refused, 'ratio');
      expectAlike(refused, 'ratio', absent, 'nothing');
    }
    const record = await stage.sam.get(`${stage.records('opportunities')}/${stage.ids.myDeal}`);
    expect(record.text).not.toContain(ids.Ratio);
  });

  it('attack 19: where an input is hidden on some records, so is what is made of it, through another formula too', async () => {
    for (const [slug, mine] of [
      ['doubled', 400],
      ['over_doubled', 401],
    ] as const) {
      const all = await stage.query(stage.kim, 'opportunities', { fields: [slug] });
      expect(all.body.total).toBe(3);
      const values = all.body.records.map((one: { fields: object }) => Object.values(one.fields));
      expect(values.flat()).toEqual([mine]);
      for (const filter of [
        { op: 'gte', field: slug, value: 0 },
        { op: 'not', of: { op: 'is', field: slug, value: 1 } },
        { op: 'not', of: { op: 'empty', field: slug } },
      ])
        expect((await stage.query(stage.kim, 'opportunities', { filter })).body.total).toBe(1);
      const empty = { op: 'empty', field: slug };
      expect((await stage.query(stage.kim, 'opportunities', { filter: empty })).body.total).toBe(0);
      const measured = await stage.query(stage.kim, 'opportunities', {
        group: [],
        aggregate: [
          { fn: 'sum', field: slug },
          { fn: 'filled', field: slug },
        ],
      });
      expect(measured.body.groups?.[0]?.measures ?? [mine, 1]).toEqual([mine, 1]);
      const sorted = await stage.query(stage.kim, 'opportunities', {
        sort: [{ field: slug, direction: 'desc' }],
        fields: ['name'],
      });
      expect(sorted.body.records[0].id).toBe(stage.ids.kimDeal);
    }
  });

  it('attack 28: how one is worked out is told to who reads all it reads, and to no one else who shapes tables', async () => {
    expect(await schemaOf(stage.bo)).toContainEqual(['Doubled', '{Close value} * 2']);
    const structure = await stage.ada.get(`${stage.world.base}/structure`);
    expect(structure.status).toBe(200);
    expect(structure.text).toContain('"Doubled"');
    expect(structure.text).not.toContain('expression');
  });

  it('attack 19: nobody makes one of cells that he does not read, nor of those he reads on some records alone', async () => {
    const hidden = await add(stage.ada, 'Spy', '{margin} + 0');
    const absent = await add(stage.ada, 'Spy', '{nothing} + 0');
    expect(hidden.status).toBe(400);
    expect(hidden.text.replaceAll('margin', '?')).toBe(
      absent.text.replaceAll('nothing', '?').replaceAll('"length":9', '"length":8'),
    );
    const shaping = shape('grashape', stage.people.kim.id);
    await stage.rule((grants) => [...grants, shaping]);
    const some = await add(stage.kim, 'Spy', '{close_value} + 0');
    expect([some.status, some.body.error.message]).toEqual([
      403,
      'Only who may read "Close value" on every record makes a formula of it.',
    ]);
    const put = await stage.kim.patch(`${fields()}/${ids.Doubled}`, { expression: '1 + 1' });
    expect(put.status).toBe(403);
    // What a rule decides by is changed by who makes rules alone.
    const letter = await add(stage.kim, 'Letter', 'LEFT({name})');
    expect(letter.status, letter.text).toBe(201);
    const slug = `${fields()}/letter`;
    expect((await stage.kim.patch(slug, { expression: 'RIGHT({name})' })).status).toBe(200);
    const scoped: Grant = {
      ...shaping,
      id: 'grascoped',
      to: { kind: 'member', id: stage.people.kim.id },
      on: { kind: 'table', id: stage.world.table('opportunities') },
      actions: ['view'],
      scope: {
        kind: 'any',
        of: [{ kind: 'where', condition: { op: 'is', field: letter.body.id, value: 'x' } }],
      },
      fields: { default: 'read', except: [] },
    };
    await stage.rule((grants) => [...grants, scoped]);
    const widened = await stage.kim.patch(slug, { expression: '"x" & LEFT({name}, 0)' });
    expect([widened.status, widened.body.error.message]).toEqual([
      403,
      'A rule decides by "Letter": changing how it is made needs the right to change the rules.',
    ]);
    await stage.rule((grants) => grants.filter(({ id }) => id !== 'grascoped'));
  });

  it('attack 17: a failure tells its kind and never a value, and no cell of one is written', async () => {
    const record = await stage.bo.get(`${stage.records('opportunities')}/${stage.ids.theirDeal}`);
    expect(record.body.record.fields[ids.Steps ?? '']).toEqual({ error: 'wrongValue' });
    const refused = await stage.bo.patch(
      `${stage.records('opportunities')}/${stage.ids.theirDeal}`,
      { fields: { steps: 5 } },
    );
    expect([refused.status, refused.body.error.message]).toEqual([
      400,
      '"Steps" cannot be written.',
    ]);
    const empty = { op: 'empty', field: 'steps' };
    expect((await stage.query(stage.bo, 'opportunities', { filter: empty })).body.total).toBe(3);
  });

  it('attack 19: behind a link it counts where it may be read there, and a failure counts as an empty cell', async () => {
    const behind = async (name: string, body: object): Promise<string> => {
      const path = `${stage.world.base}/tables/customers/fields`;
      const made = await stage.bo.post(path, { name, link: 'opportunities', classes: [], ...body });
      expect(made.status, made.text).toBe(201);
      return made.body.id;
    };
    const sum = await behind('Sum', { type: 'rollup', of: 'doubled', fn: 'sum' });
    const ratio = await behind('Best', { type: 'rollup', of: 'ratio', fn: 'max' });
    const steps = await behind('All steps', { type: 'lookup', of: 'steps' });
    const filled = await behind('Told', { type: 'rollup', of: 'steps', fn: 'filled' });
    const empty = await behind('Untold', { type: 'rollup', of: 'steps', fn: 'empty' });
    const seen = async (client: Client, id: string) =>
      (await client.get(`${stage.records('customers')}/${id}`)).body.record.fields;
    const all = await seen(stage.bo, stage.ids.theirs);
    expect([all[sum], all[steps], all[filled], all[empty]]).toEqual([2398, [], 0, 2]);
    const some = await seen(stage.tia, stage.ids.theirs);
    expect([some[sum], some[empty]]).toEqual([1998, 1]);
    expect(Object.keys(some)).not.toContain(ratio);
    const filter = { op: 'gt', field: 'all_steps', value: 0 };
    expect((await stage.query(stage.bo, 'customers', { filter })).body.total).toBe(0);
    expect((await stage.bo.delete(`${fields()}/${ids.Steps}`)).status).toBe(400);
  });

  it('attack 38: in a file stands what may be seen, and no formula of a spreadsheet', async () => {
    const quoted = await add(stage.bo, 'Equals', '"=1+" & {close_value}', { classes: [] });
    expect(quoted.status, quoted.text).toBe(201);
    const file = await stage.bo.post(`${stage.world.base}/tables/opportunities/export`, {
      format: 'csv',
      fields: ['equals', 'steps', 'doubled'],
    });
    expect(file.status, file.text).toBe(200);
    const lines = file.text.trim().split('\r\n');
    expect(lines[1]).toBe("'=1+100,#wrongValue,200");
  });

  it('attack 60: formulas that are too long, too deep or of odd names are refused, none takes the server down', async () => {
    for (const expression of [
      '1'.repeat(4001),
      `${'('.repeat(500)}1${')'.repeat(500)}`,
      '{__proto__} + 1',
      'constructor(1)',
      '1 +',
    ])
      expect((await add(stage.bo, 'Odd', expression)).status).toBe(400);
    const circle = await stage.bo.patch(`${fields()}/${ids.Doubled}`, {
      expression: '{Over doubled} - 1',
    });
    expect([circle.status, circle.body.error.message]).toEqual([
      400,
      '"Doubled" would be made of itself.',
    ]);
  });

  it('attack 57: why one is closed names what it reads to who reads that, and to no one else', async () => {
    const { world, bo, ada, people } = stage;
    const asked = (client: Client, more: Record<string, string> = {}) =>
      client.get(
        `${world.base}/explain?${new URLSearchParams({ table: 'opportunities', field: 'ratio', ...more })}`,
      );
    const sales = ({ body }: Answer) =>
      body.grants.find(({ paths }: { paths: unknown[] }) => paths.length > 0);
    const told = await asked(bo, { member: people.sam.id, record: stage.ids.myDeal });
    expect(told.body).toMatchObject({ allowed: false, level: { most: 'hidden' } });
    expect(sales(told).inputs).toEqual([
      { field: { id: stage.id('opportunities', 'margin'), name: 'Gross margin' }, level: 'hidden' },
    ]);
    // Who writes rules and reads no record learns that something it reads is closed, and not what.
    const blind = await asked(ada, { member: people.sam.id });
    expect(blind.status, blind.text).toBe(200);
    expect(sales(blind).inputs).toEqual([{ level: 'hidden' }]);
    expect(blind.text).not.toMatch(/margin/i);
    expect(blind.text).not.toContain(stage.id('opportunities', 'margin'));
    expectUnknown(await asked(stage.sam), 'ratio');
    const change = await asked(bo, { record: stage.ids.myDeal, action: 'edit' });
    expect(change.body).toMatchObject({ allowed: false, fixed: true });
  });

  it('who can read one is who reads all it is made of, on each record', async () => {
    const { world, bo, ids: records } = stage;
    const names = async (record: string) => {
      const asked = new URLSearchParams({ table: 'opportunities', field: 'doubled', record });
      const { body } = await bo.get(`${world.base}/who-can?${asked}`);
      return body.members
        .filter(({ allowed }: { allowed: unknown }) => allowed === true)
        .map(({ name }: { name: string }) => name);
    };
    const mine = await names(records.kimDeal);
    expect(mine).toEqual(expect.arrayContaining(['Kim Consultant', 'Bo Boss']));
    const theirs = await names(records.theirDeal);
    expect(theirs).toEqual(expect.arrayContaining(['Tia Teller', 'Bo Boss']));
    // Kim sees that record, but not the amount on it.
    expect(theirs).not.toContain('Kim Consultant');
    expect(mine).not.toContain('Tia Teller');
  });
});
