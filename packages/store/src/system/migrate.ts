import { AppError } from '@tessera/model';
import { logBeginsHere } from '../audit/begin.ts';
import type { Dialect, Queries } from '../dialects/dialect.ts';
import { raw, sql } from '../sql-text.ts';
import { formatStatements, runAll } from './tables.ts';

interface Migration {
  /** The version of the format after it. */
  readonly version: number;
  run(queries: Queries, dialect: Dialect): Promise<void>;
}

/** Never changed once released; a new format is a new entry at the end. */
const migrations: readonly Migration[] = [
  { version: 1, run: (queries, dialect) => runAll(queries, formatStatements(dialect, 1)) },
  /** Titles of members, rules for posts. */
  { version: 2, run: (queries, dialect) => runAll(queries, formatStatements(dialect, 2)) },
  /** Settings of the workspace. */
  { version: 3, run: (queries, dialect) => runAll(queries, formatStatements(dialect, 3)) },
  /** Templates that members keep, and notes of what they did first. */
  { version: 4, run: (queries, dialect) => runAll(queries, formatStatements(dialect, 4)) },
  /** The trash: removed tables and fields, deleted records. */
  { version: 5, run: (queries, dialect) => runAll(queries, formatStatements(dialect, 5)) },
  /** The log, and how far history and policies went before there was one. */
  {
    version: 6,
    async run(queries, dialect) {
      await runAll(queries, formatStatements(dialect, 6));
      await logBeginsHere(queries);
    },
  },
  /** What members were before. */
  { version: 7, run: (queries, dialect) => runAll(queries, formatStatements(dialect, 7)) },
  /** Shares of records. */
  { version: 8, run: (queries, dialect) => runAll(queries, formatStatements(dialect, 8)) },
  /** Service accounts and tokens. */
  { version: 9, run: (queries, dialect) => runAll(queries, formatStatements(dialect, 9)) },
];

const latest = migrations[migrations.length - 1]?.version ?? 0;

/** The version of a database's format; 0 for an empty one. */
async function formatOf(queries: Queries, dialect: Dialect): Promise<number> {
  const integer = dialect.columnType('integer');
  await queries.run(
    raw(
      `CREATE TABLE IF NOT EXISTS s_format (version ${integer} PRIMARY KEY)${dialect.tableSuffix}`,
    ),
  );
  const rows = await queries.all(raw('SELECT max(version) FROM s_format'));
  return Number(rows[0]?.[0] ?? 0);
}

/**
 * Brings a database to the format of this program, in one transaction. A file with data in it is copied first.
 * Refuses a database that a newer program has written.
 */
export async function migrate(dialect: Dialect): Promise<void> {
  const before = await dialect.transaction((queries) => formatOf(queries, dialect));
  if (before === latest) return;
  if (before > latest) {
    throw new AppError(
      'unavailable',
      `This workspace was written by a newer version (format ${before}).`,
    );
  }
  if (before > 0) await dialect.backUp(`format-${before}`);
  await dialect.transaction(async (queries) => {
    for (const { version, run } of migrations) {
      if (version <= (await formatOf(queries, dialect))) continue;
      await run(queries, dialect);
      await queries.run(sql`INSERT INTO s_format (version) VALUES (${version})`);
    }
  });
}
