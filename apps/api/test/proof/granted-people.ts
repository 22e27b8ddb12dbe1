import { type Known, ws } from './asked.ts';
import type { Granted } from './case.ts';
import { roleIds } from './people.ts';

const people = { file: 'Name,E-mail\nNora New,nora@example.com' };
const columns = [
  { column: 0, field: 'name' },
  { column: 1, field: 'email' },
];
const ceiling = {
  rules: [{ on: { kind: 'workspace' }, actions: ['view'], level: 'read' }],
  duties: [],
};

const made = (kind: 'role' | 'team' | 'department') => (known: Known) => ({
  params: { id: known.groups[kind].at(-1) ?? 'none' },
});
const renamed = (kind: 'role' | 'team' | 'department') => (known: Known) => ({
  ...made(kind)(known),
  body: { name: 'Renamed' },
});
const named = () => ({ body: { name: 'New' } });
const plain = () => ({});

/** The rules that stand, with one promise more. */
function draft({ policy }: Known) {
  const promise = {
    id: 'guanew',
    name: 'Nobody takes records away',
    who: { kind: 'role', id: roleIds.spare },
    except: [],
    on: { kind: 'workspace' },
    never: { kind: 'do', actions: ['delete'] },
    reason: 'A promise',
  };
  return {
    version: policy?.version ?? 0,
    grants: policy?.grants ?? [],
    restrictions: policy?.restrictions ?? [],
    guarantees: [...(policy?.guarantees ?? []), promise],
  };
}
const drafted = (known: Known) => ({ body: draft(known) });

/** A token that was made, of oneself or of a service account. */
const key = ({ keys }: Known, own: boolean) =>
  keys.find(({ service }) => (service === undefined) === own)?.id ?? 'none';
const service = ({ services }: Known) => services.at(-1) ?? 'none';

/** People, their groups, the rules, and keys for programs. */
export const grantedPeople: Granted = {
  [`get ${ws}/members`]: plain,
  [`get ${ws}/organisation`]: plain,
  [`patch ${ws}/members/{member}`]: () => ({
    params: { member: 'memfay' },
    body: { name: 'Fay Renamed' },
  }),
  [`post ${ws}/members/import/inspect`]: () => ({ upload: people }),
  [`post ${ws}/members/import`]: () => ({ upload: { ...people, options: { columns } } }),
  [`get ${ws}/members/{member}/holdings`]: () => ({ params: { member: 'memsia' } }),
  [`post ${ws}/members/{member}/transfer`]: () => ({
    params: { member: 'memsia' },
    body: { departments: ['depother'], keepRecords: true },
  }),
  [`post ${ws}/members/{member}/leave`]: () => ({
    params: { member: 'memsia' },
    body: { successors: { '*': 'memtom' } },
  }),
  [`get ${ws}/roles`]: plain,
  [`post ${ws}/roles`]: named,
  [`patch ${ws}/roles/{id}`]: renamed('role'),
  [`put ${ws}/roles/{id}/holders`]: (known) => ({
    ...made('role')(known),
    body: { teams: [], departments: [] },
  }),
  [`delete ${ws}/roles/{id}`]: made('role'),
  [`post ${ws}/teams`]: named,
  [`patch ${ws}/teams/{id}`]: renamed('team'),
  [`delete ${ws}/teams/{id}`]: made('team'),
  [`post ${ws}/departments`]: named,
  [`patch ${ws}/departments/{id}`]: renamed('department'),
  [`delete ${ws}/departments/{id}`]: made('department'),
  [`get ${ws}/administrators`]: plain,
  [`post ${ws}/administrators/give`]: () => ({
    body: { duty: 'members', member: 'memtom', reason: 'Stands in', confirmed: true },
  }),
  [`post ${ws}/administrators/take`]: ({ held }) => ({
    body: held.find(({ member }) => member === 'memtom') ?? {},
  }),
  [`get ${ws}/post-rules`]: plain,
  [`put ${ws}/post-rules`]: ({ postRules }) => ({ body: { version: postRules, rules: [] } }),
  [`get ${ws}/policy`]: plain,
  [`get ${ws}/policy/lint`]: plain,
  [`post ${ws}/policy/lint`]: drafted,
  [`get ${ws}/policy/guarantees`]: plain,
  [`post ${ws}/policy/guarantees`]: drafted,
  [`post ${ws}/policy/preview`]: drafted,
  [`post ${ws}/policy/test`]: (known) => ({
    body: {
      policy: draft(known),
      tests: [
        {
          who: { kind: 'role', id: roleIds.spare },
          can: false,
          action: 'view',
          table: 'customers',
          where: { op: 'and', of: [] },
        },
      ],
    },
  }),
  [`put ${ws}/policy`]: (known) => ({ body: { ...draft(known), reason: 'Because' } }),
  [`get ${ws}/policy/versions`]: plain,
  [`get ${ws}/policy/versions/{version}`]: () => ({ params: { version: '1' } }),
  [`get ${ws}/policy/compare`]: () => ({ query: 'from=1&to=2' }),
  [`post ${ws}/policy/versions/{version}/restore`]: ({ policy }) => ({
    params: { version: '1' },
    body: { base: policy?.version, reason: 'As before', confirmed: true },
  }),
  [`get ${ws}/who-can`]: () => ({ query: 'table=customers&action=view' }),
  [`get ${ws}/tokens`]: plain,
  [`post ${ws}/tokens`]: () => ({ body: { name: 'Nightly', ceiling } }),
  [`delete ${ws}/tokens/{token}`]: (known) => ({ params: { token: key(known, true) } }),
  [`get ${ws}/services`]: plain,
  [`post ${ws}/services`]: () => ({ body: { name: 'Sync' } }),
  [`patch ${ws}/services/{service}`]: (known) => ({
    params: { service: service(known) },
    body: { description: 'Moves stock' },
  }),
  [`post ${ws}/services/{service}/tokens`]: (known) => ({
    params: { service: service(known) },
    body: { name: 'Nightly', ceiling },
  }),
  [`delete ${ws}/services/{service}/tokens/{token}`]: (known) => ({
    params: { service: service(known), token: key(known, false) },
  }),
  [`post ${ws}/view-as`]: () => ({ body: { member: 'memtom' } }),
  [`delete ${ws}/view-as/{sitting}`]: ({ sittings }) => ({
    params: { sitting: sittings.at(-1) ?? 'none' },
  }),
  [`get ${ws}/copies`]: plain,
  [`post ${ws}/copies`]: () => ({ body: { reason: 'To try a rule' } }),
  [`delete ${ws}/copies/{copy}`]: ({ copies }) => ({ params: { copy: copies.at(-1) ?? 'none' } }),
};
