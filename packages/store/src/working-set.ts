import {
  type Cells,
  type CellValue,
  type FieldId,
  type RecordEffect,
  type RecordId,
  sameCell,
  type TableId,
} from '@tessera/model';
import type { LoadedRecord } from './records.ts';

/** A record as it was and as it will be. `after` is null once it is deleted, `before` null when it is new. */
export interface WorkingRecord {
  readonly table: TableId;
  readonly id: RecordId;
  readonly n: number;
  readonly before: Cells | null;
  after: Record<FieldId, CellValue> | null;
  readonly changed: Set<FieldId>;
  /** `_n` of the records in each reverse link cell. */
  readonly places: Record<FieldId, number[]>;
}

/** All records a change set touches, on both sides of its links. */
export class WorkingSet {
  readonly #tables = new Map<TableId, Map<RecordId, WorkingRecord>>();
  readonly #table: TableId;
  directCount = 0;

  constructor(table: TableId, loaded: ReadonlyMap<RecordId, LoadedRecord>) {
    this.#table = table;
    this.add(table, loaded);
  }

  /** Takes in records as they were found; those that are known already stay as they are. */
  add(table: TableId, loaded: ReadonlyMap<RecordId, LoadedRecord>): void {
    const records = this.#records(table);
    for (const { id, n, cells, places } of loaded.values()) {
      if (records.has(id)) continue;
      records.set(id, {
        table,
        id,
        n,
        before: cells,
        after: { ...cells },
        changed: new Set(),
        places,
      });
    }
  }

  /** Takes in a new record; `stamps` are the cells the store itself fills. */
  create(id: RecordId, n: number, given: Cells, stamps: Cells): WorkingRecord {
    const after: Record<FieldId, CellValue> = {};
    for (const cells of [given, stamps]) {
      for (const field in cells) {
        const cell = cells[field] ?? null;
        if (cell !== null && !(Array.isArray(cell) && cell.length === 0)) after[field] = cell;
      }
    }
    const record: WorkingRecord = {
      table: this.#table,
      id,
      n,
      before: null,
      after,
      changed: new Set(Object.keys(after)),
      places: {},
    };
    this.#records(this.#table).set(id, record);
    return record;
  }

  find(table: TableId, id: RecordId): WorkingRecord | undefined {
    return this.#tables.get(table)?.get(id);
  }

  set(record: WorkingRecord, field: FieldId, cell: CellValue): void {
    if (!record.after) return;
    const value = Array.isArray(cell) && cell.length === 0 ? null : cell;
    if (value === null) delete record.after[field];
    else record.after[field] = value;
    if (sameCell(record.before?.[field], value)) record.changed.delete(field);
    else record.changed.add(field);
  }

  /** What became of everything: the records written directly first, then those on the other sides of links. */
  effects(direct: readonly WorkingRecord[]): readonly RecordEffect[] {
    const order = new Set(direct);
    this.directCount = 0;
    const effects: RecordEffect[] = [];
    const note = (record: WorkingRecord) => {
      if (record.before === null && record.after === null) return;
      if (record.after !== null && record.changed.size === 0) return;
      const { table, id, before, after } = record;
      const changed = after === null ? Object.keys(before ?? {}) : [...record.changed];
      effects.push({ table, id, before, after, changed });
    };
    for (const record of order) note(record);
    this.directCount = effects.length;
    for (const records of this.#tables.values()) {
      for (const record of records.values()) if (!order.has(record)) note(record);
    }
    return effects;
  }

  #records(table: TableId): Map<RecordId, WorkingRecord> {
    const known = this.#tables.get(table);
    if (known) return known;
    const made = new Map<RecordId, WorkingRecord>();
    this.#tables.set(table, made);
    return made;
  }
}
