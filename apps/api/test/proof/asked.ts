import { type MemberId, type Policy, type Schema, type Table, tablesById } from '@tessera/model';
import type {
  AdministratorsAnswer,
  OutField,
  OutRecord,
  OutTable,
  SchemaAnswer,
  SessionsAnswer,
} from '@tessera/protocol';
import type { Pair } from './mutate.ts';
import type { Random } from './random.ts';
import { type SpecRecord, schemaOf, workspaceId } from './spec.ts';

/** A file of a multipart request, with its options. */
export interface Upload {
  readonly file?: string | Uint8Array;
  readonly options?: unknown;
}

/** One request, the same for both workspaces. */
export interface Asked {
  /** As in the registry: `get /workspaces/{ws}/schema`. */
  readonly endpoint: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: unknown;
  readonly upload?: Upload;
  readonly headers?: Readonly<Record<string, string>>;
  /** Which cookie goes with it; absent: the member's own. */
  readonly as?:
    | 'spare'
    | 'nobody'
    | 'outsider'
    | 'forged'
    | 'demo'
    | 'challenge'
    | 'second challenge';
}

/** What the one who asks has learned so far, and what exists without being known to him. */
export class Known {
  readonly member: MemberId;
  /** A new one comes with the end of a demo company. */
  setupToken: string;
  readonly email: string;
  /** Every table, field and record of either workspace: some are asked for without being known. */
  readonly schemas: readonly Schema[];
  readonly allRecords: readonly SpecRecord[];
  readonly members: readonly string[];
  readonly groups: Readonly<Record<'role' | 'team' | 'department', string[]>>;
  schema: SchemaAnswer | null = null;
  readonly records = new Map<string, OutRecord[]>();
  readonly etags: string[] = [];
  readonly cursors: { readonly table: string; readonly body: object; readonly cursor: string }[] =
    [];
  readonly tokens: string[] = [];
  readonly invited: string[] = [];
  /** What was put into the trash, and records that were deleted, by table. */
  readonly trashed: string[] = [];
  readonly deleted: { readonly table: string; readonly id: string }[] = [];
  /** Shares that were made. */
  readonly shared: { readonly table: string; readonly record: string; readonly id: string }[] = [];
  /** Sittings in which the one who asks looks as somebody else. */
  readonly sittings: string[] = [];
  /** Tokens that were made, with their secrets; and service accounts. */
  readonly keys: { readonly id: string; readonly secret: string; readonly service?: string }[] = [];
  readonly services: string[] = [];
  /** Sessions of the one who asks, apart from the one that asks. */
  readonly otherSessions: string[] = [];
  readonly made: {
    readonly tables: string[];
    readonly apps: string[];
    readonly views: string[];
    readonly templates: string[];
  } = { tables: [], apps: [], views: [], templates: [] };
  /** Copies of the workspace that were made. */
  readonly copies: string[] = [];
  policy: Policy | null = null;
  /** Who was seen to hold which duty by which role. */
  held: readonly { readonly duty: string; readonly member: string; readonly role: string }[] = [];
  /** The version of the rules for posts. */
  postRules: string | null = null;
  /** The moment of the request, epoch milliseconds. */
  now = 0;
  /** The secret for an authenticator app, as it was shown last. */
  secret: string | null = null;

  constructor(pair: Pair, setupToken: string) {
    this.member = pair.member;
    this.setupToken = setupToken;
    this.schemas = [schemaOf(pair.a), schemaOf(pair.b)];
    this.allRecords = [...pair.a.records, ...pair.b.records];
    const { organisation } = pair.a;
    this.members = organisation.members.map(({ id }) => id);
    this.email = organisation.members.find(({ id }) => id === pair.member)?.email ?? '';
    this.groups = {
      role: organisation.roles.map(({ id }) => id),
      team: organisation.teams.map(({ id }) => id),
      department: organisation.departments.map(({ id }) => id),
    };
  }

  get tables(): readonly OutTable[] {
    return this.schema?.tables ?? [];
  }

  /** Mostly a table the member knows, sometimes one he does not, or none that is. */
  table(random: Random): { readonly name: string; readonly known: OutTable | null } {
    if (this.tables.length > 0 && random.chance(0.9)) {
      const known = random.pick(this.tables);
      return { name: random.chance(0.3) ? known.slug : known.id, known };
    }
    const all = this.schemas.flatMap(({ tables }) => tables);
    const { id, slug } = random.pick(all);
    return { name: random.pick([id, slug, 'tblnothere', 'constructor', '__proto__']), known: null };
  }

  /** Mostly a table on some of whose records the member may do this, if there is any. */
  tableFor(random: Random, action: string): ReturnType<Known['table']> {
    const open = this.tables.filter(({ actions }) => (actions[action] ?? 'never') !== 'never');
    if (open.length === 0 || random.chance(0.2)) return this.table(random);
    const known = random.pick(open);
    return { name: random.chance(0.3) ? known.slug : known.id, known };
  }

  /** A field of a table: of those that are known, or of all there are. */
  field(random: Random, table: OutTable | null, wanted?: (field: OutField) => boolean): string {
    const fields = (table?.fields ?? []).filter(wanted ?? (() => true));
    if (fields.length > 0 && random.chance(0.93)) {
      const field = random.pick(fields);
      return random.chance(0.3) ? field.slug : field.id;
    }
    const hidden = this.whole(table?.id ?? '').flatMap(({ fields: all }) => all);
    const names = ['fldnothere', 'constructor', ...hidden.flatMap(({ id, slug }) => [id, slug])];
    return random.pick(names);
  }

  /** A table as it is in either workspace, hidden fields and all. */
  whole(id: string): readonly Table[] {
    return this.schemas.flatMap((schema) => tablesById(schema).get(id) ?? []);
  }

  /** A record of a table: mostly one that was seen, also those that are unseen or nowhere. */
  record(random: Random, table: string): string {
    const seen = this.records.get(table) ?? [];
    if (seen.length > 0 && random.chance(0.8)) return random.pick(seen).id;
    const all = this.allRecords.filter((one) => one.table === table).map(({ id }) => id);
    return random.pick(['recnothere', 'rec', ...all, ...all]);
  }

  /** What some record holds in a text field, seen or not: the luckiest of guesses. */
  guess(random: Random, field: string): string | null {
    const texts = this.allRecords.flatMap(({ cells }) => {
      const cell = cells[field];
      return typeof cell === 'string' ? [cell] : [];
    });
    return texts.length > 0 ? random.pick(texts) : null;
  }

  /** Takes in what an answer tells. */
  learn(asked: Asked, status: number, text: string, etag: string | null): void {
    if (etag !== null) this.etags.push(etag);
    // What a token opens is less than what is known.
    if (asked.headers?.authorization !== undefined) return;
    if (status >= 300 || text === '' || asFile.includes(asked.endpoint)) return;
    const answer = JSON.parse(text) as Record<string, unknown> | null;
    if (answer === null) return;
    if (asked.endpoint === 'delete /demo') this.setupToken = String(answer.token);
    if (asked.endpoint === `get ${ws}/schema`) this.schema = answer as unknown as SchemaAnswer;
    if (asked.endpoint.endsWith(`t ${ws}/policy`)) this.policy = answer.policy as Policy;
    if (asked.endpoint.includes(`${ws}/administrators`))
      this.held = (answer as unknown as AdministratorsAnswer).duties.flatMap(({ duty, holders }) =>
        holders.flatMap(({ member, through }) =>
          through.flatMap(({ role }) => (role === null ? [] : [{ duty, member, role }])),
        ),
      );
    if (asked.endpoint.endsWith(`t ${ws}/post-rules`)) this.postRules = answer.version as string;
    const table = this.tables.find(
      ({ id, slug }) => id === asked.params?.table || slug === asked.params?.table,
    )?.id;
    const found = (answer.records ?? (answer.record ? [answer.record] : [])) as OutRecord[];
    if (table !== undefined && Array.isArray(found)) this.#see(table, found);
    if (table !== undefined && typeof answer.cursor === 'string')
      this.cursors.push({ table, body: asked.body as object, cursor: answer.cursor });
    if (typeof answer.link === 'string') this.tokens.push(answer.link.split('/').at(-1) ?? '');
    if (asked.endpoint === `post ${ws}/members`)
      this.invited.push((answer.member as { id: string }).id);
    if (asked.endpoint === 'get /auth/sessions' && asked.as === undefined)
      for (const { id: session, current } of answer.sessions as SessionsAnswer['sessions'])
        if (!current) this.otherSessions.push(session);
    if (asked.endpoint === 'post /auth/two-step/begin')
      this.secret = new URL(answer.address as string).searchParams.get('secret');
    if (asked.endpoint === `post ${ws}/templates`)
      this.made.templates.push((answer.template as { id: string }).id);
    if (asked.endpoint === `post ${ws}/copies`)
      this.copies.push((answer.copy as { id: string }).id);
    if (typeof answer.secret === 'string' && asked.endpoint.endsWith('/tokens')) {
      const { service } = asked.params ?? {};
      const { id: made } = answer.token as { id: string };
      this.keys.push({ id: made, secret: answer.secret, ...(service && { service }) });
    }
    if (typeof answer.trash === 'string') this.trashed.push(answer.trash);
    const gone =
      asked.endpoint.startsWith(`delete ${ws}/tables/{table}/records`) && 'ids' in answer;
    if (gone && table !== undefined)
      for (const one of answer.ids as string[]) this.deleted.push({ table, id: one });
    const id = typeof answer.id === 'string' ? answer.id : undefined;
    if (id === undefined) return;
    if (asked.endpoint === `post ${ws}/view-as`) this.sittings.push(id);
    if (asked.endpoint === `delete ${ws}/view-as/{sitting}`) this.sittings.shift();
    const { table: at, record } = asked.params ?? {};
    if (asked.endpoint.endsWith('/shares') && at !== undefined && record !== undefined)
      this.shared.push({ table: at, record, id });
    if (asked.endpoint === `post ${ws}/services`) this.services.push(id);
    if (asked.endpoint === `post ${ws}/tables`) this.made.tables.push(id);
    if (asked.endpoint === `post ${ws}/tables/{table}/views`) this.made.views.push(id);
    if (asked.endpoint === `post ${ws}/templates/file`) this.made.templates.push(id);
    if (asked.endpoint === `post ${ws}/apps`) this.made.apps.push(id);
    for (const kind of ['role', 'team', 'department'] as const)
      if (asked.endpoint === `post ${ws}/${kind}s`) this.groups[kind].push(id);
  }

  #see(table: string, found: readonly OutRecord[]): void {
    const ids = new Set(found.map(({ id }) => id));
    const before = (this.records.get(table) ?? []).filter(({ id }) => !ids.has(id));
    this.records.set(table, [...found, ...before].slice(0, 60));
  }
}

/** The beginning of every path of a workspace, as the registry writes it. */
export const ws = '/workspaces/{ws}';

/** Answers with a file. */
export const exportEndpoint = `post ${ws}/tables/{t}/export`;
export const auditExport = `get ${ws}/audit/export`;
const asFile: readonly string[] = [exportEndpoint, auditExport];

export function pathOf({ endpoint, params = {}, query }: Asked): string {
  const path = endpoint
    .slice(endpoint.indexOf(' ') + 1)
    .replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(params[name] ?? (name === 'ws' ? workspaceId : 'none')),
    );
  return `/api${path}${query === undefined ? '' : `?${query}`}`;
}
