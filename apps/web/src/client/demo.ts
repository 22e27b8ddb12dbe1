import { queryOptions } from '@tanstack/react-query';
import type { Persona } from '@tessera/model';
import type { DemoAnswer, DemoGoneAnswer, DemoRequest } from '@tessera/protocol';
import { request } from './http.ts';

const apart = { stayOn401: true } as const;

/** Who the demo company can be seen as; fails where this browser has no key to it. */
export const demoQuery = queryOptions({
  queryKey: ['demo'],
  queryFn: ({ signal }) => request<DemoAnswer>('GET', '/demo', { ...apart, signal }),
  retry: false,
  staleTime: Number.POSITIVE_INFINITY,
});

/** Makes the demo company, or takes it up again; gives this browser its key. */
export function openDemo(body: DemoRequest): Promise<unknown> {
  return request('POST', '/demo', { ...apart, body });
}

/** From now on this browser, or the frame of the persona, sees the demo company with these eyes. */
export function takePersona(persona: Persona, pane = false): Promise<DemoAnswer> {
  return request('POST', '/demo/persona', { ...apart, body: { persona, ...(pane && { pane }) } });
}

export function throwAwayDemo(): Promise<DemoGoneAnswer> {
  return request('DELETE', '/demo', apart);
}

const remembered = 'tessera.demo';

/** Remembers that this browser has a demo company, so that its sign-in page leads back to it. */
export function rememberDemo(has: boolean): void {
  try {
    if (has) localStorage.setItem(remembered, 'open');
    else localStorage.removeItem(remembered);
  } catch {
    // Then the address that the server printed leads back.
  }
}

export function hasDemo(): boolean {
  try {
    return localStorage.getItem(remembered) !== null;
  } catch {
    return false;
  }
}
