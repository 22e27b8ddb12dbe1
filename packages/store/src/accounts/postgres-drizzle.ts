import { drizzle } from 'drizzle-orm/node-postgres';
import { boolean, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import type pg from 'pg';
import { type AuthColumn, authTables, mapColumns, snake } from './tables.ts';

function postgresColumn(name: string, { type, required, unique }: AuthColumn) {
  switch (type) {
    case 'text': {
      const column = required ? text(name).notNull() : text(name);
      return unique ? column.unique() : column;
    }
    case 'number':
      return integer(name);
    case 'boolean':
      return required ? boolean(name).notNull() : boolean(name);
    case 'time': {
      const column = timestamp(name, { withTimezone: true, mode: 'date' });
      return required ? column.notNull() : column;
    }
  }
}

/** drizzle over the accounts for better-auth's adapter, tables by model name. */
export function postgresDrizzle(handle: pg.Pool) {
  const schema = Object.fromEntries(
    Object.entries(authTables).map(([name, columns]) => [
      name,
      pgTable(snake(name), {
        id: text('id').primaryKey(),
        ...mapColumns(columns, postgresColumn),
      }),
    ]),
  );
  return { database: drizzle(handle), schema };
}
