import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InvitedAnswer, OrganisationAnswer } from '@tessera/protocol';
import { startServer } from '../../src/server.ts';

export const password = 'mosaic-lantern-47-orchard';

export interface Reply<Answer> {
  readonly status: number;
  readonly body: Answer;
}

/** One person with a session in the one workspace of a server. */
export interface Caller {
  call<Answer = unknown>(method: string, path: string, body?: unknown): Promise<Reply<Answer>>;
  /** The same for requests that must succeed. */
  ask<Answer = unknown>(method: string, path: string, body?: unknown): Promise<Answer>;
}

export interface CrmServer {
  readonly owner: Caller;
  /** Adds a member and joins as it. */
  join(
    name: string,
    roles: readonly string[],
    manager?: string,
  ): Promise<{ readonly id: string; readonly caller: Caller }>;
  roles(): Promise<OrganisationAnswer['roles']>;
  close(): Promise<void>;
}

/** A server with a workspace from the CRM template, without samples. */
export async function startCrm(): Promise<CrmServer> {
  return await startTemplates(['crm']);
}

/** A server with a workspace from these templates, in this order, in English. */
export async function startTemplates(
  templates: readonly string[],
  samples = false,
): Promise<CrmServer> {
  const data = mkdtempSync(join(tmpdir(), 'tessera-crm-'));
  const running = await startServer({ port: 0, host: '127.0.0.1', data, log: 'silent' });
  const send = async (cookie: string, method: string, path: string, body?: unknown) => {
    const response = await fetch(`${running.url}/api${path}`, {
      method,
      headers: {
        ...(cookie && { cookie }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const pair = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    return { status: response.status, pair, body: JSON.parse(text || 'null') as unknown };
  };
  const callerOf = (cookie: string, ws: string): Caller => ({
    call: async <Answer>(method: string, path: string, body?: unknown) => {
      const reply = await send(cookie, method, `/workspaces/${ws}${path}`, body);
      return { status: reply.status, body: reply.body as Answer };
    },
    ask: async <Answer>(method: string, path: string, body?: unknown) => {
      const reply = await send(cookie, method, `/workspaces/${ws}${path}`, body);
      if (reply.status > 299) {
        throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
      }
      return reply.body as Answer;
    },
  });

  const token = new URL((await running.setupUrl()) ?? 'none:').searchParams.get('token');
  const made = await send('', 'POST', '/setup', {
    token,
    name: 'Olivia Owner',
    email: 'olivia@tessera.example',
    password,
    workspace: 'Northwind',
    language: 'en',
    timeZone: 'Asia/Shanghai',
    templates,
    samples,
  });
  const { workspace } = made.body as { readonly workspace: string };
  if (made.status > 299) throw new Error(`set-up: ${JSON.stringify(made.body)}`);
  const owner = callerOf(made.pair, workspace);

  return {
    owner,
    async join(name, roles, manager) {
      const { member, link } = await owner.ask<InvitedAnswer>('POST', '/members', {
        name,
        email: `${name.toLowerCase().replaceAll(' ', '.')}@tessera.example`,
        roles: roles.map((role) => ({ role })),
        // Some roles carry a guarded duty.
        reason: 'Needed for the work',
        confirmed: true,
        ...(manager !== undefined && { manager }),
      });
      const joined = await send('', 'POST', `/invitations/${link.split('/').pop()}`, { password });
      if (joined.status > 299) throw new Error(`joining: ${JSON.stringify(joined.body)}`);
      return { id: member.id, caller: callerOf(joined.pair, workspace) };
    },
    roles: async () => (await owner.ask<OrganisationAnswer>('GET', '/roles')).roles,
    async close() {
      await running.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
