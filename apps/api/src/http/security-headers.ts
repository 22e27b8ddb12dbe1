import type { Config } from '../config.ts';
import { isSecure } from './origin.ts';

// Styles set by script through the style attribute (columns, positions) are allowed; scripts only from files of ours.
const pageIn = (frames: "'none'" | "'self'") =>
  [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${frames}`,
  ].join('; ');
const page = pageIn("'none'");
const framedPage = pageIn("'self'");

/**
 * Sets on every answer what keeps a browser from running or framing what is not ours. `framed`: our own pages may
 * show this one in a frame.
 */
export function setSecurityHeaders(headers: Headers, config: Config, framed = false): void {
  headers.set('content-security-policy', framed ? framedPage : page);
  headers.set('x-content-type-options', 'nosniff');
  headers.set('x-frame-options', framed ? 'SAMEORIGIN' : 'DENY');
  headers.set('referrer-policy', 'no-referrer');
  headers.set('cross-origin-opener-policy', 'same-origin');
  headers.set('cross-origin-resource-policy', 'same-origin');
  headers.set('permissions-policy', 'camera=(), geolocation=(), microphone=()');
  if (isSecure(config)) headers.set('strict-transport-security', 'max-age=31536000');
}
