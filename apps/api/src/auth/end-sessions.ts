import type { AppContext } from '../context.ts';
import { liveHub } from '../live/hub.ts';

/** Ends all sessions of an account but for one, and closes their sockets at once; gives how many. */
export async function endSessionsOf(
  app: AppContext,
  userId: string,
  except?: string,
): Promise<number> {
  const ended = await app.accounts.endSessionsOf(userId, except);
  for (const id of ended) liveHub(app).endSession(id);
  return ended.length;
}

/** Ends one session of an account and closes its sockets; false when the account has none of this id. */
export async function endSession(app: AppContext, userId: string, id: string): Promise<boolean> {
  const ended = await app.accounts.endSession(userId, id);
  if (ended) liveHub(app).endSession(id);
  return ended;
}
