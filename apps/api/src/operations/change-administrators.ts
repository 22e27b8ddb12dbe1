import { type Denial, denial, type Grant, isDenial, type Language } from '@tessera/model';
import {
  type AdministratorsAnswer,
  type Duty,
  type GiveDutyRequest,
  guardedDuties,
  type TakeDutyRequest,
} from '@tessera/protocol';
import type { MemberContext } from '../context.ts';
import {
  carriesDuty,
  holdsDuty,
  readAdministrators,
  rightsOfDuty,
  roleOfDuty,
} from './administrators.ts';
import { commitChecked } from './change-members.ts';
import { authorship, commitPolicy } from './commit.ts';
import { requireRight } from './rights.ts';

/**
 * Gives somebody a duty for a reason: as a member of the role that stands for it and nothing else, which is made when
 * there is none. The rules for people hold as ever: nobody gives himself, or others, what he does not hold.
 */
export async function giveDuty(
  context: MemberContext,
  { duty, member, reason, until, confirmed }: GiveDutyRequest,
): Promise<AdministratorsAnswer | Denial> {
  return await context.workspace.exclusively(async () => {
    const refused = requireRight(context, 'manageMembers');
    if (refused) return refused;
    const organisation = context.workspace.store.organisation();
    const found = organisation.members.find(({ id }) => id === member);
    if (found === undefined || found.status === 'deactivated') return noSuchMember;
    if (found.id === context.member.id) return toOneself;
    if (guardedDuties.includes(duty) && confirmed !== true) return unconfirmed;
    if (!holdsDuty(context, organisation, duty)) return beyond;
    if (until !== undefined && until <= context.now) return past;
    const role =
      roleOfDuty(context.workspace.store.policy(), organisation, duty) ??
      (await makeRole(context, duty));
    if (isDenial(role)) return role;
    const group = { kind: 'role', id: role } as const;
    const holder = { kind: 'member', id: member } as const;
    const changes = [
      // A term that was there is replaced.
      { kind: 'removeMembership' as const, group, holder },
      {
        kind: 'addMembership' as const,
        membership: { group, holder, reason, ...(until !== undefined && { until }) },
      },
    ];
    const done = await commitChecked(context, changes, { reason, confirmed });
    return isDenial(done) ? done : readAdministrators(context);
  });
}

/** Takes a duty away: ends the membership of a role that carries it. The last owner stays. */
export async function takeDuty(
  context: MemberContext,
  { duty, member, role }: TakeDutyRequest,
): Promise<AdministratorsAnswer | Denial> {
  return await context.workspace.exclusively(async () => {
    const refused = requireRight(context, 'manageMembers');
    if (refused) return refused;
    const { store } = context.workspace;
    const organisation = store.organisation();
    const held = organisation.memberships.some(
      ({ group, holder }) =>
        group.kind === 'role' &&
        group.id === role &&
        holder.kind === 'member' &&
        holder.id === member,
    );
    if (!held || !carriesDuty(store.policy(), organisation, role, duty)) return notHeld;
    const done = await commitChecked(context, [
      {
        kind: 'removeMembership',
        group: { kind: 'role', id: role },
        holder: { kind: 'member', id: member },
      },
    ]);
    return isDenial(done) ? done : readAdministrators(context);
  });
}

/** Makes the role that stands for a duty, with its one rule: only by whoever manages access. */
async function makeRole(context: MemberContext, duty: Duty): Promise<string | Denial> {
  const refused = requireRight(context, 'managePolicy');
  if (refused) return refused;
  const { workspace, app } = context;
  const { language } = workspace.store.info();
  const id = app.makeId('role');
  const { name, description } = words[language][duty];
  const made = await commitChecked(context, [{ kind: 'putRole', id, name, description }]);
  if (isDenial(made)) return made;
  const policy = workspace.store.policy();
  const grant: Grant = {
    id: app.makeId('grant'),
    to: { kind: 'role', id },
    on: { kind: 'workspace' },
    actions: rightsOfDuty[duty],
    scope: { kind: 'none' },
    fields: { default: 'hidden', except: [] },
    origin: 'role',
    reason: description,
  };
  const grants = [...policy.grants, grant];
  const saved = await commitPolicy(
    workspace,
    { ...policy, grants },
    authorship(context),
    description,
  );
  return isDenial(saved) ? saved : id;
}

const noSuchMember = denial('not_found', 'There is no such member.');
const toOneself = denial('forbidden', 'Nobody changes their own roles, groups or manager.');
const unconfirmed = denial('invalid', 'Giving this duty has to be confirmed.');
const beyond = denial('forbidden', 'You may not give or take rights that you do not have.');
const past = denial('invalid', 'The end lies in the past.');
const notHeld = denial('not_found', 'This member does not hold this duty by that role.');

type RoleWords = Readonly<Record<Duty, { readonly name: string; readonly description: string }>>;

/** Names of the roles that are made, in the language of the workspace. */
const words: Readonly<Record<Language, RoleWords>> = {
  en: {
    owner: { name: 'Owner', description: 'Holds every right.' },
    members: { name: 'Member administrator', description: 'Looks after members and groups.' },
    data: {
      name: 'Data administrator',
      description: 'Says who may see and do what with the data.',
    },
    configuration: {
      name: 'Configuration administrator',
      description: 'Looks after tables, fields and settings.',
    },
    security: {
      name: 'Security administrator',
      description: 'Looks after signing in and reads the log.',
    },
  },
  zh: {
    owner: { name: '所有者', description: '拥有全部权限。' },
    members: { name: '成员管理员', description: '负责成员和组织。' },
    data: { name: '数据管理员', description: '决定谁可以查看和处理哪些数据。' },
    configuration: { name: '配置管理员', description: '负责表、字段和设置。' },
    security: { name: '安全管理员', description: '负责登录安全并查看日志。' },
  },
};
