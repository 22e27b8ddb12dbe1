import {
  type Action,
  type Field,
  fieldsById,
  type Policy,
  type Principal,
  type Table,
  type TableAction,
} from '@tessera/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkUnique, mayBeUnique } from '../src/index.ts';
import { anyPolicy, anyWorld } from './arbitrary.ts';
import { createLaw, type Law, levelLaw, mayLaw } from './law.ts';
import {
  grant,
  inRole,
  now,
  organisation,
  own,
  policy,
  restriction,
  roles,
  schema,
  type World,
} from './world.ts';

const runs = Number(process.env.TESSERA_RUNS ?? 500);
const customers = schema.tables[0] as Table;
const region = fieldsById(customers).get('fldregion') as Field;
const kim = 'membob';

/** Every set of roles that a member may come to hold. */
const held = Array.from({ length: 2 ** roles.length }, (_, bits) =>
  roles.filter((_role, at) => bits & (1 << at)),
);

const reads = (law: Law, table: Table, id: string, field: Field) =>
  ['read', 'edit'].includes(levelLaw(law, 'view', table, id, field.id));

/** By the law, record by record: may he write the field, or put a record back, anywhere in this world? */
function writes(law: Law, table: Table, field: Field): boolean {
  return Object.keys(law.world[table.id] ?? {}).some(
    (id) =>
      createLaw(law, table, id, [field.id], 'member') ||
      levelLaw(law, 'edit', table, id, field.id) === 'edit' ||
      mayLaw(law, 'restore', table, id),
  );
}

/** Whether some member of this world may write a cell without reading all of them. */
function tells(rules: Policy, world: World, table: Table, field: Field): boolean {
  return held.some((set) => {
    const people = organisation(set.map((role) => inRole(role, kim)));
    const law: Law = { policy: rules, schema, organisation: people, world, member: kim, now };
    const ids = Object.keys(world[table.id] ?? {});
    return writes(law, table, field) && !ids.every((id) => reads(law, table, id, field));
  });
}

/** The rules with the right to put back in the place of one that does not matter here. */
const restoring = (rules: Policy): Policy => {
  const swapped = (actions: readonly Action[]): Action[] =>
    actions.map((action) => (action === 'transfer' ? 'restore' : action));
  return {
    ...rules,
    grants: rules.grants.map((one) => ({ ...one, actions: swapped(one.actions) })),
    restrictions: rules.restrictions.map((one) => ({
      ...one,
      ...(one.actions && { actions: swapped(one.actions) as TableAction[] }),
    })),
  };
};

/**
 * The rules without what hangs on a record; nobody writes but whoever sees by the same rule, since the engine looks
 * at no two rules of different roles to find that a right to edit alone comes to nothing.
 */
const plain = (rules: Policy): Policy => ({
  ...rules,
  grants: rules.grants.map((one) => ({
    ...one,
    scope: one.scope.kind === 'all' ? one.scope : own,
    actions: one.actions.some((action) => action === 'edit' || action === 'restore')
      ? [...new Set([...one.actions, 'view' as const])]
      : one.actions,
  })),
  restrictions: rules.restrictions.map(({ when: _when, ...lock }) => lock),
});

/** A world in which every scope but `all` misses a record. */
const oneOwn: World = {
  tblcustomers: {
    recmine: { fldowner: kim, fldregion: 'east' },
    recother: { fldowner: 'memdora', fldregion: 'west' },
  },
};

describe('where a field may be unique', () => {
  it('never is where, by the law, some holder of roles could write a cell without reading all', () => {
    fc.assert(
      fc.property(anyPolicy.map(restoring), anyWorld, (rules, world) => {
        for (const table of schema.tables)
          for (const field of table.fields)
            if (field.type === 'text' && mayBeUnique(rules, table, field))
              expect(tells(rules, world, table, field)).toBe(false);
      }),
      { numRuns: runs },
    );
  });

  it('is exactly what the law says where no rule looks at records', () => {
    const seen = { yes: 0, no: 0 };
    fc.assert(
      fc.property(anyPolicy.map(restoring), (given) => {
        const rules = plain(given);
        const may = mayBeUnique(rules, customers, region);
        seen[may ? 'yes' : 'no'] += 1;
        expect(may).toBe(!tells(rules, oneOwn, customers, region));
      }),
      { numRuns: runs, seed: 46 },
    );
    expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(runs / 20);
  });

  it('counts those who may put a record back among the writers', () => {
    const reader = grant('rolboss', customers.id, ['view', 'edit']);
    expect(mayBeUnique(policy([reader]), customers, region)).toBe(true);
    const restorer = grant('rolsales', customers.id, ['view', 'restore'], own, {
      default: 'read',
      except: [],
    });
    expect(mayBeUnique(policy([reader, restorer]), customers, region)).toBe(false);
  });

  it('waits for a field to be classified', () => {
    const rules = policy([grant('rolboss', customers.id, ['view', 'edit'])]);
    const fresh = { ...region, classes: ['clsunclassified'] };
    expect(mayBeUnique(rules, customers, fresh)).toBe(false);
  });

  it('asks of readers that they read for as long as they write', () => {
    const writer = grant('rolsales', customers.id, ['view', 'create'], own);
    const reader = grant('rolsales', customers.id, ['view']);
    const may = (write: object, read: object) =>
      mayBeUnique(
        policy([
          { ...writer, ...write },
          { ...reader, ...read },
        ]),
        customers,
        region,
      );
    expect(may({}, {})).toBe(true);
    expect(may({}, { until: 10 })).toBe(false);
    expect(may({ from: 5, until: 10 }, { from: 5, until: 10 })).toBe(true);
    expect(may({ from: 4, until: 10 }, { from: 5 })).toBe(false);
    expect(may({ from: 9, until: 3 }, { until: 1 })).toBe(true);
  });

  it('knows who is always among whom, whatever becomes of people', () => {
    const to = (principal: Principal, ...rest: Parameters<typeof grant>) => ({
      ...grant(...rest),
      to: principal,
    });
    const may = (writer: Principal, reader: Principal) =>
      mayBeUnique(
        policy([
          to(writer, '', customers.id, ['view', 'create'], own),
          to(reader, '', customers.id, ['view']),
        ]),
        customers,
        region,
      );
    const member: Principal = { kind: 'member', id: 'memann' };
    const role: Principal = { kind: 'role', id: 'memann' };
    const everyone: Principal = { kind: 'everyone' };
    const alone: Principal = { kind: 'department', id: 'depall', subtree: false };
    const tree: Principal = { kind: 'department', id: 'depall', subtree: true };
    expect(may(member, everyone)).toBe(true);
    expect(may(everyone, member)).toBe(false);
    expect(may(member, role)).toBe(false);
    expect(may(alone, tree)).toBe(true);
    expect(may(tree, alone)).toBe(false);
    // Ann stands in sales today; that she may leave it is enough.
    expect(may(member, { kind: 'department', id: 'depsales', subtree: true })).toBe(false);
  });

  it('lets the holders of a key alone count where everyone else is locked out', () => {
    const writer = { ...grant('', customers.id, ['view', 'edit'], own), to: { kind: 'everyone' } };
    const boss: Principal = { kind: 'role', id: 'rolboss' };
    const lock = restriction({
      on: { kind: 'table', id: customers.id },
      fields: [region.id],
      effect: { kind: 'cap', level: 'read' },
      exempt: [{ to: boss }],
    });
    const rules = (readers: string) =>
      policy([writer as never, grant(readers, customers.id, ['view'])], [lock]);
    expect(mayBeUnique(rules('rolboss'), customers, region)).toBe(true);
    expect(mayBeUnique(rules('rolsales'), customers, region)).toBe(false);
  });

  it('names the field and the table where rules would break it', () => {
    const made = {
      ...schema,
      tables: [
        {
          ...customers,
          fields: customers.fields.map((one) => (one === region ? { ...one, unique: true } : one)),
        },
      ],
    };
    expect(
      checkUnique(policy([grant('rolboss', customers.id, ['view', 'edit'])]), made),
    ).toBeNull();
    const refused = checkUnique(
      policy([grant('rolsales', customers.id, ['edit', 'view'], own)]),
      made,
    );
    expect(refused).toMatchObject({
      code: 'invalid',
      details: { unique: 'unread', field: 'fldregion', table: 'tblcustomers' },
    });
  });
});
