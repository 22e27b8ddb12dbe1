import { QueryClient } from '@tanstack/react-query';
import { AppError } from '@tessera/model';

const passing = new Set(['unavailable', 'internal', 'rate_limited']);

/** The cache of what the server said. Refusals are answers and are not asked for again. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        networkMode: 'always',
        retry: (count, error) => count < 2 && error instanceof AppError && passing.has(error.code),
      },
      mutations: { networkMode: 'always' },
    },
  });
}
