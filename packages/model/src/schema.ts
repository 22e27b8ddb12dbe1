import type { AggregateFunction, RollupFunction } from './aggregate.ts';
import type { Condition } from './condition.ts';
import type {
  AppId,
  ClassId,
  FieldId,
  MemberId,
  OptionId,
  RecordId,
  TableId,
  ViewId,
  WorkspaceId,
} from './ids.ts';

/** One choice of a select field. Deleted options stay, marked, so that old cells keep their name. */
export interface SelectOption {
  readonly id: OptionId;
  readonly name: string;
  /** A colour name of the palette (`gray`, `blue`, `green` ...), never a CSS value. */
  readonly color: string;
}

interface FieldBase {
  readonly id: FieldId;
  readonly name: string;
  /** API name: lower case letters, digits and `_`; unique within its table. */
  readonly slug: string;
  readonly description?: string;
  /** Data classes (profit, contact ...) by which rules name this field. */
  readonly classes: readonly ClassId[];
  /** A cell must be given on create. Only plain data fields. */
  readonly required?: boolean;
  /** What a record gets that is made without a cell here. A constant: it never comes from another cell. */
  readonly default?: FieldDefault;
  /** No two records have an equal cell here; empty ones are never equal. Only where the law allows (decision 007). */
  readonly unique?: boolean;
  /** Whoever writes a cell is told when another record he sees has an equal one. Not beside `unique`. */
  readonly warnDuplicates?: boolean;
}

/** A canonical cell that is not empty, or who makes the record (`me`), or the day it is made (`today`). */
export type FieldDefault =
  | { readonly value: Exclude<CellValue, CellError> }
  | { readonly context: 'me' | 'today' };

/** Two to four number fields of the same table, none of them a product: the server multiplies their cells on write. */
export type Product = readonly FieldId[];

/** Typed settings of a field, discriminated by `type`. Numbers are kept as integers scaled by 10^precision. */
export type Field = FieldBase &
  (
    | { readonly type: 'text' | 'longText' | 'phone' | 'email' | 'url' }
    | {
        readonly type: 'number' | 'percent';
        readonly precision: number;
        readonly product?: Product;
      }
    | {
        readonly type: 'currency';
        readonly precision: number;
        readonly currency: string;
        readonly product?: Product;
      }
    | { readonly type: 'checkbox' }
    | { readonly type: 'singleSelect' | 'multiSelect'; readonly options: readonly SelectOption[] }
    | { readonly type: 'date' | 'dateTime' }
    /** `ownership` makes its value an owner of the record (owner, co-owner, assignee). */
    | { readonly type: 'member'; readonly ownership?: boolean }
    | { readonly type: 'autonumber' }
    /**
     * Both sides of a link name each other. `side: 'forward'` owns the pairs; `reverse` reads them back.
     * `single` allows at most one target.
     */
    | {
        readonly type: 'link';
        readonly target: TableId;
        readonly reverse: FieldId;
        readonly side: 'forward' | 'reverse';
        readonly single: boolean;
      }
    | { readonly type: 'createdTime' | 'createdBy' }
    /** `watch`: the fields whose change it notes; `all` is every field of the table that members write. */
    | { readonly type: 'modifiedTime' | 'modifiedBy'; readonly watch: 'all' | readonly FieldId[] }
    /** Asked, not stored (decision 011): `of` is a field of the table behind `link`, a link of the same table. */
    | { readonly type: 'lookup'; readonly link: FieldId; readonly of: FieldId }
    /** `declassified`: over all linked records, whoever asks. */
    | {
        readonly type: 'rollup';
        readonly link: FieldId;
        readonly of: FieldId;
        readonly fn: RollupFunction;
        readonly declassified?: boolean;
      }
    | { readonly type: 'count'; readonly link: FieldId; readonly declassified?: boolean }
    /** Worked out from stored cells of its record whenever one of them changes. `expression` names fields by `{id}`. */
    | ({ readonly type: 'formula'; readonly expression: string } & FormulaResult)
  );

/** What a formula gives, shown and stored like a field of that type. */
export type FormulaResult =
  | { readonly result: 'text' | 'checkbox' | 'date' | 'dateTime' }
  | { readonly result: 'number' | 'percent'; readonly precision: number }
  | { readonly result: 'currency'; readonly precision: number; readonly currency: string };

export type FieldType = Field['type'];
/** The field of one type: `FieldOf<'link'>`. */
export type FieldOf<T extends FieldType> = Field & { readonly type: T };

/** How a cell is kept and compared, alike in memory, SQLite and PostgreSQL. */
export type StorageClass =
  | 'text'
  | 'number'
  | 'boolean'
  | 'date'
  | 'instant'
  | 'id'
  | 'ids'
  | 'link';

export interface Table {
  readonly id: TableId;
  readonly app: AppId;
  readonly name: string;
  readonly slug: string;
  readonly description?: string;
  /** A lucide icon name. */
  readonly icon?: string;
  readonly color?: string;
  /** The field whose value names a record in links, tabs and titles. */
  readonly titleField: FieldId;
  readonly fields: readonly Field[];
  readonly views: readonly View[];
}

export interface Sort {
  readonly field: FieldId;
  readonly direction: 'asc' | 'desc';
}

/** Which days make one group of dates. */
export type DateUnit = 'day' | 'month' | 'year';

/** One level of grouping. Empty values stand last in both directions, those that may not be read behind them. */
export interface GroupBy {
  readonly field: FieldId;
  readonly direction: 'asc' | 'desc';
  /** Of dates only; absent: each value is a group. */
  readonly unit?: DateUnit;
}

/** A colour of records that match; the first one that matches counts. */
export interface ColorRule {
  readonly when: Condition;
  /** A colour name of the palette. */
  readonly color: string;
}

/** What colours the records of a view: the choice in a select field, or conditions. */
export type ViewColor = { readonly field: FieldId } | { readonly rules: readonly ColorRule[] };

/** A saved way to look at a table. Views are never a permission. */
export interface View {
  readonly id: ViewId;
  readonly name: string;
  readonly kind: 'grid';
  readonly filter?: Condition;
  readonly sort?: readonly Sort[];
  readonly group?: readonly GroupBy[];
  readonly hiddenFields?: readonly FieldId[];
  readonly fieldOrder?: readonly FieldId[];
  /** Column widths in CSS pixels. */
  readonly widths?: Readonly<Record<FieldId, number>>;
  readonly rowHeight?: 'short' | 'medium' | 'tall' | 'extraTall';
  /** How many of the first columns stay when the others scroll; absent: the title alone. */
  readonly frozen?: number;
  /** What stands below a column and in the heads of groups. */
  readonly measures?: Readonly<Record<FieldId, AggregateFunction>>;
  readonly color?: ViewColor;
  /** A personal view: there for this member alone. Absent: shared by all who see the table. */
  readonly owner?: MemberId;
  /** Its settings stand still until it is unlocked; data and fields go on changing. */
  readonly locked?: true;
}

export interface App {
  readonly id: AppId;
  readonly name: string;
  readonly icon?: string;
  readonly color?: string;
}

export interface DataClass {
  readonly id: ClassId;
  readonly name: string;
  readonly description?: string;
}

/** Everything there is in a workspace but for people, rules and records. Immutable; `version` grows by one per change. */
export interface Schema {
  readonly workspace: WorkspaceId;
  readonly version: number;
  readonly apps: readonly App[];
  readonly tables: readonly Table[];
  readonly classes: readonly DataClass[];
}

/** Language of a workspace or a member. */
export type Language = 'en' | 'zh';

/**
 * A cell in canonical form. Empty is always null (never '' or []), a checkbox is never null.
 * text: normalised string; number: integer scaled by 10^precision, |n| < 10^15; boolean;
 * date: 'YYYY-MM-DD'; instant: epoch milliseconds UTC; id: option or member id;
 * ids: option ids, sorted by code point, no doubles; link: record ids in the order they were given.
 */
export type CellValue = string | number | boolean | readonly string[] | CellError | null;

/** Why a formula has no value: a cell of its own kind that counts as empty wherever cells are compared or measured. */
export interface CellError {
  readonly error: (typeof cellErrors)[number];
}

/**
 * divideByZero; wrongValue: a value that a function cannot take; tooLarge: a number or text past its bounds; budget:
 * more work than one cell may cost; stated: ERROR().
 */
export const cellErrors = ['divideByZero', 'wrongValue', 'tooLarge', 'budget', 'stated'] as const;

/** The cells of one record by field id. A key that is absent is an empty cell. */
export type Cells = Readonly<Record<FieldId, CellValue>>;

/** One whole record as the store keeps it. Never leaves the server. */
export interface StoredRecord {
  readonly id: RecordId;
  readonly cells: Cells;
}
