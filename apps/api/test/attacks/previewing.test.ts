import type { Grant, Restriction, Scope } from '@tessera/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Client } from '../world.ts';
import { type Stage, setStage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.world.close());

const rules = async () => (await stage.owner.get(`${stage.world.base}/policy`)).body.policy;

const added = (id: string, role: string, table: string, more: Partial<Grant> = {}): Grant => ({
  id,
  to: { kind: 'role', id: stage.world.roles[role] ?? role },
  on: { kind: 'table', id: stage.world.table(table) },
  actions: ['view'],
  scope: { kind: 'all' },
  fields: { default: 'read', except: [] },
  origin: 'role',
  reason: 'A draft',
  ...more,
});

const above = (field: string, value: number): Scope => ({
  kind: 'any',
  of: [
    {
      kind: 'where',
      condition: { op: 'gt', field: stage.id('opportunities', field), value: String(value) },
    },
  ],
});

async function previewed(
  client: Client,
  grants: readonly Grant[],
  restrictions: readonly Restriction[] = [],
): Promise<Answer> {
  const { version, ...now } = await rules();
  return client.post(`${stage.world.base}/policy/preview`, {
    version,
    grants: [...now.grants, ...grants],
    restrictions: [...now.restrictions, ...restrictions],
  });
}

type Effect = { members: string[]; tables: { table: string; records: object; examples: object }[] };
const effectOn = ({ body }: Answer, member: string): Effect | undefined =>
  body.effects.find(({ members }: Effect) => members.includes(member));

describe('the preview of a draft', () => {
  it('tells what a save then does, with examples and sums, and saves nothing', async () => {
    const { owner, vic, people, ids } = stage;
    const before = await rules();
    const draft = [
      added('gradraft', 'service', 'opportunities', { scope: above('close_value', 150) }),
    ];
    const told = await previewed(owner, draft);
    expect(told.status, told.text).toBe(200);
    const effect = effectOn(told, people.vic.id);
    expect(effect?.tables).toMatchObject([
      {
        table: stage.world.table('opportunities'),
        records: { gained: 2, lost: 0 },
        examples: { lost: [] },
      },
    ]);
    const examples = effect?.tables[0]?.examples as { gained: { id: string; title: string }[] };
    expect(examples.gained.map(({ id }) => id).sort()).toEqual([ids.kimDeal, ids.theirDeal].sort());
    expect(examples.gained.map(({ title }) => title).sort()).toEqual(['Kim deal', 'Their deal']);
    expect(told.body.totals).toMatchObject([{ members: 1, records: { gained: 2, lost: 0 } }]);
    expect(told.body.names[people.vic.id]).toBe('Vic Service');
    expect(await rules()).toEqual(before);

    await stage.rule((grants) => [...grants, ...draft]);
    const read = await stage.query(vic, 'opportunities');
    expect(read.body.total).toBe(2);
    await stage.rule((grants) => grants.filter(({ id }) => id !== 'gradraft'));
  });

  it('refuses what a save would refuse, and whoever does not write the rules', async () => {
    const { owner, sam, world } = stage;
    const broken = [added('grabroken', 'rolnobody', 'customers')];
    const { version, grants, restrictions } = await rules();
    const body = { version, restrictions, grants: [...grants, ...broken] };
    const saved = await owner.put(`${world.base}/policy`, { ...body, reason: 'Bad' });
    const told = await previewed(owner, broken);
    expect([told.status, told.text]).toEqual([saved.status, saved.text]);
    const stale = await owner.post(`${world.base}/policy/preview`, { ...body, version: 0 });
    expect(stale.status).toBe(409);
    const denied = await sam.get(`${world.base}/policy`);
    const refused = await previewed(sam, []);
    expect([refused.status, refused.text]).toEqual([denied.status, denied.text]);
  });
});

describe('attack 57: drafting is no oracle', () => {
  /** Drafts that would feel their way along cells, owners, links and numbers of records. */
  const drafts = (): readonly [readonly Grant[], readonly Restriction[]][] => {
    const { id, world } = stage;
    const link = id('opportunities', 'customer');
    const part = (...of: Extract<Scope, { kind: 'any' }>['of']): Scope => ({ kind: 'any', of });
    const scopes: Scope[] = [
      { kind: 'all' },
      part({ kind: 'own' }),
      part({ kind: 'unowned' }),
      part({ kind: 'reports', depth: 'all' }),
      part({ kind: 'sharedWithMe' }),
      part({ kind: 'via', link }),
      ...[0, 10, 20, 50, 90, 1000].map((value) => above('margin', value)),
      ...[50, 150, 500].map((value) => above('close_value', value)),
    ];
    const lock = (field: string): Restriction => ({
      id: 'resdraft',
      name: 'A draft',
      on: { kind: 'table', id: world.table('opportunities') },
      actions: ['view'],
      when: { op: 'gt', field: id('opportunities', field), value: '50' },
      effect: { kind: 'forbid' },
      exempt: [],
      reason: 'A draft',
    });
    return [
      ...scopes.map((scope): [Grant[], Restriction[]] => [
        [added('gradraft', 'service', 'opportunities', { scope })],
        [],
      ]),
      ...['service', 'sales'].map((role): [Grant[], Restriction[]] => [
        [added('gradraft', role, 'contacts', { actions: ['view', 'export', 'create'] })],
        [],
      ]),
      [[], [lock('margin')]],
      [[], [lock('close_value')]],
      [[added('gradraft', 'service', 'opportunities')], [lock('margin')]],
    ];
  };
  const all = async (client: Client): Promise<string[]> => {
    const texts: string[] = [];
    for (const [grants, restrictions] of drafts()) {
      const told = await previewed(client, grants, restrictions);
      expect(told.status, told.text).toBe(200);
      texts.push(told.text);
    }
    return texts;
  };

  it('answers with the same bytes whatever there is that its reader may not read', async () => {
    const { ada, bo, people, ids } = stage;
    await stage.rule((grants) => [
      ...grants,
      added('grasharer', 'management', 'opportunities', { actions: ['view', 'share'] }),
      // What is shared with Vic comes with fields.
      added('gratakesit', 'service', 'opportunities', { scope: { kind: 'none' } }),
    ]);
    const before = await all(ada);
    expect(before.filter((text) => text.includes('"some"')).length).toBeGreaterThan(10);
    expect(before.join()).not.toMatch(/"(?:gained|lost)":[1-9]/);
    const opportunities = stage.records('opportunities');
    const change = async (client: Client, id: string, fields: object) => {
      const { status, text } = await client.patch(`${opportunities}/${id}`, { fields });
      expect(status, text).toBe(200);
    };
    await change(bo, ids.myDeal, { margin: 999, close_value: 1, owner: people.vic.id });
    await change(bo, ids.theirDeal, { margin: null });
    const more = await bo.post(opportunities, {
      records: [1, 2, 3].map((n) => ({
        fields: { name: `More ${n}`, owner: people.bo.id, stage: 'Proposal', margin: n * 30 },
      })),
    });
    expect(more.status, more.text).toBe(201);
    await bo.delete(`${opportunities}/${ids.kimDeal}`);
    const shared = await bo.post(`${opportunities}/${ids.theirDeal}/shares`, {
      to: { kind: 'member', id: people.vic.id },
      level: 'view',
      reason: 'Look',
    });
    expect(shared.status, shared.text).toBe(201);
    expect(await all(ada)).toEqual(before);
  });

  it('counts for whoever reads a field on every record, and only then', async () => {
    const { kim, people } = stage;
    await stage.rule((grants) => [
      ...grants,
      added('grakimrules', 'rolkim', 'customers', {
        on: { kind: 'workspace' },
        actions: ['managePolicy'],
      }),
    ]);
    const stages: Scope = {
      kind: 'any',
      of: [
        {
          kind: 'where',
          condition: { op: 'is', field: stage.id('opportunities', 'stage'), value: 'Proposal' },
        },
      ],
    };
    const told = async (scope: Scope) => {
      const answer = await previewed(kim, [
        added('gradraft', 'service', 'opportunities', { scope }),
      ]);
      expect(answer.status, answer.text).toBe(200);
      return effectOn(answer, people.vic.id)?.tables[0]?.records;
    };
    expect(await told(stages)).toEqual({ gained: expect.any(Number), lost: 0 });
    expect(await told(above('close_value', 150))).toEqual({ gained: 'some', lost: 0 });
  });
});

describe('statements about who sees what', () => {
  const test = async (client: Client, tests: readonly object[], grants: readonly Grant[] = []) => {
    const { version, ...now } = await rules();
    return client.post(`${stage.world.base}/policy/test`, {
      tests,
      policy: { version, ...now, grants: [...now.grants, ...grants] },
    });
  };

  it('are refused to whoever does not write the rules, and where a draft could not be saved', async () => {
    const { owner, sam, world, people } = stage;
    const one = {
      who: { kind: 'member', id: people.sam.id },
      can: true,
      action: 'view',
      table: 'opportunities',
    };
    const denied = await sam.get(`${world.base}/policy`);
    const refused = await sam.post(`${world.base}/policy/test`, { tests: [one] });
    expect([refused.status, refused.text]).toEqual([denied.status, denied.text]);
    const broken = added('grabroken', 'rolnobody', 'customers');
    const told = await test(owner, [one], [broken]);
    const { version, ...now } = await rules();
    const body = { version, ...now, grants: [...now.grants, broken], reason: 'Bad' };
    const saved = await owner.put(`${world.base}/policy`, body);
    expect([told.status, told.text]).toEqual([saved.status, saved.text]);
    for (const bad of [
      { ...one, who: { kind: 'role', id: 'rolnobody' } },
      { ...one, table: 'nowhere' },
      { ...one, field: 'nowhere' },
      { ...one, where: { op: 'is', field: 'nowhere', value: 'x' } },
      { ...one, action: 'create', where: { op: 'empty', field: 'name' } },
    ])
      expect([400, 404]).toContain(
        (await owner.post(`${world.base}/policy/test`, { tests: [bad] })).status,
      );
  });

  it('are no oracle: the same bytes whatever there is that their reader may not read', async () => {
    const { ada, bo, people, ids, world } = stage;
    await stage.rule((grants) => [
      ...grants,
      added('grashare', 'management', 'opportunities', { actions: ['view', 'share'] }),
    ]);
    const margin = stage.id('opportunities', 'margin');
    const whos = [
      { kind: 'member', id: people.vic.id },
      { kind: 'member', id: people.tia.id },
      { kind: 'role', id: world.roles.service },
    ];
    const parts = [
      {},
      { record: ids.theirDeal },
      { record: 'recnowhere' },
      { field: 'margin' },
      ...[0, 50, 1000].map((value) => ({ where: { op: 'gte', field: margin, value } })),
      { where: { op: 'and', of: [] } },
    ];
    const tests = whos.flatMap((who) =>
      parts.map((part) => ({ who, can: false, action: 'view', table: 'opportunities', ...part })),
    );
    const drafts: readonly Grant[][] = [
      [],
      // It gives no record by itself, but its fields to whom one is shared with.
      [added('graempty', 'service', 'opportunities', { scope: { kind: 'none' } })],
      [
        added('graempty', 'service', 'opportunities', {
          scope: { kind: 'any', of: [{ kind: 'sharedWithMe' }] },
        }),
      ],
      [added('grarich', 'service', 'opportunities', { scope: above('margin', 50) })],
    ];
    const all = async () => {
      const texts: string[] = [];
      for (const grants of drafts) {
        const told = await test(ada, tests, grants);
        expect(told.status, told.text).toBe(200);
        texts.push(told.text);
      }
      return texts;
    };
    const before = await all();
    expect(before.join()).not.toContain('fitting');
    const opportunities = stage.records('opportunities');
    const changed = await bo.patch(`${opportunities}/${ids.theirDeal}`, { fields: { margin: 51 } });
    expect(changed.status, changed.text).toBe(200);
    const shared = await bo.post(`${opportunities}/${ids.theirDeal}/shares`, {
      to: { kind: 'member', id: people.vic.id },
      level: 'view',
      reason: 'Look',
    });
    expect(shared.status, shared.text).toBe(201);
    expect(await all()).toEqual(before);
  });
});
