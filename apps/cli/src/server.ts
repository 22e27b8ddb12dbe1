import type { ErrorBody } from '@tessera/protocol';
import { UsageError } from './command.ts';

/** A running server, asked with a token. Throws UsageError when it cannot be reached or refuses. */
export function serverAt(url: string, token: string) {
  if (!URL.canParse(url) || !/^https?:/.test(url))
    throw new UsageError('--url is an address such as https://tessera.example.');
  return async <Answer>(path: string, body?: unknown): Promise<Answer> => {
    const request: RequestInit = {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    };
    const response = await fetch(new URL(`/api${path}`, url), request).catch(() => null);
    if (response === null) throw new UsageError(`${new URL(url).origin} cannot be reached.`);
    const answer: unknown = await response.json().catch(() => null);
    if (response.ok) return answer as Answer;
    const refusal = (answer as Partial<ErrorBody> | null)?.error?.message;
    throw new UsageError(`The server refuses: ${refusal ?? `status ${response.status}`}`);
  };
}
