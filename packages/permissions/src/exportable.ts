import type { Bound, CellValue, FieldId } from '@tessera/model';
import type { Access, TableAccess } from './access.ts';
import { readable } from './levels.ts';
import { type Holding, holdingOf, judge, levelOf, reads } from './outcome.ts';
import type { ProjectedRecord } from './project.ts';
import type { ReadRow, ReadRows, SecuredRows } from './secured-query.ts';
import { openWhere } from './table-access.ts';

/** A record as it may stand in a file: only cells that may be exported have a key. */
export type ExportedRecord = Pick<ProjectedRecord, 'id' | 'cells' | 'links' | 'lists'>;

const known = new WeakMap<TableAccess, Map<number, ReadonlySet<FieldId> | null>>();

/**
 * The fields that may be exported of a record whose residual conditions hold as `bits` says: at read under `export`,
 * and seen (PERMISSIONS section 2). Null when the record may not be exported at all.
 */
export function exportableFields(access: TableAccess, bits: number): ReadonlySet<FieldId> | null {
  const byBits = known.get(access) ?? new Map<number, ReadonlySet<FieldId> | null>();
  known.set(access, byBits);
  const before = byBits.get(bits);
  if (before !== undefined) return before;
  const found = exportableOf(access, holdingOf(bits));
  byBits.set(bits, found);
  return found;
}

/** As `exportableFields`, for a record of which these rules hold. */
export function exportableOf(access: TableAccess, holding: Holding): ReadonlySet<FieldId> | null {
  const outcome = judge(access, holding);
  if (!outcome.actions.includes('export')) return null;
  const locks = access.locks.filter((lock) => holding.lock(lock));
  const exports = access.rectangles.filter(
    (rectangle) => rectangle.actions.has('export') && holding.rectangle(rectangle),
  );
  return new Set(
    Object.keys(outcome.fields).filter(
      (field) => reads(outcome, field) && readable(levelOf(field, exports, locks)),
    ),
  );
}

/** Over a table: the records of which this field may be exported, as far as they are seen. */
export function exportedWhere({ rectangles, locks }: TableAccess, field: FieldId): Bound {
  const open = rectangles.filter(
    ({ actions, levels }) => actions.has('export') && readable(levels.get(field) ?? 'hidden'),
  );
  const shut = locks.filter(
    ({ forbids, caps }) => forbids.has('export') || !readable(caps.get(field) ?? 'edit'),
  );
  return openWhere(open, shut);
}

/** Whether the policy lets this subject export some record of the table. */
export function mayExport({ rectangles, locks }: TableAccess): boolean {
  return (
    rectangles.some(({ actions }) => actions.has('export')) &&
    !locks.some(({ bit, forbids }) => bit < 0 && forbids.has('export'))
  );
}

/** Whether the policy lets this subject export some cell of a field. Asks no record. */
export function mayExportField(access: TableAccess, field: FieldId): boolean {
  const exports = access.rectangles.filter(({ actions }) => actions.has('export'));
  const always = access.locks.filter(({ bit }) => bit < 0);
  return access.references.has(field) && readable(levelOf(field, exports, always));
}

/** What the store read as it may be exported: records that may not are left out, cells that may not have no key. */
export function projectExport(
  access: Access,
  query: SecuredRows,
  read: ReadRows,
): readonly ExportedRecord[] {
  const table = access.tables.get(query.table);
  if (!table) return [];
  return read.rows.flatMap((row): readonly ExportedRecord[] => {
    const open = exportableFields(table, row.bits);
    if (open === null) return [];
    const cells: Record<FieldId, CellValue> = {};
    for (const { field } of query.columns)
      if (open.has(field)) cells[field] = row.cells[field] ?? null;
    const links: Record<FieldId, ReadRow['links'][string]> = {};
    for (const { field } of query.links)
      if (open.has(field)) links[field] = row.links[field] ?? { targets: [], unseen: false };
    const lists: Record<FieldId, readonly CellValue[]> = {};
    for (const { field, many } of query.derived) {
      if (!open.has(field)) continue;
      if (many) lists[field] = row.lists[field] ?? [];
      else cells[field] = row.cells[field] ?? null;
    }
    return [{ id: row.id, cells, links, lists }];
  });
}
