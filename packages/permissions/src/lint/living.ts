import type { Grant, Table } from '@tessera/model';
import { covers } from '../covers.ts';
import { isBuiltIn, type Looked } from './finding.ts';

/** Grants that are active or will be, without the owner's: he is meant to see everything. */
export function living({ policy, organisation, now }: Looked): readonly Grant[] {
  return policy.grants.filter(
    (grant) => (grant.until ?? Infinity) > now && !isBuiltIn(grant, organisation),
  );
}

export const on = (table: Table) => (grant: Grant) => covers(grant.on, table);
export const does = (action: 'view' | 'edit') => (grant: Grant) => grant.actions.includes(action);
