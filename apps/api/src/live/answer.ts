import type { Logger } from 'pino';
import { causeOf } from '../http/error-response.ts';
import { connectionLimits, type Subscription } from './connection.ts';
import { difference, type Shown } from './difference.ts';
import type { Group } from './group.ts';
import { restart } from './subscription.ts';
import { visitorNow } from './visitor-now.ts';
import { type Question, readWindow } from './window.ts';

/** What is sent to one who holds `sent`: a snapshot, a delta, or nothing; made once for all who hold the same. */
interface Answer {
  readonly body: string | null;
  readonly shown: Shown;
}

/**
 * Reads a group's window once and sends each member the difference to what was last sent to it. Gives back those
 * whose access changed while it was read: they have been sent nothing.
 */
export async function answerGroup(
  group: Group,
  log: Logger,
  clock: () => number,
): Promise<readonly Subscription[]> {
  let now: Shown;
  try {
    now = await readWindow(group.context, group.prepared);
  } catch (cause) {
    log.error(causeOf(cause), 'live: a window could not be read');
    const error = { code: 'internal' as const, message: 'Something went wrong on the server.' };
    for (const { sub } of group.members) {
      if (!sub.open) continue;
      sub.connection.drop(sub.name);
      sub.connection.send({ type: 'error', sub: sub.name, error });
    }
    return [];
  }
  const again: Subscription[] = [];
  const answers = new Map<Shown | null, Answer>();
  for (const { sub, generation } of group.members) {
    if (!sub.open || sub.generation !== generation) continue;
    if (
      sub.prepared === null ||
      visitorNow(group.context, sub.connection.visitor)?.access !== sub.prepared.access
    ) {
      again.push(sub);
      continue;
    }
    if (isBehind(sub, clock())) continue;
    const answer = answers.get(sub.sent) ?? answerTo(sub.sent, now, sub.question);
    answers.set(sub.sent, answer);
    sub.sent = answer.shown;
    if (answer.body !== null) sub.connection.sendBody(answer.body, sub.name);
  }
  return again;
}

function answerTo(sent: Shown | null, now: Shown, { offset, limit, also }: Question): Answer {
  if (sent === null) {
    const stretches = also.length > 0 ? { limit, also } : {};
    return { body: JSON.stringify({ type: 'snapshot', offset, ...stretches, ...now }), shown: now };
  }
  const found = difference(sent, now);
  // Equal: what was sent stays what is held, so that others who hold it keep sharing one comparison.
  if (found === null) return { body: null, shown: sent };
  return { body: JSON.stringify({ type: 'delta', ...found.delta }), shown: found.shown };
}

/** A client that does not take its frames is not sent more of them; later it gets a snapshot of what is then. */
function isBehind(sub: Subscription, now: number): boolean {
  const { connection } = sub;
  if (connection.behindSince === null && connection.bufferedAmount < connectionLimits.behind) {
    return false;
  }
  connection.behindSince ??= now;
  restart(sub);
  return true;
}
