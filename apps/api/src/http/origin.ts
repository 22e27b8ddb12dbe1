import { bearerOf } from '../auth/bearer.ts';
import type { Config } from '../config.ts';

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i;

/**
 * Whether a browser's page at `origin` may act through this request: it is the configured address, or,
 * on a loopback host, the very host that was asked. A name of some other site that resolves here is neither.
 */
export function isOwnOrigin(config: Config, origin: string, request: Request): boolean {
  if (config.url !== undefined && origin === config.url) return true;
  const host = request.headers.get('host') ?? new URL(request.url).host;
  return loopback.test(host) && (origin === `http://${host}` || origin === `https://${host}`);
}

/**
 * The defence against forged requests: whatever changes something and could carry a cookie must come from our own
 * page. Browsers always name the origin of such requests; programs send neither header.
 */
export function isForged(config: Config, request: Request): boolean {
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS')
    return false;
  // A page of another site cannot add this header without asking first, which is never answered.
  if (bearerOf(request) !== undefined) return false;
  const origin = request.headers.get('origin');
  if (origin !== null) return !isOwnOrigin(config, origin, request);
  const site = request.headers.get('sec-fetch-site');
  return site !== null && site !== 'same-origin' && site !== 'none';
}

/** Whether cookies are only to travel over TLS. */
export function isSecure(config: Config): boolean {
  return config.url?.startsWith('https:') ?? false;
}
