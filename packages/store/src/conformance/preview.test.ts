import {
  type Condition,
  type FieldId,
  type Grant,
  isDenial,
  isWritable,
  levels,
  type MemberId,
  type Organisation,
  type Policy,
  type Restriction,
  type ScopePart,
  type Table,
  type TableId,
} from '@tessera/model';
import {
  type Access,
  compileAccess,
  exportableFields,
  outcomeOf,
  type PolicyPreview,
  PreviewDraft,
  secureRows,
  subjectOf,
  systemAccess,
  type TableEffect,
} from '@tessera/permissions';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WorkspaceStore } from '../store.ts';
import { members } from './arbitraries.ts';
import { firstSeed, openTwins, type Twins } from './twins.ts';

const runs = Number(process.env.RUNS ?? 60);
const moment = { now: 1_700_000_000_000, timeZone: 'UTC' };
const tables: readonly TableId[] = ['tblmain', 'tblother'];
const people: Organisation = {
  version: 1,
  members: members.map((id, i) => ({
    id,
    name: id,
    email: `${id}@x`,
    status: 'active',
    manager: members[i - 1] ?? null,
  })),
  roles: [],
  teams: [{ id: 'teaone', name: 'One' }],
  departments: [],
  memberships: ['membob', 'memli'].map((id) => ({
    group: { kind: 'team', id: 'teaone' },
    holder: { kind: 'member', id },
  })),
};

describe.each([firstSeed, firstSeed + 1])('the preview of a draft (seed %i)', (seed) => {
  let twins: Twins;
  beforeAll(async () => {
    twins = await openTwins(seed, true);
  });
  afterAll(() => twins.close());

  it('tells what reading again before and after it tells, in SQLite and PostgreSQL', async () => {
    const { stores } = twins;
    const { schema } = twins.ground;
    const policies = fc.tuple(policyOver(schema.tables), policyOver(schema.tables));
    const agree = async ([before, other]: [Policy, Policy], keep: boolean) => {
      const after = keep ? { ...before, grants: [...before.grants, ...other.grants] } : other;
      for (const store of stores) {
        const told = await preview(store, before, after);
        for (const member of members)
          for (const table of tables) {
            const was = await readable(store, accessOf(store, before, member), table);
            const is = await readable(store, accessOf(store, after, member), table);
            const effect = told.effects
              .find((one) => one.members.includes(member))
              ?.tables.find((one) => one.table === table);
            expect(effect ? counted(effect) : {}).toEqual(turnover(was, is));
          }
      }
    };
    await fc.assert(fc.asyncProperty(policies, fc.boolean(), agree), { seed, numRuns: runs });
  }, 240_000);
});

function accessOf(store: WorkspaceStore, policy: Policy, member: MemberId): Access {
  const subject = subjectOf(people, member, moment.now);
  return compileAccess({ policy, schema: store.schema(), subject, moment, digest: (text) => text });
}

async function preview(store: WorkspaceStore, before: Policy, after: Policy) {
  const draft = new PreviewDraft(systemAccess('test', store.schema(), moment));
  for (const member of members)
    draft.add(member, true, accessOf(store, before, member), accessOf(store, after, member));
  const plan = draft.plan();
  const pause = async () => undefined;
  const found = new Map();
  for (const tally of plan.tallies)
    found.set(tally.signature.table, await store.tally(tally, pause));
  return (await plan.tell(found, pause)) satisfies PolicyPreview;
}

/** All that a member may do with records and cells, as reading tells. */
async function readable(
  store: WorkspaceStore,
  access: Access,
  table: TableId,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const own = access.tables.get(table);
  const query = secureRows(access, { table, limit: 1000, fields: [] });
  if (isDenial(query) || !own) return found;
  const { rows } = await store.rows(query);
  for (const { id, bits } of rows) {
    const { actions, fields } = outcomeOf(own, bits);
    for (const action of actions) if (action !== 'create') found.add(`${action}:${id}`);
    const exported = exportableFields(own, bits);
    for (const [field, level] of Object.entries(fields)) {
      found.add(`${level === 'masked' ? 'masked' : 'read'} ${field}:${id}`);
      if (level === 'edit') found.add(`edit ${field}:${id}`);
      if (exported?.has(field)) found.add(`export ${field}:${id}`);
    }
  }
  return found;
}

type Counts = Record<string, { gained: unknown; lost: unknown }>;

function turnover(before: ReadonlySet<string>, after: ReadonlySet<string>): Counts {
  const counts: Record<string, { gained: number; lost: number }> = {};
  const count = (from: ReadonlySet<string>, to: ReadonlySet<string>, way: 'gained' | 'lost') => {
    for (const text of to) {
      if (from.has(text)) continue;
      const name = text.slice(0, text.indexOf(':'));
      counts[name] ??= { gained: 0, lost: 0 };
      counts[name][way] += 1;
    }
  };
  count(before, after, 'gained');
  count(after, before, 'lost');
  return counts;
}

function counted({ records: { gained, lost }, actions, cells }: TableEffect): Counts {
  const found: Counts = {};
  if (gained !== 0 || lost !== 0) found.view = { gained, lost };
  for (const { action, ...counts } of actions) found[action] = counts;
  for (const { use, fields, ...counts } of cells)
    for (const field of fields) found[`${use} ${field}`] = counts;
  return found;
}

const noId = 'memnobody';

function conditionOver(table: Table): fc.Arbitrary<Condition> {
  const fields = (type: string) => table.fields.filter((one) => one.type === type);
  const atoms: Condition[] = [
    ...fields('text').flatMap(({ id }): Condition[] => [
      { op: 'empty', field: id },
      { op: 'contains', field: id, value: '1' },
    ]),
    ...fields('number').map(({ id }): Condition => ({ op: 'gt', field: id, value: 1 })),
    ...fields('checkbox').map(({ id }): Condition => ({ op: 'is', field: id, value: true })),
    ...fields('singleSelect').map(({ id }): Condition => ({ op: 'is', field: id, value: 'o0' })),
    ...fields('member').flatMap(({ id }): Condition[] => [
      { op: 'is', field: id, value: { context: 'me' } },
      { op: 'anyOf', field: id, value: ['memann', noId] },
      { op: 'empty', field: id },
    ]),
  ];
  const atom = fc.constantFrom(...atoms);
  return fc.oneof(
    atom,
    atom.map((of): Condition => ({ op: 'not', of })),
    fc.record({
      op: fc.constantFrom('and' as const, 'or' as const),
      of: fc.array(atom, { minLength: 2, maxLength: 3 }),
    }),
  );
}

function partOver(table: Table): fc.Arbitrary<ScopePart> {
  const links = table.fields.filter(({ type }) => type === 'link').map(({ id }) => id);
  const kind = fc.oneof(
    fc.constantFrom<ScopePart>(
      { kind: 'own' },
      { kind: 'team' },
      { kind: 'unowned' },
      { kind: 'reports', depth: 'direct' },
      { kind: 'reports', depth: 'all' },
    ),
    fc.constantFrom<FieldId>(...links).map((link): ScopePart => ({ kind: 'via', link })),
    conditionOver(table).map((condition): ScopePart => ({ kind: 'where', condition })),
  );
  return fc
    .tuple(kind, fc.option(conditionOver(table), { freq: 3, nil: undefined }))
    .map(([part, and]) => (and ? { ...part, and } : part));
}

const actions = ['view', 'edit', 'delete', 'transfer', 'export'] as const;

function grantOver(table: Table): fc.Arbitrary<Grant> {
  const level = fc.constantFrom(...levels);
  const names = table.fields.filter(isWritable).map(({ id }) => id);
  return fc
    .record({
      to: fc.oneof(
        fc.constant<Grant['to']>({ kind: 'everyone' }),
        fc.constantFrom(...members).map((id): Grant['to'] => ({ kind: 'member', id })),
      ),
      actions: fc.subarray([...actions]).map((some) => [...new Set(['view' as const, ...some])]),
      scope: fc.oneof(
        fc.constant<Grant['scope']>({ kind: 'all' }),
        fc
          .array(partOver(table), { minLength: 1, maxLength: 3 })
          .map((of): Grant['scope'] => ({ kind: 'any', of })),
      ),
      fields: fc.record({
        default: level,
        except: fc.array(fc.record({ field: fc.constantFrom(...names), level }), { maxLength: 3 }),
      }),
    })
    .map((some) => ({
      id: 'gra1',
      on: { kind: 'table', id: table.id },
      origin: 'role',
      reason: '',
      ...some,
    }));
}

function lockOver(table: Table): fc.Arbitrary<Restriction> {
  return fc.tuple(conditionOver(table), fc.boolean()).map(([when, cap]) => ({
    id: 'res1',
    name: '',
    reason: '',
    on: { kind: 'table', id: table.id },
    when,
    ...(cap ? { fields: [table.titleField] } : { actions: ['view', 'edit'] as const }),
    effect: cap ? { kind: 'cap', level: 'masked' } : { kind: 'forbid' },
    exempt: [{ to: { kind: 'member', id: 'memann' } }],
  }));
}

function policyOver(all: readonly Table[]): fc.Arbitrary<Policy> {
  const grant = fc.oneof(...all.map(grantOver));
  return fc
    .record({
      grants: fc.array(grant, { minLength: 1, maxLength: 6 }),
      restrictions: fc.array(fc.oneof(...all.map(lockOver)), { maxLength: 2 }),
    })
    .map((rules) => ({ version: 1, ...rules }));
}
