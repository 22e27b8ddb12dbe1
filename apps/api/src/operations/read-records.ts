import { type Denial, denial, isDenial, noSuchRecord } from '@tessera/model';
import { projectRows, secureQuery, secureRows } from '@tessera/permissions';
import type {
  GroupAnswer,
  OutOutcome,
  OutRecord,
  QueryAnswer,
  QueryRequest,
} from '@tessera/protocol';
import type { MemberContext } from '../context.ts';
import { keyFor } from '../secret.ts';
import { openCursor, sealCursor } from './cursor.ts';
import { questionOf } from './question.ts';
import { readGroups } from './read-groups.ts';
import { seenTable } from './seen.ts';
import { outProjection } from './values.ts';

/** One record with what may be done with it. */
export interface RecordAnswer {
  readonly record: OutRecord;
  readonly outcome: OutOutcome;
}

/** Answers a question for records, or for groups when `group` or `aggregate` is given. */
export async function readRecords(
  context: MemberContext,
  tableName: string,
  request: QueryRequest,
): Promise<QueryAnswer | GroupAnswer | Denial> {
  const table = seenTable(context.access, tableName);
  if (isDenial(table)) return table;
  const { cursor, ...asked } = request;
  const { offset: _offset, limit: _limit, ...question } = asked;
  const bound = JSON.stringify([
    context.workspace.id,
    context.member.id,
    table.table.id,
    sortedKeys(question),
  ]);
  const key = keyFor(context.app.secret, 'cursor');
  let offset = asked.offset ?? 0;
  if (cursor !== undefined) {
    const at = asked.offset === undefined ? openCursor(key, bound, cursor) : undefined;
    if (at === undefined) return denial('invalid', 'The cursor does not belong to this question.');
    offset = at;
  }
  const found = questionOf(table, cursor === undefined ? asked : { ...asked, offset });
  if (isDenial(found)) return found;
  const secured = secureQuery(context.access, found.query);
  if (isDenial(secured)) return secured;
  if (secured.kind === 'groups') return await readGroups(context, secured);
  const read = await context.workspace.store.rows(secured);
  const projection = projectRows(context.access, secured, read);
  const total = read.total ?? projection.records.length;
  const next = offset + read.rows.length;
  return {
    ...outProjection(context, table.table.id, projection),
    total,
    ...(read.rows.length > 0 && next < total && { cursor: sealCursor(key, bound, next) }),
    ...(found.usesHiddenFields && { usesHiddenFields: true as const }),
  };
}

/** One record by its id; absent and unseen are the same. */
export async function readRecord(
  context: MemberContext,
  tableName: string,
  id: string,
): Promise<RecordAnswer | Denial> {
  const table = seenTable(context.access, tableName);
  if (isDenial(table)) return table;
  const { records, outcomes } = await readByIds(context, table.table.id, [id]);
  const [record] = records;
  const outcome = record && outcomes[record._g];
  return record && outcome ? { record, outcome } : noSuchRecord;
}

/** Records of a table by their ids, in the order given, as the member may see them now; unseen ones are left out. */
export async function readByIds(
  context: MemberContext,
  table: string,
  ids: readonly string[],
): Promise<{ readonly records: readonly OutRecord[]; readonly outcomes: readonly OutOutcome[] }> {
  const secured = secureRows(context.access, { table, ids, limit: ids.length });
  if (isDenial(secured)) return { records: [], outcomes: [] };
  const read = await context.workspace.store.rows(secured);
  const place = new Map(ids.map((id, index) => [id, index]));
  const rows = [...read.rows].sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
  return outProjection(context, table, projectRows(context.access, secured, { ...read, rows }));
}

/** The same text for the same question, in whatever order its keys were written. */
function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, item]) => [name, sortedKeys(item)]);
}
