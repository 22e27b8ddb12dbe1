import type { FieldId, TableAction, TableId } from '@tessera/model';
import type { TableAccess } from '../access.ts';
import { exportableFields } from '../exportable.ts';
import { type Outcome, outcomeOf } from '../outcome.ts';

/** Access to one table before and after; undefined: nothing of it is open. */
export interface TableChange {
  readonly table: TableId;
  readonly before: TableAccess | undefined;
  readonly after: TableAccess | undefined;
}

/** What may be done with a cell. `masked`: it is shown, and not as it is. */
export type CellUse = 'masked' | 'read' | 'edit' | 'export';

/** One thing that somebody may do with records of a table, or with their cells of a field. */
export type Possibility =
  | { readonly kind: 'action'; readonly action: TableAction }
  | { readonly kind: 'cell'; readonly field: FieldId; readonly use: CellUse };

/** Possibilities that a record gains or loses. */
export interface Difference {
  readonly gained: readonly Possibility[];
  readonly lost: readonly Possibility[];
}

const nothing: Outcome = { actions: [], fields: {} };
const noFields: ReadonlySet<FieldId> = new Set();

/** What becomes of a record whose residual conditions hold as the bitmaps say. Undefined: nothing of the table is open. */
export function differenceOf(
  before: { readonly access: TableAccess | undefined; readonly bits: number },
  after: { readonly access: TableAccess | undefined; readonly bits: number },
): Difference {
  const was = possibilities(before);
  const is = possibilities(after);
  return {
    gained: [...is].flatMap(([text, one]) => (was.has(text) ? [] : [one])),
    lost: [...was].flatMap(([text, one]) => (is.has(text) ? [] : [one])),
  };
}

function possibilities({
  access,
  bits,
}: {
  readonly access: TableAccess | undefined;
  readonly bits: number;
}): ReadonlyMap<string, Possibility> {
  const { actions, fields } = access ? outcomeOf(access, bits) : nothing;
  const exported = (access && exportableFields(access, bits)) ?? noFields;
  const found = new Map<string, Possibility>();
  const cell = (field: FieldId, use: CellUse) =>
    found.set(`${use} ${field}`, { kind: 'cell', field, use });
  // Of records that are not there yet; it is told by the rules, not by counting.
  for (const action of actions)
    if (action !== 'create') found.set(action, { kind: 'action', action });
  for (const [field, level] of Object.entries(fields)) {
    if (level === 'masked') {
      cell(field, 'masked');
      continue;
    }
    cell(field, 'read');
    if (level === 'edit') cell(field, 'edit');
    if (exported.has(field)) cell(field, 'export');
  }
  return found;
}
