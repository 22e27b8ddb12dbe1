import { endSessionsOf } from '../auth/end-sessions.ts';
import type { AppContext } from '../context.ts';
import { liveHub } from '../live/hub.ts';

/**
 * Takes away the demo company, whole or half made: sessions, sockets, data, accounts. What is broken off can be
 * begun again. Called within `app.exclusively`.
 */
export async function removeDemo(app: AppContext): Promise<void> {
  const { accounts } = app;
  const demo = await accounts.demo();
  if (demo === null) return;
  const { workspaceId } = demo;
  // From here on its key opens nothing.
  await accounts.putDemo({ ...demo, readyAt: null });
  for (const member of Object.values(JSON.parse(demo.personas) as Record<string, string>)) {
    const user = await accounts.userOfMember(workspaceId, member);
    if (user !== null) await endSessionsOf(app, user);
  }
  liveHub(app).endWorkspace(workspaceId);
  await accounts.removeUsersOf(workspaceId);
  await accounts.removeWorkspace(workspaceId);
  await app.removeWorkspace(workspaceId);
  await accounts.putDemo(null);
}
