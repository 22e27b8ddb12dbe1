import type { AggregateFunction } from './aggregate.ts';
import type { Condition } from './condition.ts';
import type { FieldId, RecordId, TableId } from './ids.ts';
import type { GroupBy, Sort } from './schema.ts';

export interface Aggregate {
  readonly fn: AggregateFunction;
  /** Absent for `count` only. */
  readonly field?: FieldId;
}

/** What a member asks of one table, in field ids, before anyone has looked at what he may see. */
export interface Query {
  readonly table: TableId;
  /** Conditions that must all hold: the view's own and the member's. */
  readonly filter?: Condition;
  /** A shared view's filter made by others: an atom on a field the reader cannot see counts as false. */
  readonly viewFilter?: Condition;
  readonly search?: string;
  readonly sort?: readonly Sort[];
  /** Wanted columns; absent: every visible one. */
  readonly fields?: readonly FieldId[];
  readonly ids?: readonly RecordId[];
  readonly offset?: number;
  /** At most 1,000. */
  readonly limit?: number;
  /** Group by up to three fields; then the answer is groups, not records. */
  readonly group?: readonly GroupBy[];
  /** Records group by group, in the order in which `group` answers groups; `sort` is their order within a group. */
  readonly grouped?: readonly GroupBy[];
  readonly aggregate?: readonly Aggregate[];
}

export const queryLimits = { limit: 1000, sort: 8, group: 3, aggregate: 50, ids: 1000 } as const;
