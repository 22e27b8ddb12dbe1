import type { Queries } from '../dialects/dialect.ts';
import { raw, sql } from '../sql-text.ts';

/** Notes how far history and policies go that the log does not tell of. */
export async function logBeginsHere(queries: Queries): Promise<void> {
  for (const [name, table, column] of [
    ['auditHistory', 's_history', 'seq'],
    ['auditPolicy', 's_policy', 'version'],
  ] as const) {
    await queries.run(sql`DELETE FROM s_counter WHERE name = ${name}`);
    await queries.run(
      raw(
        `INSERT INTO s_counter (name, value) SELECT '${name}', max(${column}) FROM ${table} HAVING max(${column}) > 0`,
      ),
    );
  }
}
