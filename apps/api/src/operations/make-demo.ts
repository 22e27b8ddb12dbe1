import {
  AppError,
  type Denial,
  denial,
  isDenial,
  isTimeZone,
  type SchemaChange,
  todayIn,
} from '@tessera/model';
import type { DemoRequest } from '@tessera/protocol';
import type { Authorship, OrganisationChange } from '@tessera/store';
import { type DemoCompany, demoCompany, templates } from '@tessera/templates';
import { endSessionsOf } from '../auth/end-sessions.ts';
import { hashToken, makeToken } from '../auth/one-time-token.ts';
import type { AppContext, WorkspaceContext } from '../context.ts';
import { applyTemplate } from './apply-template.ts';
import { commitOrganisation, commitSchema } from './commit.ts';
import { noteProgress } from './demo-progress.ts';
import { writeDemoRecords } from './demo-records.ts';
import { removeDemo } from './remove-demo.ts';
import { isOpen, makeWorkspace, noSetup } from './setup.ts';

/**
 * Makes the demo company of an installation that is not set up, or takes it up again where it stands: the holder
 * of the start-up token gets its key, and whoever had one before has none any more. The token stays good.
 */
export async function openDemo(
  app: AppContext,
  request: DemoRequest,
): Promise<{ readonly key: string } | Denial> {
  return await app.exclusively(async () => {
    if (!(await isOpen(app, request.token))) return noSetup;
    if (!isTimeZone(request.timeZone)) return denial('invalid', 'There is no such time zone.');
    const key = makeToken(app.random);
    const known = await app.accounts.demo();
    if (known?.readyAt) {
      for (const member of Object.values(JSON.parse(known.personas) as Record<string, string>)) {
        const user = await app.accounts.userOfMember(known.workspaceId, member);
        if (user !== null) await endSessionsOf(app, user);
      }
      await app.accounts.putDemo({ ...known, keyHash: hashToken(key) });
      return { key };
    }
    // What an earlier attempt left.
    await removeDemo(app);
    try {
      await make(app, request, key);
    } catch (cause) {
      await removeDemo(app);
      throw cause;
    } finally {
      noteProgress(app, null);
    }
    return { key };
  });
}

async function make(
  app: AppContext,
  { language, timeZone }: DemoRequest,
  key: string,
): Promise<void> {
  const now = app.clock();
  const today = todayIn(now, timeZone);
  const company = demoCompany({ language, today, customers: app.demoSize });
  const total = company.tables.reduce((sum, { records }) => sum + records.length, 0);
  noteProgress(app, { done: 0, total });
  const [first] = company.members;
  if (first === undefined) throw new AppError('internal', 'The demo company is empty.');
  const id = app.makeId('workspace');
  const demo = { workspaceId: id, keyHash: hashToken(key), personas: '{}', readyAt: null };
  await app.accounts.putDemo(demo);
  const { workspace, member } = await makeWorkspace(app, {
    id,
    name: company.name,
    language,
    timeZone,
    owner: { name: first.name, email: first.email },
  });
  for (const template of templates) {
    const made = await applyTemplate(app, workspace, template, { member, samples: false });
    if (isDenial(made)) throw new AppError('internal', made.message);
  }
  const by: Authorship = {
    by: member.id,
    at: now,
    change: app.makeId('change'),
    via: 'demo',
  };
  await workspace.log.tell({ kind: 'demo.make', objects: {} }, by);
  const views = await commitSchema(workspace, firstViews(workspace, company), by);
  if (isDenial(views)) throw new AppError('internal', views.message);
  const members = await addPeople(app, workspace, company, member.id, by);
  const wrote = (done: number) => noteProgress(app, { done, total });
  await writeDemoRecords(app, workspace, { company, members, today, by, wrote });
  await app.accounts.addWorkspace(id, company.name, now);
  const personas: Record<string, string> = {};
  for (const [persona, who] of Object.entries(company.personas)) {
    personas[persona] = members.get(who) ?? '';
    await openAccount(app, workspace, personas[persona] ?? '');
  }
  await app.accounts.putDemo({ ...demo, personas: JSON.stringify(personas), readyAt: now });
}

/** The first views, beginning with the fields by which what people see differs. */
function firstViews({ store }: WorkspaceContext, { first }: DemoCompany): readonly SchemaChange[] {
  return store.schema().tables.flatMap((table) => {
    const [view] = table.views;
    const slugs = first[table.slug];
    if (!view || !slugs) return [];
    const begin = slugs.map((slug) => table.fields.find((field) => field.slug === slug)?.id ?? '');
    const rest = (view.fieldOrder ?? table.fields.map(({ id }) => id)).filter(
      (id) => !begin.includes(id),
    );
    return [
      {
        kind: 'putView' as const,
        table: table.id,
        view: { ...view, fieldOrder: [...begin, ...rest] },
      },
    ];
  });
}

/** Departments, teams and everybody in them; gives the ids of members by their keys. */
async function addPeople(
  app: AppContext,
  workspace: WorkspaceContext,
  company: DemoCompany,
  owner: string,
  by: Authorship,
): Promise<ReadonlyMap<string, string>> {
  const { language } = workspace.store.info();
  const roles = rolesOf(workspace);
  const [first] = company.members;
  const members = new Map(
    company.members.map((one) => [one.key, one === first ? owner : app.makeId('member')]),
  );
  const departments = new Map(
    company.departments.map(({ key }) => [key, app.makeId('department')]),
  );
  const teams = new Map(company.teams.map(({ key }) => [key, app.makeId('team')]));
  const id = (ids: ReadonlyMap<string, string>, key: string) => ids.get(key) ?? '';
  const changes: OrganisationChange[] = [
    ...company.departments.map(({ key, name, parent }) => ({
      kind: 'putDepartment' as const,
      id: id(departments, key),
      name,
      parent: parent === null ? null : id(departments, parent),
    })),
    ...company.teams.map(({ key, name }) => ({
      kind: 'putTeam' as const,
      id: id(teams, key),
      name,
    })),
  ];
  for (const { key, name, email, manager, department, team, roles: held } of company.members) {
    const member = id(members, key);
    changes.push({
      kind: 'putMember',
      member: {
        id: member,
        name,
        email,
        status: 'active',
        manager: manager === null ? null : id(members, manager),
        language,
      },
    });
    const groups = [
      { kind: 'department' as const, id: id(departments, department) },
      ...(team === undefined ? [] : [{ kind: 'team' as const, id: id(teams, team) }]),
      ...held
        .filter((slug) => slug !== 'owner')
        .map((slug) => ({ kind: 'role' as const, id: id(roles, slug) })),
    ];
    for (const group of groups) {
      changes.push({
        kind: 'addMembership',
        membership: { group, holder: { kind: 'member', id: member } },
      });
    }
  }
  const done = await commitOrganisation(workspace, changes, by);
  if (isDenial(done)) throw new AppError('internal', done.message);
  return members;
}

/** Ids of the templates' roles by slug. */
function rolesOf({ store }: WorkspaceContext): ReadonlyMap<string, string> {
  const { language } = store.info();
  const byName = new Map(store.organisation().roles.map(({ id, name }) => [name, id]));
  const slugs = templates.flatMap(({ roles }) => roles);
  return new Map(slugs.map(({ slug, name }) => [slug, byName.get(name[language]) ?? '']));
}

/** An account without a password: only the key of the demo opens sessions of it. */
async function openAccount(
  app: AppContext,
  workspace: WorkspaceContext,
  id: string,
): Promise<void> {
  const member = workspace.store.organisation().members.find((one) => one.id === id);
  if (member === undefined) throw new AppError('internal', 'The demo company lacks somebody.');
  const { internalAdapter } = await (await app.auth()).$context;
  const user = await internalAdapter.createUser(
    { name: member.name, email: member.email, emailVerified: false },
    { method: 'email-password' },
  );
  if (!user) throw new AppError('internal', 'The account could not be made.');
  await app.accounts.putMembershipIndex(user.id, workspace.id, id);
}
