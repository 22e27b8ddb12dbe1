import {
  type Aggregate,
  and,
  type Bound,
  bindCondition,
  boundKey,
  boundTables,
  type Condition,
  checkCondition,
  type Denial,
  denial,
  type Field,
  type FieldId,
  type FieldOf,
  fold,
  type GroupBy,
  isDenial,
  isGroupable,
  linked,
  never,
  noSuchTable,
  or,
  type Query,
  queryLimits,
  storageOf,
  type TableId,
  unknownField,
} from '@tessera/model';
import type { Access, TableAccess } from './access.ts';
import { contextOf } from './scope.ts';
import {
  type FieldReference,
  type GroupReference,
  isLinkReference,
  type LinkReference,
  prove,
  type Reference,
  type SecuredGroups,
  type SecuredQuery,
  type SecuredRows,
} from './secured-query.ts';

/**
 * A member's question as the store may ask it: visible records only, every field reference masked where it
 * must be. A field that is never visible is refused with the very error of one that does not exist.
 */
export function secureQuery(access: Access, query: Query): SecuredQuery | Denial {
  return query.group || query.aggregate ? secureGroups(access, query) : secureRows(access, query);
}

/** As `secureQuery`, for records. */
export function secureRows(access: Access, query: Query): SecuredRows | Denial {
  const table = access.tables.get(query.table);
  if (!table) return noSuchTable;
  const where = secureWhere(access, table, query);
  if (isDenial(where)) return where;
  const shown = query.fields
    ? referencesTo(access, table, query.fields)
    : allReferences(access, table);
  if (isDenial(shown)) return shown;
  const { columns, links } = shown;
  const order: { by: Reference; direction: 'asc' | 'desc' }[] = [];
  for (const { field, direction } of query.sort ?? []) {
    const by = referenceTo(access, table, field);
    if (!by) return unknownField(field);
    order.push({ by, direction });
  }
  const grouped = secureLevels(access, table, query.grouped ?? []);
  if (isDenial(grouped)) return grouped;
  const limit = Math.min(query.limit ?? 100, queryLimits.limit);
  return prove({
    kind: 'rows',
    table: query.table,
    where,
    columns,
    links,
    bits: table.bits,
    grouped,
    order,
    offset: query.offset ?? 0,
    limit,
    total: true,
    key: questionKey(access, where, [grouped, order]),
    dependsOn: dependencies(query.table, where, table.bits, [
      ...links,
      ...[...grouped, ...order].map(({ by }) => by),
    ]),
  } as unknown as SecuredRows);
}

function secureGroups(access: Access, query: Query): SecuredGroups | Denial {
  const table = access.tables.get(query.table);
  if (!table) return noSuchTable;
  const where = secureWhere(access, table, query);
  if (isDenial(where)) return where;
  const group = secureLevels(access, table, query.group ?? []);
  if (isDenial(group)) return group;
  const aggregates: { fn: Aggregate['fn']; by: Reference | null }[] = [];
  for (const { fn, field } of query.aggregate ?? [{ fn: 'count' as const }]) {
    if (field === undefined) {
      if (fn !== 'count') return denial('invalid', `The measure "${fn}" needs a field.`);
      aggregates.push({ fn, by: null });
      continue;
    }
    const reference = referenceTo(access, table, field);
    if (!reference) return unknownField(field);
    if (!measurable(fn, table.fields.get(field)))
      return denial('invalid', `The measure "${fn}" does not fit a field of this type.`);
    aggregates.push({ fn, by: reference });
  }
  const references = [...group.map(({ by }) => by), ...aggregates.flatMap(({ by }) => by ?? [])];
  return prove({
    kind: 'groups',
    table: query.table,
    where,
    group,
    aggregates,
    key: questionKey(access, where, [group, aggregates]),
    dependsOn: dependencies(query.table, where, [], references),
  } as unknown as SecuredGroups);
}

/** Levels of groups by fields that are visible on some record; the others are unknown. */
function secureLevels(
  access: Access,
  table: TableAccess,
  levels: readonly GroupBy[],
): readonly GroupReference[] | Denial {
  const secured: GroupReference[] = [];
  for (const { field: id, direction, unit } of levels) {
    const by = referenceTo(access, table, id);
    if (!by) return unknownField(id);
    const field = table.fields.get(id);
    if (!field || !isGroupable(field))
      return denial('invalid', 'Records cannot be grouped by a field of this type.');
    if (unit !== undefined && field.type !== 'date')
      return denial('invalid', 'Only dates are grouped by day, month or year.');
    secured.push({ by, direction, ...(unit !== undefined && { unit }) });
  }
  return secured;
}

/** Visible, and what the member, the view and the search ask for. */
function secureWhere(access: Access, table: TableAccess, query: Query): Bound | Denial {
  const conditions: Bound[] = [table.visible];
  if (query.ids) conditions.push({ kind: 'record', ids: query.ids });
  if (query.filter) {
    const checked = checkCondition(query.filter, (id) =>
      table.references.has(id) ? table.fields.get(id) : undefined,
    );
    if (isDenial(checked)) return checked;
    conditions.push(bindFilter(access, table, checked));
  }
  // A view made by others may name fields this member cannot see: such an atom is false, so nothing widens.
  if (query.viewFilter) conditions.push(bindFilter(access, table, query.viewFilter));
  const term = query.search === undefined ? '' : fold(query.search);
  if (term !== '') conditions.push(searched(access, table, term));
  return and(...conditions);
}

/** A filter over what the member sees: after negation, each atom becomes `visible and atom`. */
function bindFilter(access: Access, table: TableAccess, condition: Condition): Bound {
  return bindCondition(condition, {
    field: (id) => (table.references.has(id) ? table.fields.get(id) : undefined),
    context: contextOf(access.subject),
    now: access.moment.now,
    timeZone: access.moment.timeZone,
    polarity: 'filter',
    guard: (field, atom) => and(table.references.get(field.id)?.when ?? or(), atom),
    link: (field) => {
      const { visible, title } = linkReference(access, { field: field.id, when: and() }, field);
      const named = title && access.tables.get(field.target)?.fields.get(title.field);
      return { visible, title: named ? { ...title, storage: storageOf(named) } : null };
    },
  });
}

/** What a question shows of a record. */
interface Shown {
  readonly columns: readonly FieldReference[];
  readonly links: readonly LinkReference[];
}

function referencesTo(
  access: Access,
  table: TableAccess,
  fields: readonly FieldId[],
): Shown | Denial {
  const columns: FieldReference[] = [];
  const links: LinkReference[] = [];
  for (const id of new Set(fields)) {
    const reference = shownTo(access, table, id);
    if (!reference) return unknownField(id);
    if (isLinkReference(reference)) links.push(reference);
    else columns.push(reference);
  }
  return { columns, links };
}

const known = new WeakMap<Access, Map<TableId, Shown | Denial>>();

/** Every field that is shown on some record: what most questions ask for, so it is kept with the access. */
function allReferences(access: Access, table: TableAccess): Shown | Denial {
  const byTable = known.get(access) ?? new Map<TableId, Shown | Denial>();
  known.set(access, byTable);
  const { id } = table.table;
  const shown = byTable.get(id) ?? referencesTo(access, table, [...table.shown.keys()]);
  byTable.set(id, shown);
  return shown;
}

/** How a field is shown; masked cells are read here and covered by `projectRows`, of masked links nothing is read. */
function shownTo(access: Access, table: TableAccess, id: FieldId): Reference | null {
  const reference = table.shown.get(id);
  const field = table.fields.get(id);
  if (!reference || !field) return null;
  if (field.type !== 'link') return reference;
  return linkReference(access, table.references.get(id) ?? { field: id, when: never }, field);
}

/** A reference to a field, or null when it is never visible. */
function referenceTo(access: Access, table: TableAccess, id: FieldId): Reference | null {
  const reference = table.references.get(id);
  const field = table.fields.get(id);
  if (!reference || !field) return null;
  return field.type === 'link' ? linkReference(access, reference, field) : reference;
}

function linkReference(
  access: Access,
  reference: FieldReference,
  field: FieldOf<'link'>,
): LinkReference {
  const target = access.tables.get(field.target);
  return {
    ...reference,
    side: field.side,
    target: field.target,
    visible: target?.visible ?? or(),
    title: target?.references.get(target.table.titleField) ?? null,
  };
}

const textTypes: ReadonlySet<Field['type']> = new Set([
  'text',
  'longText',
  'phone',
  'email',
  'url',
]);

/** Some readable cell holds the folded term: texts, names of choices, titles behind forward links. */
function searched(access: Access, table: TableAccess, term: string): Bound {
  const contains = (field: FieldId): Bound => ({
    kind: 'atom',
    field,
    test: { op: 'contains', value: term },
  });
  const found: Bound[] = [];
  for (const { field: id, when } of table.references.values()) {
    const field = table.fields.get(id);
    if (!field) continue;
    if (textTypes.has(field.type)) found.push(and(when, contains(id)));
    else if (field.type === 'singleSelect' || field.type === 'multiSelect') {
      const values = field.options.filter(({ name }) => fold(name).includes(term)).map((o) => o.id);
      const op = field.type === 'singleSelect' ? 'in' : 'hasAny';
      if (values.length > 0)
        found.push(and(when, { kind: 'atom', field: id, test: { op, values } }));
    } else if (field.type === 'link' && field.side === 'forward') {
      const { target, visible, title } = linkReference(access, { field: id, when }, field);
      const titleField = title && access.tables.get(target)?.fields.get(title.field);
      if (title && titleField && textTypes.has(titleField.type))
        found.push(and(when, linked(id, target, and(visible, title.when, contains(title.field)))));
    }
  }
  return or(...found);
}

function measurable(fn: Aggregate['fn'], field: Field | undefined): boolean {
  if (!field) return false;
  const storage = storageOf(field);
  switch (fn) {
    case 'count':
      return false;
    case 'filled':
    case 'empty':
      return true;
    case 'unique':
      return storage !== 'link' && storage !== 'ids';
    case 'sum':
    case 'average':
      return storage === 'number' && field.type !== 'autonumber';
    case 'min':
    case 'max':
      return storage === 'number' || storage === 'date' || storage === 'instant';
  }
}

function questionKey(access: Access, where: Bound, rest: unknown): string {
  return `${access.fingerprint} ${boundKey(where)} ${JSON.stringify(rest)}`;
}

function dependencies(
  table: TableId,
  where: Bound,
  bits: readonly Bound[],
  references: readonly Reference[],
): readonly TableId[] {
  const found = new Set<TableId>([table]);
  const add = (bound: Bound) => {
    for (const id of boundTables(bound)) found.add(id);
  };
  add(where);
  for (const bit of bits) add(bit);
  for (const reference of references) {
    add(reference.when);
    if (!isLinkReference(reference)) continue;
    found.add(reference.target);
    add(reference.visible);
    if (reference.title) add(reference.title.when);
  }
  return [...found];
}
