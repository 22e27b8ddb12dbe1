import type { Finding, Grant, Organisation, Principal } from '@tessera/model';
import { isPrincipalOf, subjectOf } from '../subject.ts';
import { finding, givesOnWorkspace, isBuiltIn, type Looked, roleOf } from './finding.ts';

/** Grants that give nothing to anybody, now or ever. */
export function findDead(looked: Looked): readonly Finding[] {
  const { policy, schema, organisation, now } = looked;
  const later = laterPrincipals(organisation, now);
  return policy.grants.flatMap((grant) => {
    const about = {
      rules: [grant.id],
      tables: grant.on.kind === 'table' ? [grant.on.id] : [],
      roles: roleOf(grant),
    };
    if (!isTarget(grant, looked) || !isPrincipal(grant.to, organisation))
      return [finding('grantGone', { ...about, tables: about.tables.filter(isTable(schema)) })];
    if (grant.until !== undefined && grant.until <= now) return [finding('grantPast', about)];
    if (givesNothing(grant)) return [finding('grantOfNothing', about)];
    return later(grant.to) || isBuiltIn(grant, organisation)
      ? []
      : [finding('grantToNobody', about)];
  });
}

const isTable =
  ({ tables }: Looked['schema']) =>
  (id: string) =>
    tables.some((table) => table.id === id);

function isTarget({ on }: Grant, { schema }: Looked): boolean {
  if (on.kind === 'workspace') return true;
  return (on.kind === 'app' ? schema.apps : schema.tables).some(({ id }) => id === on.id);
}

export function isPrincipal(to: Principal, organisation: Organisation): boolean {
  const among = {
    member: organisation.members,
    role: organisation.roles,
    team: organisation.teams,
    department: organisation.departments,
    service: organisation.services ?? [],
  };
  if (to.kind === 'everyone') return true;
  if (to.kind === 'link') return false;
  return among[to.kind].some(({ id }) => id === to.id);
}

/** No record is in its scope. To view or edit it still gives something: the fields of records that are shared. */
function givesNothing(grant: Grant): boolean {
  const { actions, scope } = grant;
  if (actions.length === 0) return true;
  const empty = scope.kind === 'none' || (scope.kind === 'any' && scope.of.length === 0);
  const shares = actions.includes('view') || actions.includes('edit');
  return empty && !shares && !givesOnWorkspace(grant);
}

/** Whether a principal names somebody, now or when a membership begins. */
function laterPrincipals(organisation: Organisation, now: number): (to: Principal) => boolean {
  const memberships = organisation.memberships
    .filter(({ until }) => until === undefined || until > now)
    .map(({ from: _from, ...membership }) => membership);
  const people = { ...organisation, memberships };
  const subjects = [...organisation.members, ...(organisation.services ?? [])]
    .filter(({ status }) => status !== 'deactivated')
    .map(({ id }) => subjectOf(people, id, now));
  return (to) => subjects.some((subject) => isPrincipalOf(subject, to));
}
