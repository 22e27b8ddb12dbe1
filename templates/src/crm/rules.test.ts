import {
  applySchemaChanges,
  type Bound,
  type Cells,
  type CellValue,
  evaluate,
  idMaker,
  instantiateTemplate,
  isDenial,
  type Organisation,
  type Policy,
  type Schema,
  type StoredRecord,
  type Table,
  tableActions,
  workspaceActions,
} from '@tessera/model';
import { compileAccess, outcomeOf, planChange, subjectOf } from '@tessera/permissions';
import { describe, expect, it } from 'vitest';
import { crm } from './index.ts';
import {
  createStatements,
  fieldSlugs,
  type Relation,
  type RoleSlug,
  recordActions,
  relations,
  roleSlugs,
  statements,
  type TableSlug,
  workspaceActionsByRole,
} from './who-sees-what.ts';

// The rules in memory against the "who sees what": one member with one role, three levels of a reporting line,
// a stranger, and one record for each table and relation.

const me = 'memme';
const owners: Readonly<Record<Relation, string>> = {
  own: me,
  report: 'membelow',
  stranger: 'memstranger',
  via: 'memstranger',
};
const tableSlugs = Object.keys(fieldSlugs) as TableSlug[];
const made = instantiate();
const { schema } = made;

function instantiate() {
  let count = 0;
  const makeId = idMaker((length) => {
    count += 1;
    return Uint8Array.from({ length }, (_, at) => (count >> (5 * at)) & 31);
  });
  const instance = instantiateTemplate(crm, { language: 'en', makeId, member: me });
  const empty: Schema = { workspace: 'wsp1', version: 0, apps: [], tables: [], classes: [] };
  const applied = applySchemaChanges(empty, instance.changes);
  if (isDenial(applied)) throw new Error(applied.message);
  return { ...instance, schema: applied };
}

const tableOf = (slug: TableSlug): Table => {
  const found = schema.tables.find((table) => table.slug === slug);
  if (!found) throw new Error(`no table ${slug}`);
  return found;
};
const fieldOf = (table: TableSlug, slug: string) => {
  const found = tableOf(table).fields.find((field) => field.slug === slug);
  if (!found) throw new Error(`no field ${table}.${slug}`);
  return found;
};

function organisation(role: RoleSlug): Organisation {
  const member = (id: string, manager: string | null) =>
    ({ id, name: id, email: `${id}@tessera.example`, status: 'active', manager }) as const;
  const held = role === 'owner' ? 'rolowner' : made.roles.find(({ slug }) => slug === role)?.id;
  return {
    version: 1,
    members: [
      member(me, null),
      member('memmiddle', me),
      member('membelow', 'memmiddle'),
      member('memstranger', null),
    ],
    roles: [...made.roles, { id: 'rolowner', name: 'Owner', builtIn: 'owner' }],
    teams: [],
    departments: [],
    memberships: held
      ? [{ group: { kind: 'role', id: held }, holder: { kind: 'member', id: me } }]
      : [],
  };
}

/** The template's rules, with the grant that the product itself gives to the owner of a workspace. */
const policy: Policy = {
  version: 1,
  restrictions: made.restrictions,
  grants: [
    ...made.grants,
    {
      id: 'graowner',
      to: { kind: 'role', id: 'rolowner' },
      on: { kind: 'workspace' },
      actions: [...tableActions, ...workspaceActions],
      scope: { kind: 'all' },
      fields: { default: 'edit', except: [] },
      origin: 'role',
      reason: 'Owner',
    },
  ],
};

const accessOf = (role: RoleSlug) =>
  compileAccess({
    policy,
    schema,
    subject: subjectOf(organisation(role), me, 0),
    moment: { now: 0, timeZone: 'UTC' },
    digest: (text) => text,
  });

const recordId = (table: TableSlug, relation: Relation) => `rec${table}${relation}`;

/** One record for each table and relation. Those of `stranger` are linked to nothing the member owns. */
function world(): ReadonlyMap<string, StoredRecord> {
  const records = new Map<string, StoredRecord>();
  const put = (table: TableSlug, relation: Relation, given: Record<string, CellValue>) => {
    const owner = table === 'products' ? {} : { owner: owners[relation] };
    const cells = Object.entries({ ...given, ...owner }).map(
      ([slug, cell]) => [fieldOf(table, slug).id, cell] as const,
    );
    const id = recordId(table, relation);
    records.set(id, { id, cells: Object.fromEntries(cells) });
  };
  for (const table of tableSlugs)
    for (const relation of relations[table]) {
      const linked = table !== 'customers' && table !== 'products';
      const at = relation === 'via' ? 'own' : relation;
      put(table, relation, linked ? { customer: [recordId('customers', at)] } : {});
    }
  // The own opportunity is one at a stranger's customer: this is what "via" means for customers.
  put('opportunities', 'own', { customer: [recordId('customers', 'via')] });
  return records;
}

const records = world();

function tableAt(id: string): Table | undefined {
  return schema.tables.find(({ slug }) => id.startsWith(`rec${slug}`));
}

function holds(bound: Bound, record: StoredRecord, table: Table): boolean {
  const fields = new Map(table.fields.map((field) => [field.id, field]));
  return evaluate(
    bound,
    record,
    (id) => fields.get(id),
    (node) => {
      const link = fields.get(node.link);
      const target = schema.tables.find(({ id }) => id === node.target);
      if (link?.type !== 'link' || !target) return false;
      const points = (from: StoredRecord, field: string, to: StoredRecord) => {
        const cell = from.cells[field];
        return Array.isArray(cell) && cell.includes(to.id);
      };
      return [...records.values()].some(
        (other) =>
          tableAt(other.id)?.id === target.id &&
          (link.side === 'forward'
            ? points(record, link.id, other)
            : points(other, link.reverse, record)) &&
          holds(node.some, other, target),
      );
    },
  );
}

function outcome(role: RoleSlug, slug: TableSlug, record: StoredRecord) {
  const table = accessOf(role).tables.get(tableOf(slug).id);
  if (!table) return null;
  const bits = table.bits.reduce(
    (all, bound, at) => (holds(bound, record, table.table) ? all | (1 << at) : all),
    0,
  );
  return outcomeOf(table, bits);
}

/** Whether the member may make this record. */
function mayCreate(role: RoleSlug, slug: TableSlug, cells: Cells): boolean {
  const id = `rec${slug}new`;
  const change = { kind: 'create', id, cells } as const;
  const plan = planChange(accessOf(role), { table: tableOf(slug).id, changes: [change] });
  if (isDenial(plan)) return false;
  const linked = plan.needs.linked.map(({ key, target, some, ids }) => {
    const table = schema.tables.find((one) => one.id === target);
    const seen = ids.filter((one) => {
      const record = records.get(one);
      return record && table && holds(some, record, table);
    });
    return [key, new Set(seen)] as const;
  });
  return !isDenial(plan.decide({ records: new Map(), linked: new Map(linked) }));
}

/** A value for a field; links lead to a record the member owns. */
function sampleCell(table: TableSlug, slug: string): CellValue {
  const field = fieldOf(table, slug);
  switch (field.type) {
    case 'link': {
      const target = tableSlugs.find((one) => tableOf(one).id === field.target);
      if (!target) return null;
      return [recordId(target, target === 'products' ? 'stranger' : 'own')];
    }
    case 'member':
      return 'memstranger';
    case 'number':
    case 'percent':
    case 'currency':
    case 'dateTime':
      return 1;
    case 'checkbox':
      return true;
    case 'date':
      return '2026-11-21';
    case 'singleSelect':
      return field.options[0]?.id ?? null;
    default:
      return 'x';
  }
}

describe('the rules of the CRM', () => {
  it.each(roleSlugs)('show and allow on each record what is stated: %s', (role) => {
    for (const { table, on, actions, notWhenWon, fields, ...stated } of statements) {
      if (stated.role !== role) continue;
      for (const relation of on) {
        const where = `${role} ${table} ${relation}`;
        const record = records.get(recordId(table, relation)) ?? { id: '', cells: {} };
        const found = outcome(role, table, record);
        const may = recordActions.filter((action) => found?.actions.includes(action));
        expect(may, where).toEqual(recordActions.filter((action) => actions.includes(action)));
        for (const [slug, level] of Object.entries(fields)) {
          const shown = found?.fields[fieldOf(table, slug).id] ?? 'hidden';
          expect(shown, `${where} ${slug}`).toBe(level);
        }
        if (table !== 'opportunities') continue;
        const stage = fieldOf(table, 'stage');
        const option =
          stage.type === 'singleSelect' && stage.options.find(({ name }) => name === 'Won');
        const cells = { ...record.cells, [stage.id]: option ? option.id : null };
        const won = outcome(role, table, { id: record.id, cells });
        const gone = may.filter((action) => !won?.actions.includes(action));
        expect(gone, `${where}, won`).toEqual(notWhenWon ?? []);
      }
    }
  });

  it.each(roleSlugs)('let new records be made as stated: %s', (role) => {
    for (const { table, on, allowed, fields, ...stated } of createStatements) {
      if (stated.role !== role) continue;
      for (const relation of on) {
        const where = `${role} ${table} ${relation}`;
        const owned: Cells =
          table === 'products' ? {} : { [fieldOf(table, 'owner').id]: owners[relation] };
        const given = (slugs: readonly string[]): Cells => ({
          ...Object.fromEntries(slugs.map((s) => [fieldOf(table, s).id, sampleCell(table, s)])),
          ...owned,
        });
        expect(mayCreate(role, table, given(fields)), where).toBe(allowed);
        for (const slug of fieldSlugs[table]) {
          if (fields.some((one) => one === slug) || slug === 'owner') continue;
          expect(mayCreate(role, table, given([...fields, slug])), `${where} ${slug}`).toBe(false);
        }
      }
    }
  });

  it.each(roleSlugs)('give the stated rights on the workspace: %s', (role) => {
    expect([...accessOf(role).workspace].sort()).toEqual([...workspaceActionsByRole[role]].sort());
  });
});
