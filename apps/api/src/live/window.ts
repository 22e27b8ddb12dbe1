import { createHash } from 'node:crypto';
import { type Denial, denial, type GroupBy, isDenial } from '@tessera/model';
import {
  type Access,
  projectRows,
  type SecuredGroups,
  type SecuredRows,
  secureQuery,
  secureRows,
  type TableAccess,
} from '@tessera/permissions';
import type { GroupLevels, LiveRequest } from '@tessera/protocol';
import type { MemberContext } from '../context.ts';
import { questionOf } from '../operations/question.ts';
import { readGroups } from '../operations/read-groups.ts';
import { readDirectory, readOrganisation } from '../operations/read-people.ts';
import { readSchema } from '../operations/read-schema.ts';
import { seenTable } from '../operations/seen.ts';
import { outProjection } from '../operations/values.ts';
import type { Shown } from './difference.ts';

type SubscribeRequest = Extract<LiveRequest, { type: 'subscribe' }>;

/** What a client asks for: records of a table, and which part of them is on its screen. */
export interface Question {
  /** Id of the table once it is known, so that a renamed API name does no harm. */
  readonly table: string;
  readonly query: SubscribeRequest['query'];
  readonly offset: number;
  readonly limit: number;
  /** Further stretches, behind the first. */
  readonly also: readonly { readonly offset: number; readonly limit: number }[];
  /** It has been answered once: the table was there for this member. */
  readonly seen?: true;
}

/** A window's question, secured for one access. Subscriptions with equal keys get equal answers. */
export interface PreparedWindow {
  /** The first stretch. */
  readonly secured: SecuredRows;
  readonly also: readonly SecuredRows[];
  /** The groups of each level, where the question asks for records group by group. */
  readonly levels: readonly SecuredGroups[];
  readonly access: Access;
  readonly key: string;
}

/** Secures a question exactly as a request for records is secured. */
export function prepareWindow(context: MemberContext, question: Question): PreparedWindow | Denial {
  const { access } = context;
  const table = seenTable(access, question.table);
  if (isDenial(table)) return table;
  const { query, offset, limit } = question;
  const { aggregate, ...rows } = query;
  const found = questionOf(table, { ...rows, offset, limit });
  if (isDenial(found)) return found;
  const secured = secureRows(access, found.query);
  if (isDenial(secured)) return secured;
  const also: SecuredRows[] = [];
  for (const stretch of question.also) {
    const one = secureRows(access, { ...found.query, ...stretch });
    if (isDenial(one)) return one;
    also.push(one);
  }
  const levels = prepareLevels(access, table, rows, found.query.grouped ?? [], aggregate);
  if (isDenial(levels)) return levels;
  // `secured.key` begins with the access's fingerprint, which names the masks of these columns.
  const shown = [...secured.columns, ...secured.links, ...secured.derived];
  const columns = shown.map(({ field }) => field).join(' ');
  const places = [secured, ...also].map((one) => `${one.offset} ${one.limit}`).join(' ');
  const groups = levels.map((one) => one.key).join(' ');
  return { secured, also, levels, access, key: `${secured.key} ${columns} ${places} ${groups}` };
}

/** The questions for the groups of each level: the count, then what else is wanted. */
function prepareLevels(
  access: Access,
  table: TableAccess,
  query: Omit<SubscribeRequest['query'], 'aggregate'>,
  grouped: readonly GroupBy[],
  aggregate: SubscribeRequest['query']['aggregate'] = [],
): readonly SecuredGroups[] | Denial {
  if (grouped.length === 0 && aggregate.length > 0) {
    return denial('invalid', '"aggregate" needs "grouped" here.');
  }
  const { sort: _sort, fields: _fields, grouped: _grouped, ...rest } = query;
  const levels: SecuredGroups[] = [];
  for (let depth = 1; depth <= grouped.length; depth++) {
    const asked = {
      ...rest,
      group: grouped.slice(0, depth),
      aggregate: [{ fn: 'count' as const }, ...aggregate],
    };
    const found = questionOf(table, asked);
    if (isDenial(found)) return found;
    const secured = secureQuery(access, found.query);
    if (isDenial(secured)) return secured;
    if (secured.kind === 'groups') levels.push(secured);
  }
  return levels;
}

/** The window as it is now, through the same door as every other answer. */
export async function readWindow(context: MemberContext, window: PreparedWindow): Promise<Shown> {
  const { secured, also, levels, access } = window;
  const { store } = context.workspace;
  const read = await store.rows(secured);
  const rows = [...read.rows];
  for (const one of also) rows.push(...(await store.rows(one)).rows);
  // A record that moved between two readings stands in one place only; another reading follows its commit.
  const once = [...new Map(rows.map((row) => [row.id, row])).values()];
  const projection = projectRows(access, secured, { ...read, rows: once });
  const groups: GroupLevels[number][] = [];
  for (const level of levels) groups.push((await readGroups(context, level)).groups);
  return {
    ...outProjection({ workspace: context.workspace, access }, secured.table, projection),
    ...(levels.length > 0 && { groups }),
    total: read.total ?? projection.records.length,
  };
}

/**
 * A hash of what a member may know beside records: schema, rights, people, settings. A change of rules that makes
 * no difference to it tells the member nothing, so it is what decides on an `access` frame, not the fingerprint.
 */
export function projectionOf(context: MemberContext): string {
  const { access, workspace } = context;
  const people = access.workspace.has('manageMembers')
    ? workspace.store.organisation().version
    : [readDirectory(context), access.workspace.has('managePolicy') && readOrganisation(context)];
  const rights = [...access.workspace].sort();
  const known = [readSchema(context).version, rights, workspace.store.info(), people];
  return createHash('sha256').update(JSON.stringify(known)).digest('base64url');
}
