import type {
  DepartmentId,
  MemberId,
  Membership,
  Organisation,
  Principal,
  RoleId,
  TeamId,
} from '@tessera/model';

/**
 * What the engine knows of who asks (PERMISSIONS section 1). Made from an organisation for one moment;
 * it stays true until `validUntil` (epoch ms) while the organisation keeps its version.
 */
export interface Subject {
  readonly kind: 'member' | 'service' | 'system';
  /** Of a member or a service account, or the name of the system's own work ("template"). */
  readonly id: MemberId;
  readonly roles: ReadonlySet<RoleId>;
  readonly teams: ReadonlySet<TeamId>;
  /** Departments the member stands in directly. */
  readonly departments: ReadonlySet<DepartmentId>;
  /** The same and all their ancestors: what a grant to a department with its sub-departments matches. */
  readonly departmentsAndAbove: ReadonlySet<DepartmentId>;
  /** Sets of members in code point order, without doubles. */
  readonly directReports: readonly MemberId[];
  readonly allReports: readonly MemberId[];
  readonly teamMembers: readonly MemberId[];
  readonly departmentMembers: readonly MemberId[];
  readonly departmentTreeMembers: readonly MemberId[];
  readonly validUntil: number | null;
}

/** The moment and the place in which named days are resolved. */
export interface Moment {
  /** Epoch milliseconds. */
  readonly now: number;
  /** IANA name, `Asia/Shanghai`. */
  readonly timeZone: string;
}

/** A span of time, half-open; an absent end is open. */
interface Span {
  readonly from?: number | undefined;
  readonly until?: number | undefined;
}

/** Whether a span holds at a moment. */
export function isActive(span: Span, now: number): boolean {
  return (span.from ?? 0) <= now && (span.until === undefined || now < span.until);
}

/** The next moment at which one of these spans begins or ends, or null. */
export function nextBoundary(spans: Iterable<Span>, now: number): number | null {
  let next: number | null = null;
  for (const { from, until } of spans)
    for (const at of [from, until])
      if (at !== undefined && at > now && (next === null || at < next)) next = at;
  return next;
}

const sorted = (ids: Iterable<string>): string[] => [...new Set(ids)].sort();

const none: ReadonlySet<string> = new Set();

/** A subject that stands in no group: rules name it by its id alone. */
export function loneSubject(kind: Subject['kind'], id: string): Subject {
  return {
    kind,
    id,
    roles: none,
    teams: none,
    departments: none,
    departmentsAndAbove: none,
    directReports: [],
    allReports: [],
    teamMembers: [],
    departmentMembers: [],
    departmentTreeMembers: [],
    validUntil: null,
  };
}

/** The subject that a member, or a service account, is in this organisation at this moment. */
export function subjectOf(organisation: Organisation, member: MemberId, now: number): Subject {
  if (organisation.services?.some(({ id }) => id === member)) return loneSubject('service', member);
  const active = organisation.memberships.filter((membership) => isActive(membership, now));
  const teams = new Set(groupsHolding(active, 'team', member));
  const departments = new Set(groupsHolding(active, 'department', member));
  const parentOf = new Map(organisation.departments.map(({ id, parent }) => [id, parent]));
  const departmentsAndAbove = new Set<string>();
  for (const start of departments)
    for (
      let at: string | null | undefined = start;
      at && !departmentsAndAbove.has(at);
      at = parentOf.get(at)
    )
      departmentsAndAbove.add(at);
  const roles = new Set<string>();
  for (const { group, holder } of active) {
    if (group.kind !== 'role') continue;
    if (holder.kind === 'member' && holder.id !== member) continue;
    if (holder.kind === 'team' && !teams.has(holder.id)) continue;
    if (
      holder.kind === 'department' &&
      !(holder.subtree ? departmentsAndAbove : departments).has(holder.id)
    )
      continue;
    roles.add(group.id);
  }
  const below = descendants(
    departments,
    organisation.departments.map(({ id, parent }) => [id, parent]),
  );
  const line = organisation.members.map(({ id, manager }) => [id, manager] as const);
  const allReports = descendants(new Set([member]), line);
  allReports.delete(member);
  return {
    kind: 'member',
    id: member,
    roles,
    teams,
    departments,
    departmentsAndAbove,
    directReports: sorted(
      organisation.members
        .filter(({ id, manager }) => manager === member && id !== member)
        .map(({ id }) => id),
    ),
    allReports: sorted(allReports),
    teamMembers: membersOf(active, 'team', teams),
    departmentMembers: membersOf(active, 'department', departments),
    departmentTreeMembers: membersOf(active, 'department', below),
    validUntil: nextBoundary(organisation.memberships, now),
  };
}

/**
 * A made-up member who holds one role and nothing else: he stands in no team and no department, nobody reports to him
 * and he owns nothing. His id is no member's.
 */
export function subjectOfRole(role: RoleId): Subject {
  return { ...loneSubject('member', `role:${role}`), roles: new Set([role]) };
}

/** Whether a principal is among those of the subject. */
export function isPrincipalOf(subject: Subject, principal: Principal): boolean {
  if (subject.kind !== 'member') return principal.kind === 'service' && principal.id === subject.id;
  switch (principal.kind) {
    case 'member':
      return principal.id === subject.id;
    case 'role':
      return subject.roles.has(principal.id);
    case 'team':
      return subject.teams.has(principal.id);
    case 'department':
      return (principal.subtree ? subject.departmentsAndAbove : subject.departments).has(
        principal.id,
      );
    case 'everyone':
      return true;
    case 'link':
    case 'service':
      return false;
  }
}

function groupsHolding(
  memberships: readonly Membership[],
  kind: 'team' | 'department',
  member: MemberId,
): string[] {
  return memberships
    .filter(
      ({ group, holder }) =>
        group.kind === kind && holder.kind === 'member' && holder.id === member,
    )
    .map(({ group }) => group.id);
}

function membersOf(
  memberships: readonly Membership[],
  kind: 'team' | 'department',
  groups: ReadonlySet<string>,
): string[] {
  return sorted(
    memberships
      .filter(
        ({ group, holder }) =>
          group.kind === kind && groups.has(group.id) && holder.kind === 'member',
      )
      .map(({ holder }) => holder.id),
  );
}

/** The starts and everything below them in a tree given as [child, parent]; a cycle does no harm. */
function descendants(
  starts: ReadonlySet<string>,
  edges: readonly (readonly [string, string | null])[],
): Set<string> {
  const children = new Map<string, string[]>();
  for (const [child, parent] of edges)
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), child]);
  const found = new Set(starts);
  const open = [...starts];
  for (let at = open.pop(); at !== undefined; at = open.pop())
    for (const child of children.get(at) ?? [])
      if (!found.has(child)) {
        found.add(child);
        open.push(child);
      }
  return found;
}
