import { type Denial, denial, type Persona } from '@tessera/model';
import type { DemoAnswer, DemoGoneAnswer } from '@tessera/protocol';
import type { DemoState } from '@tessera/store';
import { tellerOf } from '../audit/workspace-log.ts';
import { demoOf } from '../auth/demo-key.ts';
import { makeSession, sessionCookie } from '../auth/session.ts';
import type { AppContext } from '../context.ts';
import { memberContext } from './enter-workspace.ts';
import { removeDemo } from './remove-demo.ts';
import { setupToken } from './setup.ts';

/** For everybody but the browser with the key there is nothing here. */
const nothing = denial('not_found', 'There is no such address.');

/** A session that ends within this time is replaced (ms). */
const fresh = 24 * 3600_000;

/** The demo company and who can be walked as, for the browser that holds its key. */
export async function readDemo(
  app: AppContext,
  cookies: string | null,
): Promise<DemoAnswer | Denial> {
  const demo = await demoOf(app, cookies);
  return demo === undefined ? nothing : await answerOf(app, demo);
}

/** Lets the browser with the key see the demo company as somebody else; gives the cookie of that session. */
export async function takePersona(
  app: AppContext,
  cookies: string | null,
  { persona, pane }: { readonly persona: Persona; readonly pane: boolean },
): Promise<{ readonly answer: DemoAnswer; readonly cookie: string } | Denial> {
  const demo = await demoOf(app, cookies);
  const workspace = demo && (await app.workspace(demo.workspaceId));
  if (demo === undefined || workspace === undefined) return nothing;
  const answer = await answerOf(app, demo);
  const member = answer.personas.find((one) => one.persona === persona)?.member ?? '';
  const user = await app.accounts.userOfMember(demo.workspaceId, member);
  if (user === null || memberContext(app, workspace, member) === undefined) {
    return denial('conflict', 'This person has left the demo company.');
  }
  const told = { kind: 'demo.enter' as const, objects: { member } };
  await workspace.log.tell(told, tellerOf(member, app.clock()));
  const known = await app.accounts.sessionTokenOf(user, app.clock() + fresh);
  // One session for each persona, so that none that is still shown somewhere has to end.
  const token = known ?? (await makeSession(app, user));
  return { answer, cookie: sessionCookie(app, token, pane ? persona : null) };
}

/** Throws the demo company away; the installation is empty again, for whoever holds the token this gives. */
export async function throwAwayDemo(
  app: AppContext,
  cookies: string | null,
): Promise<DemoGoneAnswer | Denial> {
  return await app.exclusively(async () => {
    if ((await demoOf(app, cookies)) === undefined) return nothing;
    await removeDemo(app);
    const token = await setupToken(app);
    return token === undefined ? nothing : { token };
  });
}

async function answerOf(app: AppContext, demo: DemoState): Promise<DemoAnswer> {
  const workspace = await app.workspace(demo.workspaceId);
  const names = new Map(
    workspace?.store.organisation().members.map(({ id, name }) => [id, name]) ?? [],
  );
  const personas = JSON.parse(demo.personas) as Record<Persona, string>;
  return {
    workspace: demo.workspaceId,
    personas: Object.entries(personas).map(([persona, member]) => ({
      persona: persona as Persona,
      member,
      name: names.get(member) ?? '',
    })),
  };
}
