import {
  type Ceiling,
  type Condition,
  type Grant,
  type Membership,
  type Policy,
  type Restriction,
  type ScopePart,
  type Share,
  shareLevels,
} from '@tessera/model';
import fc from 'fast-check';
import {
  grant,
  inRole,
  members,
  now,
  policy,
  restriction,
  roles,
  type World,
  whole,
} from './world.ts';

/** Random rules, memberships and records over the schema of `world.ts`. */
const actions = ['view', 'create', 'edit', 'delete', 'transfer', 'export'] as const;
const levels = ['hidden', 'masked', 'read', 'edit'] as const;
const textFields = {
  tblcustomers: ['fldregion'],
  tblorders: ['fldstatus', 'fldgrade'],
  tbltasks: ['fldtask'],
} as const;
const numberFields = {
  tblcustomers: 'fldrevenue',
  tblorders: 'fldamount',
  tbltasks: 'fldeffort',
} as const;
const ownerFields = {
  tblcustomers: 'fldowner',
  tblorders: 'fldseller',
  tbltasks: 'flddoer',
} as const;
const fieldIds = {
  tblcustomers: [
    'fldname',
    'fldowner',
    'fldregion',
    'fldrevenue',
    'fldorders',
    'fldmodified',
    'fldsold',
    'fldallsold',
  ],
  tblorders: [
    'fldcode',
    'fldseller',
    'fldcustomer',
    'fldamount',
    'fldstatus',
    'fldquantity',
    'fldtotal',
    'fldfrom',
    'fldgrade',
    'fldlabel',
  ],
  tbltasks: ['fldtask', 'flddoer', 'fldeffort', 'fldclient'],
} as const;
export type TableKey = keyof typeof fieldIds;
const tableKey = fc.constantFrom<TableKey>('tblcustomers', 'tblorders', 'tbltasks');

function condition(table: TableKey, sets: boolean): fc.Arbitrary<Condition> {
  const atom: fc.Arbitrary<Condition> = fc.oneof(
    fc.record({
      op: fc.constantFrom('is' as const, 'contains' as const),
      field: fc.constantFrom(...textFields[table]),
      value: fc.constantFrom('east', 'west', 'e'),
    }),
    fc.record({
      op: fc.constantFrom('lt' as const, 'gte' as const),
      field: fc.constant(numberFields[table]),
      value: fc.integer({ min: 0, max: 3 }),
    }),
    fc.constant<Condition>({ op: 'empty', field: numberFields[table] }),
    fc.constant<Condition>({ op: 'is', field: ownerFields[table], value: { context: 'me' } }),
    ...(sets
      ? [
          fc.constant<Condition>({
            op: 'anyOf',
            field: ownerFields[table],
            value: { context: 'myReports' },
          }),
        ]
      : []),
  );
  return fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    atom,
    fc.record({
      op: fc.constantFrom('and' as const, 'or' as const),
      of: fc.array(atom, { minLength: 1, maxLength: 3 }),
    }),
    ...(sets ? [] : [atom.map((of): Condition => ({ op: 'not', of }))]),
  );
}

function part(table: TableKey): fc.Arbitrary<ScopePart> {
  const kinds: fc.Arbitrary<ScopePart>[] = [
    fc.constantFrom<ScopePart>(
      { kind: 'own' },
      { kind: 'team' },
      { kind: 'department' },
      { kind: 'departmentTree' },
      { kind: 'unowned' },
      { kind: 'sharedWithMe' },
      { kind: 'reports', depth: 'direct' },
      { kind: 'reports', depth: 'all' },
    ),
    condition(table, false).map((c): ScopePart => ({ kind: 'where', condition: c })),
    condition(table, true).map((c): ScopePart => ({ kind: 'own', and: c })),
  ];
  // Tasks look through customers, which may look through the reverse side of their orders.
  const link = { tblcustomers: 'fldorders', tblorders: null, tbltasks: 'fldclient' }[table];
  if (link !== null)
    kinds.push(
      fc.constant({ kind: 'via', link }),
      condition(table, true).map((c): ScopePart => ({ kind: 'via', link, and: c })),
    );
  return fc.oneof(...kinds);
}

/** A condition on a table that names no sets of the subject but himself. */
export const anyCondition = (table: TableKey): fc.Arbitrary<Condition> => condition(table, false);

const anyGrant: fc.Arbitrary<Grant> = tableKey.chain((table) =>
  fc
    .record({
      role: fc.constantFrom(...roles),
      actions: fc.uniqueArray(fc.constantFrom(...actions), { minLength: 1 }),
      scope: fc.oneof(
        fc.constant({ kind: 'all' as const }),
        fc
          .array(part(table), { minLength: 1, maxLength: 3 })
          .map((of) => ({ kind: 'any' as const, of })),
      ),
      default: fc.constantFrom(...levels),
      except: fc.array(
        fc.oneof(
          fc.record({
            field: fc.constantFrom<string>(...fieldIds[table]),
            level: fc.constantFrom(...levels),
          }),
          fc.record({ class: fc.constant('clsprofit'), level: fc.constantFrom(...levels) }),
        ),
        { maxLength: 3 },
      ),
    })
    .map((g) => grant(g.role, table, g.actions, g.scope, { default: g.default, except: g.except })),
);

const anyRestriction: fc.Arbitrary<Restriction> = tableKey.chain((table) =>
  fc
    .record({
      when: fc.option(condition(table, false), { nil: undefined }),
      forbid: fc.boolean(),
      actions: fc.uniqueArray(fc.constantFrom(...actions), { minLength: 1, maxLength: 2 }),
      fields: fc.uniqueArray(fc.constantFrom<string>(...fieldIds[table]), {
        minLength: 1,
        maxLength: 2,
      }),
      level: fc.constantFrom(...levels),
      exempt: fc.uniqueArray(fc.constantFrom(...roles), { maxLength: 2 }),
    })
    .map(({ when, forbid, actions, fields, level, exempt }) =>
      restriction({
        on: { kind: 'table', id: table },
        ...(forbid ? { actions } : { fields }),
        ...(when && { when }),
        effect: forbid ? { kind: 'forbid' } : { kind: 'cap', level },
        exempt: exempt.map((id) => ({ to: { kind: 'role' as const, id } })),
      }),
    ),
);

export const anyPolicy: fc.Arbitrary<Policy> = fc
  .record({
    grants: fc.array(anyGrant, { minLength: 1, maxLength: 8 }),
    restrictions: fc.array(anyRestriction, { maxLength: 2 }),
  })
  .map(({ grants, restrictions }) => policy(grants, restrictions));

export const anyMemberships: fc.Arbitrary<Membership[]> = fc.array(
  fc
    .record({ role: fc.constantFrom(...roles), member: fc.constantFrom(...members) })
    .map(({ role, member }) => inRole(role, member)),
  { minLength: 1, maxLength: 6 },
);

export const anyMember = fc.constantFrom(...members);

const owner = fc.constantFrom(null, ...members);
const text = fc.constantFrom(null, 'east', 'west', 'South');

/** A few customers and orders, links consistent on both sides. */
export const anyWorld: fc.Arbitrary<World> = fc
  .record({
    customers: fc.array(
      fc.record({ fldowner: owner, fldregion: text, fldrevenue: fc.constantFrom(null, 0, 1, 2) }),
      { minLength: 1, maxLength: 4 },
    ),
    orders: fc.array(
      fc.record({
        fldseller: owner,
        fldstatus: text,
        fldamount: fc.constantFrom(null, 0, 100, 250),
        customer: fc.nat(4),
      }),
      { minLength: 1, maxLength: 5 },
    ),
    tasks: fc.array(
      fc.record({
        flddoer: owner,
        fldtask: text,
        fldeffort: fc.constantFrom(null, 1, 2),
        clients: fc.uniqueArray(fc.nat(4), { maxLength: 2 }),
      }),
      { maxLength: 4 },
    ),
  })
  .map(({ customers, orders, tasks }) => {
    const held = tasks.map(({ clients, ...cells }, i) => {
      const targets = clients.filter((at) => at < customers.length).map((at) => `reccus${at}`);
      return [`rectask${i}`, { ...cells, fldclient: targets.length > 0 ? targets : null }] as const;
    });
    const linked = orders.map(({ customer, ...cells }, i) => {
      const target = customer < customers.length ? [`reccus${customer}`] : null;
      const given = { ...cells, fldcode: `o${i}`, fldcustomer: target };
      return [`record${i}`, { ...given, ...whole('tblorders', given) }] as const;
    });
    return {
      tblcustomers: Object.fromEntries(
        customers.map((cells, i) => {
          const id = `reccus${i}`;
          const back = linked.filter(([, o]) => o.fldcustomer?.includes(id)).map(([o]) => o);
          const doing = held.filter(([, one]) => one.fldclient?.includes(id)).map(([one]) => one);
          const links = {
            fldorders: back.length > 0 ? back : null,
            fldtasks: doing.length > 0 ? doing : null,
          };
          return [id, { ...cells, fldname: `c${i}`, ...links }];
        }),
      ),
      tblorders: Object.fromEntries(linked),
      tbltasks: Object.fromEntries(held),
    };
  });

const shareTo: fc.Arbitrary<Share['to']> = fc.oneof(
  fc.record({ kind: fc.constant('member' as const), id: fc.constantFrom(...members) }),
  fc.record({ kind: fc.constant('role' as const), id: fc.constantFrom(...roles) }),
  fc.constant({ kind: 'team' as const, id: 'teaeast' }),
);

/** Shares of some records, whose makers saw this or that of them; some have ended. */
export const anyShares: fc.Arbitrary<readonly Share[]> = fc.array(
  tableKey.chain((table) =>
    fc
      .record({
        id: fc.uuid(),
        at: fc.nat(3),
        to: shareTo,
        level: fc.constantFrom(...shareLevels),
        until: fc.constantFrom(undefined, undefined, now, now + 1),
        fields: fc.dictionary(
          fc.constantFrom<string>(...fieldIds[table]),
          fc.constantFrom('masked' as const, 'read' as const, 'edit' as const),
          { minKeys: 3 },
        ),
      })
      .map(({ at, until, ...share }): Share => {
        const record = { tblcustomers: 'reccus', tblorders: 'record', tbltasks: 'rectask' }[table];
        const whole = {
          ...share,
          table,
          record: `${record}${at}`,
          by: 'memann',
          at: 0,
          reason: '',
        };
        return until === undefined ? whole : { ...whole, until };
      }),
  ),
  { maxLength: 5 },
);

/** Ceilings of tokens, some of which name a table that is gone. */
export const anyCeiling: fc.Arbitrary<Ceiling> = fc.record({
  rules: fc.array(
    fc.record({
      on: fc.constantFrom(
        { kind: 'workspace' as const },
        { kind: 'app' as const, id: 'appcrm' },
        { kind: 'table' as const, id: 'tblcustomers' },
        { kind: 'table' as const, id: 'tblorders' },
        { kind: 'table' as const, id: 'tblgone' },
      ),
      actions: fc.uniqueArray(
        fc.constantFrom('view', 'create', 'edit', 'delete', 'transfer', 'export'),
        { minLength: 1 },
      ),
      level: fc.constantFrom('masked', 'read', 'edit'),
    }),
    { maxLength: 3 },
  ),
  duties: fc.subarray(['managePolicy', 'viewAudit']),
});
