import { AppError, type ErrorCode, errorStatus } from '@tessera/model';
import { pane } from './pane.ts';
import { keepSitting, sittingFor } from './sitting.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface RequestOptions {
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as multipart/form-data; not together with `body`. */
  readonly form?: FormData;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly signal?: AbortSignal;
  /** On the pages before sign-in a 401 is an answer like others and leads nowhere. */
  readonly stayOn401?: boolean;
  /** Also while looking as somebody else. */
  readonly asOneself?: true;
  /** The request goes its way also when the page is left at once; for small bodies. */
  readonly keepalive?: boolean;
}

let onSignedOut: () => void = () => {};

/** Sets what happens when the session has ended: the app goes to the sign-in page, remembering the place. */
export function whenSignedOut(go: () => void): void {
  onSignedOut = go;
}

function isCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(errorStatus, value);
}

function codeOfStatus(status: number): ErrorCode {
  if (status === 422) return 'invalid';
  if (status === 502 || status === 504) return 'unavailable';
  for (const [code, of] of Object.entries(errorStatus)) {
    if (of === status && isCode(code)) return code;
  }
  return status >= 500 ? 'internal' : 'invalid';
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** Turns an error answer into an AppError. Understands `{ error: { code, message } }` and a bare `{ message }`. */
export function errorOf(status: number, body: unknown): AppError {
  const outer = objectOf(body);
  const error = 'error' in outer ? objectOf(outer.error) : outer;
  const code = isCode(error.code) ? error.code : codeOfStatus(status);
  const message = typeof error.message === 'string' ? error.message : '';
  return new AppError(code, message, error.details);
}

async function readBody(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  const text = await response.text();
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function address(path: string, query: RequestOptions['query']): string {
  const given = Object.entries(query ?? {}).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, String(value)]],
  );
  return given.length === 0 ? `/api${path}` : `/api${path}?${new URLSearchParams(given)}`;
}

/**
 * The one way to the server. `path` begins behind `/api`; its parts are encoded by the caller (see `path`).
 * Throws AppError: the server's own, or `unavailable` when nothing answers. An abort is rethrown as it is.
 */
export async function request<Answer>(
  method: Method,
  path: string,
  options: RequestOptions = {},
): Promise<Answer> {
  const response = await send(method, path, options);
  const answer = await readBody(response);
  if (response.ok) return answer as Answer;
  throw refusalOf(response, answer, options);
}

/** A file on its way: its name as the server gives it, and its bytes as they come. */
export interface Incoming {
  readonly name: string;
  readonly type: string;
  readonly bytes: ReadableStream<Uint8Array<ArrayBuffer>>;
}

/** As `request`, for an answer that is a file. Reading it fails when the server breaks off. */
export async function requestFile(
  method: Method,
  path: string,
  options: RequestOptions = {},
): Promise<Incoming> {
  const response = await send(method, path, options);
  if (!response.ok || !response.body) {
    throw refusalOf(response, await readBody(response), options);
  }
  const told = response.headers.get('content-disposition') ?? '';
  const name = /filename\*=UTF-8''([^;]+)/.exec(told)?.[1];
  return {
    name: name === undefined ? 'export' : decodeURIComponent(name),
    type: response.headers.get('content-type') ?? '',
    bytes: response.body,
  };
}

function refusalOf(response: Response, answer: unknown, { stayOn401 }: RequestOptions): AppError {
  if (response.status === 401 && !stayOn401) onSignedOut();
  const error = errorOf(response.status, answer);
  if (objectOf(error.details).viewAs === 'ended') {
    keepSitting(null);
    location.reload();
  }
  return error;
}

async function send(method: Method, path: string, options: RequestOptions): Promise<Response> {
  const { body, form, query, signal, keepalive } = options;
  const init: RequestInit = { method, credentials: 'same-origin', headers: {} };
  const headers: Record<string, string> = { accept: 'application/json' };
  const language = document.documentElement.lang;
  if (language) headers['accept-language'] = language;
  if (pane) headers['x-tessera-pane'] = pane;
  const sitting = options.asOneself ? null : sittingFor(path);
  if (sitting) headers['x-tessera-view-as'] = sitting.id;
  if (form) init.body = form;
  else if (body !== undefined) {
    headers['content-type'] = 'application/json';
    init.body = JSON.stringify(body);
  }
  init.headers = headers;
  if (signal) init.signal = signal;
  if (keepalive) init.keepalive = true;

  try {
    return await fetch(address(path, query), init);
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new AppError('unavailable', '', undefined, { cause });
  }
}

/** Builds a path of encoded parts: path`/workspaces/${ws}/members`. */
export function path(texts: TemplateStringsArray, ...parts: readonly string[]): string {
  return texts.reduce(
    (all, text, i) => all + text + (i < parts.length ? encodeURIComponent(parts[i] ?? '') : ''),
    '',
  );
}
