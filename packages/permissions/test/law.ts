import {
  bindCondition,
  type Cells,
  evaluate,
  type FieldId,
  fieldsById,
  type Grant,
  type Level,
  levels,
  type Organisation,
  ownershipFields,
  type Policy,
  type Restriction,
  type Schema,
  type ScopePart,
  type Share,
  type Table,
  type TableAction,
} from '@tessera/model';
import { timeZone, type World } from './world.ts';

/**
 * PERMISSIONS section 2 written down once more, as slowly and plainly as possible, record by record and apart
 * from the engine. The engine is held against it.
 */
export interface Law {
  readonly policy: Policy;
  readonly schema: Schema;
  readonly organisation: Organisation;
  readonly world: World;
  readonly member: string;
  readonly now: number;
  readonly shares?: readonly Share[];
}

const rank = (level: Level) => levels.indexOf(level);

export function mayLaw(law: Law, action: TableAction, table: Table, id: string): boolean {
  if (action !== 'view' && !mayLaw(law, 'view', table, id)) return false;
  return (
    holding(law, action, table, id).length > 0 &&
    !locks(law, table, id).some(
      ({ actions, effect }) => effect.kind === 'forbid' && actions?.includes(action),
    )
  );
}

export function levelLaw(
  law: Law,
  action: TableAction,
  table: Table,
  id: string,
  field: FieldId,
): Level {
  if (!mayLaw(law, action, table, id)) return 'hidden';
  let level: Level = 'hidden';
  for (const grant of holding(law, action, table, id)) {
    const given = lowestWatched(table, field, (f) => ruleLevel(table, grant, f));
    if (rank(given) > rank(level)) level = given;
  }
  for (const lock of locks(law, table, id)) {
    if (lock.effect.kind !== 'cap') continue;
    const { effect } = lock;
    const cap = lowestWatched(table, field, (f) => (names(table, lock, f) ? effect.level : 'edit'));
    if (rank(cap) < rank(level)) level = cap;
  }
  return level;
}

/** Create: one grant holds the record and every given field at edit; a file is also held against locks on import. */
export function createLaw(
  law: Law,
  table: Table,
  id: string,
  given: readonly FieldId[],
  origin: 'member' | 'import',
): boolean {
  const closed: TableAction[] = origin === 'import' ? ['create', 'import'] : ['create'];
  const shut = locks(law, table, id).some(({ effect, actions, ...lock }) =>
    effect.kind === 'forbid'
      ? closed.some((action) => actions?.includes(action))
      : effect.kind === 'cap' &&
        effect.level !== 'edit' &&
        given.some((field) => names(table, { effect, ...lock }, field)),
  );
  const open = holding(law, 'create', table, id).some((grant) =>
    given.every((field) => ruleLevel(table, grant, field) === 'edit'),
  );
  return open && !shut;
}

/** Export a cell: its level under export is at least read, and it is seen. */
export function exportLaw(law: Law, table: Table, id: string, field: FieldId): boolean {
  const reads = (action: TableAction) =>
    ['read', 'edit'].includes(levelLaw(law, action, table, id, field));
  return mayLaw(law, 'export', table, id) && reads('export') && reads('view');
}

function lowestWatched(table: Table, field: FieldId, of: (field: FieldId) => Level): Level {
  return inputsOf(table, field)
    .map(of)
    .reduce((a, b) => (rank(a) <= rank(b) ? a : b));
}

/** What a field is made of that a rule shows less of than of the field by itself, and does not let be read. */
export function loweringLaw(table: Table, rule: Grant | Restriction, field: FieldId): FieldId[] {
  const of = (id: FieldId): Level => {
    if ('scope' in rule) return ruleLevel(table, rule, id);
    return rule.effect.kind === 'cap' && names(table, rule, id) ? rule.effect.level : 'edit';
  };
  const lower = inputsOf(table, field).filter(
    (id) => rank(of(id)) < rank(of(field)) && rank(of(id)) < rank('read'),
  );
  return [...new Set(lower)].sort();
}

/** The field itself and all that its cells are made of or tell of, however deep. */
function inputsOf(table: Table, field: FieldId): FieldId[] {
  const found = fieldsById(table).get(field);
  let inputs: readonly FieldId[] = [];
  if (found?.type === 'modifiedTime' && found.watch !== 'all') inputs = found.watch;
  if (found && 'product' in found) inputs = found.product ?? [];
  if (found && 'link' in found && !('declassified' in found)) inputs = [found.link];
  if (found?.type === 'formula')
    inputs = [...found.expression.matchAll(/\{(\w+)\}/g)].map(([, id]) => id ?? '');
  return [field, ...inputs.flatMap((input) => inputsOf(table, input))];
}

/**
 * The records behind a link that a lookup, rollup or count is made of: those the member may see, whose read field he
 * may read there, and where it is declassified all of them.
 */
export function behindLaw(law: Law, table: Table, id: string, field: FieldId): string[] {
  const found = fieldsById(table).get(field);
  if (!found || !('link' in found)) return [];
  const cell = law.world[table.id]?.[id]?.[found.link];
  const linked = Array.isArray(cell) ? (cell as string[]) : [];
  return linked.filter((other) => countsLaw(law, table, other, field));
}

/** Whether a record behind the link of such a field counts for the member. */
export function countsLaw(law: Law, table: Table, other: string, field: FieldId): boolean {
  const found = fieldsById(table).get(field);
  if (!found || !('link' in found)) return false;
  if ('declassified' in found) return true;
  const link = fieldsById(table).get(found.link);
  const target = link?.type === 'link' && law.schema.tables.find(({ id }) => id === link.target);
  if (!target || !mayLaw(law, 'view', target, other)) return false;
  return (
    !('of' in found) || ['read', 'edit'].includes(levelLaw(law, 'view', target, other, found.of))
  );
}

function ruleLevel(table: Table, grant: Grant, field: FieldId): Level {
  const classes = fieldsById(table).get(field)?.classes ?? [];
  const byField = grant.fields.except.filter((e) => 'field' in e && e.field === field);
  const byClass = grant.fields.except.filter((e) => 'class' in e && classes.includes(e.class));
  const used = byField.length > 0 ? byField : byClass;
  if (used.length === 0) return grant.fields.default;
  return used.map(({ level }) => level).reduce((a, b) => (rank(a) <= rank(b) ? a : b));
}

function names(table: Table, lock: Restriction, field: FieldId): boolean {
  const classes = fieldsById(table).get(field)?.classes ?? [];
  return (
    lock.fields?.includes(field) === true || classes.some((c) => lock.classes?.includes(c) === true)
  );
}

function holding(law: Law, action: TableAction, table: Table, id: string): Grant[] {
  const own = mine(law, action, table).filter(
    ({ scope }) =>
      scope.kind === 'all' ||
      (scope.kind === 'any' && scope.of.some((p) => inPart(law, p, table, id))),
  );
  return [...own, ...fromShares(law, action, table, id)];
}

/** My grants with an action on a table, whichever their records. */
function mine(law: Law, action: TableAction, table: Table): Grant[] {
  return law.policy.grants.filter(
    (grant) =>
      grant.actions.includes(action) &&
      grant.on.kind === 'table' &&
      grant.on.id === table.id &&
      isMine(law, grant.to.kind === 'role' ? grant.to.id : ''),
  );
}

/** The shares that reach me of a record. */
function sharesTo(law: Law, table: Table, id: string): Share[] {
  const teams = law.organisation.memberships.filter(({ group }) => group.kind === 'team');
  return (law.shares ?? []).filter(
    ({ table: on, record, to, until }) =>
      on === table.id &&
      record === id &&
      law.now < (until ?? Number.POSITIVE_INFINITY) &&
      ((to.kind === 'member' && to.id === law.member) ||
        (to.kind === 'role' && isMine(law, to.id)) ||
        (to.kind === 'team' &&
          teams.some(({ group, holder }) => group.id === to.id && holder.id === law.member))),
  );
}

/** A share as a grant: the fields that my own grants give under this action, as far as its maker had them. */
function fromShares(law: Law, action: TableAction, table: Table, id: string): Grant[] {
  const opens = { view: ['view'], comment: ['view', 'comment'], edit: ['view', 'comment', 'edit'] };
  // To comment needs no field of its own: those that are viewed.
  const own = mine(law, action === 'comment' ? 'view' : action, table);
  if (mine(law, 'view', table).length === 0 || own.length === 0) return [];
  return sharesTo(law, table, id)
    .filter(({ level }) => opens[level].includes(action))
    .map((share) => ({
      ...(own[0] as Grant),
      id: share.id,
      scope: { kind: 'all' },
      fields: {
        default: 'hidden',
        except: table.fields.map((field) => {
          const given = own.map((grant) =>
            lowestWatched(table, field.id, (f) => ruleLevel(table, grant, f)),
          );
          const best = given.reduce((a, b) => (rank(a) >= rank(b) ? a : b));
          const had = share.fields[field.id] ?? 'hidden';
          return { field: field.id, level: rank(best) <= rank(had) ? best : had };
        }),
      },
    }));
}

function isMine(law: Law, role: string): boolean {
  return law.organisation.memberships.some(
    ({ group, holder, from, until }) =>
      group.kind === 'role' &&
      group.id === role &&
      holder.id === law.member &&
      (from ?? 0) <= law.now &&
      law.now < (until ?? Number.POSITIVE_INFINITY),
  );
}

function inPart(law: Law, part: ScopePart, table: Table, id: string): boolean {
  const cells = law.world[table.id]?.[id] ?? {};
  const owners = ownershipFields(table).map((field) => cells[field.id]);
  const ownedBy = (set: readonly string[]) => owners.some((owner) => set.includes(owner as string));
  const base = (() => {
    switch (part.kind) {
      case 'own':
        return ownedBy([law.member]);
      case 'reports':
        return ownedBy(reportsLaw(law, part.depth));
      case 'team':
        return ownedBy(colleagues(law, 'team'));
      case 'department':
        return ownedBy(colleagues(law, 'department'));
      case 'departmentTree':
        return ownedBy(membersBelow(law));
      case 'sharedWithMe':
        return sharesTo(law, table, id).length > 0;
      case 'unowned':
        return owners.every((owner) => (owner ?? null) === null);
      case 'where':
        return holdsLaw(law, part.condition, table, id, cells, 'grant');
      case 'via': {
        const link = fieldsById(table).get(part.link);
        if (link?.type !== 'link') return false;
        const target = law.schema.tables.find(({ id }) => id === link.target);
        const ids = cells[link.id];
        return (
          target !== undefined &&
          Array.isArray(ids) &&
          ids.some((other: string) => mayLaw(law, 'view', target, other))
        );
      }
      default:
        return false;
    }
  })();
  return base && (!part.and || holdsLaw(law, part.and, table, id, cells, 'grant'));
}

function reportsLaw(law: Law, depth: 'direct' | 'all'): string[] {
  const direct = law.organisation.members.filter((m) => m.manager === law.member).map((m) => m.id);
  if (depth === 'direct') return direct;
  return [...direct, ...direct.flatMap((id) => reportsLaw({ ...law, member: id }, 'all'))];
}

/** Members of the departments the member stands in, and of all below them. */
function membersBelow(law: Law): string[] {
  const { memberships, departments } = law.organisation;
  const stands = memberships.filter(({ group }) => group.kind === 'department');
  const mine = stands.filter(({ holder }) => holder.id === law.member).map(({ group }) => group.id);
  const isBelow = (id: string | null): boolean => {
    if (id === null) return false;
    const parent = departments.find((one) => one.id === id)?.parent ?? null;
    return mine.includes(id) || isBelow(parent);
  };
  return stands.filter(({ group }) => isBelow(group.id)).map(({ holder }) => holder.id);
}

function colleagues(law: Law, kind: 'team' | 'department'): string[] {
  const all = law.organisation.memberships.filter(({ group }) => group.kind === kind);
  const mine = all.filter(({ holder }) => holder.id === law.member).map(({ group }) => group.id);
  return all.filter(({ group }) => mine.includes(group.id)).map(({ holder }) => holder.id);
}

function locks(law: Law, table: Table, id: string): Restriction[] {
  const cells = law.world[table.id]?.[id] ?? {};
  return law.policy.restrictions.filter(
    ({ on, exempt, when }) =>
      on.id === table.id &&
      !exempt.some(({ to }) => to.kind === 'role' && isMine(law, to.id)) &&
      (!when || holdsLaw(law, when, table, id, cells, 'restriction')),
  );
}

function holdsLaw(
  law: Law,
  condition: Parameters<typeof bindCondition>[0],
  table: Table,
  id: string,
  cells: Cells,
  polarity: 'grant' | 'restriction',
): boolean {
  const fields = fieldsById(table);
  const bound = bindCondition(condition, {
    field: (f) => fields.get(f),
    context: {
      me: law.member,
      myTeams: colleagues(law, 'team'),
      myDepartments: colleagues(law, 'department'),
      myReports: reportsLaw(law, 'direct'),
      myAllReports: reportsLaw(law, 'all'),
    },
    now: law.now,
    timeZone,
    polarity,
  });
  return evaluate(
    bound,
    { id, cells },
    (f) => fields.get(f),
    () => true,
  );
}
