import { AppError } from '@tessera/model';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { errorOf, path, request, whenSignedOut } from './http.ts';

function answerWith(status: number, body: string) {
  const seen: { url: string; init: RequestInit }[] = [];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    seen.push({ url, init });
    return new Response(status === 204 ? null : body, { status });
  });
  return seen;
}

afterEach(() => {
  vi.unstubAllGlobals();
  whenSignedOut(() => {});
});

describe('the way to the server', () => {
  it('gives the parsed answer and sends JSON', async () => {
    const seen = answerWith(200, '{"id":"x"}');
    await expect(request('POST', '/things', { body: { a: 1 } })).resolves.toEqual({ id: 'x' });
    expect(seen[0]?.url).toBe('/api/things');
    expect(seen[0]?.init.body).toBe('{"a":1}');
  });

  it('leaves out what a query does not name, and encodes the rest', async () => {
    const seen = answerWith(200, '{}');
    await request('GET', path`/w/${'a/b'}`, { query: { token: 'x&y', none: undefined } });
    expect(seen[0]?.url).toBe('/api/w/a%2Fb?token=x%26y');
  });

  it('throws the error of the server with its code and details', async () => {
    answerWith(409, '{"error":{"code":"conflict","message":"Stale.","details":{"n":1}}}');
    await expect(request('PUT', '/policy')).rejects.toMatchObject({
      code: 'conflict',
      message: 'Stale.',
      details: { n: 1 },
    });
  });

  it('goes to the sign-in page on 401, but not on pages before it', async () => {
    answerWith(401, '{"error":{"code":"unauthenticated","message":"Please sign in."}}');
    const go = vi.fn();
    whenSignedOut(go);
    await expect(request('GET', '/x', { stayOn401: true })).rejects.toBeInstanceOf(AppError);
    expect(go).not.toHaveBeenCalled();
    await expect(request('GET', '/x')).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(go).toHaveBeenCalledOnce();
  });

  it('calls a server that does not answer unavailable', async () => {
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('Failed to fetch');
    });
    await expect(request('GET', '/x')).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('rethrows an abort as it is', async () => {
    const stop = new AbortController();
    vi.stubGlobal('fetch', async () => {
      stop.abort();
      throw new DOMException('Aborted', 'AbortError');
    });
    await expect(request('GET', '/x', { signal: stop.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });

  it('finds a code for answers that carry none', () => {
    expect(errorOf(404, 'Not Found').code).toBe('not_found');
    expect(errorOf(502, '<html>').code).toBe('unavailable');
    expect(errorOf(500, undefined).code).toBe('internal');
    expect(errorOf(418, undefined).code).toBe('invalid');
    expect(errorOf(401, { message: 'Invalid email or password' }).message).toContain('Invalid');
  });
});
