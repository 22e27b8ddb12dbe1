import { createHash } from 'node:crypto';
import { type Denial, isDenial } from '@tessera/model';
import { type Access, projectRows, type SecuredRows, secureRows } from '@tessera/permissions';
import type { LiveRequest } from '@tessera/protocol';
import type { MemberContext } from '../context.ts';
import { questionOf } from '../operations/question.ts';
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
  /** It has been answered once: the table was there for this member. */
  readonly seen?: true;
}

/** A window's question, secured for one access. Subscriptions with equal keys get equal answers. */
export interface PreparedWindow {
  readonly secured: SecuredRows;
  readonly access: Access;
  readonly key: string;
}

/** Secures a question exactly as a request for records is secured. */
export function prepareWindow(context: MemberContext, question: Question): PreparedWindow | Denial {
  const { access } = context;
  const table = seenTable(access, question.table);
  if (isDenial(table)) return table;
  const { query, offset, limit } = question;
  const found = questionOf(table, { ...query, offset, limit });
  if (isDenial(found)) return found;
  const secured = secureRows(access, found.query);
  if (isDenial(secured)) return secured;
  // `secured.key` begins with the access's fingerprint, which names the masks of these columns.
  const columns = [...secured.columns, ...secured.links].map(({ field }) => field).join(' ');
  return { secured, access, key: `${secured.key} ${columns} ${offset} ${limit}` };
}

/** The window as it is now, through the same door as every other answer. */
export async function readWindow(context: MemberContext, window: PreparedWindow): Promise<Shown> {
  const { secured, access } = window;
  const read = await context.workspace.store.rows(secured);
  const projection = projectRows(access, secured, read);
  return {
    ...outProjection({ workspace: context.workspace, access }, secured.table, projection),
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
    : [readDirectory(context), readOrganisation(context)];
  const rights = [...access.workspace].sort();
  const known = [readSchema(context).version, rights, workspace.store.info(), people];
  return createHash('sha256').update(JSON.stringify(known)).digest('base64url');
}
