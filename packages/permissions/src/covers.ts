import type { Table, Target } from '@tessera/model';

/** Whether a rule on this target is about this table. */
export function covers(on: Target, table: Pick<Table, 'id' | 'app'>): boolean {
  return (
    on.kind === 'workspace' ||
    (on.kind === 'app' && on.id === table.app) ||
    (on.kind === 'table' && on.id === table.id)
  );
}
