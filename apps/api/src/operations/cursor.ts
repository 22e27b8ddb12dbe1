import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';

/**
 * A place in an answer, for whoever got it and for the same question only: sealed with AES-256-GCM under `bound`.
 * The nonce is a keyed hash of place and bound, so that equal answers carry equal cursors and no nonce is used for two texts.
 */
export function sealCursor(key: Buffer, bound: string, offset: number): string {
  const text = String(offset);
  const nonce = createHmac('sha256', key).update(`${bound}\0${text}`).digest().subarray(0, 12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(bound));
  // Of one length, so that the length tells nothing about the place.
  const sealed = Buffer.concat([cipher.update(text.padStart(12, '0'), 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** The offset in a cursor; undefined when it was made for someone or something else, or not by us. */
export function openCursor(key: Buffer, bound: string, cursor: string): number | undefined {
  const bytes = Buffer.from(cursor, 'base64url');
  if (bytes.length !== 40 || bytes.toString('base64url') !== cursor) return undefined;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
    decipher.setAAD(Buffer.from(bound));
    decipher.setAuthTag(bytes.subarray(12, 28));
    const text = decipher.update(bytes.subarray(28), undefined, 'utf8') + decipher.final('utf8');
    return Number(text);
  } catch {
    return undefined;
  }
}
