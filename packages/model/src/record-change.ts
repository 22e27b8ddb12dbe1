import type { FieldId, RecordId, TableId } from './ids.ts';
import type { Cells } from './schema.ts';

/** One record of a change set, in canonical cells. */
export type RecordChange =
  | { readonly kind: 'create'; readonly id: RecordId; readonly cells: Cells }
  | {
      readonly kind: 'update';
      readonly id: RecordId;
      readonly cells: Cells;
      /** The values the member saw before changing; a difference to the current ones is a conflict. */
      readonly base?: Cells;
    }
  | { readonly kind: 'delete'; readonly id: RecordId }
  /** Out of the trash, under its own id and with the cells it had. */
  | { readonly kind: 'restore'; readonly id: RecordId };

/** One atomic change of one table: all or nothing, one undo step. At most 1,000 records. */
export interface ChangeSet {
  readonly table: TableId;
  readonly changes: readonly RecordChange[];
}

export const changeLimits = { records: 1000, bodyBytes: 8 * 1024 * 1024 } as const;

/** What became of one record, whole cells before and after; for history and fan-out inside the server only. */
export interface RecordEffect {
  readonly table: TableId;
  readonly id: RecordId;
  readonly before: Cells | null;
  readonly after: Cells | null;
  readonly changed: readonly FieldId[];
}
