import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Reads one cookie whose value is `text.signature` (HMAC-SHA-256 in base64 over the text), as better-auth and hono
 * write it; undefined when it is absent or was not signed with this secret.
 */
export function readSignedCookie(
  header: string | null,
  name: string,
  secret: string,
): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const at = part.indexOf('=');
    if (at < 0 || part.slice(0, at).trim() !== name) continue;
    let value: string;
    try {
      value = decodeURIComponent(part.slice(at + 1).trim());
    } catch {
      continue;
    }
    const dot = value.lastIndexOf('.');
    if (dot < 1) continue;
    const text = value.slice(0, dot);
    const given = Buffer.from(value.slice(dot + 1), 'base64');
    const wanted = sign(text, secret);
    if (given.length === wanted.length && timingSafeEqual(given, wanted)) return text;
  }
  return undefined;
}

/** The value of such a cookie, ready for a `Cookie` or `Set-Cookie` header. */
export function signedValue(text: string, secret: string): string {
  return encodeURIComponent(`${text}.${sign(text, secret).toString('base64')}`);
}

function sign(text: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(text).digest();
}
