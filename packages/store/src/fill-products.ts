import {
  type Cells,
  type Denial,
  denial,
  type Field,
  isProduct,
  type ProductField,
  productsOf,
  type Table,
} from '@tessera/model';
import { decodeRow, encode } from './cells.ts';
import type { Queries, TypedColumn } from './dialects/dialect.ts';
import { columnOf, type StoredColumn, tableName } from './layout.ts';
import { raw, sql } from './sql-text.ts';

const batch = 1000;
const place: TypedColumn = { name: '_n', type: 'integer' };

/** Whether the cells of a product are to be made anew when its table changes. */
export function isStale(before: Field | undefined, after: Field): after is ProductField {
  if (!isProduct(after)) return false;
  if (!before || !isProduct(before) || before.precision !== after.precision) return true;
  return before.product.join() !== after.product.join();
}

/**
 * Multiplies products of records that were there before them. Refuses one that would be too large. Like other
 * cells that are filled when a field is added these leave no trace in the history.
 */
export async function fillProducts(
  queries: Queries,
  table: Table,
  products: readonly ProductField[],
): Promise<Denial | null> {
  if (products.length === 0) return null;
  const name = raw(tableName(table.id));
  const needed = new Set(products.flatMap((field) => [field.id, ...field.product]));
  const fields = table.fields.filter(({ id }) => needed.has(id));
  const columns = fields
    .map((field) => columnOf(table.id, field))
    .filter((column): column is StoredColumn => column.kind === 'column');
  const targets = columns.filter(({ field }) => products.some(({ id }) => id === field.id));
  const selected = raw(columns.map((column) => `, ${column.name}`).join(''));
  for (let last = 0; ; ) {
    const rows = await queries.all(
      sql`SELECT _n${selected} FROM ${name} WHERE _n > ${last} ORDER BY _n LIMIT ${batch}`,
    );
    const end = rows.at(-1);
    if (!end) return null;
    last = Number(end[0]);
    const updates = [];
    for (const row of rows) {
      const cells: Cells = decodeRow(columns, row, 1);
      const made = productsOf(fields, cells);
      const large = made.tooLarge.find(({ id }) => products.some((one) => one.id === id));
      if (large) return denial('invalid', `"${large.name}" would be too large a number.`);
      updates.push([
        row[0] ?? null,
        ...targets.map((column) => encode(column, made.cells[column.field.id])),
      ]);
    }
    await queries.updateMany(tableName(table.id), place, targets, updates);
  }
}
