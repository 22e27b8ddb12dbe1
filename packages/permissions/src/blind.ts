import {
  boundKey,
  type DerivedField,
  type FieldId,
  isDeclassified,
  isDerived,
  pathOf,
  type Schema,
  type Table,
  type TableId,
} from '@tessera/model';
import type { TableAccess } from './access.ts';

/**
 * The tables of one access, where fields that are asked behind a link and tell it of nothing are hidden: those of
 * which it may see no record behind the link, or read the field there on none. Declassified ones tell all the same.
 */
export function hideBlind(
  tables: ReadonlyMap<TableId, TableAccess>,
  schema: Schema,
): Map<TableId, TableAccess> {
  const whole = new Map(tables);
  for (const [id, access] of tables) {
    const blind = blindFields(access, tables, schema);
    if (blind.size > 0) whole.set(id, withoutFields(access, blind));
  }
  return whole;
}

function blindFields(
  { table }: TableAccess,
  tables: ReadonlyMap<TableId, TableAccess>,
  schema: Schema,
): ReadonlySet<FieldId> {
  const asked = table.fields.filter(isDerived);
  const blind = asked.filter((field) => !readsBehind(field, table, tables, schema));
  return new Set(blind.map(({ id }) => id));
}

/** Whether these tables of one access show something that such a field is made of. */
export function readsBehind(
  field: DerivedField,
  table: Table,
  tables: ReadonlyMap<TableId, TableAccess>,
  schema: Schema,
): boolean {
  const path = pathOf(schema, table, field);
  if (!path) return false;
  if (isDeclassified(field)) return true;
  const target = tables.get(path.target.id);
  if (!target || boundKey(target.visible) === 'false') return false;
  return path.of === null || target.references.has(path.of.id);
}

function withoutFields(access: TableAccess, gone: ReadonlySet<FieldId>): TableAccess {
  const kept = <T>(map: ReadonlyMap<FieldId, T>) =>
    new Map([...map].filter(([id]) => !gone.has(id)));
  return {
    ...access,
    rectangles: access.rectangles.map((one) => ({ ...one, levels: kept(one.levels) })),
    references: kept(access.references),
    shown: kept(access.shown),
  };
}
