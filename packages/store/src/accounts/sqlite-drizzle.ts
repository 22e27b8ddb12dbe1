import type Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
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

/** drizzle over the accounts for better-auth's adapter, tables by model name. */
export function sqliteDrizzle(handle: Database.Database) {
  const schema = Object.fromEntries(
    Object.entries(authTables).map(([name, columns]) => [
      name,
      sqliteTable(snake(name), {
        id: text('id').primaryKey(),
        ...mapColumns(columns, sqliteColumn),
      }),
    ]),
  );
  return { database: drizzle(handle), schema };
}
