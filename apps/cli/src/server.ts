import type { ErrorBody } from '@tessera/protocol';
import { RefusedError, UsageError } from './command.ts';

/** Asks a running server. A body makes it a POST unless told otherwise. */
export type Ask = <Answer>(
  path: string,
  body?: unknown,
  method?: 'POST' | 'PUT' | 'DELETE',
) => Promise<Answer>;

/** Throws UsageError for what is no address of a server. */
export function checkAddress(url: string): void {
  if (!URL.canParse(url) || !/^https?:/.test(url))
    throw new UsageError('--url is an address such as https://tessera.example.');
}

/** A running server, asked with a token. Throws RefusedError when it cannot be reached or refuses. */
export function serverAt(url: string, token: string): Ask {
  checkAddress(url);
  return async <Answer>(path: string, body?: unknown, method?: string): Promise<Answer> => {
    const request: RequestInit = {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    };
    const response = await fetch(new URL(`/api${path}`, url), request).catch(() => null);
    if (response === null) throw new RefusedError(`${new URL(url).origin} cannot be reached.`);
    const answer: unknown = await response.json().catch(() => null);
    if (response.ok) return answer as Answer;
    const { message, code } = (answer as Partial<ErrorBody> | null)?.error ?? {};
    throw new RefusedError(`The server refuses: ${message ?? `status ${response.status}`}`, code);
  };
}
