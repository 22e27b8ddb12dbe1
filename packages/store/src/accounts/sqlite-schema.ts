import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { type AuthColumn, authTables, mapColumns, snake } from './tables.ts';

function sqliteColumn(name: string, { type, required, unique }: AuthColumn) {
  switch (type) {
    case 'text': {
      const column = required ? text(name).notNull() : text(name);
      return unique ? column.unique() : column;
    }
    case 'number':
      return integer(name);
    case 'boolean':
      return required
        ? integer(name, { mode: 'boolean' }).notNull()
        : integer(name, { mode: 'boolean' });
    case 'time':
      return required
        ? integer(name, { mode: 'timestamp_ms' }).notNull()
        : integer(name, { mode: 'timestamp_ms' });
  }
}

/** drizzle tables for better-auth's adapter, by model name. */
export function sqliteAuthSchema() {
  return Object.fromEntries(
    Object.entries(authTables).map(([name, columns]) => [
      name,
      sqliteTable(snake(name), {
        id: text('id').primaryKey(),
        ...mapColumns(columns, sqliteColumn),
      }),
    ]),
  );
}
