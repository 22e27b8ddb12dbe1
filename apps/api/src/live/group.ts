import { isDenial } from '@tessera/model';
import type { MemberContext } from '../context.ts';
import type { Subscription, Visitor } from './connection.ts';
import { type PreparedWindow, prepareWindow } from './window.ts';

/** Subscriptions that one reading answers: equal access, question and window. */
export interface Group {
  readonly context: MemberContext;
  readonly prepared: PreparedWindow;
  readonly members: { readonly sub: Subscription; readonly generation: number }[];
}

/**
 * Puts together what one reading answers. A question that cannot be asked any more ends its subscription: `closed`
 * where the table is gone for this member, otherwise the very error a request would get.
 */
export function groupsOf(
  due: Iterable<Subscription>,
  contextOf: (visitor: Visitor) => MemberContext | undefined,
): Iterable<Group> {
  const groups = new Map<string, Group>();
  const contexts = new Map<string, MemberContext | undefined>();
  for (const sub of due) {
    // A client that is behind gets its snapshot when it has caught up.
    if (!sub.open || sub.connection.behindSince !== null) continue;
    const { visitor } = sub.connection;
    const who = `${visitor.member} ${visitor.sitting ?? ''} ${visitor.token ?? ''}`;
    const context = contexts.get(who) ?? contextOf(visitor);
    contexts.set(who, context);
    const prepared = context && prepareFor(sub, context);
    if (context === undefined || prepared === undefined) continue;
    const group = groups.get(prepared.key) ?? { context, prepared, members: [] };
    group.members.push({ sub, generation: sub.generation });
    groups.set(prepared.key, group);
  }
  return groups.values();
}

function prepareFor(sub: Subscription, context: MemberContext): PreparedWindow | undefined {
  if (sub.prepared?.access === context.access) return sub.prepared;
  const prepared = prepareWindow(context, sub.question);
  if (isDenial(prepared)) {
    sub.connection.drop(sub.name);
    const { code, message } = prepared;
    const gone = code === 'not_found' && sub.question.seen === true;
    if (gone) sub.connection.send({ type: 'closed', sub: sub.name });
    else sub.connection.send({ type: 'error', sub: sub.name, error: { code, message } });
    return undefined;
  }
  sub.prepared = prepared;
  // From now on by id, so that a renamed table stays on the screen.
  sub.question = { ...sub.question, table: prepared.secured.table, seen: true };
  return prepared;
}
