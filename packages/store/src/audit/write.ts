import type { AuditHead, AuditKind, AuditObjects, MemberId, TokenId } from '@tessera/model';
import type { Queries, Row } from '../dialects/dialect.ts';
import { columnsOf } from '../system/tables.ts';
import { canonicalJson, hashOf } from './chain.ts';

/** What happened, to be told in the log. */
export interface Told {
  readonly kind: AuditKind;
  readonly objects: AuditObjects;
  readonly reason?: string;
}

/** Who did it and when. */
export interface Teller {
  /** null: nobody who is known, or the house itself. */
  readonly by: MemberId | null;
  /** Epoch milliseconds. */
  readonly at: number;
  /** The change set it belongs to. */
  readonly change?: string;
  readonly reason?: string;
  /** By which token. */
  readonly token?: TokenId;
}

/** Tells in the log, within a transaction. */
export type Tell = (told: readonly Told[], teller: Teller) => Promise<void>;

/** A text as both databases give it back: what is no character would come out as another one. */
const tidy = (text: string) =>
  Buffer.from(text.replaceAll('\0', '')).toString('utf8').slice(0, 1000);

/** Writes entries behind the head, within the transaction of what they tell; gives the new head. */
export async function writeEntries(
  queries: Queries,
  head: AuditHead,
  { by, at, change, reason: common, token }: Teller,
  policy: number,
  told: readonly Told[],
): Promise<AuditHead> {
  if (told.length === 0) return head;
  let { seq, hash: previous } = head;
  const rows: Row[] = told.map(({ kind, objects: about, reason }) => {
    seq += 1;
    const objects = token === undefined ? about : { token, ...about };
    const why = reason ?? common;
    const entry = {
      ...{ seq, at, actor: by, kind, objects, policy, previous },
      change: change ?? null,
      reason: why === undefined ? null : tidy(why),
    };
    const hash = hashOf(entry);
    const text = canonicalJson(objects);
    const row = [seq, at, by, kind, text, policy, entry.change, entry.reason, previous, hash];
    previous = hash;
    return row;
  });
  await queries.insertMany('s_audit', columnsOf('s_audit'), rows);
  return { seq, hash: previous };
}
