import type { QueryAnswer } from '@tessera/protocol';
import { describe, expect, it } from 'vitest';
import { baseSpec } from './base.ts';
import { requestFor } from './compare.ts';
import { dial } from './dial.ts';
import { heldAfter, heldOf, type Listener, listen, settle, type Wire } from './live.ts';
import { nextMove, perform } from './live-changes.ts';
import { makePair, type Pair } from './mutate.ts';
import { type SubjectName, subjects } from './people.ts';
import { randomOf } from './random.ts';
import { seed } from './seed.ts';
import { noon, schemaOf } from './spec.ts';
import { buildWorld, type World } from './world.ts';

const runs = Number(process.env.TESSERA_RUNS ?? 1);
const moves = 25;
/** After so many moves every window is read again: in the gate 900 readings. */
const stretch = 5;

interface Session {
  readonly frames: readonly [readonly string[], readonly string[]];
  readonly visible: number;
  readonly hidden: number;
}

/** Looks at every table in both worlds while others work, and gives what was sent in each. */
async function session(
  pair: Pair,
  chance: number,
  wire?: (world: World) => Wire,
  connect: (world: World, member: string, wire?: Wire) => Listener | Promise<Listener> = listen,
  check?: (world: World, listener: Listener, asked: readonly Asked[]) => Promise<void>,
): Promise<Session> {
  const worlds = await Promise.all([buildWorld(pair.a), buildWorld(pair.b)]);
  const [a, b] = worlds;
  if (!a || !b) throw new Error('Two worlds are needed.');
  try {
    const listeners = await Promise.all(
      worlds.map((world) => connect(world, pair.member, wire?.(world))),
    );
    const asked = questions(pair, chance);
    for (const [at, question] of asked.entries()) {
      for (const { client } of listeners)
        client.receive(JSON.stringify({ type: 'subscribe', sub: `s${at}`, ...question }));
      // A socket may deliver several at once or one by one; which of them are answered together must not depend on it.
      if (connect !== listen) await settle();
    }
    await settle();
    const random = randomOf(chance + 1);
    let now: Pair = pair;
    let [visible, hidden] = [0, 0];
    for (let number = 0; number < moves; number++) {
      const at = noon + (number + 1) * 1000;
      const move = nextMove(random, now, at, number);
      if (move) {
        now = { ...now, ...move.pair };
        await Promise.all([perform(a, move.a, at), perform(b, move.b, at)]);
        for (const world of worlds) world.now = at;
        await settle();
        if (move.visible) visible += 1;
        else hidden += 1;
      }
      if (number % stretch !== stretch - 1) continue;
      for (const [side, world] of worlds.entries()) {
        const listener = listeners[side];
        if (listener) await check?.(world, listener, asked);
      }
    }
    const [one, other] = listeners.map(({ frames }) => frames);
    return { frames: [one ?? [], other ?? []], visible, hidden };
  } finally {
    await Promise.all(worlds.map((world) => world.close()));
  }
}

interface Asked {
  readonly table: string;
  readonly query: object;
  readonly offset: number;
  readonly limit: number;
  /** Further stretches of the window; such a question is not asked again over HTTP. */
  readonly also?: readonly { readonly offset: number; readonly limit: number }[];
}

/** Whole tables, a sorted part of one, two parts group by group with what the groups hold, a search. */
function questions({ a }: Pair, chance: number): readonly Asked[] {
  const random = randomOf(chance);
  const tables = schemaOf(a).tables.slice(0, 5);
  const whole = tables.map(({ id }) => ({ table: id, query: {}, offset: 0, limit: 100 }));
  const some = tables.flatMap(({ id, fields }) => [
    {
      table: id,
      query: { sort: [{ field: random.pick(fields).id, direction: 'desc' }] },
      offset: 1,
      limit: 3,
    },
    {
      table: id,
      query: {
        grouped: [{ field: random.pick(fields).id, direction: 'asc' }],
        aggregate: [{ fn: 'filled', field: random.pick(fields).id }],
      },
      offset: 0,
      limit: 1,
      also: [{ offset: 2, limit: 40 }],
    },
    { table: id, query: { search: random.pick(['a', 'beta', '2']) }, offset: 0, limit: 50 },
  ]);
  return [...whole, ...some];
}

/** What was sent equals what a fresh question gives (PERMISSIONS 6.3). */
async function reread(world: World, { frames }: Listener, asked: readonly Asked[], member: string) {
  for (const [at, { table, query, offset, limit, also }] of asked.entries()) {
    if (also) continue;
    const response = await world.app.fetch(
      requestFor(
        {
          endpoint: 'post /workspaces/{ws}/tables/{table}/records/query',
          params: { table },
          body: { ...query, offset, limit },
        },
        world.cookie(member),
      ),
    );
    const held = heldAfter(frames, `s${at}`);
    if (response.status !== 200) expect(held, `${table} ${JSON.stringify(query)}`).toBeNull();
    else expect(held).toEqual(heldOf((await response.json()) as QueryAnswer));
  }
}

const names: readonly SubjectName[] = [
  'sales',
  'salesManager',
  'service',
  'consultant',
  'random',
  'nobody',
];

describe(`realtime (seed ${seed})`, () => {
  it.each(names)(
    'what others do unseen by %s makes no frame, and what is seen arrives as a fresh question would show it',
    async (name) => {
      for (let run = 0; run < runs; run++) {
        const chance = seed + run;
        const pair = makePair(baseSpec(chance), subjects[name], chance);
        const { frames, visible, hidden } = await session(
          pair,
          chance,
          undefined,
          listen,
          (world, listener, asked) => reread(world, listener, asked, pair.member),
        );
        expect(frames[0]).toEqual(frames[1]);
        expect(hidden, `hidden moves, seed ${chance}`).toBeGreaterThan(0);
        if (name === 'service') expect(visible, `visible moves, seed ${chance}`).toBeGreaterThan(0);
      }
    },
    300_000,
  );
});

describe(`realtime over sockets (seed ${seed})`, () => {
  it('sends the same bytes in both workspaces', async () => {
    const pair = makePair(baseSpec(seed), subjects.salesManager, seed);
    const { frames, hidden } = await session(pair, seed, undefined, dial);
    expect(frames[0].length).toBeGreaterThan(3);
    expect(hidden).toBeGreaterThan(0);
    expect(frames[0]).toEqual(frames[1]);
  }, 300_000);
});

/** Leaks put on the wire, each of which the comparison above must find. */
const wires: readonly (readonly [string, (world: World) => Wire])[] = [
  [
    'a frame for every change, also those nobody here may see',
    (world) => {
      const waiting: string[] = [];
      world.workspace.changes.subscribe((change) => {
        if (change.kind === 'records') waiting.push('{"type":"changed"}');
      });
      return (text) => [...waiting.splice(0), text];
    },
  ],
  [
    'frames numbered by the sequence of the workspace',
    (world) => {
      let seq = 0;
      world.workspace.changes.subscribe((change) => {
        if (change.kind === 'records') seq = change.committed.seq;
      });
      return (text) => [text.replace(/^\{"n":\d+/, `{"n":${seq}`)];
    },
  ],
  [
    'the ids of deleted records, also of those never seen',
    (world) => {
      const gone: string[] = [];
      world.workspace.changes.subscribe((change) => {
        if (change.kind !== 'records') return;
        for (const { id, after } of change.committed.effects) if (after === null) gone.push(id);
      });
      return (text) => [`${text}${gone.join()}`];
    },
  ],
];

describe(`planted leaks on the wire (seed ${seed})`, () => {
  it.each(wires)(
    'the suite finds %s',
    async (_name, wire) => {
      for (let at = 0; at < 8; at++) {
        const pair = makePair(baseSpec(seed + at), subjects.salesManager, seed + at);
        const { frames } = await session(pair, seed + at, wire);
        if (JSON.stringify(frames[0]) !== JSON.stringify(frames[1])) return;
      }
      expect.unreachable('No frame differed.');
    },
    300_000,
  );
});
