import { logBeginsHere } from './audit/begin.ts';
import type { Dialect } from './dialects/dialect.ts';
import type { Place } from './place.ts';
import { sql } from './sql-text.ts';
import { systemTables } from './system/tables.ts';

/** What a copy of a workspace is called, and of what it is one. */
export interface CopyInfo {
  readonly id: string;
  readonly name: string;
  readonly copyOf: CopyMark;
}

/** Whence a workspace was copied, and when (epoch milliseconds). */
export interface CopyMark {
  readonly workspace: string;
  readonly at: number;
}

export const copySetting = 'copyOf';

/**
 * Copies a workspace as it is at one moment into an empty place: records, rules, people, history. Its log stays behind,
 * since it is the log of another workspace and would not verify; that of the copy begins with the copy.
 */
export async function copyWorkspace(dialect: Dialect, place: Place, info: CopyInfo): Promise<void> {
  const without = Object.keys(systemTables).filter((name) => systemTables[name]?.staysBehind);
  await dialect.copyTo(place, without, async (queries) => {
    await queries.run(sql`UPDATE s_info SET id = ${info.id}, name = ${info.name}`);
    await queries.run(
      sql`INSERT INTO s_setting (name, value) VALUES (${copySetting}, ${JSON.stringify(info.copyOf)})`,
    );
    await logBeginsHere(queries);
  });
}
