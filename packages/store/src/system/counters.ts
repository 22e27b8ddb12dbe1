import type { Queries } from '../dialects/dialect.ts';
import { sql } from '../sql-text.ts';

/** Adds `by` to a counter of the workspace within the transaction and gives its new value. Starts at 0. */
export async function advance(queries: Queries, name: string, by = 1): Promise<number> {
  const next = sql`UPDATE s_counter SET value = value + ${by} WHERE name = ${name} RETURNING value`;
  const found = await queries.all(next);
  if (found[0]) return Number(found[0][0]);
  await queries.run(sql`INSERT INTO s_counter (name, value) VALUES (${name}, ${by})`);
  return by;
}

/** The value of a counter; 0 when it never moved. */
export async function counter(queries: Queries, name: string): Promise<number> {
  const found = await queries.all(sql`SELECT value FROM s_counter WHERE name = ${name}`);
  return Number(found[0]?.[0] ?? 0);
}
