import { createHmac, randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, ConfigError } from './config.ts';

/** The secret of this installation: TESSERA_SECRET, or the one made at the first start and kept in TESSERA_DATA/secret. */
export function loadSecret(config: Config): string {
  if (config.secret !== undefined) return config.secret;
  const file = join(config.data, 'secret');
  try {
    mkdirSync(config.data, { recursive: true, mode: 0o700 });
    try {
      writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, {
        mode: 0o600,
        flag: 'wx',
      });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const secret = readFileSync(file, 'utf8').trim();
    if (secret.length < 32)
      throw new ConfigError(`${file} does not hold a secret of 32 characters.`);
    chmodSync(file, 0o600);
    return secret;
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
    throw new ConfigError(`TESSERA_DATA cannot be used: ${config.data} (${reason}).`);
  }
}

const keys = new Map<string, Buffer>();

/** A key of 32 bytes for one purpose, so that no two uses share one. */
export function keyFor(secret: string, purpose: string): Buffer {
  const name = `${purpose} ${secret}`;
  const known = keys.get(name);
  if (known !== undefined) return known;
  const key = createHmac('sha256', secret).update(`tessera:${purpose}`).digest();
  keys.set(name, key);
  return key;
}
