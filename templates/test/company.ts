import {
  applySchemaChanges,
  type Bound,
  type Cells,
  type CellValue,
  evaluate,
  type Field,
  idMaker,
  instantiateTemplate,
  isDenial,
  type Organisation,
  type Policy,
  type Role,
  type Schema,
  type StoredRecord,
  type Table,
  type Template,
  tableActions,
  workspaceActions,
} from '@tessera/model';
import {
  type Access,
  checkPolicy,
  compileAccess,
  type Outcome,
  outcomeOf,
  planChange,
  subjectOf,
} from '@tessera/permissions';
import type { WhoSeesWhat } from '../src/who-sees-what.ts';

export const me = 'memme';
const people: Readonly<Record<string, string>> = {
  me,
  below: 'membelow',
  stranger: 'memstranger',
};

/** A workspace in memory with templates set up one after the other. */
export interface Company {
  readonly schema: Schema;
  readonly roles: readonly (Role & { readonly slug: string })[];
  readonly policy: Policy;
}

const ownerGrant: Policy['grants'][number] = {
  id: 'graowner',
  to: { kind: 'role', id: 'rolowner' },
  on: { kind: 'workspace' },
  actions: [...tableActions, ...workspaceActions],
  scope: { kind: 'all' },
  fields: { default: 'edit', except: [] },
  origin: 'role',
  reason: 'Owner',
};

/** Sets up templates in this order; throws when one is refused. */
export function companyOf(templates: readonly Template[]): Company {
  let count = 0;
  const makeId = idMaker((length) => {
    count += 1;
    return Uint8Array.from({ length }, (_, at) => (count >> (5 * at)) & 31);
  });
  let schema: Schema = { workspace: 'wsp1', version: 0, apps: [], tables: [], classes: [] };
  let roles: readonly (Role & { readonly slug: string })[] = [];
  let policy: Policy = { version: 1, grants: [ownerGrant], restrictions: [] };
  for (const template of templates) {
    const made = instantiateTemplate(template, {
      language: 'en',
      makeId,
      member: me,
      schema,
      roles,
      policy,
    });
    const applied = applySchemaChanges(schema, made.changes);
    if (isDenial(applied)) throw new Error(`${template.slug}: ${applied.message}`);
    schema = applied;
    roles = [...roles, ...made.roles.filter(({ shared }) => !shared)];
    policy = {
      version: 1,
      grants: [...policy.grants, ...made.grants],
      restrictions: [...policy.restrictions, ...made.restrictions],
      guarantees: [...(policy.guarantees ?? []), ...made.guarantees],
    };
    const refused = checkPolicy(policy, { schema, organisation: organisation({ roles }, 'none') });
    if (refused) throw new Error(`${template.slug}: ${refused.message}`);
  }
  return { schema, roles, policy };
}

export function organisation({ roles }: Pick<Company, 'roles'>, role: string): Organisation {
  const member = (id: string, manager: string | null) =>
    ({ id, name: id, email: `${id}@tessera.example`, status: 'active', manager }) as const;
  const held = role === 'owner' ? 'rolowner' : roles.find(({ slug }) => slug === role)?.id;
  return {
    version: 1,
    members: [
      member(me, null),
      member('memmiddle', me),
      member('membelow', 'memmiddle'),
      member('memstranger', null),
    ],
    roles: [...roles, { id: 'rolowner', name: 'Owner', builtIn: 'owner' }],
    teams: [],
    departments: [],
    memberships: held
      ? [{ group: { kind: 'role', id: held }, holder: { kind: 'member', id: me } }]
      : [],
  };
}

const known = new WeakMap<Company, Map<string, Access>>();

/** Access of the member who holds one role alone. */
export function accessOf(company: Company, role: string): Access {
  const byRole = known.get(company) ?? new Map<string, Access>();
  known.set(company, byRole);
  const access = byRole.get(role) ?? compile(company, role);
  byRole.set(role, access);
  return access;
}

function compile(company: Company, role: string): Access {
  return compileAccess({
    policy: company.policy,
    schema: company.schema,
    subject: subjectOf(organisation(company, role), me, 0),
    moment: { now: 0, timeZone: 'UTC' },
    digest: (text) => text,
  });
}

export function tableNamed(schema: Schema, slug: string): Table {
  const found = schema.tables.find((table) => table.slug === slug);
  if (!found) throw new Error(`no table ${slug}`);
  return found;
}

export function fieldNamed(table: Table, slug: string): Field {
  const found = table.fields.find((field) => field.slug === slug);
  if (!found) throw new Error(`no field ${table.slug}.${slug}`);
  return found;
}

/** The records of a "who sees what": one for each table and relation, by `table.relation`. */
export class World {
  readonly schema: Schema;
  readonly #records = new Map<string, { readonly table: Table; readonly record: StoredRecord }>();

  constructor(schema: Schema, sheet: WhoSeesWhat) {
    this.schema = schema;
    for (const [table, { records }] of Object.entries(sheet.tables))
      for (const [relation, { cells, linkedBy }] of Object.entries(records)) {
        const name = `${table}.${relation}`;
        this.#put(name, table, cells);
        if (!linkedBy) continue;
        const link = { ...linkedBy.cells, [linkedBy.field]: name };
        this.#put(`${linkedBy.table}.to ${name}`, linkedBy.table, link);
      }
  }

  #put(name: string, slug: string, given: Readonly<Record<string, string>>): void {
    const table = tableNamed(this.schema, slug);
    const cells = Object.entries(given).map(([key, value]) => {
      const field = fieldNamed(table, key);
      return [field.id, cellOf(field, value)] as const;
    });
    this.#records.set(name, { table, record: { id: name, cells: Object.fromEntries(cells) } });
  }

  record(name: string): StoredRecord {
    return this.#records.get(name)?.record ?? { id: name, cells: {} };
  }

  first(table: Table): string | undefined {
    return [...this.#records].find(([, one]) => one.table.id === table.id)?.[0];
  }

  holds(bound: Bound, record: StoredRecord, table: Table): boolean {
    const fields = new Map(table.fields.map((field) => [field.id, field]));
    return evaluate(
      bound,
      record,
      (id) => fields.get(id),
      (node) => {
        const link = fields.get(node.link);
        if (link?.type !== 'link') return false;
        const points = (from: StoredRecord, field: string, to: StoredRecord) => {
          const cell = from.cells[field];
          return Array.isArray(cell) && cell.includes(to.id);
        };
        return [...this.#records.values()].some(
          (other) =>
            other.table.id === node.target &&
            (link.side === 'forward'
              ? points(record, link.id, other.record)
              : points(other.record, link.reverse, record)) &&
            this.holds(node.some, other.record, other.table),
        );
      },
    );
  }

  outcome(access: Access, slug: string, name: string): Outcome | null {
    const table = access.tables.get(tableNamed(this.schema, slug).id);
    if (!table) return null;
    const record = this.record(name);
    const bits = table.bits.reduce(
      (all, bound, at) => (this.holds(bound, record, table.table) ? all | (1 << at) : all),
      0,
    );
    return outcomeOf(table, bits);
  }

  /** Whether the member may make this record. */
  mayCreate(access: Access, slug: string, cells: Cells): boolean {
    const change = { kind: 'create', id: 'recnew', cells } as const;
    const table = tableNamed(this.schema, slug);
    const plan = planChange(access, { table: table.id, changes: [change] });
    if (isDenial(plan)) return false;
    const linked = plan.needs.linked.map(({ key, target, some, ids }) => {
      const seen = ids.filter((id) => {
        const found = this.#records.get(id);
        return found?.table.id === target && this.holds(some, found.record, found.table);
      });
      return [key, new Set(seen)] as const;
    });
    return !isDenial(plan.decide({ records: new Map(), linked: new Map(linked) }));
  }

  /** A value for a field; links lead to the first record of a table, which is the member's own where there are owners. */
  sample(table: string, slug: string): CellValue {
    const field = fieldNamed(tableNamed(this.schema, table), slug);
    switch (field.type) {
      case 'link': {
        const target = this.schema.tables.find(({ id }) => id === field.target);
        const first = target && this.first(target);
        return first === undefined ? null : [first];
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
}

/** A cell of a record specification: `me`, `orders.own`, or the first letters of an option's name. */
export function cellOf(field: Field, value: string): CellValue {
  if (field.type === 'member') return people[value] ?? null;
  if (field.type === 'link') return [value];
  if (field.type !== 'singleSelect') return value;
  const option = field.options.find(({ name }) => name.toLowerCase() === value);
  if (!option) throw new Error(`no option ${value} of ${field.slug}`);
  return option.id;
}
