import { createHash } from 'node:crypto';
import type { RandomBytes } from '@tessera/model';

/** 192 random bits as text for an address. */
export function makeToken(random: RandomBytes): string {
  return Buffer.from(random(24)).toString('base64url');
}

/** What is kept of a token: whoever reads the database cannot use it. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
