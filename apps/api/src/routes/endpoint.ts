import type { Denial, WorkspaceAction } from '@tessera/model';
import type { z } from 'zod';
import type { AccountContext, AppContext, MemberContext } from '../context.ts';

/**
 * Who may call: anyone, anyone signed in, the same or who comes by a token, or a member of the workspace in the path.
 */
export type AccessKind = 'public' | 'account' | 'caller' | 'member';
export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

interface ContextOf {
  readonly public: AppContext;
  readonly account: AccountContext;
  readonly caller: AccountContext | MemberContext;
  readonly member: MemberContext;
}

type ParamsOf<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? { readonly [K in Name]: string } & ParamsOf<Rest>
  : unknown;

/** The HTTP side of a request, for the few endpoints that need more than their parsed input. */
export interface Http {
  readonly request: Request;
  /** Address of the other end of the connection. */
  readonly address: string;
  /** Headers of the answer. */
  readonly headers: Headers;
}

export interface Input<Path extends string, Body, Query> {
  readonly params: ParamsOf<Path>;
  readonly body: Body;
  readonly query: Query;
  readonly http: Http;
}

type Inferred<S> = S extends z.ZodType ? z.infer<S> : undefined;

interface Declaration<
  Kind extends AccessKind,
  Path extends string,
  Body extends z.ZodType | undefined,
  Query extends z.ZodType | undefined,
  Answer,
> {
  readonly access: Kind;
  readonly method: Method;
  /** Below `/api`, parameters in braces: `/workspaces/{ws}/schema`. */
  readonly path: Path;
  /** Whoever lacks this right is answered as if there was no such address, whatever is asked. */
  readonly behind?: WorkspaceAction;
  /** It changes nothing although it is no GET: it may be asked while looking as somebody else. */
  readonly reads?: true;
  /** Of a workspace, but only for people who are signed in: no token opens it. */
  readonly tokens?: false;
  /** Heading of the reference. */
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly body?: Body;
  readonly query?: Query;
  /** `multipart`: the body is not read; `run` reads `http.request` itself, up to `limit` bytes. */
  readonly content?: 'json' | 'multipart';
  readonly limit?: number;
  /** Media types of an answer that is a file: then `run` gives the whole response. */
  readonly produces?: readonly string[];
  readonly answer: z.ZodType<Answer>;
  /** Status of success; 200 unless told. */
  readonly status?: 200 | 201;
  /** The answer carries a hash of itself, and `If-None-Match` is honoured. */
  readonly etag?: boolean;
  run(
    context: ContextOf[Kind],
    input: Input<Path, Inferred<Body>, Inferred<Query>>,
  ): Answer | Denial | Promise<Answer | Denial>;
}

/** A declared route as the registry, the server and the reference see it. */
export interface Endpoint
  extends Omit<
    Declaration<AccessKind, string, z.ZodType | undefined, z.ZodType | undefined, unknown>,
    'run'
  > {
  run(
    context: AppContext | AccountContext | MemberContext,
    input: { params: Readonly<Record<string, string>>; body: unknown; query: unknown; http: Http },
  ): unknown;
}

/** Whether an endpoint changes nothing; only such may be asked while looking as somebody else. */
export function isReading({ method, reads }: Pick<Endpoint, 'method' | 'reads'>): boolean {
  return method === 'get' || reads === true;
}

/**
 * Declares one route: how it is parsed, the one operation it calls, and the shape of its answer.
 * The server mounts it and the OpenAPI document describes it from this same declaration.
 */
export function endpoint<
  Kind extends AccessKind,
  Path extends string,
  Answer,
  Body extends z.ZodType | undefined = undefined,
  Query extends z.ZodType | undefined = undefined,
>(declaration: Declaration<Kind, Path, Body, Query, Answer>): Endpoint {
  // The one place where the types of a declaration are given up: `mount` hands over what was parsed with its own schemas.
  return declaration as unknown as Endpoint;
}
