import fc from 'fast-check';
import {
  type Condition,
  type Grant,
  type Guarantee,
  levels,
  type Policy,
  type PolicyNames,
  type Principal,
  type Restriction,
  tableActions,
  workspaceActions,
} from '../src/index.ts';
import { exampleFields } from './example-fields.ts';

/** Names made to be mistaken: several with one name, names like ids, names like things that are gone. */
export const trickyNames: PolicyNames = {
  timeZone: 'Asia/Shanghai',
  apps: [
    { id: 'appone', name: 'Shop' },
    { id: 'apptwo', name: 'Shop' },
  ],
  tables: [
    { id: 'tblorders', slug: 'orders', fields: exampleFields },
    {
      id: 'tblnotes',
      slug: 'notes',
      fields: [{ id: 'fldnote', slug: 'orders', type: 'text' }],
    },
  ],
  classes: [
    { id: 'clsprofit', name: 'profit' },
    { id: 'clsother', name: 'clsprofit' },
  ],
  roles: [
    { id: 'rolsales', name: 'Sales: north' },
    { id: 'rolother', name: 'rolsales' },
    { id: 'rolgone', name: 'gone rolsales' },
    { id: 'rolempty', name: '' },
  ],
  teams: [{ id: 'teanorth', name: '北区' }],
  departments: [
    { id: 'depa', name: 'Service' },
    { id: 'depb', name: 'Service' },
  ],
  members: [
    { id: 'memwang', name: 'Wang' },
    { id: 'memli', name: 'true' },
    { id: 'memzhao', name: 'Wang' },
  ],
};

const text = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.constantFrom('gone x', '2026-01-01', 'null', '中文'),
);
const idOf = (list: readonly { readonly id: string }[], gone: string) =>
  fc.constantFrom(...list.map(({ id }) => id), gone);
const field = (table: string | null) =>
  fc.constantFrom(
    ...trickyNames.tables
      .filter(({ id }) => table === null || id === table || table === 'any')
      .flatMap(({ fields }) => fields.map(({ id }) => id)),
    'fldnote',
    'fldgone',
  );

const constant = fc.oneof(
  text,
  fc.constantFrom('optopen', 'optwon', 'optgone', 'Open', 'memwang', 'memli', 'Wang', 'recone'),
  fc.integer({ min: -9, max: 9 }),
);
const operand = fc.oneof(
  constant,
  fc.boolean(),
  fc.array(constant, { maxLength: 3 }),
  fc.constantFrom({ context: 'me' as const }, { context: 'myTeams' as const }),
  fc.constantFrom({ range: 'today' as const }, { range: 'pastDays' as const, days: 7 }),
);
const atom = fc
  .record(
    {
      op: fc.constantFrom('is', 'anyOf', 'contains', 'lt', 'gte', 'within', 'hasAny', 'empty'),
      field: field('any'),
      value: operand,
      empty: fc.constantFrom('match', 'nomatch'),
    },
    { requiredKeys: ['op', 'field', 'value'] },
  )
  .map(({ value, ...rest }) => (rest.op === 'empty' ? rest : { ...rest, value }) as Condition);
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    atom,
    fc.record({
      op: fc.constantFrom('and' as const, 'or' as const),
      of: fc.array(tie('condition'), { maxLength: 3 }),
    }),
    fc.record({ op: fc.constant('not' as const), of: tie('condition') }),
  ),
}));

const principal: fc.Arbitrary<Principal> = fc.oneof(
  fc.record({ kind: fc.constant('role' as const), id: idOf(trickyNames.roles, 'rolaway') }),
  fc.record({ kind: fc.constant('team' as const), id: idOf(trickyNames.teams, 'teaaway') }),
  fc.record({ kind: fc.constant('member' as const), id: idOf(trickyNames.members, 'memaway') }),
  fc.record({
    kind: fc.constant('department' as const),
    id: idOf(trickyNames.departments, 'depaway'),
    subtree: fc.boolean(),
  }),
  fc.constant({ kind: 'everyone' as const }),
  fc.record({ kind: fc.constantFrom('link' as const, 'service' as const), id: text }),
);
const target = fc.oneof(
  fc.record({ kind: fc.constant('app' as const), id: idOf(trickyNames.apps, 'appaway') }),
  fc.record({ kind: fc.constant('table' as const), id: idOf(trickyNames.tables, 'tblaway') }),
);
const level = fc.constantFrom(...levels);
const time = fc.oneof(
  fc.integer({ min: 0, max: 4_102_444_800_000 }),
  // A midnight in Shanghai.
  fc.integer({ min: 0, max: 20_000 }).map((day) => day * 86_400_000 + 57_600_000),
  fc.constantFrom(0, 9_007_199_254_740_991, 8_640_000_000_000_000, 253_402_300_800_000),
);
const and = fc.option(condition, { nil: undefined });
const part = fc
  .tuple(
    fc.oneof(
      fc.constantFrom(
        { kind: 'own' },
        { kind: 'unowned' },
        { kind: 'departmentTree' },
        { kind: 'reports', depth: 'direct' },
        { kind: 'reports', depth: 'all' },
      ),
      fc.record({ kind: fc.constant('where'), condition }),
      fc.record({ kind: fc.constant('via'), link: field('any') }),
    ),
    and,
  )
  .map(([one, also]) => ({ ...one, ...(also && { and: also }) }));
const some = <T>(of: fc.Arbitrary<T>) => fc.array(of, { maxLength: 3 });
const times = fc.record({ from: time, until: time }, { requiredKeys: [] });

const grant = fc
  .record({
    to: principal,
    on: fc.oneof(target, fc.constant({ kind: 'workspace' as const })),
    actions: fc.subarray([...tableActions, ...workspaceActions]),
    scope: fc.oneof(
      fc.constantFrom({ kind: 'all' }, { kind: 'none' }),
      fc.record({ kind: fc.constant('any'), of: some(part) }),
    ),
    fields: fc.record({
      default: level,
      except: some(
        fc.oneof(
          fc.record({ field: field('any'), level }),
          fc.record({ class: idOf(trickyNames.classes, 'clsaway'), level }),
        ),
      ),
    }),
    times,
    origin: fc.constantFrom('role', 'direct', 'temporary', 'delegated', 'link'),
    reason: text,
  })
  .map(({ times: given, ...rest }) => ({ ...rest, ...given }) as Omit<Grant, 'id'>);

const restriction = fc
  .record(
    {
      name: text,
      on: target,
      actions: fc.subarray([...tableActions]),
      fields: some(field('any')),
      classes: some(idOf(trickyNames.classes, 'clsaway')),
      when: condition,
      effect: fc.oneof(
        fc.constant({ kind: 'forbid' }),
        fc.record({ kind: fc.constant('cap'), level }),
        fc.record({ kind: fc.constant('requireApproval'), flow: text }),
      ),
      exempt: some(fc.tuple(principal, times).map(([to, given]) => ({ to, ...given }))),
      reason: text,
    },
    { requiredKeys: ['name', 'on', 'effect', 'exempt', 'reason'] },
  )
  .map((one) => one as Omit<Restriction, 'id'>);

const guarantee = fc
  .record({
    name: text,
    who: principal,
    except: some(principal),
    on: fc.oneof(target, fc.constant({ kind: 'workspace' as const })),
    never: fc.oneof(
      fc.record({
        kind: fc.constant('do'),
        actions: fc.subarray([...tableActions, ...workspaceActions]),
      }),
      fc.record({
        kind: fc.constant('see'),
        fields: some(field('any')),
        classes: some(idOf(trickyNames.classes, 'clsaway')),
        level: fc.constantFrom('masked', 'read', 'edit'),
      }),
    ),
    reason: text,
  })
  .map((one) => one as Omit<Guarantee, 'id'>);

/** Policies over these names with every kind of rule there is, well formed but not always such as may be saved. */
export const somePolicy: fc.Arbitrary<Policy> = fc
  .record(
    {
      version: fc.nat(),
      grants: some(grant),
      restrictions: some(restriction),
      guarantees: some(guarantee),
    },
    { requiredKeys: ['version', 'grants', 'restrictions'] },
  )
  .map(({ version, grants, restrictions, guarantees }) => ({
    version,
    grants: grants.map((one, i) => ({ ...one, id: `gra${i}` })),
    restrictions: restrictions.map((one, i) => ({ ...one, id: `res${i}` })),
    ...(guarantees && { guarantees: guarantees.map((one, i) => ({ ...one, id: `gua${i}` })) }),
  }));
