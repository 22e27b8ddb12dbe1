import {
  type Bound,
  type Cells,
  type CellValue,
  compareText,
  evaluate,
  type Field,
  type FieldId,
  fold,
  isEmptyCell,
  type Organisation,
  plainField,
  type Rollup,
  type Schema,
  type StoredRecord,
  type TableId,
} from '@tessera/model';
import {
  type DerivedReference,
  type FieldReference,
  isDerivedReference,
  isLinkReference,
  type LinkReference,
  type ReadRows,
  type Reference,
  type SecuredRows,
} from '@tessera/permissions';
import { sortKey } from '../sort-key.ts';

/** All records of a workspace in order of creation, whole: what every database is compared with. */
export interface World {
  readonly schema: Schema;
  readonly organisation: Organisation;
  readonly records: ReadonlyMap<TableId, readonly StoredRecord[]>;
}

export function idsIn(cell: CellValue | undefined): readonly string[] {
  return Array.isArray(cell) ? (cell as readonly string[]) : [];
}

/** What a function makes of readable cells, worked out in whole numbers. */
function rollUp(fn: Rollup['fn'], of: Field, cells: readonly CellValue[]): string | number | null {
  const filled = cells.filter((cell) => !isEmptyCell(cell));
  if (fn === 'filled') return filled.length;
  if (fn === 'empty') return cells.length - filled.length;
  if (fn === 'unique') return new Set(filled).size;
  const [first] = filled;
  if (first === undefined) return null;
  if (fn === 'min' || fn === 'max') {
    const sorted = (filled as (string | number)[]).toSorted(ascending);
    return (fn === 'min' ? sorted[0] : sorted.at(-1)) ?? null;
  }
  const kept = (value: bigint) => (value < 10n ** 15n && value > -(10n ** 15n) ? value : null);
  const sum = kept(filled.reduce((all, one) => all + BigInt(one as number), 0n));
  if (sum === null || fn === 'sum') return sum === null ? null : Number(sum);
  const precision = 'precision' in of ? of.precision : 0;
  const top = sum * 10n ** BigInt(Math.min(precision + 2, 8) - precision);
  const count = BigInt(filled.length);
  const size = top < 0n ? -top : top;
  const half = size / count + ((size % count) * 2n >= count ? 1n : 0n);
  const mean = kept(top < 0n ? -half : half);
  return mean === null ? null : Number(mean);
}

export type Memory = ReturnType<typeof reference>;

/** Answers secured questions in memory by the plainest means: what the law says, and nothing clever. */
export function reference(world: World) {
  const fields = new Map<FieldId, Field>();
  for (const table of world.schema.tables)
    for (const field of table.fields) fields.set(field.id, field);
  const byId = new Map<string, StoredRecord>();
  for (const records of world.records.values())
    for (const record of records) byId.set(record.id, record);
  const places = new Map(
    [...world.records.values()].flatMap((list) => list.map((one, i) => [one.id, i] as const)),
  );
  const names = new Map(
    world.organisation.members.map((member) => [member.id, sortKey(member.name)]),
  );

  const holds = (bound: Bound, record: StoredRecord): boolean =>
    evaluate(
      bound,
      record,
      (id) => fields.get(id),
      (node, from) => targets(from, node.link).some((target) => holds(node.some, target)),
      (rollup, from) => rolled(rollup, from),
    );
  const counted = ({ link, over }: Pick<Rollup, 'link' | 'over'>, record: StoredRecord) =>
    targets(record, link).filter((target) => holds(over, target));
  const rolled = (rollup: Rollup, record: StoredRecord): string | number | null => {
    const records = counted(rollup, record);
    const of = rollup.of === null ? undefined : fields.get(rollup.of);
    if (!of) return records.length;
    return rollUp(
      rollup.fn,
      of,
      records.map(({ cells }) => cells[of.id] ?? null),
    );
  };
  const behind = (by: DerivedReference, record: StoredRecord): readonly CellValue[] => {
    if (!holds(by.when, record)) return [];
    const { behind: at } = by;
    const values =
      at.kind === 'rollup'
        ? [rolled(at.rollup, record)]
        : counted(at, record).map(({ cells }) => cells[at.of] ?? null);
    return values.filter((value) => !isEmptyCell(value));
  };
  const targets = (record: StoredRecord, link: FieldId): readonly StoredRecord[] =>
    idsIn(record.cells[link]).flatMap((id) => byId.get(id) ?? []);
  const read = ({ field, when }: FieldReference, record: StoredRecord): CellValue =>
    holds(when, record) ? (record.cells[field] ?? null) : null;
  const seen = (link: LinkReference, record: StoredRecord): readonly StoredRecord[] =>
    holds(link.when, record)
      ? targets(record, link.field).filter((target) => holds(link.visible, target))
      : [];

  function sortValue(id: FieldId, cell: CellValue): string | number | null {
    if (isEmptyCell(cell)) return null;
    const given = fields.get(id);
    const field = given && plainField(given);
    switch (field?.type) {
      case 'longText':
        return fold(cell as string);
      case 'text':
      case 'phone':
      case 'email':
      case 'url':
        return sortKey(cell as string);
      case 'checkbox':
        return cell === true ? 1 : 0;
      case 'singleSelect':
        return position(field.options.findIndex((option) => option.id === cell));
      case 'multiSelect':
        return position(field.options.findIndex((option) => idsIn(cell).includes(option.id)));
      case 'member':
      case 'createdBy':
      case 'modifiedBy':
        return names.get(cell as string) ?? null;
      default:
        return cell as string | number;
    }
  }
  const position = (index: number) => (index < 0 ? null : index);

  function orderValue(by: Reference, record: StoredRecord): string | number | null {
    if (isDerivedReference(by)) {
      const [value = null] = behind(by, record);
      return by.behind.kind === 'lookup'
        ? sortValue(by.behind.of, value)
        : (value as string | number | null);
    }
    if (!isLinkReference(by)) return sortValue(by.field, read(by, record));
    const { title } = by;
    if (!title) return null;
    const titles = seen(by, record).map((target) => sortValue(title.field, read(title, target)));
    const known = titles.filter((one) => one !== null).sort(ascending);
    return known[0] ?? null;
  }

  function compare(a: StoredRecord, b: StoredRecord, order: SecuredRows['order']): number {
    for (const { by, direction } of order) {
      const x = orderValue(by, a);
      const y = orderValue(by, b);
      if (x === null && y === null) continue;
      if (x === null) return 1;
      if (y === null) return -1;
      const result = ascending(x, y);
      if (result !== 0) return direction === 'asc' ? result : -result;
    }
    return 0;
  }

  function linkCell(link: LinkReference, record: StoredRecord) {
    const visible = seen(link, record);
    const unseen = link.side === 'forward' && visible.length < targets(record, link.field).length;
    const shown = visible.map((target) => ({
      id: target.id,
      title: link.title ? read(link.title, target) : null,
    }));
    return { targets: shown, unseen };
  }

  return {
    fields,
    /** Where a record stands in the order of creation. */
    place: (record: StoredRecord) => places.get(record.id) ?? null,
    holds,
    matching: (table: TableId, where: Bound) =>
      (world.records.get(table) ?? []).filter((record) => holds(where, record)),
    read,
    behind,
    seen,
    targets,
    sortValue,
    orderValue,
    /** `inGroups` compares the groups that records stand in. */
    rows(
      query: SecuredRows,
      inGroups: (a: StoredRecord, b: StoredRecord) => number = () => 0,
    ): ReadRows {
      const found = (world.records.get(query.table) ?? []).filter((record) =>
        holds(query.where, record),
      );
      // Array.sort is stable: what ties stays in order of creation.
      const sorted = [...found].sort((a, b) => inGroups(a, b) || compare(a, b, query.order));
      const rows = sorted.slice(query.offset, query.offset + query.limit).map((record) => {
        const cells: Record<FieldId, CellValue> = {};
        for (const column of query.columns) {
          const cell = read(column, record);
          if (cell !== null) cells[column.field] = cell;
        }
        const lists: Record<FieldId, readonly CellValue[]> = {};
        for (const by of query.derived) {
          const [first = null, ...others] = behind(by, record);
          if (by.many && holds(by.when, record))
            lists[by.field] = first === null ? [] : [first, ...others];
          else if (!by.many && first !== null) cells[by.field] = first;
        }
        const links: Record<FieldId, ReturnType<typeof linkCell>> = {};
        for (const link of query.links)
          if (holds(link.when, record)) links[link.field] = linkCell(link, record);
        const bits = query.bits.reduce((sum, bit, i) => sum + (holds(bit, record) ? 2 ** i : 0), 0);
        return { id: record.id, cells: cells as Cells, lists, links, bits };
      });
      return { rows, total: query.total ? found.length : null };
    },
  };
}

export function ascending(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : compareText(String(a), String(b));
}
