import { tableActions, workspaceActions } from '@tessera/model';
import { type Asked, type Known, ws } from './asked.ts';
import type { Case } from './case.ts';
import type { Random } from './random.ts';

const tokens = `${ws}/tokens`;
const services = `${ws}/services`;

function ceiling(random: Random, known: Known): object {
  const on = () =>
    random.pick([
      { kind: 'workspace' },
      { kind: 'workspace' },
      { kind: 'table', id: known.table(random).known?.id ?? 'tblnothere' },
    ]);
  const actions = () =>
    random.chance(0.5) ? tableActions : tableActions.filter(() => random.chance(0.6));
  return {
    rules: Array.from({ length: 1 + random.int(2) }, () => ({
      on: on(),
      actions: ['view', ...actions()],
      level: random.pick(['masked', 'read', 'edit', 'edit']),
    })),
    duties: workspaceActions.filter(() => random.chance(0.4)),
  };
}

const body = (random: Random, known: Known): object => ({
  name: 'Nightly',
  ceiling: ceiling(random, known),
  ...(random.chance(0.3) && { days: random.int(400) }),
});

const service = (random: Random, known: Known) =>
  known.services.length > 0 && random.chance(0.8) ? random.pick(known.services) : 'svcnothere';

/** A token of one's own, or of a service account; now and then one of the other kind. */
function token(random: Random, known: Known, of: string | undefined): string {
  const fitting = known.keys.filter((key) => key.service === of);
  const list = fitting.length > 0 && random.chance(0.8) ? fitting : known.keys;
  return list.length > 0 ? random.pick(list).id : 'toknothere';
}

const asked = (endpoint: string, rest: Omit<Asked, 'endpoint'> = {}): Asked => ({
  endpoint,
  ...rest,
});

/** Keys for programs. */
export const tokenCases: Readonly<Record<string, Case>> = {
  [`get ${tokens}`]: { weight: 1, ask: () => asked(`get ${tokens}`) },
  [`post ${tokens}`]: {
    weight: 2,
    ask: (random, known) => asked(`post ${tokens}`, { body: body(random, known) }),
  },
  [`delete ${tokens}/{token}`]: {
    weight: 1,
    ask: (random, known) =>
      asked(`delete ${tokens}/{token}`, { params: { token: token(random, known, undefined) } }),
  },
  [`get ${services}`]: { weight: 1, ask: () => asked(`get ${services}`) },
  [`post ${services}`]: {
    weight: 1,
    ask: (random) =>
      asked(`post ${services}`, { body: { name: random.pick(['Sync', 'Shop', '']) } }),
  },
  [`patch ${services}/{service}`]: {
    weight: 1,
    ask: (random, known) =>
      asked(`patch ${services}/{service}`, {
        params: { service: service(random, known) },
        body: random.pick<object>([
          { name: 'Other' },
          { description: 'Moves stock' },
          { status: 'deactivated' },
          { status: 'active' },
        ]),
      }),
  },
  [`post ${services}/{service}/tokens`]: {
    weight: 1,
    ask: (random, known) =>
      asked(`post ${services}/{service}/tokens`, {
        params: { service: service(random, known) },
        body: body(random, known),
      }),
  },
  [`delete ${services}/{service}/tokens/{token}`]: {
    weight: 1,
    ask: (random, known) => {
      const of = service(random, known);
      const params = { service: of, token: token(random, known, of) };
      return asked(`delete ${services}/{service}/tokens/{token}`, { params });
    },
  },
};
