import {
  type CellValue,
  type Field,
  isCellError,
  isEmptyCell,
  type StoredRecord,
  storageOf,
} from '@tessera/model';
import {
  type GroupReference,
  isDerivedReference,
  isLinkReference,
  type ReadGroup,
  type Reference,
  type SecuredGroups,
} from '@tessera/permissions';
import { ascending, type Memory } from './reference.ts';

type Key = ReadGroup['keys'][number] & {
  readonly sort: string | number | null;
  readonly tie: string | number | null;
};

/** The readable value of a reference: a cell that has not failed, or the first visible target of a link. */
function readable(memory: Memory, by: Reference, record: StoredRecord): CellValue {
  if (isDerivedReference(by)) return memory.behind(by, record)[0] ?? null;
  const cell = isLinkReference(by)
    ? (memory.seen(by, record)[0]?.id ?? null)
    : memory.read(by, record);
  return isCellError(cell) ? null : cell;
}

const unitLength = { day: 10, month: 7, year: 4 };

function isOpenAndEmpty(memory: Memory, by: Reference, record: StoredRecord): boolean {
  if (!memory.holds(by.when, record)) return false;
  if (!isLinkReference(by)) return isEmptyCell(readable(memory, by, record));
  const listed = by.side === 'forward' ? memory.targets(record, by.field) : memory.seen(by, record);
  return listed.length === 0;
}

function keyOf(memory: Memory, { by, unit }: GroupReference, record: StoredRecord): Key {
  const whole = readable(memory, by, record);
  const value = unit && typeof whole === 'string' ? whole.slice(0, unitLength[unit]) : whole;
  if (value === null && !isOpenAndEmpty(memory, by, record)) {
    return { value: null, noAccess: true, sort: null, tie: null };
  }
  if (!isLinkReference(by)) {
    const tie = Array.isArray(value)
      ? value.join()
      : typeof value === 'boolean'
        ? 0
        : (value as string | number | null);
    const sort = isDerivedReference(by)
      ? memory.orderValue(by, record)
      : memory.sortValue(by.field, value);
    return { value, noAccess: false, sort, tie };
  }
  const target = memory.seen(by, record)[0];
  const title = target && by.title ? memory.read(by.title, target) : null;
  const sort = by.title && title !== null ? memory.sortValue(by.title.field, title) : null;
  const tie = target ? memory.place(target) : null;
  return { value, title, noAccess: false, sort, tie };
}

/** A field whose cells are like the values of a reference. */
function valueField(memory: Memory, by: Reference): Field | undefined {
  if (!isDerivedReference(by)) return memory.fields.get(by.field);
  const { behind } = by;
  if (behind.kind === 'lookup') return memory.fields.get(behind.of);
  const { fn, of } = behind.rollup;
  const field = of === null ? undefined : memory.fields.get(of);
  const base = { id: '', name: '', slug: '', classes: [], type: 'number' as const };
  if (!field || ['filled', 'empty', 'unique'].includes(fn)) return { ...base, precision: 0 };
  if (fn !== 'average' || !('precision' in field)) return field;
  return { ...base, precision: Math.min(field.precision + 2, 8) };
}

function measure(
  memory: Memory,
  { fn, by }: SecuredGroups['aggregates'][number],
  records: readonly StoredRecord[],
) {
  if (fn === 'count') return records.length;
  if (!by) return null;
  const values = records
    .map((record) => readable(memory, by, record))
    .filter((one) => one !== null);
  const field = valueField(memory, by);
  const storage = field && storageOf(field);
  const precision = field && 'precision' in field ? field.precision : 0;
  const sum = values.reduce<bigint>(
    (total, one) => (storage === 'number' ? total + BigInt(one as number) : total),
    0n,
  );
  switch (fn) {
    case 'filled':
      return values.length;
    case 'unique':
      return new Set(values.map((one) => JSON.stringify(one))).size;
    case 'empty':
      return records.filter((record) => isOpenAndEmpty(memory, by, record)).length;
    case 'sum':
      if (storage !== 'number' || values.length === 0) return null;
      return Number.isSafeInteger(Number(sum)) ? Number(sum) : String(sum);
    case 'average': {
      if (storage !== 'number' || values.length === 0) return null;
      return decimal(sum, BigInt(values.length), precision + 6, 6);
    }
    default: {
      if (storage !== 'number' && storage !== 'date' && storage !== 'instant') return null;
      const sorted = [...values].sort((a, b) => ascending(a as string, b as string));
      return (fn === 'min' ? sorted[0] : sorted.at(-1)) ?? null;
    }
  }
}

/** sum / count with `digits` decimals of which the last `more` lie below the scale, by long division. */
function decimal(sum: bigint, count: bigint, digits: number, more: number): string {
  const top = (sum < 0n ? -sum : sum) * 10n ** BigInt(more);
  const rounded = top / count + ((top % count) * 2n >= count ? 1n : 0n);
  const unit = 10n ** BigInt(digits);
  const fraction = String(rounded % unit)
    .padStart(digits, '0')
    .replace(/0+$/, '');
  return `${sum < 0n && rounded > 0n ? '-' : ''}${rounded / unit}${fraction && `.${fraction}`}`;
}

function compareKeys(
  a: readonly Key[],
  b: readonly Key[],
  levels: readonly GroupReference[],
): number {
  for (let i = 0; i < a.length; i++) {
    const x = a[i] as Key;
    const y = b[i] as Key;
    const sign = levels[i]?.direction === 'desc' ? -1 : 1;
    if (x.noAccess !== y.noAccess) return x.noAccess ? 1 : -1;
    if (x.sort !== y.sort) {
      if (x.sort === null) return 1;
      if (y.sort === null) return -1;
      const order = ascending(x.sort, y.sort);
      if (order !== 0) return sign * order;
    }
    if (x.tie === y.tie) continue;
    if (x.tie === null) return 1;
    return y.tie === null ? -1 : sign * ascending(x.tie, y.tie);
  }
  return 0;
}

/** Groups as the law says: by readable keys, measures over readable cells, nothing where a key may not be read. */
export function groupsOf(memory: Memory, query: SecuredGroups): readonly ReadGroup[] {
  const groups = new Map<string, { keys: readonly Key[]; records: StoredRecord[] }>();
  if (query.group.length === 0) groups.set('', { keys: [], records: [] });
  for (const record of memory.matching(query.table, query.where)) {
    const keys = query.group.map((one) => keyOf(memory, one, record));
    const name = keys.map(({ value, noAccess }) => JSON.stringify([value, noAccess])).join('\n');
    const group = groups.get(name) ?? { keys, records: [] };
    group.records.push(record);
    groups.set(name, group);
  }
  const sorted = [...groups.values()].sort((a, b) => compareKeys(a.keys, b.keys, query.group));
  return sorted.map(({ keys, records }) => {
    const closed = keys.some((key) => key.noAccess);
    return {
      keys: keys.map(({ value, noAccess, ...rest }) =>
        'title' in rest ? { value, title: rest.title ?? null, noAccess } : { value, noAccess },
      ),
      measures: query.aggregates.map((one) => (closed ? null : measure(memory, one, records))),
    };
  });
}

/** Compares records by the groups they stand in; where a key may not be read, further levels do not count. */
export function groupOrder(memory: Memory, levels: readonly GroupReference[]) {
  const keys = new Map<StoredRecord, readonly Key[]>();
  const keysOf = (record: StoredRecord): readonly Key[] => {
    const known = keys.get(record);
    if (known) return known;
    const all = levels.map((level) => keyOf(memory, level, record));
    const closed = all.findIndex(({ noAccess }) => noAccess);
    const found = closed < 0 ? all : all.slice(0, closed + 1);
    keys.set(record, found);
    return found;
  };
  return (a: StoredRecord, b: StoredRecord) => compareKeys(keysOf(a), keysOf(b), levels);
}
