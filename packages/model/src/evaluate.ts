import { isEmptyCell } from './compare-cells.ts';
import type { Bound, Rollup, Test } from './condition.ts';
import type { FieldId } from './ids.ts';
import type { CellValue, Field, StorageClass, StoredRecord } from './schema.ts';
import { storageOf } from './storage.ts';
import { compareText, fold } from './text-key.ts';

/**
 * Answers a `linked` node for a record: whether some target of the link, on whichever side, meets `some`.
 * Given by whoever loaded the facts.
 */
export type LinkedAnswer = (
  node: Extract<Bound, { kind: 'linked' }>,
  record: StoredRecord,
) => boolean;

/** Gives the value of a rollup for a record, of numbers, dates or instants. */
export type RollupAnswer = (rollup: Rollup, record: StoredRecord) => string | number | null;

/** Rules name no rollups, so whoever evaluates rules need not know any. */
const noRollup: RollupAnswer = () => null;

/**
 * The truth of a bound condition for one record: total, and the very semantics the store's SQL has. An atom on
 * a field that is not there, or on a cell of another class than its field's, is false.
 */
export function evaluate(
  bound: Bound,
  record: StoredRecord,
  field: (id: FieldId) => Field | undefined,
  linked: LinkedAnswer,
  rollup: RollupAnswer = noRollup,
): boolean {
  switch (bound.kind) {
    case 'const':
      return bound.value;
    case 'and':
      return bound.of.every((child) => evaluate(child, record, field, linked, rollup));
    case 'or':
      return bound.of.some((child) => evaluate(child, record, field, linked, rollup));
    case 'not':
      return !evaluate(bound.of, record, field, linked, rollup);
    case 'record':
      return bound.ids.includes(record.id);
    case 'linked':
      return linked(bound, record);
    case 'rollup':
      return testCell(bound.test, rollup(bound.rollup, record), 'number');
    case 'atom': {
      const found = field(bound.field);
      if (!found) return false;
      const cell = Object.hasOwn(record.cells, bound.field) ? record.cells[bound.field] : null;
      return testCell(bound.test, cell ?? null, storageOf(found));
    }
  }
}

/** The truth of one test for one cell of a storage class. */
export function testCell(test: Test, cell: CellValue, storage: StorageClass): boolean {
  if (test.op === 'empty') return isEmptyCell(cell);
  if (isEmptyCell(cell)) return false;
  if (storage === 'ids' || storage === 'link') return testSet(test, cell);
  const value = storage === 'text' && typeof cell === 'string' ? fold(cell) : cell;
  switch (test.op) {
    case 'eq':
      return value === test.value;
    case 'in':
      return test.values.some((one) => one === value);
    case 'lt':
      return order(value, test.value) < 0;
    case 'lte':
      return order(value, test.value) <= 0;
    case 'gt':
      return order(value, test.value) > 0;
    case 'gte':
      return order(value, test.value) >= 0;
    case 'range':
      return order(value, test.from) >= 0 && order(value, test.to) < 0;
    case 'contains':
      return storage === 'text' && typeof value === 'string' && value.includes(test.value);
    case 'startsWith':
      return storage === 'text' && typeof value === 'string' && value.startsWith(test.value);
    case 'endsWith':
      return storage === 'text' && typeof value === 'string' && value.endsWith(test.value);
    default:
      return false;
  }
}

function testSet(test: Test, cell: CellValue): boolean {
  if (!Array.isArray(cell)) return false;
  const ids: readonly string[] = cell;
  switch (test.op) {
    case 'hasAny':
      return test.values.some((id) => ids.includes(id));
    case 'hasAll':
      return test.values.every((id) => ids.includes(id));
    case 'sameSet': {
      const wanted = new Set(test.values);
      return new Set(ids).size === wanted.size && ids.every((id) => wanted.has(id));
    }
    default:
      return false;
  }
}

/** NaN where the two cannot be compared, so that every comparison with it is false. */
function order(cell: CellValue, constant: string | number): number {
  if (typeof cell === 'number' && typeof constant === 'number') return cell - constant;
  if (typeof cell === 'string' && typeof constant === 'string') return compareText(cell, constant);
  return Number.NaN;
}
