import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const node = (name: string, root: string, extra: Record<string, unknown> = {}) => ({
  test: { name, root, environment: 'node', include: ['{src,test}/**/*.test.{ts,tsx}'], ...extra },
});

// A temporary PostgreSQL for the projects that need one; see scripts/postgres.mjs.
const database = {
  globalSetup: [fileURLToPath(new URL('scripts/postgres.mjs', import.meta.url))],
  testTimeout: 30_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  test: {
    projects: [
      node('model', 'packages/model'),
      node('permissions', 'packages/permissions'),
      node('protocol', 'packages/protocol'),
      node('store', 'packages/store', database),
      node('templates', 'templates', { testTimeout: 30_000 }),
      node('api', 'apps/api', database),
      node('web', 'apps/web', { environment: 'jsdom' }),
      node('e2e', 'e2e', { testTimeout: 120_000, hookTimeout: 120_000, fileParallelism: false }),
    ],
  },
});
