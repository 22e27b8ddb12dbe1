import type { FieldId, TableId } from '@tessera/model';
import type { Dialect } from './dialects/dialect.ts';
import { indexName, type StoredColumn, tableName } from './layout.ts';
import { raw } from './sql-text.ts';

/** A window that took longer than this, in milliseconds, and more often than that, is worth an index. */
const slow = 8;
const often = 3;
/** Each index makes every write of its table slower. */
const mostPerTable = 4;

/** Makes an index for a column by which people keep sorting a large table. Indexes change speed and never an answer. */
export class SortIndexes {
  readonly #dialect: Dialect;
  readonly #noted = new Map<FieldId, number>();
  readonly #made = new Map<TableId, Set<FieldId>>();

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  has(column: StoredColumn): boolean {
    return this.#made.get(column.table)?.has(column.field.id) ?? false;
  }

  /** Notes how long a window took that was ordered by this column. */
  note(column: StoredColumn, milliseconds: number): void {
    if (milliseconds < slow || this.has(column)) return;
    const { id } = column.field;
    const times = (this.#noted.get(id) ?? 0) + 1;
    this.#noted.set(id, times);
    const made = this.#made.get(column.table) ?? new Set();
    if (times !== often || made.size >= mostPerTable) return;
    made.add(id);
    this.#made.set(column.table, made);
    // A column that was removed in the meantime needs no index.
    this.#create(column).catch(() => made.delete(id));
  }

  async #create(column: StoredColumn): Promise<void> {
    const on = `${tableName(column.table)} (${column.sort ?? column.name}, _n)`;
    const create = raw(`CREATE INDEX IF NOT EXISTS ${indexName(column.field.id, 'sort')} ON ${on}`);
    await this.#dialect.transaction((queries) => queries.run(create));
  }
}
