import { createHash } from 'node:crypto';
import { always, isDenial } from '@tessera/model';
import { type Access, secureRows, systemAccess } from '@tessera/permissions';
import type { WorkspaceStore } from '@tessera/store';
import { type Asked, ws } from './asked.ts';
import type { Ask, Manner } from './compare.ts';
import type { SubjectName } from './people.ts';
import { timeZone } from './spec.ts';
import type { World } from './world.ts';

/** A leak put into a running world on purpose, to see that the suite finds it. */
export interface Leak {
  readonly name: string;
  /** Whom it betrays something to. */
  readonly subject: SubjectName;
  /** The requests that are put to find it. */
  readonly only: readonly string[];
  /** Number of the pair of worlds in which it showed last time, where the search begins; absent: 0. */
  readonly pair?: number;
  /** These very requests instead, where few of all there are would show it. */
  readonly walk?: Manner['walk'];
  /** Breaks the world's own parts, or what goes in and out of it. */
  plant(world: World): Ask;
}

export const records = `${ws}/tables/{table}/records`;
export const queryOf = `post ${records}/query`;
export const straight: Ask = async ({ app }, request) => app.fetch(request);

/** Every record of a table as it stands in the file. */
export async function rawRows(world: World, table: string, store = world.workspace.store) {
  const access = systemAccess('proof', store.schema(), { now: world.now, timeZone });
  const secured = secureRows(access, { table, limit: 1000 });
  return isDenial(secured) ? [] : (await store.rows(secured)).rows;
}

/** Puts something in the place of a part of a workspace. */
export function replace<K extends 'store' | 'accessOf'>(
  { workspace }: World,
  part: K,
  made: (before: World['workspace'][K]) => World['workspace'][K],
): void {
  Reflect.set(workspace, part, made(workspace[part]));
}

/** The store with another way to read records. */
export function withRows(
  world: World,
  rows: (
    store: WorkspaceStore,
    query: Parameters<WorkspaceStore['rows']>[0],
  ) => ReturnType<WorkspaceStore['rows']>,
): void {
  replace(world, 'store', (store) => ({ ...store, rows: (query) => rows(store, query) }));
}

/** What a request is about, from its address. */
export function placeOf(world: World, request: Request): { table: string; record: string } {
  const parts = new URL(request.url).pathname.split('/').map(decodeURIComponent);
  const given = parts[5] ?? '';
  const tables = world.workspace.store.schema().tables;
  const table = tables.find(({ id, slug }) => id === given || slug === given);
  return { table: table?.id ?? '', record: parts[7] ?? '' };
}

/** The answer with another body. */
export async function changed(
  response: Response,
  change: (body: Record<string, unknown>) => object | null | Promise<object | null>,
): Promise<Response> {
  if (!response.headers.get('content-type')?.includes('json')) return response;
  const body = (await response.clone().json()) as Record<string, unknown> | null;
  const made = body && (await change(body));
  if (!made) return response;
  return new Response(JSON.stringify(made), { status: response.status, headers: response.headers });
}

/** Every field of every table readable everywhere, as far as questions go: what a forgotten mask would do. */
export function unmasked(access: Access): Access {
  const tables = [...access.tables].map(([id, table]) => {
    const all = [...table.fields.keys()].map((field) => [field, { field, when: always }] as const);
    return [id, { ...table, references: new Map(all) }] as const;
  });
  return { ...access, tables: new Map(tables), fingerprint: `${access.fingerprint} open` };
}

/** Masked cells shown as they are: what a mask that is forgotten when records are projected would do. */
export function uncovered(access: Access): Access {
  const tables = [...access.tables].map(([id, table]) => {
    const rectangles = table.rectangles.map((one) => ({
      ...one,
      levels: new Map(
        [...one.levels].map(([field, level]) => [field, level === 'masked' ? 'read' : level]),
      ),
    }));
    return [id, { ...table, rectangles }] as const;
  });
  return { ...access, tables: new Map(tables), fingerprint: `${access.fingerprint} bare` };
}

/** While a request of some kind is answered, the member's access is another one. */
export function accessWhile(
  world: World,
  applies: (body: Readonly<Record<string, unknown>>) => boolean,
  made: (access: Access) => Access,
): Ask {
  let open = false;
  const known = new WeakMap<Access, Access>();
  replace(world, 'accessOf', (before) => (member) => {
    const access = before(member);
    if (!open) return access;
    const opened = known.get(access) ?? made(access);
    known.set(access, opened);
    return opened;
  });
  return async (_world, request) => {
    const json = request.headers.get('content-type')?.includes('json');
    const body = json ? ((await request.clone().json()) as Asked['body']) : {};
    open = applies((body ?? {}) as Readonly<Record<string, unknown>>);
    try {
      const { body, status, headers } = await world.app.fetch(request);
      // A file is still being written when its answer begins.
      return new Response(body && (await new Response(body).arrayBuffer()), { status, headers });
    } finally {
      open = false;
    }
  };
}

export const hash = (value: unknown) =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 27);
