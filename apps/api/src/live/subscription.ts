import { boundTables, type RecordEffect, type TableId } from '@tessera/model';
import { isDerivedReference, isLinkReference, type Reference } from '@tessera/permissions';
import type { Committed } from '@tessera/store';
import type { Connection, Subscription } from './connection.ts';
import type { Question } from './window.ts';

/** One window of a connection, of which nothing has been sent yet. */
export function subscription(
  name: string,
  connection: Connection,
  question: Question,
): Subscription {
  return { name, connection, question, prepared: null, sent: null, generation: 0, open: true };
}

/** The client is to hold nothing of the window: it gets a whole snapshot next. */
export function restart(sub: Subscription, question: Question = sub.question): void {
  sub.question = question;
  sub.prepared = null;
  sub.sent = null;
  sub.generation += 1;
}

/** Whether one of these effects can be noticed through an access; remembered for one commit. */
export type MayNotice = (
  sub: Subscription,
  table: TableId,
  effects: readonly RecordEffect[],
) => boolean;

/**
 * Whether a commit may change what a subscription shows. False only where that is certain: no table it depends
 * on was touched, or its own table alone was, without links to itself, and nothing in it that this member may
 * notice. A needless true costs one reading and sends nothing.
 */
export function isConcerned(
  sub: Subscription,
  committed: Committed,
  mayNotice: MayNotice,
): boolean {
  const window = sub.prepared;
  if (window === null || sub.sent === null) return true;
  const depends = new Set([window.secured, ...window.levels].flatMap((one) => one.dependsOn));
  if (!committed.touched.some((table) => depends.has(table))) return false;
  const own = window.secured.table;
  const mine = committed.effects.filter((effect) => effect.table === own);
  if (committed.effects.some((effect) => effect.table !== own && depends.has(effect.table))) {
    return true;
  }
  const { links, derived, grouped, order, where } = window.secured;
  const measured = window.levels.flatMap(({ aggregates }) => aggregates);
  const linksToItself =
    [...links, ...derived].some((one) => targetOf(one) === own) ||
    [...grouped, ...order, ...measured].some(({ by }) => by !== null && targetOf(by) === own) ||
    boundTables(where).has(own);
  if (linksToItself) return mine.length > 0 || committed.effects.length === 0;
  // Touched without an effect of its own: the reverse side of a link that this window does not show.
  if (mine.length === 0) return committed.effects.length === 0;
  return mayNotice(sub, own, mine);
}

/** The table behind a link, or behind a field that is asked through one. */
function targetOf(reference: Reference): TableId | undefined {
  if (isLinkReference(reference)) return reference.target;
  if (!isDerivedReference(reference)) return undefined;
  const { behind } = reference;
  return behind.kind === 'lookup' ? behind.target : behind.rollup.target;
}
