import { randomFillSync } from 'node:crypto';
import { idMaker, isId, type RandomBytes, type WorkspaceId } from '@tessera/model';
import { createWorkspace, openAccounts, openWorkspace, type WorkspaceStore } from '@tessera/store';
import { pino, type Logger } from 'pino';
import { accessCache } from './access-cache.ts';
import { changeFeed } from './changes.ts';
import type { Config } from './config.ts';
import type { AppContext, WorkspaceContext } from './context.ts';
import { causeOf } from './http/error-response.ts';
import { loadSecret } from './secret.ts';
import packageFile from '../package.json' with { type: 'json' };

/** What tests put in place of the world. */
export interface Given {
  readonly clock?: () => number;
  readonly random?: RandomBytes;
  readonly log?: Logger;
}

/** Opens the accounts of an installation; its workspaces are opened at their first use. */
export async function openContext(config: Config, given: Given = {}): Promise<AppContext> {
  const secret = loadSecret(config);
  const clock = given.clock ?? Date.now;
  const random = given.random ?? ((count: number) => randomFillSync(new Uint8Array(count)));
  const log = given.log ?? pino({ level: config.log });
  const makeId = idMaker(random);
  const place = {
    folder: config.data,
    ...(config.databaseUrl !== undefined && { databaseUrl: config.databaseUrl }),
  };
  const accounts = await openAccounts(place);
  const opening = new Map<WorkspaceId, Promise<WorkspaceContext | undefined>>();
  const open = new Map<WorkspaceId, WorkspaceContext>();
  const ends: (() => void | Promise<void>)[] = [];

  const keep = (id: WorkspaceId, store: WorkspaceStore): WorkspaceContext => {
    const workspace: WorkspaceContext = {
      id,
      store,
      changes: changeFeed((cause) => log.error(causeOf(cause), 'a listener failed')),
      accessOf: accessCache(store, clock),
    };
    open.set(id, workspace);
    return workspace;
  };

  return {
    config,
    version: packageFile.version,
    clock,
    random,
    makeId,
    log,
    secret,
    accounts,
    workspace(id) {
      if (!isId(id)) return Promise.resolve(undefined);
      const known = opening.get(id);
      if (known !== undefined) return known;
      const made = openWorkspace({ ...place, id, makeId }).then(
        (store) => store && keep(id, store),
      );
      opening.set(id, made);
      // One that is not there, or could not be opened, is tried again at the next request.
      made.then(
        (workspace) => workspace ?? opening.delete(id),
        () => opening.delete(id),
      );
      return made;
    },
    async createWorkspace(info) {
      const made = createWorkspace({ ...place, makeId }, info).then((store) => keep(info.id, store));
      opening.set(info.id, made);
      return await made;
    },
    opened: () => [...open.values()],
    onClose(end) {
      ends.push(end);
    },
    async close() {
      for (const end of ends) await end();
      await Promise.allSettled(opening.values());
      await Promise.all([...open.values()].map(({ store }) => store.close()));
      await accounts.close();
    },
  };
}
