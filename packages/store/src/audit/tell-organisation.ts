import type {
  AuditKind,
  AuditObjects,
  Member,
  Membership,
  Organisation,
  Policy,
} from '@tessera/model';
import { sameRule } from '@tessera/permissions';
import type { Authorship } from '../store.ts';
import { membershipKey } from '../system/organisation-change.ts';
import { canonicalJson } from './chain.ts';
import { aspectsOf } from './tell-schema.ts';
import type { Told } from './write.ts';

/** What became of people and their groups, told from both states: what ends as it began is not told. */
export function tellOrganisation(
  before: Organisation,
  after: Organisation,
  { via }: Authorship,
): readonly Told[] {
  const told = [
    ...groups(before, after, 'role'),
    ...groups(before, after, 'team'),
    ...groups(before, after, 'department'),
    ...members(before, after),
    ...memberships(before, after),
  ];
  told.push(...services(before, after));
  if (canonicalJson(before.postRules ?? []) !== canonicalJson(after.postRules ?? []))
    told.push({ kind: 'postRules.change', objects: {} });
  return via ? told.map((one) => ({ ...one, objects: { ...one.objects, via } })) : told;
}

function services(before: Organisation, after: Organisation): Told[] {
  const was = new Map(before.services?.map((one) => [one.id, one]));
  return (after.services ?? []).flatMap((service): Told[] => {
    const former = was.get(service.id);
    if (former === service) return [];
    const objects = { service: service.id };
    if (!former) return [{ kind: 'service.add', objects }];
    if (former.status !== service.status) {
      const kind = service.status === 'active' ? 'service.return' : 'service.leave';
      return [{ kind, objects }];
    }
    const aspects = aspectsOf(former, service);
    return aspects.length > 0 ? [{ kind: 'service.change', objects: { ...objects, aspects } }] : [];
  });
}

type Group = Membership['group']['kind'];

function groups(before: Organisation, after: Organisation, kind: Group): Told[] {
  const lists = { role: 'roles', team: 'teams', department: 'departments' } as const;
  const was = new Map(before[lists[kind]].map((one) => [one.id, one]));
  const is = new Map(after[lists[kind]].map((one) => [one.id, one]));
  const told: Told[] = [];
  for (const [id, { name }] of was)
    if (!is.has(id)) told.push({ kind: `${kind}.remove`, objects: { [kind]: id, name } });
  for (const [id, one] of is) {
    const former = was.get(id);
    const objects = { [kind]: id, name: one.name };
    if (!former) told.push({ kind: `${kind}.add`, objects });
    else if (former !== one) {
      const aspects = aspectsOf(former, one);
      if (aspects.length > 0)
        told.push({ kind: `${kind}.change`, objects: { ...objects, aspects } });
    }
  }
  return told;
}

function members(before: Organisation, after: Organisation): Told[] {
  const was = new Map(before.members.map((one) => [one.id, one]));
  return after.members.flatMap((member) => {
    const former = was.get(member.id);
    if (former === member) return [];
    return former ? changed(former, member) : joined(member);
  });
}

function joined({ id, status, manager }: Member): Told[] {
  const told: Told[] = [
    { kind: status === 'invited' ? 'member.invite' : 'member.add', objects: { member: id } },
  ];
  if (manager !== null) told.push(managed(id, null, manager));
  return told;
}

const managed = (member: string, formerManager: string | null, manager: string | null): Told => ({
  kind: 'member.manager',
  objects: { member, formerManager, manager },
});

function changed(before: Member, after: Member): Told[] {
  const told: Told[] = [];
  const { id } = after;
  if (before.status !== after.status) {
    const kind: AuditKind =
      after.status === 'deactivated'
        ? 'member.leave'
        : before.status === 'invited'
          ? 'member.join'
          : 'member.return';
    told.push({ kind, objects: { member: id } });
  }
  if (before.manager !== after.manager) told.push(managed(id, before.manager, after.manager));
  const aspects = aspectsOf(before, after).filter(
    (name) => name !== 'status' && name !== 'manager',
  );
  if (aspects.length > 0) told.push({ kind: 'member.change', objects: { member: id, aspects } });
  return told;
}

function memberships(before: Organisation, after: Organisation): Told[] {
  if (before.memberships === after.memberships) return [];
  const key = (one: Membership) => `${membershipKey(one)}${one.reason ?? ''}`;
  const was = new Set(before.memberships.map(key));
  const is = new Set(after.memberships.map(key));
  const names = new Map(
    [before, after].flatMap(({ roles, teams, departments }) =>
      [...roles, ...teams, ...departments].map(({ id, name }) => [id, name] as const),
    ),
  );
  // A group that is gone took its memberships with it, which its own entry says.
  const there = new Set([...after.roles, ...after.teams, ...after.departments].map(({ id }) => id));
  return [
    ...before.memberships
      .filter((one) => !is.has(key(one)) && there.has(one.group.id))
      .map((one) => moved(one, false, names)),
    ...after.memberships.filter((one) => !was.has(key(one))).map((one) => moved(one, true, names)),
  ];
}

function moved(
  { group, holder, from, until, reason }: Membership,
  into: boolean,
  names: ReadonlyMap<string, string>,
): Told {
  const kind: AuditKind =
    group.kind === 'role'
      ? into
        ? 'role.give'
        : 'role.take'
      : into
        ? `${group.kind}.enter`
        : `${group.kind}.exit`;
  const objects: AuditObjects = {
    [group.kind]: group.id,
    [holder.kind]: holder.id,
    name: names.get(group.id) ?? '',
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
  };
  return { kind, objects, ...(into && reason !== undefined && { reason }) };
}

/** A new version of the rules: which were added, changed and removed. */
export function tellPolicy(before: Policy, after: Policy, { via }: Authorship): Told {
  const byId = ({ grants, restrictions, guarantees = [] }: Policy) =>
    new Map([...grants, ...restrictions, ...guarantees].map((one) => [one.id, one]));
  const was = byId(before);
  const is = byId(after);
  const list = (name: 'added' | 'changed' | 'removed', ids: readonly string[]) =>
    ids.length > 0 && { [name]: ids };
  const both = [...is].filter(([id]) => was.has(id));
  return {
    kind: 'policy.save',
    objects: {
      version: after.version,
      ...list(
        'added',
        [...is.keys()].filter((id) => !was.has(id)),
      ),
      ...list(
        'changed',
        both.filter(([id, rule]) => !sameRule(was.get(id), rule)).map(([id]) => id),
      ),
      ...list(
        'removed',
        [...was.keys()].filter((id) => !is.has(id)),
      ),
      ...(via && { via }),
    },
  };
}
