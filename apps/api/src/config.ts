import { resolve } from 'node:path';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** What the environment decides about this process. */
export interface Config {
  /** 0: any free port (tests). */
  readonly port: number;
  readonly host: string;
  /** Absolute folder of everything this installation keeps. */
  readonly data: string;
  /** `postgres://...`; absent: SQLite files in `data`. */
  readonly databaseUrl?: string;
  /** Public origin without a path, `https://tessera.example`; absent: only loopback addresses are trusted. */
  readonly url?: string;
  /** `smtps://user:password@mail.example?from=tessera@example.com`; absent: invitations are links to pass on. */
  readonly smtpUrl?: string;
  /** Given by the environment; absent: kept in `data`. */
  readonly secret?: string;
  readonly log: (typeof logLevels)[number];
  /** Folder of the built web client; absent: apps/web/dist. */
  readonly web?: string;
}

/** A value of the environment that cannot be used. Its message is one line for whoever starts the server. */
export class ConfigError extends Error {}

/** Reads the configuration; throws ConfigError on the first bad value. Unset and empty are the same. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const get = (name: string) => env[name]?.trim() || undefined;
  const databaseUrl = get('TESSERA_DATABASE_URL');
  const url = get('TESSERA_URL');
  const smtpUrl = get('TESSERA_SMTP_URL');
  const secret = get('TESSERA_SECRET');
  const log = get('TESSERA_LOG') ?? 'info';
  if (databaseUrl !== undefined)
    checkUrl('TESSERA_DATABASE_URL', databaseUrl, ['postgres:', 'postgresql:']);
  if (smtpUrl !== undefined) checkUrl('TESSERA_SMTP_URL', smtpUrl, ['smtp:', 'smtps:']);
  if (secret !== undefined && secret.length < 32) {
    throw new ConfigError('TESSERA_SECRET must have at least 32 characters.');
  }
  const level = logLevels.find((name) => name === log);
  if (level === undefined) {
    throw new ConfigError(`TESSERA_LOG must be one of ${logLevels.join(', ')}; it is "${log}".`);
  }
  return {
    port: readPort(get('PORT') ?? '3000'),
    host: readHost(get('HOST') ?? '127.0.0.1'),
    data: resolve(get('TESSERA_DATA') ?? './data'),
    log: level,
    ...(databaseUrl !== undefined && { databaseUrl }),
    ...(url !== undefined && { url: readOrigin(url) }),
    ...(smtpUrl !== undefined && { smtpUrl }),
    ...(secret !== undefined && { secret }),
  };
}

function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : -1;
  if (port < 0 || port > 65_535) {
    throw new ConfigError(`PORT must be a whole number from 0 to 65535; it is "${text}".`);
  }
  return port;
}

function readHost(text: string): string {
  if (/[\s/]/.test(text) || /^[a-z]+:\/\//.test(text)) {
    throw new ConfigError(`HOST must be a host name or an address; it is "${text}".`);
  }
  return text;
}

function checkUrl(name: string, text: string, protocols: readonly string[]): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !protocols.includes(url.protocol)) {
    // The value may hold a password, so it is not repeated.
    throw new ConfigError(`${name} must be an address that begins with ${protocols[0]}//.`);
  }
  return url;
}

function readOrigin(text: string): string {
  const url = checkUrl('TESSERA_URL', text, ['https:', 'http:']);
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '') {
    throw new ConfigError(
      'TESSERA_URL must be an origin without a path, such as https://tessera.example.',
    );
  }
  return url.origin;
}
