import { codeOf, stepAt } from '../src/auth/totp.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The bytes of a secret in base32. */
function fromBase32(text: string): Uint8Array {
  const bits = [...text]
    .map((sign) => alphabet.indexOf(sign).toString(2).padStart(5, '0'))
    .join('');
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
}

/** What an authenticator app shows for a secret in base32 at a moment (epoch ms). */
export function codeAt(secret: string, now: number): string {
  return codeOf(fromBase32(secret), stepAt(now));
}
