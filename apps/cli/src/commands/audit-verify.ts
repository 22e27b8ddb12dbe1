import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  AppError,
  type AuditFault,
  type AuditHead,
  type AuditVerdict,
  auditHeadText,
  parseAuditHead,
} from '@tessera/model';
import type { AuditVerifyAnswer } from '@tessera/protocol';
import { verifyPlace, workspacePlace, workspacesIn } from '@tessera/store';
import { type Command, exit, UsageError, type World } from '../command.ts';
import { askerOf, type Given as ServerGiven } from '../connection.ts';

const help = `Usage: tessera audit verify [--data DIR | --database URL | --url URL]
                            [--token-file FILE] [--workspace ID]
                            [--head NUMBER:HASH] [--json]

Says whether the log of every workspace is as it was written: no entry changed, missing,
in another order or cut off. Nothing is changed, and a server may be running meanwhile.

  --data DIR          folder of the installation (TESSERA_DATA, or ./data)
  --database URL      postgres://...: its workspaces instead (TESSERA_DATABASE_URL)
Of a running server instead, with a token that may read the log:
  --url URL           address of the server
  --token-file FILE   file with the token; without it TESSERA_TOKEN
  --workspace ID      this workspace alone
  --head NUMBER:HASH  where its log ended when you last looked: also finds a log that was
                      cut off at the end or rewritten as a whole. Keep the head elsewhere.
  --json              one line of JSON for each workspace

Exit codes: 0 every log is whole, 1 a log is broken, 2 it could not be told.`;

const meanings: Readonly<Record<AuditFault, string>> = {
  changed: 'is not what was written',
  missing: 'is missing',
  unlinked: 'does not follow from the one before: one of both was replaced or moved',
  cut: 'is gone, and whatever came behind it: the log was cut off',
  rewritten: 'is not the one the head is of: the log was rewritten',
};

/** `tessera audit verify` */
export const auditVerify: Command = {
  name: 'audit verify',
  summary: 'Say whether the log of every workspace is as it was written',
  help,
  async run(args, world) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        data: { type: 'string' },
        database: { type: 'string' },
        url: { type: 'string' },
        'token-file': { type: 'string' },
        workspace: { type: 'string' },
        head: { type: 'string' },
        json: { type: 'boolean' },
      },
    });
    if ([values.data, values.database, values.url].filter((one) => one !== undefined).length > 1)
      throw new UsageError('Only one of --data, --database and --url can be given.');
    const head = values.head === undefined ? undefined : parseAuditHead(values.head);
    if (head === null)
      throw new UsageError('--head is a number, a colon and 64 characters 0-9, a-f.');
    const logs = values.url === undefined ? logsIn(values, world) : logsAt(values, world);
    const found = (await logs).filter(({ id }) => id === (values.workspace ?? id));
    if (found.length === 0) throw new UsageError('There is no such workspace.');
    if (head && found.length > 1)
      throw new UsageError('--head is of one workspace: name it with --workspace.');
    let code: number = exit.good;
    for (const { id, verify } of found) {
      const { entries, head: end, fault } = await verify(head);
      if (fault) code = exit.bad;
      const text = auditHeadText(end);
      if (values.json)
        world.out(JSON.stringify({ workspace: id, entries, head: text, ...(fault && { fault }) }));
      else if (fault) world.out(`${id}: BROKEN. Entry ${fault.seq} ${meanings[fault.kind]}.`);
      else world.out(`${id}: whole, ${entries} entries, head ${text}`);
    }
    return code;
  },
};

interface Log {
  readonly id: string;
  verify(head: AuditHead | undefined): Promise<AuditVerdict>;
}

type Given = Readonly<Partial<Record<'data' | 'database', string>>>;

/** The logs of an installation, read past any server. */
async function logsIn({ data, database }: Given, { env }: World): Promise<readonly Log[]> {
  const databaseUrl = database ?? (data === undefined ? env.TESSERA_DATABASE_URL : undefined);
  const home = {
    data: resolve(data ?? (env.TESSERA_DATA || './data')),
    ...(databaseUrl && { databaseUrl }),
  };
  const ids = await workspacesIn(home).catch(() => {
    throw new UsageError(
      databaseUrl ? 'The database cannot be reached.' : `There is no installation in ${home.data}.`,
    );
  });
  return ids.map((id) => ({ id, verify: (head) => verified(home, id, head) }));
}

async function verified(
  home: Parameters<typeof workspacePlace>[0],
  id: string,
  head: AuditHead | undefined,
): Promise<AuditVerdict> {
  try {
    return await verifyPlace(workspacePlace(home, id), head);
  } catch (error) {
    if (error instanceof AppError) throw new UsageError(`${id}: ${error.message}`);
    throw new UsageError(
      `${id} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'no code'}).`,
    );
  }
}

/** The logs that a token opens on a running server. */
async function logsAt(given: ServerGiven, world: World): Promise<readonly Log[]> {
  const ask = await askerOf(given, world);
  const { workspaces } = await ask<{ workspaces: readonly { id: string }[] }>('/workspaces');
  return workspaces.map(({ id }) => ({
    id,
    async verify(head) {
      const body = head === undefined ? {} : { head: auditHeadText(head) };
      const path = `/workspaces/${encodeURIComponent(id)}/audit/verify`;
      const answer = await ask<AuditVerifyAnswer>(path, body);
      const end = parseAuditHead(answer.head);
      if (end === null) throw new UsageError('The server answers with something else than a head.');
      return { ...answer, head: end };
    },
  }));
}
