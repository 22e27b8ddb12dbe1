import {
  type Denial,
  denial,
  isDenial,
  type Organisation,
  type SharePrincipal,
} from '@tessera/model';
import {
  type Access,
  isActive,
  planShare,
  planUnshare,
  refuseSharing,
  type SharePlan,
} from '@tessera/permissions';
import type { ShareRequest, SharesAnswer } from '@tessera/protocol';
import { accessAt, accessByToken } from '../access-cache.ts';
import type { MemberContext } from '../context.ts';
import { authorship, commitShares, whileAllowed } from './commit.ts';
import { readRecord } from './read-records.ts';
import { seenTable } from './seen.ts';

/** Whom a record is shared with now, for those who may share it, and the groups they may share it with. */
export async function readShares(
  context: MemberContext,
  tableName: string,
  record: string,
): Promise<SharesAnswer | Denial> {
  const table = seenTable(context.access, tableName);
  if (isDenial(table)) return table;
  const found = await readRecord(context, table.table.id, record);
  if (isDenial(found)) return found;
  const refused = refuseSharing(found.outcome);
  if (refused) return refused;
  const { store } = context.workspace;
  const organisation = store.organisation();
  const { members: people, services = [] } = organisation;
  const members = new Map([...people, ...services].map(({ id, name }) => [id, name]));
  return {
    shares: store
      .shares()
      .open.filter((share) => share.table === table.table.id && share.record === record)
      .filter((share) => isActive(share, context.now))
      .map(({ id, to, level, until, by, at, reason }) => ({
        id,
        to: { ...to, name: nameOf(to, organisation) },
        level,
        ...(until !== undefined && { until }),
        by: { id: by, name: members.get(by) ?? '' },
        at,
        reason,
      })),
    groups: groupsFor(context, organisation),
  };
}

/** Opens a record to somebody; in place of the share he has of it. */
export async function shareRecord(
  context: MemberContext,
  tableName: string,
  record: string,
  request: ShareRequest,
): Promise<{ readonly id: string } | Denial> {
  const table = seenTable(context.access, tableName);
  if (isDenial(table)) return table;
  const { to, level, until, reason } = request;
  if (until !== undefined && until <= context.now)
    return denial('invalid', 'A share ends in the future.');
  if (to.kind === 'member' && to.id === context.member.id)
    return denial('invalid', 'You have this record already.');
  const organisation = context.workspace.store.organisation();
  const known =
    to.kind === 'member'
      ? organisation.members
      : groupsFor(context, organisation).filter(({ kind }) => kind === to.kind);
  // Groups one does not know are as good as none.
  if (!known.some(({ id }) => id === to.id))
    return denial('invalid', 'There is nobody to share this record with.');
  const accesses = ownUntil(context, until);
  if (isDenial(accesses)) return accesses;
  const plan = planShare(accesses, {
    table: table.table.id,
    record,
    to: { kind: to.kind, id: to.id },
    level: level,
    ...(until !== undefined && { until }),
    reason,
  });
  if (isDenial(plan)) return plan;
  return await commit(context, context.app.makeId('share'), plan);
}

/** Takes a share of a record back. */
export async function unshareRecord(
  context: MemberContext,
  tableName: string,
  record: string,
  id: string,
): Promise<{ readonly id: string } | Denial> {
  const table = seenTable(context.access, tableName);
  if (isDenial(table)) return table;
  const found = context.workspace.store
    .shares()
    .open.find((share) => share.id === id && share.record === record);
  // Of another record, or none: the record alone decides what is told.
  const plan = planUnshare(context.access, {
    id: found && found.table === table.table.id ? id : '',
    table: table.table.id,
    record,
  });
  if (isDenial(plan)) return plan;
  return await commit(context, id, plan);
}

/** Carries a share out, or takes it back, if that is still allowed by then. */
async function commit(
  context: MemberContext,
  id: string,
  plan: SharePlan,
): Promise<{ readonly id: string } | Denial> {
  const { workspace } = context;
  const done = await commitShares(workspace, whileAllowed(context, plan), id, authorship(context));
  return isDenial(done) ? done : { id };
}

const mostMoments = 100;

/**
 * What the member may do now, and from each later moment on at which something begins or ends, until a share ends:
 * none of it may be less than what is shared.
 */
function ownUntil(context: MemberContext, until: number | undefined): readonly Access[] | Denial {
  const accesses: Access[] = [context.access];
  const { token } = context;
  if (token && (until ?? Number.POSITIVE_INFINITY) > token.until)
    return denial('forbidden', 'A share may not outlast the token by which it is made.');
  let at = context.access.validUntil;
  while (at !== null && at < (until ?? Number.POSITIVE_INFINITY)) {
    if (accesses.length >= mostMoments)
      return denial('invalid', 'Give the share an end that is nearer.');
    const own = accessAt(context.workspace.store, context.member.id, at);
    const next = token ? accessByToken(own, token) : own;
    accesses.push(next);
    at = next.validUntil;
  }
  return accesses;
}

type Group = SharesAnswer['groups'][number];

/** The teams and roles a member may share with: his own, and for whoever manages members or rules all of them. */
function groupsFor({ access }: MemberContext, { teams, roles }: Organisation): readonly Group[] {
  const all = access.workspace.has('manageMembers') || access.workspace.has('managePolicy');
  const { subject } = access;
  return [
    ...teams
      .filter(({ id }) => all || subject.teams.has(id))
      .map(({ id, name }): Group => ({ kind: 'team', id, name })),
    ...roles
      .filter(({ id }) => all || subject.roles.has(id))
      .map(({ id, name }): Group => ({ kind: 'role', id, name })),
  ];
}

function nameOf(to: SharePrincipal, { members, teams, roles }: Organisation): string {
  const lists = { member: members, team: teams, role: roles };
  return lists[to.kind].find(({ id }) => id === to.id)?.name ?? '';
}
