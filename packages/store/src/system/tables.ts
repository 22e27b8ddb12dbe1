import type { ColumnType, Queries, Words } from '../dialects/dialect.ts';
import { raw } from '../sql-text.ts';

interface SystemColumn {
  readonly type: ColumnType;
  readonly optional?: true;
  /** Version of the format that brought it; absent: that of its table. Optional, since rows are there already. */
  readonly since?: number;
}

interface SystemTable {
  /** Version of the format that brought it; absent: the first. */
  readonly since?: number;
  readonly columns: Readonly<Record<string, SystemColumn>>;
  readonly primaryKey: readonly string[];
  /** Columns of further indexes. */
  readonly indexes?: readonly (readonly string[])[];
  /** Rows are neither changed nor taken away, and come in the order of their key: the database itself refuses it. */
  readonly appendOnly?: true;
  /** A copy of the workspace begins without its rows. */
  readonly staysBehind?: true;
}

const text: SystemColumn = { type: 'text' };
const integer: SystemColumn = { type: 'integer' };
const maybeText: SystemColumn = { type: 'text', optional: true };
const maybeInteger: SystemColumn = { type: 'integer', optional: true };
const placed = { id: text, position: integer, doc: text };

/** The system tables of a workspace, described once. `doc` holds what is only read whole, as JSON. */
export const systemTables: Readonly<Record<string, SystemTable>> = {
  s_info: {
    columns: { id: text, name: text, language: text, time_zone: text },
    primaryKey: ['id'],
  },
  /** Further settings of the workspace, each as JSON. */
  s_setting: { since: 3, columns: { name: text, value: text }, primaryKey: ['name'] },
  s_counter: { columns: { name: text, value: integer }, primaryKey: ['name'] },
  s_app: { columns: placed, primaryKey: ['id'] },
  s_class: { columns: placed, primaryKey: ['id'] },
  s_table: { columns: { ...placed, app: text }, primaryKey: ['id'] },
  s_field: { columns: { ...placed, table_id: text, type: text }, primaryKey: ['id'] },
  s_view: { columns: { ...placed, table_id: text }, primaryKey: ['id'] },
  s_member: {
    columns: {
      id: text,
      position: integer,
      name: text,
      sort_key: text,
      email: text,
      status: text,
      manager: maybeText,
      language: maybeText,
      title: { ...maybeText, since: 2 },
    },
    primaryKey: ['id'],
  },
  s_role: {
    columns: {
      id: text,
      position: integer,
      name: text,
      description: maybeText,
      built_in: maybeText,
    },
    primaryKey: ['id'],
  },
  s_team: { columns: { id: text, position: integer, name: text }, primaryKey: ['id'] },
  s_department: {
    columns: { id: text, position: integer, name: text, parent: maybeText },
    primaryKey: ['id'],
  },
  s_post_rule: { since: 2, columns: placed, primaryKey: ['id'] },
  /** Rows are closed, never deleted: who belonged where, since when, by whose hand. */
  s_membership: {
    columns: {
      n: integer,
      group_kind: text,
      group_id: text,
      holder_kind: text,
      holder_id: text,
      subtree: integer,
      from_at: maybeInteger,
      until_at: maybeInteger,
      reason: maybeText,
      opened_at: integer,
      opened_by: text,
      closed_at: maybeInteger,
      closed_by: maybeText,
    },
    primaryKey: ['n'],
  },
  /** The reporting line over time. */
  s_manager: {
    columns: {
      n: integer,
      member: text,
      manager: maybeText,
      opened_at: integer,
      opened_by: text,
      closed_at: maybeInteger,
      closed_by: maybeText,
    },
    primaryKey: ['n'],
    indexes: [['member']],
  },
  /** What a member was until a moment: a status, or `absent` before there was such a member. */
  s_former: {
    since: 7,
    columns: { n: integer, member: text, status: text, until_at: integer, until_by: text },
    primaryKey: ['n'],
  },
  s_policy: {
    columns: {
      version: integer,
      hash: text,
      at: integer,
      by_member: text,
      reason: text,
      doc: text,
    },
    primaryKey: ['version'],
  },
  /** Tables and fields that were removed and can be put back: `doc` is what the schema lost. */
  s_trash: {
    since: 5,
    columns: { id: text, at: integer, by_member: text, doc: text },
    primaryKey: ['id'],
  },
  /** Deleted records that can be put back: `doc` holds all their cells, links from both sides too. */
  s_trashed_record: {
    since: 5,
    columns: { id: text, table_id: text, at: integer, by_member: text, doc: text },
    primaryKey: ['id'],
    indexes: [['table_id', 'at']],
  },
  /**
   * `place` is seq * 2^20 + the record's place in its change set: one growing key, so that a write appends.
   * `record_n` is the record's `_n`, for the same reason; after a delete another record may get it.
   */
  s_history: {
    columns: {
      place: integer,
      seq: integer,
      at: integer,
      by_member: text,
      change: text,
      table_id: text,
      record_id: text,
      record_n: integer,
      kind: text,
      before: maybeText,
      after: maybeText,
    },
    primaryKey: ['place'],
    indexes: [['record_n']],
  },
  /** Templates that members keep: `look` is shown before one starts, `doc` and `sources` are read for one alone. */
  s_template: {
    since: 4,
    columns: {
      id: text,
      by_member: text,
      at: integer,
      origin: text,
      records: integer,
      look: text,
      doc: text,
      sources: text,
    },
    primaryKey: ['id'],
  },
  /** Records opened to somebody. Rows are closed, never deleted: who could see what, since when, by whose hand. */
  s_share: {
    since: 8,
    columns: {
      id: text,
      table_id: text,
      record_id: text,
      to_kind: text,
      to_id: text,
      level: text,
      until_at: maybeInteger,
      reason: text,
      fields: text,
      opened_at: integer,
      opened_by: text,
      closed_at: maybeInteger,
      closed_by: maybeText,
    },
    primaryKey: ['id'],
    indexes: [['table_id', 'record_id']],
  },
  /** Service accounts; rules name them, so none is ever deleted. */
  s_service: {
    since: 9,
    columns: { id: text, position: integer, name: text, description: maybeText, status: text },
    primaryKey: ['id'],
  },
  /** Keys for programs. Of the secret its SHA-256 alone; rows are closed, never deleted: the log names them. */
  s_token: {
    since: 9,
    columns: {
      id: text,
      holder_kind: text,
      holder_id: text,
      name: text,
      hash: text,
      ceiling: text,
      until_at: integer,
      opened_at: integer,
      opened_by: text,
      used_at: maybeInteger,
      closed_at: maybeInteger,
      closed_by: maybeText,
    },
    primaryKey: ['id'],
    staysBehind: true,
  },
  /** What a member has done for the first time, or does not want to be shown any more. */
  s_note: { since: 4, columns: { member: text, word: text }, primaryKey: ['member', 'word'] },
  /** What people did; see docs/decisions/008-audit-log.md. */
  s_audit: {
    since: 6,
    columns: {
      seq: integer,
      at: integer,
      actor: maybeText,
      kind: text,
      objects: text,
      policy: integer,
      change: maybeText,
      reason: maybeText,
      previous: text,
      hash: text,
    },
    primaryKey: ['seq'],
    appendOnly: true,
    staysBehind: true,
  },
};

/** The statements that bring a database from the format before this version to it. */
export function formatStatements(words: Words, version: number): string[] {
  const statements: string[] = [];
  for (const [name, table] of Object.entries(systemTables)) {
    const added = Object.entries(table.columns)
      .filter(([, { since }]) => (since ?? table.since ?? 1) === version)
      .map(([column, { type, optional }]) => {
        return `"${column}" ${words.columnType(type)}${optional ? '' : ' NOT NULL'}`;
      });
    if ((table.since ?? 1) !== version) {
      for (const column of added) statements.push(`ALTER TABLE ${name} ADD COLUMN ${column}`);
      continue;
    }
    const key = `PRIMARY KEY (${table.primaryKey.map((column) => `"${column}"`).join(', ')})`;
    statements.push(`CREATE TABLE ${name} (${[...added, key].join(', ')})${words.tableSuffix}`);
    for (const index of table.indexes ?? []) {
      const on = index.map((column) => `"${column}"`).join(', ');
      statements.push(`CREATE INDEX i_${name}_${index.join('_')} ON ${name} (${on})`);
    }
    if (table.appendOnly) statements.push(...words.appendOnly(name, table.primaryKey[0] ?? ''));
  }
  return statements;
}

/** Runs statements that hold nothing but our own words. */
export async function runAll(queries: Queries, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await queries.run(raw(statement));
}

/** The columns of a system table for `insertMany`. */
export function columnsOf(
  name: string,
): readonly { readonly name: string; readonly type: ColumnType }[] {
  const table = systemTables[name];
  if (!table) throw new Error(`There is no system table ${name}.`);
  return Object.entries(table.columns).map(([column, { type }]) => ({ name: `"${column}"`, type }));
}
