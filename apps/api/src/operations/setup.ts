import {
  AppError,
  type Denial,
  denial,
  type Grant,
  isDenial,
  isTimeZone,
  type Member,
  type Template,
  tableActions,
  workspaceActions,
} from '@tessera/model';
import type { SetupAnswer, SetupRequest } from '@tessera/protocol';
import { templateBySlug, templates } from '@tessera/templates';
import { hashToken, makeToken } from '../auth/one-time-token.ts';
import { checkStrength, createAccount } from '../auth/passwords.ts';
import type { AppContext, WorkspaceContext } from '../context.ts';
import { applyTemplate } from './apply-template.ts';
import { commitOrganisation, commitPolicy } from './commit.ts';
import { demoProgress } from './demo-progress.ts';
import { describeTemplate } from './describe-template.ts';
import { removeDemo } from './remove-demo.ts';

/** The same for a wrong token and for an installation that is set up. */
export const noSetup = denial('not_found', 'There is nothing to set up here.');

/** A new one-time token for an installation that is empty; undefined once it was set up. */
export async function setupToken(app: AppContext): Promise<string | undefined> {
  if ((await app.accounts.setup()).doneAt !== null) return undefined;
  // What a server that was ended in the middle of it has left.
  if ((await app.accounts.demo())?.readyAt === null) await removeDemo(app);
  const token = makeToken(app.random);
  await app.accounts.putSetupToken(hashToken(token));
  return token;
}

/** What can be chosen when setting up; only for the holder of the token. */
export async function readSetup(app: AppContext, token: string): Promise<SetupAnswer | Denial> {
  if (!(await isOpen(app, token))) return noSetup;
  return { templates: templates.map(describeTemplate), demo: await demoProgress(app) };
}

/** Makes the first account and its workspace, whose owner it is. Once only. */
export async function setUp(
  app: AppContext,
  request: SetupRequest,
): Promise<{ readonly user: string; readonly workspace: string } | Denial> {
  return await app.exclusively(async () => {
    if (!(await isOpen(app, request.token))) return noSetup;
    if ((await app.accounts.demo())?.readyAt) {
      return denial('conflict', 'There is a demo company here. Throw it away first.');
    }
    await removeDemo(app);
    if (!isTimeZone(request.timeZone)) return denial('invalid', 'There is no such time zone.');
    const wanted: Template[] = [];
    for (const slug of new Set(request.templates)) {
      const template = templateBySlug(slug);
      if (template === undefined) return denial('invalid', 'There is no such template.');
      wanted.push(template);
    }
    const weak = await checkStrength(request.password, [request.name, request.email]);
    if (weak) return weak;
    const { workspace, member } = await makeWorkspace(app, {
      name: request.workspace,
      language: request.language,
      timeZone: request.timeZone,
      owner: { name: request.name, email: request.email },
    });
    for (const template of wanted) {
      const app_ = await applyTemplate(app, workspace, template, {
        member,
        samples: request.samples ?? true,
      });
      if (isDenial(app_)) throw new AppError('internal', app_.message);
    }
    // Only now is the token used up: what failed before can be tried again.
    if (!(await app.accounts.finishSetup(hashToken(request.token), app.clock()))) return noSetup;
    const user = await createAccount(app, request);
    await app.accounts.addWorkspace(workspace.id, request.workspace, app.clock());
    await app.accounts.putMembershipIndex(user, workspace.id, member.id);
    return { user, workspace: workspace.id };
  });
}

/** Makes a workspace with an owner, and the one rule that is part of the house: the owner may do everything. */
export async function makeWorkspace(
  app: AppContext,
  given: {
    readonly id?: string;
    readonly name: string;
    readonly language: 'en' | 'zh';
    readonly timeZone: string;
    readonly owner: { readonly name: string; readonly email: string };
  },
): Promise<{ readonly workspace: WorkspaceContext; readonly member: Member }> {
  const { name, language, timeZone, owner } = given;
  const workspace = await app.createWorkspace({
    id: given.id ?? app.makeId('workspace'),
    name,
    language,
    timeZone,
  });
  const member: Member = {
    id: app.makeId('member'),
    name: owner.name,
    email: owner.email,
    status: 'active',
    manager: null,
    language,
  };
  const role = app.makeId('role');
  const by = () => ({ by: member.id, at: app.clock(), change: app.makeId('change') });
  const people = await commitOrganisation(
    workspace,
    [
      { kind: 'putMember', member },
      { kind: 'putRole', id: role, name: language === 'zh' ? '所有者' : 'Owner', builtIn: 'owner' },
      {
        kind: 'addMembership',
        membership: {
          group: { kind: 'role', id: role },
          holder: { kind: 'member', id: member.id },
        },
      },
    ],
    by(),
  );
  if (isDenial(people)) throw new AppError('internal', people.message);
  const grant: Grant = {
    id: app.makeId('grant'),
    to: { kind: 'role', id: role },
    on: { kind: 'workspace' },
    actions: [...tableActions, ...workspaceActions],
    scope: { kind: 'all' },
    fields: { default: 'edit', except: [] },
    origin: 'role',
    reason: language === 'zh' ? '所有者可以做任何事' : 'The owner may do everything',
  };
  const policy = await commitPolicy(
    workspace,
    { version: workspace.store.policy().version, grants: [grant], restrictions: [] },
    by(),
    grant.reason,
  );
  if (isDenial(policy)) throw new AppError('internal', policy.message);
  return { workspace, member };
}

/** Whether the installation waits to be set up by the holder of this token. */
export async function isOpen(app: AppContext, token: string): Promise<boolean> {
  const { tokenHash, doneAt } = await app.accounts.setup();
  return doneAt === null && tokenHash !== null && tokenHash === hashToken(token);
}
