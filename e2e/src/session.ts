import type {
  ChangeAnswer,
  CreateRequest,
  GroupAnswer,
  ImportInspection,
  ImportOptions,
  ImportReport,
  InvitedAnswer,
  MemberChangeRequest,
  MemberRequest,
  MembersAnswer,
  OrganisationAnswer,
  OutField,
  OutMember,
  OutTable,
  PolicyAnswer,
  QueryAnswer,
  QueryRequest,
  SchemaAnswer,
} from '@tessera/protocol';
import { type LiveClient, openLive } from './live-client.ts';

export interface Reply {
  readonly status: number;
  readonly text: string;
}

/** The error answer of a request that was expected to succeed. */
export class RequestFailed extends Error {
  readonly status: number;
  constructor(what: string, reply: Reply) {
    super(`${what}: ${reply.status} ${reply.text.slice(0, 500)}`);
    this.status = reply.status;
  }
}

/** One person signed in to one workspace, speaking plain HTTP as a program would. */
export class Session {
  readonly url: string;
  /** Everything the server has sent this person, for looking what leaked. */
  readonly received: string[] = [];
  private cookie = '';
  private workspace = '';

  constructor(url: string) {
    this.url = url;
  }

  get ws(): string {
    return this.workspace;
  }

  /** Name and value of the session's cookie, to be used by a browser. */
  get cookiePair(): { readonly name: string; readonly value: string } {
    const at = this.cookie.indexOf('=');
    return { name: this.cookie.slice(0, at), value: this.cookie.slice(at + 1) };
  }

  /** Sends a request below `/api`; never throws for a status. */
  async send(method: string, path: string, body?: unknown): Promise<Reply> {
    const form = body instanceof FormData;
    const response = await fetch(`${this.url}/api${path}`, {
      method,
      headers: {
        ...(this.cookie && { cookie: this.cookie }),
        ...(body !== undefined && !form && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: form ? body : JSON.stringify(body) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const pair = line.split(';')[0] ?? '';
      if (pair.includes('session_token')) this.cookie = pair;
    }
    const text = await response.text();
    this.received.push(text);
    return { status: response.status, text };
  }

  /** Sends a request and gives the parsed answer; throws RequestFailed for anything but 2xx. */
  async ask<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const reply = await this.send(method, path, body);
    if (reply.status < 200 || reply.status > 299)
      throw new RequestFailed(`${method} ${path}`, reply);
    return JSON.parse(reply.text === '' ? 'null' : reply.text) as Answer;
  }

  /** Takes the only workspace there is for this person as the one to speak about. */
  async enter(): Promise<this> {
    const answer = await this.ask<{ readonly workspaces: readonly { readonly id: string }[] }>(
      'GET',
      '/workspaces',
    );
    const [first] = answer.workspaces;
    if (!first) throw new Error('This person has no workspace.');
    this.workspace = first.id;
    return this;
  }

  async signIn(email: string, password: string): Promise<this> {
    await this.ask('POST', '/auth/sign-in/email', { email, password });
    return await this.enter();
  }

  /** Joins through an invitation's link. */
  async accept(link: string, password: string): Promise<this> {
    const token = new URL(link, this.url).pathname.split('/').pop() ?? '';
    await this.ask('POST', `/invitations/${token}`, { password });
    return await this.enter();
  }

  /** Below the workspace. */
  in<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    return this.ask<Answer>(method, `/workspaces/${this.workspace}${path}`, body);
  }

  tryIn(method: string, path: string, body?: unknown): Promise<Reply> {
    return this.send(method, `/workspaces/${this.workspace}${path}`, body);
  }

  schema(): Promise<SchemaAnswer> {
    return this.in('GET', '/schema');
  }

  async table(slug: string): Promise<OutTable> {
    const found = (await this.schema()).tables.find((table) => table.slug === slug);
    if (!found) throw new Error(`No table ${slug} for this person.`);
    return found;
  }

  async field(table: string, slug: string): Promise<OutField> {
    const found = (await this.table(table)).fields.find((field) => field.slug === slug);
    if (!found) throw new Error(`No field ${table}.${slug} for this person.`);
    return found;
  }

  query(table: string, question: QueryRequest = {}): Promise<QueryAnswer> {
    return this.in('POST', `/tables/${table}/records/query`, question);
  }

  groups(table: string, question: QueryRequest): Promise<GroupAnswer> {
    return this.in('POST', `/tables/${table}/records/query`, question);
  }

  /** Ids of everything there is for this person, read window by window. */
  async allIds(table: string, question: QueryRequest = {}): Promise<readonly string[]> {
    const ids: string[] = [];
    for (;;) {
      const { records, total } = await this.query(table, {
        ...question,
        limit: 1000,
        offset: ids.length,
      });
      ids.push(...records.map(({ id }) => id));
      if (ids.length >= total || records.length === 0) return ids;
    }
  }

  create(table: string, records: CreateRequest['records']): Promise<ChangeAnswer> {
    return this.in('POST', `/tables/${table}/records`, { records });
  }

  update(table: string, id: string, fields: object, base?: object): Promise<unknown> {
    return this.in('PATCH', `/tables/${table}/records/${id}`, { fields, ...(base && { base }) });
  }

  async members(): Promise<readonly OutMember[]> {
    return (await this.in<MembersAnswer>('GET', '/members')).members;
  }

  async memberNamed(name: string): Promise<OutMember> {
    const found = (await this.members()).find((member) => member.name === name);
    if (!found) throw new Error(`No member ${name}.`);
    return found;
  }

  organisation(): Promise<OrganisationAnswer> {
    return this.in('GET', '/roles');
  }

  async roleNamed(name: string): Promise<string> {
    const found = (await this.organisation()).roles.find((role) => role.name === name);
    if (!found) throw new Error(`No role ${name}.`);
    return found.id;
  }

  invite(member: MemberRequest): Promise<InvitedAnswer> {
    return this.in('POST', '/members', member);
  }

  changeMember(id: string, change: MemberChangeRequest): Promise<unknown> {
    return this.in('PATCH', `/members/${id}`, change);
  }

  async policy(): Promise<PolicyAnswer['policy']> {
    return (await this.in<PolicyAnswer>('GET', '/policy')).policy;
  }

  /** Adds one grant to the current rules. */
  async addGrant(grant: object, reason: string): Promise<void> {
    const { version, grants, restrictions } = await this.policy();
    const body = { version, grants: [...grants, grant], restrictions, reason, confirmed: true };
    await this.in('PUT', '/policy', body);
  }

  inspect(target: string, file: File): Promise<ImportInspection> {
    const form = new FormData();
    form.append('file', file);
    return this.in('POST', `${target}/import/inspect`, form);
  }

  import(target: string, file: File, options: ImportOptions): Promise<ImportReport> {
    const form = new FormData();
    form.append('file', file);
    form.append('options', JSON.stringify(options));
    return this.in('POST', `${target}/import`, form);
  }

  live(): Promise<LiveClient> {
    const address = `${this.url.replace(/^http/, 'ws')}/api/workspaces/${this.workspace}/live`;
    return openLive(address, this.cookie);
  }
}
