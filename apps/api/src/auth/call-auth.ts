import { AppError, type Denial, denial } from '@tessera/model';
import type { AppContext } from '../context.ts';

interface Http {
  readonly request: Request;
  readonly headers: Headers;
}

/**
 * Asks better-auth one of its own questions with a body that was checked here, hands on the cookies it sets, and
 * gives its answer, or its refusal in our words. Its answers hold tokens: the caller picks what may leave.
 */
export async function callAuth(
  app: AppContext,
  http: Http,
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
): Promise<unknown | Denial> {
  const auth = await app.auth();
  const headers = new Headers();
  for (const name of ['cookie', 'origin', 'host', 'user-agent']) {
    const value = http.request.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  if (body !== undefined) headers.set('content-type', 'application/json');
  const url = new URL(`/api/auth${path}`, app.address.url);
  const response = await auth.handler(
    new Request(url, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }),
  );
  if (!response.ok) return refusal(response.status);
  for (const cookie of response.headers.getSetCookie()) http.headers.append('set-cookie', cookie);
  const text = await response.text();
  return text === '' ? null : (JSON.parse(text) as unknown);
}

function refusal(status: number): Denial {
  if (status === 401 || status === 400) {
    return denial('unauthenticated', 'Address or password is not right.');
  }
  if (status === 403) return denial('forbidden', 'This is not allowed.');
  if (status === 429) return denial('rate_limited', 'Too many attempts. Please wait a moment.');
  throw new AppError('internal', 'Something went wrong on the server.');
}
