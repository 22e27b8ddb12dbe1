import { readFile } from 'node:fs/promises';
import type { Language } from '@tessera/model';
import type { WorkspaceAnswer } from '@tessera/protocol';
import { type Say, sayIn } from '@tessera/words';
import { UsageError, type World } from './command.ts';
import { type Ask, checkAddress, serverAt } from './server.ts';

/** Options of every command that asks a running server about one workspace. */
export const connectionOptions = {
  url: { type: 'string' },
  'token-file': { type: 'string' },
  workspace: { type: 'string' },
  language: { type: 'string' },
  json: { type: 'boolean' },
} as const;

export const connectionHelp = `  --url URL          address of the server (TESSERA_URL)
  --token-file FILE  file with a token; without it TESSERA_TOKEN
  --workspace NAME   the workspace, by id or name (TESSERA_WORKSPACE); not needed where there is one
  --language en|zh   language of the sentences; else that of the token's member
  --json             JSON instead of sentences`;

export type Given = Readonly<
  Partial<Record<'url' | 'token-file' | 'workspace' | 'language', string>>
>;

/** One workspace of a running server. */
export interface Connection {
  readonly workspace: WorkspaceAnswer;
  readonly language: Language;
  readonly say: Say;
  /** Asks below `/workspaces/<id>`. */
  readonly ask: Ask;
}

/** Finds the workspace that is meant, with the eyes of the token. Throws UsageError, or RefusedError. */
export async function connect(given: Given, world: World): Promise<Connection> {
  const ask = await askerOf(given, world);
  const wanted = given.workspace ?? world.env.TESSERA_WORKSPACE;
  const id = await workspaceOf(ask, wanted);
  const base = `/workspaces/${encodeURIComponent(id)}`;
  const workspace = await ask<WorkspaceAnswer>(base);
  const language = given.language ?? workspace.me.language;
  if (language !== 'en' && language !== 'zh') throw new UsageError('--language is en or zh.');
  return {
    workspace,
    language,
    say: sayIn(language),
    ask: (path, body, method) => ask(`${base}${path}`, body, method),
  };
}

/** A running server, asked with the token that is given by the environment or in a file. */
export async function askerOf(given: Given, { env }: World): Promise<Ask> {
  const url = given.url ?? env.TESSERA_URL;
  if (!url) throw new UsageError('Name the server with --url or TESSERA_URL.');
  checkAddress(url);
  const file = given['token-file'];
  const token = file === undefined ? env.TESSERA_TOKEN : await tokenIn(file);
  if (!token) throw new UsageError('Give a token by TESSERA_TOKEN or --token-file.');
  return serverAt(url, token);
}

async function tokenIn(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError(`${file} cannot be read.`);
  });
  return text.trim();
}

async function workspaceOf(ask: Ask, wanted: string | undefined): Promise<string> {
  const { workspaces } = await ask<{ workspaces: readonly { id: string; name: string }[] }>(
    '/workspaces',
  );
  const found = workspaces.filter(
    ({ id, name }) => wanted === undefined || id === wanted || name === wanted,
  );
  const exact = found.find(({ id }) => id === wanted) ?? found[0];
  if (exact === undefined) throw new UsageError('There is no such workspace.');
  if (found.length > 1 && exact.id !== wanted)
    throw new UsageError(
      `Name one workspace with --workspace: ${found.map(({ id, name }) => `${id} (${name})`).join(', ')}.`,
    );
  return exact.id;
}
