import {
  type Ceiling,
  type FieldRule,
  type Grant,
  type Level,
  type Membership,
  type Organisation,
  type Policy,
  type Principal,
  type Restriction,
  type Schema,
  type Scope,
  type ScopePart,
  type Table,
  type TableAction,
  type Target,
  tableActions,
  type WorkspaceAction,
} from '@tessera/model';
import { checkPolicy } from '@tessera/permissions';
import { departments, members, ownRoles, roleIds, teams } from './people.ts';
import type { Random } from './random.ts';
import { classes } from './random-schema.ts';
import { randomCondition } from './rules.ts';
import { noon } from './spec.ts';

/** A program that rules may name. */
export const serviceId = 'svcsync';

/** What a token lets pass: all or one table, some actions, up to a level, and a few duties. */
export function randomCeiling(random: Random, { tables }: Schema): Ceiling {
  return {
    rules: Array.from({ length: 1 + random.int(2) }, () => ({
      on: random.chance(0.5)
        ? ({ kind: 'workspace' } as const)
        : ({ kind: 'table', id: random.pick(tables).id } as const),
      actions: ['view', ...tableActions.filter((one) => one !== 'view' && random.chance(0.6))],
      level: random.pick(['masked', 'read', 'edit', 'edit'] as const),
    })),
    duties: rights.filter(() => random.chance(0.4)),
  };
}

const levels: readonly Level[] = ['hidden', 'masked', 'read', 'read', 'edit', 'edit'];
const day = 86_400_000;

/** Whether a rule or a membership has begun and not ended is settled for as long as the proof asks. */
function spell(random: Random): { from?: number; until?: number } {
  if (random.chance(0.75)) return {};
  return random.pick([
    { from: noon - day },
    { from: noon + day },
    { until: noon + day },
    { until: noon - day },
    { from: noon - day, until: noon + day },
  ]);
}

/** The suite's people in random groups, under random managers. */
export function randomOrganisation(random: Random): Organisation {
  const people = members.map((member, at) => ({
    ...member,
    manager: at > 0 && random.chance(0.6) ? random.pick(members.slice(0, at)).id : null,
  }));
  const groups = [
    ...[roleIds.random, roleIds.spare, roleIds.consultant].map((id) => ({ kind: 'role', id })),
    ...teams.map(({ id }) => ({ kind: 'team', id })),
    ...departments.map(({ id }) => ({ kind: 'department', id })),
  ] as readonly Membership['group'][];
  const memberships = members.flatMap(({ id }): Membership[] =>
    random.some(groups, 4).map((group) => ({
      group,
      holder: { kind: 'member', id },
      ...spell(random),
    })),
  );
  const owner: Membership = {
    group: { kind: 'role', id: roleIds.owner },
    holder: { kind: 'member', id: 'memowner' },
  };
  // A role that a whole team or department holds.
  if (random.chance(0.5))
    memberships.push({
      group: { kind: 'role', id: roleIds.dropper },
      holder: random.pick<Membership['holder']>([
        { kind: 'team', id: 'teaone' },
        { kind: 'department', id: 'deptop', subtree: true },
        { kind: 'department', id: 'depsub', subtree: false },
      ]),
    });
  return {
    version: 0,
    members: people,
    services: [{ id: serviceId, name: 'Sync', status: 'active' }],
    roles: ownRoles,
    teams,
    departments,
    memberships: [owner, ...memberships],
  };
}

function randomPrincipal(random: Random): Principal {
  return random.pick<Principal>([
    { kind: 'role', id: roleIds.random },
    { kind: 'role', id: roleIds.random },
    { kind: 'role', id: roleIds.consultant },
    { kind: 'role', id: roleIds.dropper },
    { kind: 'member', id: random.pick(members).id },
    { kind: 'team', id: random.pick(teams).id },
    { kind: 'department', id: random.pick(departments).id, subtree: random.chance(0.5) },
    { kind: 'everyone' },
    { kind: 'service', id: serviceId },
  ]);
}

function randomPart(random: Random, table: Table): ScopePart {
  const links = table.fields.filter(({ type }) => type === 'link');
  const part = random.pick<ScopePart>([
    { kind: 'own' },
    { kind: 'reports', depth: random.pick(['direct', 'all']) },
    { kind: 'team' },
    { kind: 'department' },
    { kind: 'departmentTree' },
    { kind: 'sharedWithMe' },
    { kind: 'unowned' },
    { kind: 'where', condition: randomCondition(random, table) },
    { kind: 'where', condition: randomCondition(random, table) },
    ...[...links, ...links].map(({ id }): ScopePart => ({ kind: 'via', link: id })),
  ]);
  return random.chance(0.25) ? { ...part, and: randomCondition(random, table) } : part;
}

function randomScope(random: Random, table: Table | null): Scope {
  if (random.chance(0.15)) return { kind: 'all' };
  if (random.chance(0.05)) return { kind: 'none' };
  if (!table)
    return { kind: 'any', of: [random.pick<ScopePart>([{ kind: 'own' }, { kind: 'unowned' }])] };
  return {
    kind: 'any',
    of: Array.from({ length: 1 + random.int(2) }, () => randomPart(random, table)),
  };
}

function randomFields(random: Random, table: Table | null): FieldRule {
  const named = random.some(table?.fields ?? [], 3).map(({ id }) => ({
    field: id,
    level: random.pick(levels),
  }));
  const classed = random.some(classes, 2).map((id) => ({ class: id, level: random.pick(levels) }));
  return { default: random.pick(levels), except: [...named, ...classed] };
}

function randomGrant(random: Random, { tables, apps }: Schema, at: number): Grant {
  const chosen = random.pick(tables);
  const app = apps[0]?.id ?? '';
  const on = random.chance(0.85)
    ? ({ kind: 'table', id: chosen.id } as const)
    : random.pick<Target>([{ kind: 'app', id: app }, { kind: 'workspace' }]);
  const table = on.kind === 'table' ? chosen : null;
  return {
    id: `grarand${at}`,
    to: randomPrincipal(random),
    on,
    actions: [...new Set<TableAction>(['view', ...random.some(tableActions, 7)])],
    scope: randomScope(random, table),
    fields: randomFields(random, table),
    ...spell(random),
    origin: 'role',
    reason: 'Random',
  };
}

function randomLock(random: Random, { tables }: Schema, at: number): Restriction {
  const table = random.pick(tables);
  const cap = random.chance(0.6);
  return {
    id: `resrand${at}`,
    name: `Lock ${at}`,
    on: { kind: 'table', id: table.id },
    ...(cap
      ? random.chance(0.3)
        ? { classes: [random.pick(classes)] }
        : { fields: random.shuffled(table.fields.map(({ id }) => id)).slice(0, 2) }
      : { actions: [random.pick(tableActions)] }),
    ...(random.chance(0.7) && { when: randomCondition(random, table) }),
    effect: cap ? { kind: 'cap', level: random.pick(levels) } : { kind: 'forbid' },
    exempt: [
      { to: { kind: 'role', id: roleIds.owner } },
      ...random.some([0, 1], 2).map(() => ({ to: randomPrincipal(random), ...spell(random) })),
    ],
    reason: 'Random',
  };
}

/** Rights on the workspace that now and then somebody of the random role has. */
const rights: readonly WorkspaceAction[] = [
  'manageSchema',
  'managePolicy',
  'manageMembers',
  'viewAudit',
];

/** Random rules, each of which may be saved beside the others; the owner's are always among them. */
export function randomPolicy(random: Random, schema: Schema, organisation: Organisation): Policy {
  const owner: Grant = {
    id: 'graowner',
    to: { kind: 'role', id: roleIds.owner },
    on: { kind: 'workspace' },
    actions: [...tableActions, ...rights, 'manageSecurity'],
    scope: { kind: 'all' },
    fields: { default: 'edit', except: [] },
    origin: 'role',
    reason: 'Owner',
  };
  let policy: Policy = { version: 0, grants: [owner], restrictions: [] };
  const offer = (more: Policy) => {
    if (checkPolicy(more, { schema, organisation }) === null) policy = more;
  };
  for (let at = 0; at < 6 + random.int(6); at++)
    offer({ ...policy, grants: [...policy.grants, randomGrant(random, schema, at)] });
  for (let at = 0; at < random.int(4); at++)
    offer({ ...policy, restrictions: [...policy.restrictions, randomLock(random, schema, at)] });
  if (random.chance(0.25))
    offer({
      ...policy,
      grants: [
        ...policy.grants,
        {
          ...owner,
          id: 'graright',
          to: { kind: 'role', id: roleIds.random },
          actions: [random.pick(rights)],
          scope: { kind: 'none' },
          fields: { default: 'hidden', except: [] },
        },
      ],
    });
  return policy;
}
