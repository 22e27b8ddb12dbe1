import { type Asked, type Known, ws } from './asked.ts';
import type { Case } from './case.ts';
import { roleIds } from './people.ts';
import type { Random } from './random.ts';

type Kind = 'role' | 'team' | 'department';

const someone = (random: Random, known: Known) =>
  random.pick([...known.members, ...known.invited, 'memnothere']);
const group = (random: Random, known: Known, kind: Kind) =>
  random.pick([...known.groups[kind], 'x']);

function newMember(random: Random, known: Known): Asked {
  const n = random.int(400);
  const body = random.pick<object>([
    { name: `New ${n}`, email: `new${n}@example.com` },
    {
      name: `New ${n}`,
      email: `new${n}@example.com`,
      manager: someone(random, known),
      teams: ['teaone'],
    },
    { name: 'Twice', email: 'memtom@example.com' },
    { name: 'Boss', email: 'b@example.com', roles: [{ role: group(random, known, 'role') }] },
    { name: '', email: 'nothing' },
  ]);
  return { endpoint: `post ${ws}/members`, body };
}

function memberChange(random: Random, known: Known): Asked {
  const body = random.pick<object>([
    { name: `Renamed ${random.int(9)}` },
    { manager: random.chance(0.5) ? null : someone(random, known) },
    { teams: random.some(['teaone', 'teatwo'], 2) },
    { departments: ['depsub'] },
    { roles: [{ role: roleIds.spare }] },
    { status: 'deactivated' },
    { email: 'changed@example.com' },
    { isAdmin: true },
  ]);
  return {
    endpoint: `patch ${ws}/members/{member}`,
    params: { member: someone(random, known) },
    body,
  };
}

function invitation(random: Random, known: Known): Asked {
  const invited = known.invited.length > 0 && random.chance(0.6);
  const member = random.pick(invited ? known.invited : [...known.members, 'memnothere']);
  return { endpoint: `post ${ws}/members/{member}/invitation`, params: { member }, body: {} };
}

/** Mostly somebody who may go: owners and the one who asks are refused anyway. */
function leaving(random: Random, known: Known): Asked {
  const table = known.table(random).name;
  return {
    endpoint: `post ${ws}/members/{member}/leave`,
    params: { member: random.pick(['memfay', 'memsia', ...known.invited, someone(random, known)]) },
    body: random.pick<object>([
      { successors: {} },
      { successors: { '*': 'memtom' } },
      { successors: { [table]: 'memsam', '*': someone(random, known) } },
      { successors: { [table]: 'memnothere' } },
      { successor: 'memtom' },
    ]),
  };
}

function newPost(random: Random, known: Known): Asked {
  return {
    endpoint: `post ${ws}/members/{member}/transfer`,
    params: { member: someone(random, known) },
    body: random.pick<object>([
      { departments: ['depother'], keepRecords: true },
      { manager: someone(random, known), successor: 'memtom' },
      { roles: [{ role: roleIds.spare, until: 9_000_000_000_000 }], keepRecords: true },
      { departments: [group(random, known, 'department')], successor: someone(random, known) },
      { departments: ['depsub'] },
    ]),
  };
}

function newGroup(kind: Kind): Case['ask'] {
  return (random, known) => ({
    endpoint: `post ${ws}/${kind}s`,
    body: random.pick<object>([
      { name: `${kind} ${random.int(9)}` },
      { name: '' },
      kind === 'department'
        ? { name: 'Below', parent: group(random, known, kind) }
        : { title: 'x' },
    ]),
  });
}

function groupChange(kind: Kind): Case['ask'] {
  return (random, known) => ({
    endpoint: `patch ${ws}/${kind}s/{id}`,
    params: { id: group(random, known, kind) },
    body: random.pick<object>([
      { name: `${kind} ${random.int(9)}` },
      { name: '' },
      kind === 'department' ? { parent: group(random, known, kind) } : { title: 'x' },
    ]),
  });
}

function groupRemoval(kind: Kind): Case['ask'] {
  return (random, known) => ({
    endpoint: `delete ${ws}/${kind}s/{id}`,
    params: { id: random.pick([...known.groups[kind].slice(-2), 'x']) },
  });
}

function holders(random: Random, known: Known): Asked {
  return {
    endpoint: `put ${ws}/roles/{id}/holders`,
    params: { id: random.pick([roleIds.spare, roleIds.owner, 'x']) },
    body: {
      teams: random.some(['teaone', 'x'], 1),
      departments: random.chance(0.3)
        ? [{ id: group(random, known, 'department'), subtree: true }]
        : [],
    },
  };
}

/** Rules as they were read, with something added for others; stale, broken, or without being known at all. */
function rules(random: Random, { policy }: Known): Asked {
  const grants = policy?.grants ?? [];
  const added = {
    id: `gramore${random.int(999)}`,
    to: { kind: 'role', id: roleIds.spare },
    on: { kind: 'workspace' },
    actions: ['view'],
    scope: { kind: 'all' },
    fields: { default: 'read', except: [] },
    origin: 'role',
    reason: 'More',
  };
  const whole = {
    version: policy?.version ?? 1,
    grants,
    restrictions: policy?.restrictions ?? [],
    reason: 'Because',
  };
  const promised = {
    id: `guamore${random.int(99)}`,
    name: 'Nobody takes records away',
    who: random.pick([{ kind: 'everyone' }, { kind: 'role', id: roleIds.spare }]),
    except: [{ kind: 'role', id: roleIds.owner }],
    on: { kind: 'workspace' },
    never: random.pick([
      { kind: 'do', actions: ['delete'] },
      { kind: 'do', actions: ['manageBackups'] },
    ]),
    reason: 'A promise',
  };
  const body = random.pick<object>([
    whole,
    { ...whole, guarantees: [...(policy?.guarantees ?? []), promised] },
    { ...whole, grants: [...grants, added] },
    { ...whole, grants: [...grants, { ...added, to: { kind: 'everyone' } }] },
    { ...whole, grants: [...grants, { ...added, actions: ['viewAudit'] }] },
    { ...whole, grants: [...grants, { ...added, actions: ['viewAudit'] }], confirmed: true },
    { ...whole, version: 0 },
    { ...whole, grants: [...grants, { ...added, to: { kind: 'role', id: 'x' } }] },
    { ...whole, grants: grants.slice(1) },
    { ...whole, deny: [] },
  ]);
  return { endpoint: `put ${ws}/policy`, body };
}

interface Saved {
  readonly reason: string;
  readonly confirmed?: true;
}

/** The same kinds of rules as a draft to be looked at. */
const draft =
  (what: 'lint' | 'guarantees' | 'preview') =>
  (random: Random, known: Known): Asked => {
    const { reason: _reason, confirmed: _confirmed, ...body } = rules(random, known).body as Saved;
    return {
      endpoint: `post ${ws}/policy/${what}`,
      body: random.chance(0.1) ? { ...body, reason: 'None is asked for' } : body,
    };
  };

/** Statements about who sees what: of members and roles, of a record, of those that fit, by the rules or by a draft. */
function statements(random: Random, known: Known): Asked {
  const { name, known: table } = known.table(random);
  const field = known.field(random, table);
  const one = {
    who: random.pick([
      { kind: 'member', id: random.pick([...known.members, 'memnothere']) },
      { kind: 'role', id: group(random, known, 'role') },
    ]),
    can: random.chance(0.5),
    action: random.pick(['view', 'edit', 'export', 'delete', 'create']),
    table: name,
    ...(random.chance(0.4) && { field }),
    ...random.pick([
      {},
      { record: known.record(random, table?.id ?? '') },
      { where: { op: 'empty', field } },
      { where: { op: 'is', field, value: random.pick(['East', '1']) } },
      { where: { op: 'and', of: [] } },
    ]),
  };
  const { reason: _reason, confirmed: _confirmed, ...policy } = rules(random, known).body as Saved;
  return {
    endpoint: `post ${ws}/policy/test`,
    body: { tests: [one], ...(random.chance(0.4) && { policy }) },
  };
}

/** A version of the rules: the one that stands, one before it, or none. */
function version(random: Random, { policy }: Known): string {
  return random.pick([String(policy?.version ?? 1), '1', '2', '999', 'x']);
}

/** Rules for posts: mostly from the version that stands while there are none. */
function posts(random: Random, known: Known): Asked {
  const rule = (role: string) => ({
    department: random.chance(0.5)
      ? { id: random.pick([group(random, known, 'department'), 'Nowhere']), below: true }
      : null,
    title: random.chance(0.5) ? { op: 'contains', text: 'Manager' } : null,
    roles: [role],
  });
  const roles = [roleIds.spare, roleIds.owner, group(random, known, 'role')];
  const body = random.pick<object>([
    { version: known.postRules ?? 'x', rules: [rule(roleIds.spare)] },
    { version: known.postRules ?? 'x', rules: [] },
    { version: known.postRules ?? 'x', rules: roles.map(rule) },
    { version: known.postRules ?? 'x', rules: [{ ...rule('x'), id: 'pornothere' }] },
    { version: 'stale', rules: [] },
    { version: 'x', rules: [{ roles: [] }] },
  ]);
  return { endpoint: `put ${ws}/post-rules`, body };
}

function duty(random: Random, known: Known): Asked {
  const named = random.pick(['owner', 'members', 'data', 'configuration', 'security']);
  const member = random.pick(['memtom', 'memfay', someone(random, known)]);
  const whole = { duty: named, member, reason: 'Stands in', confirmed: true };
  const body = random.pick<object>([
    whole,
    { ...whole, until: 9_000_000_000_000 },
    { ...whole, until: 1 },
    { duty: named, member },
    { ...whole, confirmed: undefined },
  ]);
  return { endpoint: `post ${ws}/administrators/give`, body };
}

function dutyTaken(random: Random, known: Known): Asked {
  const guess = {
    duty: random.pick(['owner', 'members', 'data', 'configuration', 'security']),
    member: someone(random, known),
    role: group(random, known, 'role'),
  };
  const seen = known.held.length > 0 && random.chance(0.7) ? random.pick(known.held) : guess;
  return { endpoint: `post ${ws}/administrators/take`, body: seen };
}

const kinds: readonly Kind[] = ['role', 'team', 'department'];

export const peopleCases: Readonly<Record<string, Case>> = {
  [`get ${ws}/members`]: { weight: 1, ask: () => ({ endpoint: `get ${ws}/members` }) },
  [`get ${ws}/organisation`]: { weight: 1, ask: () => ({ endpoint: `get ${ws}/organisation` }) },
  [`get ${ws}/roles`]: { weight: 1, ask: () => ({ endpoint: `get ${ws}/roles` }) },
  [`get ${ws}/policy`]: { weight: 1, managers: 3, ask: () => ({ endpoint: `get ${ws}/policy` }) },
  [`put ${ws}/policy`]: { weight: 1, managers: 4, ask: rules },
  [`get ${ws}/policy/lint`]: {
    weight: 1,
    managers: 3,
    ask: () => ({ endpoint: `get ${ws}/policy/lint` }),
  },
  [`post ${ws}/policy/lint`]: { weight: 1, managers: 4, ask: draft('lint') },
  [`get ${ws}/policy/guarantees`]: {
    weight: 1,
    managers: 3,
    ask: () => ({ endpoint: `get ${ws}/policy/guarantees` }),
  },
  [`post ${ws}/policy/guarantees`]: { weight: 1, managers: 4, ask: draft('guarantees') },
  [`post ${ws}/policy/test`]: { weight: 1, managers: 5, ask: statements },
  [`post ${ws}/policy/preview`]: { weight: 1, managers: 4, ask: draft('preview') },
  [`get ${ws}/policy/versions`]: {
    weight: 1,
    managers: 3,
    ask: (random) => ({
      endpoint: `get ${ws}/policy/versions`,
      query: random.pick(['', 'before=2', 'before=0', 'after=1']),
    }),
  },
  [`get ${ws}/policy/versions/{version}`]: {
    weight: 1,
    managers: 3,
    ask: (random, known) => ({
      endpoint: `get ${ws}/policy/versions/{version}`,
      params: { version: version(random, known) },
    }),
  },
  [`get ${ws}/policy/compare`]: {
    weight: 1,
    managers: 3,
    ask: (random, known) => ({
      endpoint: `get ${ws}/policy/compare`,
      query: `from=${version(random, known)}&to=${version(random, known)}`,
    }),
  },
  [`post ${ws}/policy/versions/{version}/restore`]: {
    weight: 1,
    managers: 4,
    ask: (random, known) => ({
      endpoint: `post ${ws}/policy/versions/{version}/restore`,
      params: { version: version(random, known) },
      body: random.pick<object>([
        { base: known.policy?.version ?? 1, reason: 'As before' },
        { base: known.policy?.version ?? 1, reason: 'As before', confirmed: true },
        { base: 1, reason: 'As before' },
        { base: known.policy?.version ?? 1 },
      ]),
    }),
  },
  [`post ${ws}/members`]: { weight: 1, managers: 4, ask: newMember },
  [`patch ${ws}/members/{member}`]: { weight: 1, managers: 5, ask: memberChange },
  [`post ${ws}/members/{member}/invitation`]: { weight: 1, managers: 6, ask: invitation },
  [`get ${ws}/members/{member}/holdings`]: {
    weight: 1,
    managers: 3,
    ask: (random, known) => ({
      endpoint: `get ${ws}/members/{member}/holdings`,
      params: { member: someone(random, known) },
    }),
  },
  [`post ${ws}/members/{member}/leave`]: { weight: 1, managers: 2, ask: leaving },
  [`post ${ws}/members/{member}/transfer`]: { weight: 1, managers: 3, ask: newPost },
  ...Object.fromEntries(
    kinds.flatMap((kind) => [
      [`post ${ws}/${kind}s`, { weight: 1, managers: 2, ask: newGroup(kind) }],
      [`patch ${ws}/${kind}s/{id}`, { weight: 1, managers: 3, ask: groupChange(kind) }],
      [`delete ${ws}/${kind}s/{id}`, { weight: 1, managers: 4, ask: groupRemoval(kind) }],
    ]),
  ),
  [`get ${ws}/administrators`]: {
    weight: 1,
    managers: 2,
    ask: () => ({ endpoint: `get ${ws}/administrators` }),
  },
  [`post ${ws}/administrators/give`]: { weight: 1, managers: 3, ask: duty },
  [`post ${ws}/administrators/take`]: { weight: 1, managers: 3, ask: dutyTaken },
  [`get ${ws}/post-rules`]: {
    weight: 1,
    managers: 2,
    ask: () => ({ endpoint: `get ${ws}/post-rules` }),
  },
  [`put ${ws}/post-rules`]: { weight: 1, managers: 3, ask: posts },
  [`put ${ws}/roles/{id}/holders`]: { weight: 1, managers: 3, ask: holders },
};
