import type { Cells, CellValue, FieldId, RecordEffect, RecordId, TableId } from '@tessera/model';
import { boundKey, boundTables, evaluate, maskCell } from '@tessera/model';
import type { Access } from './access.ts';
import { type Outcome, outcomeOf, reads } from './outcome.ts';
import type { ReadRow, ReadRows, SecuredRows } from './secured-query.ts';

/** A record as it may leave the server: only cells its outcome shows; an empty one is null, a hidden one has no key. */
export interface ProjectedRecord {
  readonly id: RecordId;
  readonly cells: Cells;
  readonly links: ReadRow['links'];
  readonly lists: ReadRow['lists'];
  /** Cells at the level masked, as their masks: they are no values of their fields. */
  readonly masked: Readonly<Record<FieldId, string | null>>;
  /** Index into `outcomes` of the same answer. */
  readonly outcome: number;
}

export interface Projection {
  readonly records: readonly ProjectedRecord[];
  readonly outcomes: readonly Outcome[];
}

const noTargets: ReadRow['links'][string] = { targets: [], unseen: false };

/**
 * Turns what the store read into what the member gets: the bitmap becomes an outcome, numbered by first
 * appearance, and each cell passes the outcome once more, which covers those that are masked.
 */
export function projectRows(access: Access, query: SecuredRows, read: ReadRows): Projection {
  const table = access.tables.get(query.table);
  if (!table) return { records: [], outcomes: [] };
  const outcomes: Outcome[] = [];
  const indexOf = new Map<string, number>();
  const records: ProjectedRecord[] = [];
  for (const row of read.rows) {
    const outcome = outcomeOf(table, row.bits);
    if (!outcome.actions.includes('view')) continue;
    const key = outcomeKey(outcome);
    let index = indexOf.get(key);
    if (index === undefined) {
      index = outcomes.push(outcome) - 1;
      indexOf.set(key, index);
    }
    const cells: Record<FieldId, CellValue> = {};
    const links: Record<FieldId, ReadRow['links'][string]> = {};
    const masked: Record<FieldId, string | null> = {};
    const mask = (id: FieldId) => {
      const field = table.fields.get(id);
      if (field) masked[id] = maskCell(field, row.cells[id] ?? null, access.moment.timeZone);
    };
    for (const { field } of query.columns) {
      if (reads(outcome, field)) cells[field] = row.cells[field] ?? null;
      else if (field in outcome.fields) mask(field);
    }
    for (const { field } of query.links) {
      if (reads(outcome, field)) links[field] = row.links[field] ?? noTargets;
      else if (field in outcome.fields) mask(field);
    }
    const lists: Record<FieldId, readonly CellValue[]> = {};
    for (const { field, many } of query.derived) {
      if (reads(outcome, field)) {
        if (many) lists[field] = row.lists[field] ?? [];
        else cells[field] = row.cells[field] ?? null;
      } else if (field in outcome.fields) mask(field);
    }
    records.push({ id: row.id, cells, links, lists, masked, outcome: index });
  }
  return { records, outcomes };
}

const keys = new WeakMap<Outcome, string>();

/** Text that is equal for equal outcomes. */
export function outcomeKey(outcome: Outcome): string {
  const key = keys.get(outcome) ?? JSON.stringify(outcome);
  keys.set(outcome, key);
  return key;
}

/**
 * Whether a committed change of a table may be noticed through this access: some record was or is visible.
 * True also where memory alone cannot tell (conditions on linked records).
 */
export function mayNotice(
  access: Access,
  table: TableId,
  effects: readonly RecordEffect[],
): boolean {
  const found = access.tables.get(table);
  if (!found || boundKey(found.visible) === 'false') return false;
  if (boundTables(found.visible).size > 0) return true;
  const seen = (id: RecordId, cells: Cells | null) =>
    cells !== null &&
    evaluate(
      found.visible,
      { id, cells },
      (field) => found.fields.get(field),
      () => true,
    );
  return effects.some(
    (effect) =>
      effect.table === table && (seen(effect.id, effect.before) || seen(effect.id, effect.after)),
  );
}
