import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { spacious } from './scripts/environment.mjs';

// Thousands of small databases, each commit of which waits for the disk, if they lie on one.
process.env.TMPDIR = spacious();

// The files of a project share one process and what they import; each makes and removes a world of its own.
const shared = { isolate: false };

// Long enough for a busy machine: a test fails by what it finds, never by how long it took.
const patience = { testTimeout: 180_000, hookTimeout: 180_000 };

const node = (name: string, root: string, extra: Record<string, unknown> = {}) => ({
  test: {
    name,
    root,
    environment: 'node',
    include: ['{src,test}/**/*.test.{ts,tsx}'],
    ...patience,
    // See scripts/mutants.mjs.
    ...(process.env.TESSERA_MUTANTS && {
      setupFiles: [fileURLToPath(new URL('scripts/mutants/setup.mjs', import.meta.url))],
    }),
    ...extra,
  },
});

// A temporary PostgreSQL for the projects that need one; see scripts/postgres.mjs.
const database = {
  globalSetup: [fileURLToPath(new URL('scripts/postgres.mjs', import.meta.url))],
};

export default defineConfig({
  test: {
    // Vitest leaves one core to itself, which on two cores would run one file after the other.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      node('model', 'packages/model', shared),
      node('permissions', 'packages/permissions', shared),
      node('protocol', 'packages/protocol', shared),
      node('words', 'packages/words', shared),
      node('store', 'packages/store', { ...database, ...shared }),
      node('templates', 'templates', shared),
      node('api', 'apps/api', { ...database, ...shared }),
      node('cli', 'apps/cli'),
      node('web', 'apps/web', { environment: 'jsdom', ...shared }),
      node('e2e', 'e2e'),
    ],
  },
});
