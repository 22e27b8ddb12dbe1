import type { Committed } from '@tessera/store';

/**
 * What happened in a workspace, after it was committed. `records` carries whole cells: it stays inside the server.
 * The others name what has a new version; whoever listens reads it from the store.
 */
export type WorkspaceChange =
  | { readonly kind: 'records'; readonly committed: Committed }
  | { readonly kind: 'policy' }
  | { readonly kind: 'organisation' }
  | { readonly kind: 'shares' }
  | { readonly kind: 'schema' }
  | { readonly kind: 'info' };

/** Tells listeners of one workspace's changes, in commit order. */
export interface ChangeFeed {
  /** Returns the function that ends the listening. */
  subscribe(listener: (change: WorkspaceChange) => void): () => void;
  emit(change: WorkspaceChange): void;
}

/** A feed in this process. A listener that throws is reported and does not keep the others from hearing. */
export function changeFeed(onError: (cause: unknown) => void): ChangeFeed {
  const listeners = new Set<(change: WorkspaceChange) => void>();
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    emit(change) {
      for (const listener of [...listeners]) {
        try {
          listener(change);
        } catch (cause) {
          onError(cause);
        }
      }
    },
  };
}
