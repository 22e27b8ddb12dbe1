import type { AggregateFunction } from './aggregate.ts';
import type { FieldId, RecordId, TableId } from './ids.ts';

/** A named range of days, resolved to half-open bounds in the workspace's time zone when bound. */
export type DateRange =
  | {
      readonly range:
        | 'today'
        | 'yesterday'
        | 'tomorrow'
        | 'thisWeek'
        | 'lastWeek'
        | 'nextWeek'
        | 'thisMonth'
        | 'lastMonth'
        | 'nextMonth'
        | 'thisQuarter'
        | 'lastQuarter'
        | 'thisYear'
        | 'lastYear';
    }
  | { readonly range: 'pastDays' | 'nextDays'; readonly days: number };

/**
 * Who asks. `me` is one member; the others are sets of members: those of my teams, of my departments,
 * my direct reports, my whole chain of reports.
 */
export type ContextName = 'me' | 'myTeams' | 'myDepartments' | 'myReports' | 'myAllReports';

/** The right side of an atom. Values are as on the wire (decimal numbers, ISO dates, option ids or names). */
export type Operand =
  | string
  | number
  | boolean
  | readonly (string | number)[]
  | { readonly context: ContextName }
  | DateRange;

/**
 * Operators by storage class. There are no negative operators: negation is a `not` node, pushed to the atoms.
 * text: is anyOf contains startsWith endsWith empty; number: is anyOf lt lte gt gte empty; boolean: is;
 * date, instant: is lt lte gt gte within empty; id: is anyOf empty; ids: is hasAny hasAll empty;
 * link: hasAny (record ids) contains (title) empty.
 */
export type Operator =
  | 'is'
  | 'anyOf'
  | 'contains'
  | 'startsWith'
  | 'endsWith'
  | 'lt'
  | 'lte'
  | 'gt'
  | 'gte'
  | 'within'
  | 'hasAny'
  | 'hasAll'
  | 'empty';

export interface Atom {
  readonly op: Operator;
  readonly field: FieldId;
  /** Absent for `empty`. */
  readonly value?: Operand;
  /** What a negated atom gives on an empty cell. Default: nomatch in grants, match in restrictions and filters. */
  readonly empty?: 'match' | 'nomatch';
}

/** The one condition language: view filters, scopes, restrictions. At most 64 atoms, depth 8, lists of 1,000. */
export type Condition =
  | { readonly op: 'and' | 'or'; readonly of: readonly Condition[] }
  | { readonly op: 'not'; readonly of: Condition }
  | Atom;

export const conditionLimits = { atoms: 64, depth: 8, list: 1000 } as const;

/**
 * A total test of one cell against canonical constants. False on an empty cell, but for `empty`.
 * Text constants are folded keys; number constants scaled integers; `range` is from <= cell < to.
 */
export type Test =
  | { readonly op: 'eq'; readonly value: string | number | boolean }
  | { readonly op: 'in'; readonly values: readonly (string | number)[] }
  | { readonly op: 'lt' | 'lte' | 'gt' | 'gte'; readonly value: string | number }
  | { readonly op: 'range'; readonly from: string | number; readonly to: string | number }
  | { readonly op: 'contains' | 'startsWith' | 'endsWith'; readonly value: string }
  | { readonly op: 'hasAny' | 'hasAll' | 'sameSet'; readonly values: readonly string[] }
  | { readonly op: 'empty' };

/**
 * A condition bound to a subject, a moment and a schema: nothing left to resolve. Every node is two-valued,
 * so `not` is the exact complement. This is what the store renders to SQL and `evaluate` runs in memory.
 * `linked`: some target of the link field is a record for which `some` holds (over the target's table).
 * `rollup`: the value worked out behind the link meets the test.
 * `record`: the record's own id is in the list.
 */
export type Bound =
  | { readonly kind: 'const'; readonly value: boolean }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Bound[] }
  | { readonly kind: 'not'; readonly of: Bound }
  | { readonly kind: 'atom'; readonly field: FieldId; readonly test: Test }
  | {
      readonly kind: 'linked';
      readonly link: FieldId;
      readonly target: TableId;
      readonly some: Bound;
    }
  | { readonly kind: 'rollup'; readonly rollup: Rollup; readonly test: Test }
  | { readonly kind: 'record'; readonly ids: readonly RecordId[] };

/**
 * A value worked out from the records behind a link. `over`, over the target's table: which of them count, which for
 * a function of cells are those whose cell may be read. `of` is null for `count` alone. A sum or an average of 10^15
 * and more, scaled, is empty, and so is one of nothing.
 */
export interface Rollup {
  readonly link: FieldId;
  readonly target: TableId;
  readonly fn: AggregateFunction;
  readonly of: FieldId | null;
  readonly over: Bound;
}

export const always: Bound = { kind: 'const', value: true };
export const never: Bound = { kind: 'const', value: false };
