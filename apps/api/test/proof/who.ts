import type { MemberId, Organisation, Principal } from '@tessera/model';

/** Who a member is at a moment, worked out from the organisation by this suite's own hand. */
export interface Who {
  readonly me: MemberId;
  /** A program of its own: it has what names it, is in no group and owns nothing. */
  readonly service: boolean;
  readonly roles: readonly string[];
  readonly teams: readonly string[];
  readonly departments: readonly string[];
  readonly above: readonly string[];
  /** Members by the names that scopes and conditions give them. */
  readonly sets: Readonly<
    Record<
      'me' | 'myTeams' | 'myDepartments' | 'myDepartmentTree' | 'myReports' | 'myAllReports',
      readonly MemberId[]
    >
  >;
}

export function whoIs(organisation: Organisation, me: MemberId, now: number): Who {
  if (organisation.services?.some(({ id }) => id === me)) return serviceOf(me);
  const active = organisation.memberships.filter(
    ({ from, until }) => (from ?? 0) <= now && now < (until ?? Number.POSITIVE_INFINITY),
  );
  const mine = (kind: 'team' | 'department') =>
    active
      .filter(
        ({ group, holder }) => group.kind === kind && holder.kind === 'member' && holder.id === me,
      )
      .map(({ group }) => group.id);
  const teams = mine('team');
  const departments = mine('department');
  const parent = (id: string) => organisation.departments.find((one) => one.id === id)?.parent;
  const above = new Set<string>();
  for (const start of departments)
    for (let at: string | null | undefined = start; at; at = parent(at)) above.add(at);
  const roles = active
    .filter(({ group, holder }) => {
      if (group.kind !== 'role') return false;
      if (holder.kind === 'member') return holder.id === me;
      if (holder.kind === 'team') return teams.includes(holder.id);
      return holder.subtree ? above.has(holder.id) : departments.includes(holder.id);
    })
    .map(({ group }) => group.id);
  const inGroups = (kind: 'team' | 'department', ids: readonly string[]) =>
    unique(
      active
        .filter(
          ({ group, holder }) =>
            group.kind === kind && holder.kind === 'member' && ids.includes(group.id),
        )
        .map(({ holder }) => holder.id),
    );
  const isBelow = (id: string) => {
    for (let at: string | null | undefined = id; at; at = parent(at))
      if (departments.includes(at)) return true;
    return false;
  };
  const below = organisation.departments.map(({ id }) => id).filter(isBelow);
  const managerOf = (id: string) => organisation.members.find((one) => one.id === id)?.manager;
  const reportsTo = (id: string) => {
    for (let at = managerOf(id); at; at = managerOf(at)) if (at === me) return true;
    return false;
  };
  const members = organisation.members.map(({ id }) => id);
  return {
    me,
    service: false,
    roles: unique(roles),
    teams: unique(teams),
    departments: unique(departments),
    above: unique([...above]),
    sets: {
      me: [me],
      myTeams: inGroups('team', teams),
      myDepartments: inGroups('department', departments),
      myDepartmentTree: inGroups('department', below),
      myReports: unique(members.filter((id) => managerOf(id) === me)),
      myAllReports: unique(members.filter(reportsTo)),
    },
  };
}

function serviceOf(me: string): Who {
  const sets = {
    me: [],
    myTeams: [],
    myDepartments: [],
    myDepartmentTree: [],
    myReports: [],
    myAllReports: [],
  };
  return { me, service: true, roles: [], teams: [], departments: [], above: [], sets };
}

/** Whether a rule's principal is this member. */
export function isNamed(who: Who, to: Principal): boolean {
  if (who.service) return to.kind === 'service' && to.id === who.me;
  switch (to.kind) {
    case 'everyone':
      return true;
    case 'member':
      return to.id === who.me;
    case 'role':
      return who.roles.includes(to.id);
    case 'team':
      return who.teams.includes(to.id);
    case 'department':
      return (to.subtree ? who.above : who.departments).includes(to.id);
    default:
      return false;
  }
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)].sort();
}
