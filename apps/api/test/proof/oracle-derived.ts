import type { CellValue, Field, FieldId, FieldOf, Level, Table } from '@tessera/model';
import { type Raw, type RawRecord, targetsOf } from './spec.ts';

/** What the oracle knows of one member's records, as far as is asked here. */
interface Reader {
  readonly tables: readonly Table[];
  readonly raw: Raw;
  sees(table: Table, record: RawRecord): boolean;
  level(table: Table, action: 'view', record: RawRecord, field: Field): Level;
}

/** A field whose cells are asked of the records behind a link (decision 011). */
export type Asked = FieldOf<'lookup'> | FieldOf<'rollup'> | FieldOf<'count'>;

export function isAsked(field: Field): field is Asked {
  return ['lookup', 'rollup', 'count'].includes(field.type);
}

export function isOpenToAll(field: Field): boolean {
  return 'declassified' in field && field.declassified === true;
}

/** The link such a field goes through, the table behind it, and the field it reads there. */
export function wayOf(oracle: Pick<Reader, 'tables'>, table: Table, field: Asked) {
  const link = table.fields.find(({ id }) => id === field.link);
  const target = oracle.tables.find(({ id }) => link?.type === 'link' && id === link.target);
  if (link?.type !== 'link' || !target) throw new Error(`${field.id} goes nowhere.`);
  const of = target.fields.find(({ id }) => field.type !== 'count' && id === field.of) ?? null;
  return { link, target, of };
}

/** The records behind the link, in its order, that are there. */
export function linkedTo(
  oracle: Pick<Reader, 'tables' | 'raw'>,
  table: Table,
  field: Asked,
  record: RawRecord,
): readonly RawRecord[] {
  const { link, target } = wayOf(oracle, table, field);
  const all = oracle.raw.get(target.id) ?? [];
  return targetsOf(record.cells[link.id]).flatMap((id) => all.find((one) => one.id === id) ?? []);
}

/** The linked records that count for a member: those he sees and whose cell he reads there, or where it is declassified all. */
export function countedFor(
  oracle: Reader,
  table: Table,
  field: Asked,
  record: RawRecord,
): readonly RawRecord[] {
  const { target, of } = wayOf(oracle, table, field);
  return linkedTo(oracle, table, field, record).filter((other) => {
    if (isOpenToAll(field)) return true;
    if (!oracle.sees(target, other)) return false;
    return !of || ['read', 'edit'].includes(oracle.level(target, 'view', other, of));
  });
}

/**
 * What a member is shown of such a field: made of the records that count. A lookup through a link to several records is the list of their values that are not empty.
 */
export function askedCell(
  oracle: Reader,
  table: Table,
  field: Asked,
  record: RawRecord,
): CellValue | readonly CellValue[] {
  const { link, of } = wayOf(oracle, table, field);
  const counted = countedFor(oracle, table, field, record);
  if (!of || field.type === 'count') return counted.length;
  const cells = counted.map((other) => plainCell(other, of.id));
  if (field.type === 'rollup') return rolledUp(field.fn, of, cells);
  const values = cells.filter((cell) => cell !== null);
  return link.side === 'forward' && link.single ? (values[0] ?? null) : values;
}

/** A formula without a value counts as empty. */
export function plainCell({ cells }: RawRecord, field: FieldId): CellValue {
  const cell = cells[field] ?? null;
  return typeof cell === 'object' && cell !== null && 'error' in cell ? null : cell;
}

const tooLarge = 10 ** 15;

function rolledUp(fn: FieldOf<'rollup'>['fn'], of: Field, cells: readonly CellValue[]): CellValue {
  const there = cells.filter((cell) => cell !== null);
  switch (fn) {
    case 'filled':
      return there.length;
    case 'empty':
      return cells.length - there.length;
    case 'unique':
      return new Set(there.map((cell) => JSON.stringify(cell))).size;
    case 'min':
    case 'max': {
      const sorted = [...there].sort((a, b) => ((a as number) < (b as number) ? -1 : 1));
      return (fn === 'min' ? sorted[0] : sorted.at(-1)) ?? null;
    }
    case 'sum':
    case 'average': {
      if (there.length === 0) return null;
      const sum = there.reduce((all: number, cell) => all + (cell as number), 0);
      if (Math.abs(sum) >= tooLarge) return null;
      if (fn === 'sum') return sum;
      // Two digits more, as far as a field can have them, rounded away from zero.
      const digits = 'precision' in of ? of.precision : 0;
      const scaled = (Math.abs(sum) * 10 ** (Math.min(digits + 2, 8) - digits)) / there.length;
      const average = Math.sign(sum) * Math.round(scaled) + 0;
      return Math.abs(average) >= tooLarge ? null : average;
    }
  }
}
