import { expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

it('works with an empty environment', () => {
  expect(readConfig({})).toMatchObject({ port: 3000, host: '127.0.0.1', log: 'info' });
  expect(readConfig({ PORT: '', TESSERA_URL: ' ' })).toEqual(readConfig({}));
});

it('reads every value', () => {
  const config = readConfig({
    PORT: '8080',
    HOST: '0.0.0.0',
    TESSERA_DATA: '/var/lib/tessera',
    TESSERA_DATABASE_URL: 'postgres://me:secret@db/tessera',
    TESSERA_URL: 'https://tessera.example/',
    TESSERA_SMTP_URL: 'smtp://mail.example',
    TESSERA_SECRET: 'x'.repeat(32),
    TESSERA_LOG: 'warn',
  });
  expect(config).toMatchObject({ port: 8080, url: 'https://tessera.example', log: 'warn' });
});

it('names a bad value in one line and repeats no password', () => {
  const bad: Record<string, string>[] = [
    { PORT: 'http' },
    { PORT: '70000' },
    { PORT: '-1' },
    { HOST: 'http://here' },
    { TESSERA_DATABASE_URL: 'mysql://me:hunter2@db' },
    { TESSERA_URL: 'tessera.example' },
    { TESSERA_URL: 'https://tessera.example/sub' },
    { TESSERA_SMTP_URL: 'mail:hunter2' },
    { TESSERA_SECRET: 'hunter2' },
    { TESSERA_LOG: 'loud' },
  ];
  for (const env of bad) {
    const [name = ''] = Object.keys(env);
    try {
      readConfig(env);
      expect.unreachable(name);
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError);
      const { message } = error as Error;
      expect(message).toContain(name);
      expect(message).not.toMatch(/\n|hunter2/);
    }
  }
});
