import { guessDateOrder, guessType } from '@tessera/model';
import type { ImportInspection } from '@tessera/protocol';
import type { Sheet } from './read-sheet.ts';

/** Values of a column that its type is guessed from. */
const sampled = 2000;
const shown = 5;

/** What a file looks like, and for each column the field that `fieldFor` finds fitting (each field once). */
export function inspectSheet(
  sheet: Sheet,
  fieldFor: (header: string) => string | undefined,
): ImportInspection {
  const taken = new Set<string>();
  const orders = new Set<'ymd' | 'mdy' | 'dmy' | 'ambiguous'>();
  const columns = Array.from({ length: sheet.width }, (_, column) => {
    const values: string[] = [];
    for (const { cells } of sheet.rows) {
      const value = cells[column]?.trim() ?? '';
      if (value !== '' && values.push(value) >= sampled) break;
    }
    const type = guessType(values);
    if (type === 'date' || type === 'dateTime') {
      const order = guessDateOrder(columnValues(sheet, column));
      if (order !== null) orders.add(order);
    }
    const name = sheet.header?.[column] ?? '';
    const field = name === '' ? undefined : fieldFor(name);
    const free = field !== undefined && !taken.has(field);
    if (free) taken.add(field);
    return {
      column,
      name,
      samples: [...new Set(values)].slice(0, shown).map((value) => value.slice(0, 200)),
      type,
      ...(free && { field }),
    };
  });
  const dateOrder = oneOrder(orders);
  return {
    encoding: sheet.encoding,
    delimiter: sheet.delimiter,
    header: sheet.header !== null,
    rows: sheet.rows.length,
    columns,
    ...(dateOrder !== undefined && { dateOrder }),
    ...sheet.workbook,
  };
}

/** All values of a column, lazily: a date beyond the sample may be the one that settles the order. */
export function* columnValues(sheet: Sheet, column: number): Generator<string> {
  for (const { cells } of sheet.rows) yield cells[column] ?? '';
}

/** The order of the file's dates; a settled column settles an ambiguous one. Undefined when the file does not tell. */
export function oneOrder(
  orders: ReadonlySet<'ymd' | 'mdy' | 'dmy' | 'ambiguous'>,
): 'ymd' | 'mdy' | 'dmy' | undefined {
  for (const order of ['mdy', 'dmy'] as const) if (orders.has(order)) return order;
  return orders.has('ymd') && !orders.has('ambiguous') ? 'ymd' : undefined;
}

/** A name by which columns and fields are matched: folded, without blanks and signs. */
export function nameKey(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\-./:()（）：]+/g, '');
}
