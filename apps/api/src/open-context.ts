import { randomFillSync } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { auditHeadText, idMaker, isId, type RandomBytes, type WorkspaceId } from '@tessera/model';
import { subjectOfRole } from '@tessera/permissions';
import {
  accountsPlace,
  createWorkspace,
  openDatabase,
  openWorkspace,
  type Place,
  removeWorkspace,
  type WorkspaceStore,
  workspacePlace,
} from '@tessera/store';
import { demoSize } from '@tessera/templates';
import { type Logger, pino } from 'pino';
import packageFile from '../package.json' with { type: 'json' };
import { accessCache } from './access-cache.ts';
import { workspaceLog } from './audit/workspace-log.ts';
import type { Auth, Hashing } from './auth/better-auth.ts';
import { signInKey } from './auth/session.ts';
import { changeFeed } from './changes.ts';
import { type Config, ConfigError } from './config.ts';
import type { AppContext, WorkspaceContext } from './context.ts';
import { exclusive } from './exclusive.ts';
import { causeOf } from './http/error-response.ts';
import { checkAfterUpgrade } from './operations/broken-guarantees.ts';
import { loadSecret } from './secret.ts';
import { sittings } from './sittings.ts';

/** What tests put in place of the world. */
export interface Given {
  readonly clock?: () => number;
  readonly random?: RandomBytes;
  readonly log?: Logger;
  /** A quick hash of passwords in place of the slow one. */
  readonly hashing?: Hashing;
  /** Customers of a demo company. */
  readonly demoSize?: number;
}

/** Previews of one workspace that may wait for those before them. */
const previewsWaiting = 4;

/** Opens the accounts of an installation; its workspaces are opened at their first use. */
export async function openContext(config: Config, given: Given = {}): Promise<AppContext> {
  const secret = loadSecret(config);
  const clock = given.clock ?? Date.now;
  const random = given.random ?? randomPool();
  const log = given.log ?? pino({ level: config.log }, pino.destination(logDestination));
  const database = await openAccounts(config);
  const opening = new Map<WorkspaceId, Promise<WorkspaceContext | undefined>>();
  const open = new Map<WorkspaceId, WorkspaceContext>();
  const ends: (() => void | Promise<void>)[] = [];
  let auth: Promise<Auth> | undefined;

  // Somebody who rewrites a log in the database does not reach what the server has written elsewhere.
  const tellHead = (what: 'opened' | 'closed', { id, store }: WorkspaceContext) =>
    log.info({ workspace: id, head: auditHeadText(store.auditHead()) }, `audit log ${what}`);

  const keep = (id: WorkspaceId, store: WorkspaceStore): WorkspaceContext => {
    const workspace: WorkspaceContext = {
      id,
      store,
      changes: changeFeed((cause) => log.error(causeOf(cause), 'a listener failed')),
      log: workspaceLog(store, (cause) =>
        log.error(causeOf(cause), 'the audit log missed an entry'),
      ),
      accessOf: accessCache(store, clock),
      accessOfRole: accessCache(store, clock, (_, role) => subjectOfRole(role)),
      sittings: sittings(),
      exclusively: exclusive(),
      previewing: exclusive(previewsWaiting),
    };
    open.set(id, workspace);
    tellHead('opened', workspace);
    return workspace;
  };

  return {
    config,
    version: packageFile.version,
    address: { url: config.url ?? `http://${config.host}:${config.port}` },
    clock,
    random,
    makeId: idMaker(random),
    log,
    secret,
    accounts: database.accounts,
    exclusively: exclusive(),
    auth() {
      auth ??= import('./auth/better-auth.ts').then(({ makeAuth }) =>
        makeAuth(config, database, signInKey({ secret }), {
          clock,
          random,
          ...(given.hashing && { hashing: given.hashing }),
        }),
      );
      return auth;
    },
    workspace(id) {
      const known = opening.get(id);
      if (known !== undefined) return known;
      const place = workspacePlace(config, id);
      if (!isId(id) || !isThere(place)) return Promise.resolve(undefined);
      const made = openWorkspace(place).then(async (store) => {
        const workspace = keep(id, store);
        const broken = await checkAfterUpgrade(workspace, packageFile.version, clock());
        if (broken > 0) log.warn({ workspace: id, broken }, 'guarantees of access are broken');
        return workspace;
      });
      opening.set(id, made);
      // One that could not be opened is tried again at the next request.
      made.catch(() => opening.delete(id));
      return made;
    },
    async createWorkspace(info) {
      const place = workspacePlace(config, info.id);
      makeFolder(place);
      const workspace = keep(info.id, await createWorkspace(place, info));
      opening.set(info.id, Promise.resolve(workspace));
      return workspace;
    },
    async copyWorkspace(from, info) {
      const place = workspacePlace(config, info.id);
      try {
        await from.store.copyTo(place, info);
        const workspace = keep(info.id, await openWorkspace(place));
        opening.set(info.id, Promise.resolve(workspace));
        return workspace;
      } catch (error) {
        await removeWorkspace(place);
        throw error;
      }
    },
    async removeWorkspace(id) {
      const place = workspacePlace(config, id);
      await opening.get(id)?.catch(() => undefined);
      opening.set(id, Promise.resolve(undefined));
      await open.get(id)?.log.settle();
      await open.get(id)?.store.close();
      open.delete(id);
      await removeWorkspace(place);
      opening.delete(id);
    },
    demoSize: given.demoSize ?? demoSize,
    opened: () => [...open.values()],
    onClose(end) {
      ends.push(end);
    },
    async close() {
      for (const end of ends) await end();
      await Promise.allSettled(opening.values());
      await Promise.all([...open.values()].map(({ log }) => log.settle()));
      for (const workspace of open.values()) tellHead('closed', workspace);
      await Promise.all([...open.values()].map(({ store }) => store.close()));
      await database.close();
    },
  };
}

/** Lines are written many at a time and at least five times a second; what is left, when the process ends. */
const logDestination = { dest: 1, sync: false, minLength: 4096, periodicFlush: 200 };

/** Random bytes, drawn from the system many at a time: each draw costs as much as a small query. No byte is given twice. */
function randomPool(): RandomBytes {
  const pool = new Uint8Array(4096);
  let used = pool.length;
  return (count) => {
    if (count > pool.length) return randomFillSync(new Uint8Array(count));
    if (used + count > pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    const bytes = pool.slice(used, used + count);
    pool.fill(0, used, used + count);
    used += count;
    return bytes;
  };
}

async function openAccounts(config: Config) {
  const place = accountsPlace(config);
  try {
    makeFolder(place);
    return await openDatabase(place);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'no answer';
    throw new ConfigError(
      place.kind === 'sqlite'
        ? `TESSERA_DATA cannot be used: ${place.file} (${code}).`
        : `TESSERA_DATABASE_URL: the database cannot be reached (${code}).`,
      { cause },
    );
  }
}

function makeFolder(place: Place): void {
  if (place.kind === 'sqlite') mkdirSync(dirname(place.file), { recursive: true, mode: 0o700 });
}

function isThere(place: Place): boolean {
  return place.kind !== 'sqlite' || existsSync(place.file);
}
