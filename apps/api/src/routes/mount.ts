import { createHash } from 'node:crypto';
import { AppError, type Denial, isDenial } from '@tessera/model';
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { bearerOf, refuseBoth } from '../auth/bearer.ts';
import { failedToken } from '../auth/failed-token.ts';
import { signedIn } from '../auth/session.ts';
import type { AccountContext, AppContext, MemberContext } from '../context.ts';
import { denialResponse, noSuchAddress } from '../http/error-response.ts';
import { parseWith, readJson } from '../http/read-body.ts';
import { enterByToken, type TokenContext } from '../operations/enter-by-token.ts';
import { viewAsContext, viewAsEnded, viewAsReadOnly } from '../operations/enter-view-as.ts';
import { memberOf, noSuchWorkspace } from '../operations/enter-workspace.ts';
import { tellRefused } from '../operations/rights.ts';
import { type Endpoint, type Http, isReading } from './endpoint.ts';

const noQuery = z.strictObject({});

/** Bytes of a JSON body. */
export const jsonLimit = 8 * 1024 * 1024;

/** Puts declared endpoints on a server. The order of refusals is: who are you, what do you send, may you. */
export function mount(server: Hono, app: AppContext, endpoints: readonly Endpoint[]): void {
  for (const declared of endpoints) {
    const path = declared.path.replaceAll(/\{(\w+)\}/g, ':$1');
    server.on(declared.method.toUpperCase(), path, (c) => answer(app, declared, c));
  }
}

async function answer(app: AppContext, declared: Endpoint, c: Context): Promise<Response> {
  const params = c.req.param() as Record<string, string>;
  const http: Http = { request: c.req.raw, address: addressOf(c), headers: new Headers() };
  const context = await enter(app, declared, http, params);
  const query = parseWith(declared.query ?? noQuery, queryOf(c.req.url));
  const body =
    declared.body === undefined || declared.content === 'multipart'
      ? undefined
      : parseWith(declared.body, await readJson(c.req.raw, declared.limit ?? jsonLimit));
  const result = await declared.run(context, { params, body, query, http });
  if (isDenial(result)) return denialResponse(result);
  if (result instanceof Response) return result;
  const text = JSON.stringify(result);
  http.headers.set('content-type', 'application/json');
  http.headers.set('cache-control', 'no-store');
  if (declared.etag === true) {
    const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
    http.headers.set('etag', tag);
    if (c.req.header('if-none-match') === tag) {
      return new Response(null, { status: 304, headers: http.headers });
    }
  }
  return new Response(text, { status: declared.status ?? 200, headers: http.headers });
}

/** The context an endpoint of this kind starts from; throws unauthenticated, or not_found for a workspace not entered. */
export async function enter(
  app: AppContext,
  declared: Pick<Endpoint, 'access' | 'behind' | 'method' | 'reads' | 'tokens'>,
  http: Pick<Http, 'request' | 'address'>,
  params: Readonly<Record<string, string>>,
): Promise<AppContext | AccountContext | MemberContext> {
  if (declared.access === 'public') return app;
  const secret = bearerOf(http.request);
  if (secret !== undefined) return await byToken(app, declared, http, secret, params.ws);
  const account = await signedIn(app, http.request);
  if (account === undefined) throw new AppError('unauthenticated', 'Please sign in.');
  if (declared.access !== 'member') return account;
  const own = await memberOf(account, params.ws ?? '');
  if (isDenial(own)) throw errorOf(own);
  const sitting = http.request.headers.get(viewAsHeader);
  const member = sitting === null ? own : viewAsContext(own, sitting);
  if (isDenial(member)) throw errorOf(member);
  behind(declared, member);
  if (member.viewAs && !isReading(declared)) throw errorOf(viewAsReadOnly);
  return member;
}

/** The same for who comes by a token: it opens its own workspace, and of the account nothing. It looks as nobody else. */
export async function byToken(
  app: AppContext,
  declared: Pick<Endpoint, 'access' | 'behind' | 'tokens'>,
  { request, address }: Pick<Http, 'request' | 'address'>,
  secret: string,
  workspace: string | undefined,
): Promise<TokenContext> {
  refuseBoth(request);
  const caller = await enterByToken(app, secret);
  if (caller === undefined) throw failedToken(app, address);
  if (isDenial(caller)) throw errorOf(caller);
  if (declared.access === 'account' || declared.tokens === false)
    throw new AppError('forbidden', 'This is not done with a token: please sign in.');
  if (declared.access === 'caller') return caller;
  if (caller.workspace.id !== workspace) throw errorOf(noSuchWorkspace);
  if (request.headers.has(viewAsHeader)) throw errorOf(viewAsEnded);
  behind(declared, caller);
  return caller;
}

/** Whoever lacks the right is answered as if there was no such address. */
function behind(declared: Pick<Endpoint, 'behind'>, member: MemberContext): void {
  if (declared.behind !== undefined && !member.access.workspace.has(declared.behind)) {
    tellRefused(member, declared.behind);
    throw new AppError('not_found', noSuchAddress);
  }
}

/** Requests of one who looks as somebody else carry the sitting; a WebSocket has a parameter `view-as`. */
const viewAsHeader = 'x-tessera-view-as';

const errorOf = ({ code, message, details }: Denial) => new AppError(code, message, details);

/** A parameter that is given twice is refused as an unknown shape: a list where a text is expected. */
function queryOf(url: string): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = Object.create(null) as Record<string, string>;
  const search = new URL(url).searchParams;
  for (const name of new Set(search.keys())) {
    const values = search.getAll(name);
    query[name] = values.length === 1 ? (values[0] ?? '') : values;
  }
  return query;
}

/** The other end of the connection. */
export function addressOf(c: Context): string {
  const incoming = (c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)
    ?.incoming;
  return incoming?.socket?.remoteAddress ?? 'unknown';
}
