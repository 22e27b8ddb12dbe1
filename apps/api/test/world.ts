import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDenial, type Member, type RandomBytes } from '@tessera/model';
import type { OrganisationChange } from '@tessera/store';
import { templateBySlug } from '@tessera/templates';
import type { Hono } from 'hono';
import { pino } from 'pino';
import { createApp } from '../src/app.ts';
import { openSession } from '../src/auth/session.ts';
import type { AppContext, WorkspaceContext } from '../src/context.ts';
import { openContext } from '../src/open-context.ts';
import { applyTemplate } from '../src/operations/apply-template.ts';
import { commitOrganisation } from '../src/operations/commit.ts';
import { makeWorkspace, setupToken } from '../src/operations/setup.ts';
import type { Endpoint } from '../src/routes/endpoint.ts';
import { endpoints } from '../src/routes/registry.ts';
import { quickHash } from './quick-hash.ts';

/** A moment in the middle of a working day in Shanghai. */
export const noon = Date.parse('2026-03-18T04:00:00Z');
export const origin = 'http://localhost';

/** An answer, its body read. */
export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly body: any;
  /** The very bytes. */
  readonly text: string;
  readonly headers: Headers;
}

/** Someone's way to the server. A body makes it JSON. */
export interface Client {
  readonly member: string;
  readonly cookie: string | undefined;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  put(path: string, body?: unknown): Promise<Answer>;
  patch(path: string, body?: unknown): Promise<Answer>;
  delete(path: string, body?: unknown): Promise<Answer>;
}

export interface World {
  readonly app: AppContext;
  readonly server: Hono;
  readonly workspace: WorkspaceContext;
  /** `/api/workspaces/<id>` */
  readonly base: string;
  readonly owner: Member;
  readonly folder: string;
  /** Moves the clock; epoch milliseconds. */
  readonly time: { now: number };
  /** Roles of the template by slug: `sales`. */
  readonly roles: Readonly<Record<string, string>>;
  /** Adds an active member with an account, with roles by slug or id. */
  join(name: string, roles?: readonly string[], more?: Partial<Member>): Promise<Member>;
  /** A signed-in client. Its session is made directly, without a password. */
  as(member: Member): Promise<Client>;
  /** Nobody: no cookie. */
  readonly nobody: Client;
  table(slug: string): string;
  /** Id of a field: `field('customers', 'owner')`. */
  field(table: string, slug: string): string;
  change(...changes: readonly OrganisationChange[]): Promise<void>;
  close(): Promise<void>;
}

export interface WorldOptions {
  readonly template?: string | null;
  readonly samples?: boolean;
  readonly random?: RandomBytes;
  readonly now?: number;
  readonly url?: string;
  readonly smtpUrl?: string;
  /** Passwords are kept by the slow hash of the sign-in library. */
  readonly slowHash?: boolean;
}

/** A workspace from the CRM template in a folder of its own, with an owner. Close it when done. */
export async function makeWorld(options: WorldOptions = {}): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-api-'));
  const time = { now: options.now ?? noon };
  const app = await openContext(
    {
      port: 0,
      host: '127.0.0.1',
      data: folder,
      log: 'silent',
      secret: 'a secret of the tests with enough characters',
      ...(options.url !== undefined && { url: options.url }),
      ...(options.smtpUrl !== undefined && { smtpUrl: options.smtpUrl }),
    },
    {
      clock: () => time.now,
      random: options.random ?? ((count) => new Uint8Array(randomBytes(count))),
      log: pino({ level: 'silent' }),
      ...(options.slowHash !== true && { hashing: quickHash }),
    },
  );
  const { workspace, member: owner } = await makeWorkspace(app, {
    name: 'Lighthouse',
    language: 'en',
    timeZone: 'Asia/Shanghai',
    owner: { name: 'Olivia Owner', email: 'owner@example.com' },
  });
  await app.accounts.addWorkspace(workspace.id, 'Lighthouse', time.now);
  const slug = options.template === undefined ? 'crm' : options.template;
  const template = slug === null ? undefined : templateBySlug(slug);
  if (template) {
    const made = await applyTemplate(app, workspace, template, {
      member: owner,
      samples: options.samples ?? false,
    });
    if (isDenial(made)) throw new Error(made.message);
  }
  await openAccount(app, workspace, owner);
  const server = createApp(app);
  const roles: Record<string, string> = {};
  for (const role of template?.roles ?? []) {
    const found = workspace.store.organisation().roles.find(({ name }) => name === role.name.en);
    if (found) roles[role.slug] = found.id;
  }
  const clients = new Map<string, Promise<Client>>();

  const world: World = {
    app,
    server,
    workspace,
    base: `/api/workspaces/${workspace.id}`,
    owner,
    folder,
    time,
    roles,
    async join(name, held = [], more = {}) {
      const member: Member = {
        id: app.makeId('member'),
        name,
        email: `${name.toLowerCase().replace(/[^a-z]+/g, '.')}@example.com`,
        status: 'active',
        manager: null,
        ...more,
      };
      await world.change(
        { kind: 'putMember', member },
        ...held.map((role) => ({
          kind: 'addMembership' as const,
          membership: {
            group: { kind: 'role' as const, id: roles[role] ?? role },
            holder: { kind: 'member' as const, id: member.id },
          },
        })),
      );
      await openAccount(app, workspace, member);
      return member;
    },
    as(member) {
      const known = clients.get(member.id);
      if (known) return known;
      const made = signIn(app, workspace, server, member);
      clients.set(member.id, made);
      return made;
    },
    nobody: clientOf(server, '', undefined),
    table(name) {
      const found = workspace.store.schema().tables.find((one) => one.slug === name);
      if (!found) throw new Error(`There is no table ${name}.`);
      return found.id;
    },
    field(tableName, name) {
      const table = workspace.store.schema().tables.find((one) => one.slug === tableName);
      const found = table?.fields.find((one) => one.slug === name);
      if (!found) throw new Error(`There is no field ${tableName}.${name}.`);
      return found.id;
    },
    async change(...changes) {
      const done = await commitOrganisation(workspace, changes, {
        by: owner.id,
        at: time.now,
        change: app.makeId('change'),
      });
      if (isDenial(done)) throw new Error(done.message);
    },
    async close() {
      await app.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return world;
}

/** An installation in which nothing was set up yet, and its start-up token. */
export async function makeEmpty(
  options: {
    readonly url?: string;
    readonly databaseUrl?: string;
    readonly demoSize?: number;
  } = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-api-'));
  const app = await openContext(
    {
      port: 0,
      host: '127.0.0.1',
      data: folder,
      log: 'silent',
      ...(options.url !== undefined && { url: options.url }),
      ...(options.databaseUrl !== undefined && { databaseUrl: options.databaseUrl }),
    },
    {
      log: pino({ level: 'silent' }),
      ...(options.demoSize !== undefined && { demoSize: options.demoSize }),
    },
  );
  const server = createApp(app);
  return {
    app,
    server,
    folder,
    nobody: clientOf(server, '', undefined),
    token: (await setupToken(app)) ?? '',
    async close() {
      await app.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A client with this cookie. Every success is held against the answer that the registry promises. */
export function clientOf(server: Hono, member: string, cookie: string | undefined): Client {
  const send = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const response = await server.request(`${origin}${path}`, {
      method,
      headers: {
        host: 'localhost',
        ...(cookie !== undefined && { cookie }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = response.headers.get('content-type')?.startsWith('application/json') ?? false;
    const answer = {
      status: response.status,
      text,
      body: json && text !== '' ? (JSON.parse(text) as unknown) : undefined,
      headers: response.headers,
    };
    if (response.ok && json) checkAnswer(method, path, answer.body);
    return answer;
  };
  return {
    member,
    cookie,
    get: (path, headers) => send('GET', path, undefined, headers),
    post: (path, body = {}, headers = {}) => send('POST', path, body, headers),
    put: (path, body) => send('PUT', path, body),
    patch: (path, body) => send('PATCH', path, body),
    delete: (path, body) => send('DELETE', path, body),
  };
}

/** The declared endpoint that a request reaches. */
export function endpointOf(method: string, path: string): Endpoint | undefined {
  const parts =
    path
      .replace(/^\/api/, '')
      .split('?')[0]
      ?.split('/') ?? [];
  const fits = (declared: Endpoint) => {
    const pattern = declared.path.split('/');
    return (
      declared.method === method.toLowerCase() &&
      pattern.length === parts.length &&
      pattern.every((part, index) => part.startsWith('{') || part === parts[index])
    );
  };
  const found = endpoints.filter(fits);
  // A fixed word goes before a parameter: `records/query` before `records/{record}`.
  return found.sort((a, b) => a.path.split('{').length - b.path.split('{').length)[0];
}

function checkAnswer(method: string, path: string, body: unknown): void {
  const parsed = endpointOf(method, path)?.answer.safeParse(body);
  if (parsed && !parsed.success) {
    throw new Error(`${method} ${path} is not as declared: ${parsed.error.message}`);
  }
}

async function openAccount(
  app: AppContext,
  workspace: WorkspaceContext,
  member: Member,
): Promise<void> {
  const { internalAdapter } = await (await app.auth()).$context;
  const user = await internalAdapter.createUser(
    { name: member.name, email: member.email.toLowerCase(), emailVerified: true },
    { method: 'email-password' },
  );
  await app.accounts.putMembershipIndex(user.id, workspace.id, member.id);
}

/** Gives a member's account a password, for tests of signing in. */
export async function givePassword(world: World, member: Member, password: string): Promise<void> {
  const user = await world.app.accounts.userOfMember(world.workspace.id, member.id);
  const context = await (await world.app.auth()).$context;
  await context.internalAdapter.linkAccount({
    userId: user ?? '',
    providerId: 'credential',
    accountId: user ?? '',
    password: await context.password.hash(password),
  });
}

async function signIn(
  app: AppContext,
  workspace: WorkspaceContext,
  server: Hono,
  member: Member,
): Promise<Client> {
  const user = await app.accounts.userOfMember(workspace.id, member.id);
  if (user === null) throw new Error(`${member.name} has no account.`);
  const cookie = (await openSession(app, user)).split(';')[0];
  return clientOf(server, member.id, cookie);
}
