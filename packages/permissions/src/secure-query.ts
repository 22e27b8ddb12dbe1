import {
  type Aggregate,
  always,
  and,
  type Behind,
  type Bound,
  bindCondition,
  boundKey,
  boundTables,
  type Condition,
  checkCondition,
  type Denial,
  type DerivedField,
  denial,
  type FieldId,
  type FieldOf,
  fold,
  type GroupBy,
  isDeclassified,
  isDenial,
  isDerived,
  isGroupable,
  isList,
  isMeasurable,
  linked,
  never,
  noSuchTable,
  not,
  or,
  type Query,
  queryLimits,
  storageOf,
  type TableId,
  testBehind,
  unknownField,
} from '@tessera/model';
import type { Access, TableAccess } from './access.ts';
import { exportedWhere } from './exportable.ts';
import { contextOf } from './scope.ts';
import {
  type DerivedReference,
  type FieldReference,
  type GroupReference,
  isDerivedReference,
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

/** As `secureQuery`, for records; those of a file hold nothing that is made of cells which may not be exported. */
export function secureRows(
  access: Access,
  query: Query,
  purpose: 'read' | 'export' = 'read',
): SecuredRows | Denial {
  const table = access.tables.get(query.table);
  if (!table) return noSuchTable;
  const where = secureWhere(access, table, query);
  if (isDenial(where)) return where;
  const shown = query.fields
    ? referencesTo(access, table, query.fields)
    : allReferences(access, table);
  if (isDenial(shown)) return shown;
  const { columns, links } = shown;
  const derived =
    purpose === 'read'
      ? shown.derived
      : shown.derived.map((reference) => exportedReference(access, table, reference));
  const order: { by: Reference; direction: 'asc' | 'desc' }[] = [];
  for (const { field, direction } of query.sort ?? []) {
    const by = referenceTo(access, table, field);
    if (!by) return unknownField(field);
    if (isMany(by)) return denial('invalid', 'Records cannot be sorted by a field of many values.');
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
    derived,
    bits: table.bits,
    grouped,
    order,
    offset: query.offset ?? 0,
    limit,
    total: true,
    key: questionKey(access, where, [grouped, order]),
    dependsOn: dependencies(query.table, where, table.bits, [
      ...links,
      ...derived,
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
    const result = table.results.get(field);
    const counts = fn === 'filled' || fn === 'empty';
    if (!result || !isMeasurable(fn, result) || (isMany(reference) && !counts))
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
    const field = table.results.get(id);
    if (!field || !isGroupable(field) || isMany(by))
      return denial('invalid', 'Records cannot be grouped by a field of this type.');
    if (unit !== undefined && storageOf(field) !== 'date')
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
      table.references.has(id) ? table.results.get(id) : undefined,
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
    field: (id) => (table.references.has(id) ? table.results.get(id) : undefined),
    behind: (id) => behindOf(access, table, id),
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
  readonly derived: readonly DerivedReference[];
}

function referencesTo(
  access: Access,
  table: TableAccess,
  fields: readonly FieldId[],
): Shown | Denial {
  const columns: FieldReference[] = [];
  const links: LinkReference[] = [];
  const derived: DerivedReference[] = [];
  for (const id of new Set(fields)) {
    const reference = shownTo(access, table, id);
    if (!reference) return unknownField(id);
    if (isLinkReference(reference)) links.push(reference);
    else if (isDerivedReference(reference)) derived.push(reference);
    else columns.push(reference);
  }
  return { columns, links, derived };
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

/**
 * How a field is shown; masked cells are read here and covered by `projectRows`, of masked links and of what is asked
 * behind them nothing is read.
 */
function shownTo(access: Access, table: TableAccess, id: FieldId): Reference | null {
  const reference = table.shown.get(id);
  const field = table.fields.get(id);
  if (!reference || !field) return null;
  const read = table.references.get(id) ?? { field: id, when: never };
  if (field.type === 'link') return linkReference(access, read, field);
  return isDerived(field) ? derivedReference(access, table, read) : reference;
}

/** A reference to a field, or null when it is never visible. */
function referenceTo(access: Access, table: TableAccess, id: FieldId): Reference | null {
  const reference = table.references.get(id);
  const field = table.fields.get(id);
  if (!reference || !field) return null;
  if (field.type === 'link') return linkReference(access, reference, field);
  return isDerived(field) ? derivedReference(access, table, reference) : reference;
}

function derivedReference(
  access: Access,
  table: TableAccess,
  reference: FieldReference,
): DerivedReference | null {
  const behind = behindOf(access, table, reference.field);
  const field = table.fields.get(reference.field);
  return behind && field ? { ...reference, behind, many: isList(table.table, field) } : null;
}

/**
 * Where the values of a derived field stand: on the linked records that may be seen, whose cell may be read there;
 * on all of them for a declassified one. Null for what is no derived field, or tells of nothing.
 */
function behindOf(access: Access, table: TableAccess, id: FieldId): Behind | null {
  const field = table.fields.get(id);
  if (!field || !isDerived(field)) return null;
  const link = table.fields.get(field.link);
  if (link?.type !== 'link') return null;
  const { target } = link;
  const over = isDeclassified(field) ? always : readableBehind(access, target, field);
  if (!over) return null;
  if (field.type === 'lookup') return { kind: 'lookup', link: link.id, target, of: field.of, over };
  const [fn, of] = field.type === 'count' ? (['count', null] as const) : [field.fn, field.of];
  return { kind: 'rollup', rollup: { link: link.id, target, fn, of, over } };
}

function readableBehind(access: Access, target: TableId, field: DerivedField): Bound | null {
  const found = access.tables.get(target);
  if (!found) return null;
  if (field.type === 'count') return found.visible;
  const reference = found.references.get(field.of);
  return reference ? and(found.visible, reference.when) : null;
}

/** Of a record one of whose linked cells may not be exported, nothing that is made of them is. */
function exportedReference(
  access: Access,
  table: TableAccess,
  reference: DerivedReference,
): DerivedReference {
  const { behind } = reference;
  const { link, target, of, over } = behind.kind === 'lookup' ? behind : behind.rollup;
  const field = table.fields.get(reference.field);
  const found = access.tables.get(target);
  if (!field || isDeclassified(field) || of === null || !found) return reference;
  const kept = linked(link, target, and(over, not(exportedWhere(found, of))));
  return { ...reference, when: and(reference.when, not(kept)) };
}

function isMany(reference: Reference): boolean {
  return isDerivedReference(reference) && reference.many;
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

/** Some readable cell holds the folded term: texts, names of choices, titles behind forward links. */
function searched(access: Access, table: TableAccess, term: string): Bound {
  const contains = (field: FieldId): Bound => ({
    kind: 'atom',
    field,
    test: { op: 'contains', value: term },
  });
  const found: Bound[] = [];
  for (const { field: id, when } of table.references.values()) {
    const field = table.results.get(id);
    if (!field) continue;
    const behind = behindOf(access, table, id);
    const holds = (test: Bound) => and(when, behind ? testBehind(behind, test) : test);
    if (storageOf(field) === 'text') found.push(holds(contains(id)));
    else if (field.type === 'singleSelect' || field.type === 'multiSelect') {
      const values = field.options.filter(({ name }) => fold(name).includes(term)).map((o) => o.id);
      const op = field.type === 'singleSelect' ? 'in' : 'hasAny';
      if (values.length > 0) found.push(holds({ kind: 'atom', field: id, test: { op, values } }));
    } else if (field.type === 'link' && field.side === 'forward') {
      const { target, visible, title } = linkReference(access, { field: id, when }, field);
      const titleField = title && access.tables.get(target)?.fields.get(title.field);
      if (title && titleField && storageOf(titleField) === 'text')
        found.push(and(when, linked(id, target, and(visible, title.when, contains(title.field)))));
    }
  }
  return or(...found);
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
    if (isDerivedReference(reference)) {
      const { behind } = reference;
      const { target, over } = behind.kind === 'lookup' ? behind : behind.rollup;
      found.add(target);
      add(over);
    }
    if (!isLinkReference(reference)) continue;
    found.add(reference.target);
    add(reference.visible);
    if (reference.title) add(reference.title.when);
  }
  return [...found];
}
