import { attemptsTold } from '../../src/audit/account-events.ts';
import { type Asked, Known, pathOf } from './asked.ts';
import { everyEndpoint, requestOf } from './cases.ts';
import type { Pair } from './mutate.ts';
import { randomOf } from './random.ts';
import { keySecret, noon } from './spec.ts';
import { buildWorld, outsider, type World } from './world.ts';

/** What came back, as far as a client can tell. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The first request that was answered differently. */
export interface Difference {
  readonly step: number;
  readonly asked: Asked;
  readonly a: Answer;
  readonly b: Answer;
}

/** How often each endpoint answered with success (2xx, 304) and with a refusal. */
export type Tally = Map<string, { good: number; bad: number }>;

export type Ask = (world: World, request: Request) => Promise<Response>;

const straight: Ask = async ({ app }, request) => app.fetch(request);

/** How requests are put; absent: to every endpoint, and straight to the server. */
export interface Manner {
  readonly tally?: Tally;
  readonly ask?: Ask;
  /** Something is done to a world before the first request. */
  readonly prepare?: (world: World) => void;
  /** Requests to these endpoints alone. */
  readonly only?: readonly string[];
  /** These very requests, in this order, and no random ones. */
  readonly walk?: readonly ((known: Known) => Asked)[];
  /** Hears what was answered. */
  readonly heard?: (asked: Asked, answer: Answer) => void;
}

/** What a client asks first. */
const begin = ['get /workspaces/{ws}/schema', 'get /workspaces/{ws}/policy'];

/** One of two worlds, with the cookies its client holds. */
interface Side {
  readonly world: World;
  cookie: string;
  /** The key of the demo company, once it was made. */
  demo?: string;
}

/**
 * Puts the same random requests of one member to both workspaces, and gives the first difference; null when every
 * answer was the same, byte for byte. Time and chance are set to the same before each request.
 */
export async function firstDifference(
  pair: Pair,
  steps: readonly number[],
  { tally = new Map(), ask = straight, prepare, only, walk, heard }: Manner = {},
): Promise<Difference | null> {
  const worlds = await Promise.all([buildWorld(pair.a), buildWorld(pair.b)]);
  const [a, b] = worlds.map((world): Side => ({ world, cookie: world.cookie(pair.member) }));
  if (!a || !b) throw new Error('Two worlds are needed.');
  prepare?.(a.world);
  prepare?.(b.world);
  try {
    const known = new Known(pair, a.world.setupToken);
    const random = randomOf(steps[0] ?? 0);
    const first =
      only || walk ? begin : [...begin, ...everyEndpoint(random), ...everyEndpoint(random)];
    const seeds = [...[...first, ...(walk ?? [])].map(() => random.int(2 ** 30)), ...steps];
    for (const [step, seed] of seeds.entries()) {
      const source = randomOf(seed);
      const endpoint = first[step] ?? (only && source.pick(only));
      const at = noon + step * 1000;
      known.now = at;
      const asked = walk?.[step - first.length]?.(known) ?? requestOf(source, known, endpoint);
      const one = await put(a, asked, at, seed, pair, ask);
      const other = await put(b, asked, at, seed, pair, ask);
      count(tally, asked.endpoint, one.status);
      heard?.(asked, one);
      if (JSON.stringify(one) !== JSON.stringify(other)) return { step, asked, a: one, b: other };
      known.learn(asked, one.status, one.body, one.headers.etag ?? null);
    }
    return null;
  } finally {
    await Promise.all(worlds.map((world) => world.close()));
  }
}

function count(tally: Tally, endpoint: string, status: number): void {
  const entry = tally.get(endpoint) ?? { good: 0, bad: 0 };
  if (status < 400) entry.good += 1;
  else entry.bad += 1;
  tally.set(endpoint, entry);
}

async function put(
  side: Side,
  asked: Asked,
  at: number,
  seed: number,
  pair: Pair,
  ask: Ask,
): Promise<Answer> {
  const { world } = side;
  world.now = at;
  world.random.reset(seed);
  const response = await ask(world, requestFor(keyed(asked, pair), cookieFor(side, asked, pair)));
  const headers = Object.fromEntries(response.headers);
  const body = await response.text();
  // What is told beside an answer comes in the order of the requests.
  await attemptsTold(world.context);
  await world.workspace.log.settle();
  const session = headers['set-cookie']?.split(';')[0];
  if (session?.includes('session_token=') && response.ok && asked.as === undefined)
    side.cookie = session;
  if (session?.includes('tessera.demo=') && response.ok) side.demo = session;
  // The token of a new session is drawn by the sign-in library, past the injected source of chance.
  if (headers['set-cookie'] !== undefined)
    headers['set-cookie'] = headers['set-cookie'].replaceAll(/=[^;]*/g, '=...');
  return { status: response.status, headers, body };
}

/** The same request by the token of whoever asks by one. */
function keyed(asked: Asked, { a: { key } }: Pair): Asked {
  if (!key || asked.as !== undefined) return asked;
  return { ...asked, headers: { authorization: `Bearer ${keySecret}`, ...asked.headers } };
}

function cookieFor(
  { world, cookie, demo }: Side,
  { as }: Asked,
  { a, member }: Pair,
): string | undefined {
  const { challenges } = world;
  switch (as) {
    case undefined:
      return a.key ? undefined : cookie;
    case 'spare':
      return world.spare(member);
    case 'challenge':
    case 'second challenge':
      return challenges[as === 'challenge' ? 0 : 1];
    case 'outsider':
      return world.cookie(outsider.id);
    case 'forged':
      return `${cookie.slice(0, -6)}AAAA%3D`;
    case 'demo':
      return demo;
    case 'nobody':
      return undefined;
    default:
      throw new Error('Unknown cookie.');
  }
}

/** The request as it goes over the wire. */
export function requestFor(asked: Asked, cookie: string | undefined): Request {
  const method = asked.endpoint.slice(0, asked.endpoint.indexOf(' ')).toUpperCase();
  const headers = new Headers(asked.headers);
  if (cookie !== undefined) headers.set('cookie', cookie);
  let body: FormData | string | undefined;
  if (asked.upload) {
    const { file, options } = asked.upload;
    // Boundaries of multipart bodies are random, but no answer depends on them.
    const form = new FormData();
    if (file !== undefined)
      form.set(
        'file',
        new Blob([typeof file === 'string' ? file : Uint8Array.from(file)]),
        'file.csv',
      );
    if (options !== undefined) form.set('options', JSON.stringify(options));
    body = form;
  } else if (asked.body !== undefined) {
    headers.set('content-type', 'application/json');
    body = JSON.stringify(asked.body);
  }
  return new Request(`http://127.0.0.1${pathOf(asked)}`, {
    method,
    headers,
    ...(body !== undefined && { body }),
  });
}
