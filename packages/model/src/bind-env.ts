import type { Bound, Rollup } from './condition.ts';
import type { FieldId, MemberId, TableId } from './ids.ts';
import type { Field, FieldOf, StorageClass } from './schema.ts';

/** The sets a condition may name, as they are for who asks. `me` is null for work of the system itself. */
export interface BindContext {
  readonly me: MemberId | null;
  readonly myTeams: readonly MemberId[];
  readonly myDepartments: readonly MemberId[];
  readonly myReports: readonly MemberId[];
  readonly myAllReports: readonly MemberId[];
}

/** Where the values of a field stand that is asked of other records; `over` as in `Rollup`. */
export type Behind =
  | {
      readonly kind: 'lookup';
      readonly link: FieldId;
      readonly target: TableId;
      readonly of: FieldId;
      readonly over: Bound;
    }
  | { readonly kind: 'rollup'; readonly rollup: Rollup };

/** All that binding a condition needs to know. */
export interface BindEnv {
  /** Fields of the condition's own table, and no others; one that is asked of other records as its result. */
  field(id: FieldId): Field | undefined;
  /** null or absent: the field's cells stand in the record itself. */
  behind?(field: FieldId): Behind | null;
  readonly context: BindContext;
  /** Epoch milliseconds. */
  readonly now: number;
  /** IANA name. */
  readonly timeZone: string;
  /** What the condition is part of, which decides what is closed: an unresolved atom is true in restrictions only. */
  readonly polarity: 'grant' | 'restriction' | 'filter';
  /** Wraps each resolved atom after negation was pushed to it: `visible and atom`. Absent: as it is. */
  guard?(field: Field, atom: Bound): Bound;
  /**
   * Which targets of a link may be seen and, over the target table, its title field where it may be read.
   * null or absent: every target, no title.
   */
  link?(field: FieldOf<'link'>): {
    readonly visible: Bound;
    readonly title: {
      readonly field: FieldId;
      readonly storage: StorageClass;
      readonly when: Bound;
    } | null;
  } | null;
}
