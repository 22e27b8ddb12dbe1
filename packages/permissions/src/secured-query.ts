import type {
  AggregateFunction,
  Behind,
  Bound,
  Cells,
  CellValue,
  DateUnit,
  FieldId,
  RecordId,
  Share,
  ShareId,
  TableId,
} from '@tessera/model';

declare const secured: unique symbol;
declare const authorized: unique symbol;

/** What this package has made; a look-alike built elsewhere is not in it. */
const made = new WeakSet<object>();

/** Marks a query or a change as made here. Not exported from the package. */
export function prove<T extends object>(value: T): T {
  made.add(value);
  return value;
}

/** Whether a query or change was made by the permission package; the store refuses any other. */
export function isProven(value: object): boolean {
  return made.has(value);
}

/** A field that may be read where `when` holds; plain when `when` is constantly true. Store: CASE WHEN when THEN f END. */
export interface FieldReference {
  readonly field: FieldId;
  readonly when: Bound;
}

/** How a link cell is shown: visible targets with their titles, and one mark for unseen ones of a forward link. */
export interface LinkReference extends FieldReference {
  readonly side: 'forward' | 'reverse';
  readonly target: TableId;
  /** Over the target table: which targets may be named. */
  readonly visible: Bound;
  /** Over the target table: its title, masked; null when the title field may never be seen. */
  readonly title: FieldReference | null;
}

/** A field that is asked of the records behind a link: where its values stand, and whether a cell has several. */
export interface DerivedReference extends FieldReference {
  readonly behind: Behind;
  readonly many: boolean;
}

/** A plain column, a link or what is asked behind one; what sort, group and aggregate refer to. */
export type Reference = FieldReference | LinkReference | DerivedReference;

export function isLinkReference(reference: Reference): reference is LinkReference {
  return 'target' in reference;
}

export function isDerivedReference(reference: Reference): reference is DerivedReference {
  return 'behind' in reference;
}

interface Proof {
  readonly [secured]: true;
  readonly table: TableId;
  /** Visible and wanted: the access, the filters and the search in one condition. */
  readonly where: Bound;
  /** Names subject access and question; equal keys at equal data versions give equal answers. */
  readonly key: string;
  /** Tables whose changes may change the answer, this one included. */
  readonly dependsOn: readonly TableId[];
}

/** One level of groups. `unit`: the days of a date that make one group. */
export interface GroupReference {
  readonly by: Reference;
  readonly direction: 'asc' | 'desc';
  readonly unit?: DateUnit;
}

/** A question for records that only the permission package can make. */
export interface SecuredRows extends Proof {
  readonly kind: 'rows';
  readonly columns: readonly FieldReference[];
  readonly links: readonly LinkReference[];
  readonly derived: readonly DerivedReference[];
  /** Evaluated per record into a bitmap (bit i: 1 << i), for `project`. */
  readonly bits: readonly Bound[];
  /** Records stand group by group; within one whose key may not be read, further levels order nothing. */
  readonly grouped: readonly GroupReference[];
  /** Hidden and empty last; ties by order of creation. Empty: order of creation. */
  readonly order: readonly { readonly by: Reference; readonly direction: 'asc' | 'desc' }[];
  readonly offset: number;
  readonly limit: number;
  /** Whether the number of all matching records is wanted. */
  readonly total: boolean;
}

/** A question for groups and measures. No `group`: one row over everything. */
export interface SecuredGroups extends Proof {
  readonly kind: 'groups';
  readonly group: readonly GroupReference[];
  readonly aggregates: readonly {
    readonly fn: AggregateFunction;
    readonly by: Reference | null;
  }[];
}

/** What tells the people of a rule apart: a field that names a member, or the record's own id as far as it is among these. */
export type SignatureKey =
  | { readonly kind: 'field'; readonly field: FieldId }
  | { readonly kind: 'record'; readonly ids: readonly RecordId[] };

/**
 * What the records of a table are told apart by, and by nothing else: the truth of conditions that are the same for
 * everybody, ids of members, and the same of what is behind a link. Records that agree in it are equal to every rule.
 */
export interface Signature {
  readonly table: TableId;
  readonly truths: readonly Bound[];
  readonly keys: readonly SignatureKey[];
  readonly links: readonly { readonly link: FieldId; readonly behind: Signature }[];
}

/** Records of one signature. */
export interface RecordKind {
  /** '1' or '0' per condition of `Signature.truths`. */
  readonly truths: string;
  /** Per key; '' where the cell is empty or the record is not among the ids. */
  readonly keys: readonly string[];
  /** Per link the kinds of the records behind it, each once. */
  readonly links: readonly (readonly RecordKind[])[];
}

/** How the records of a table are spread over kinds, with a few of each. */
export type Tally = readonly {
  readonly kind: RecordKind;
  readonly count: number;
  readonly samples: readonly RecordId[];
}[];

/** A question for the kinds of all records of a table, for whoever may read all that it tells them apart by. */
export interface SecuredTally {
  readonly [secured]: true;
  readonly kind: 'tally';
  readonly signature: Signature;
  /** Names the question; equal keys at equal data versions give equal answers. */
  readonly key: string;
  readonly dependsOn: readonly TableId[];
}

/** A question for the deleted records of one table that its asker may put back. */
export interface SecuredTrash {
  readonly [secured]: true;
  readonly kind: 'trash';
  readonly table: TableId;
  readonly linked: FactsNeeded['linked'];
  /** What may be told of a record; null where it may not be seen or not be put back. */
  show(id: RecordId, cells: Cells, facts: Facts): { readonly title: CellValue } | null;
}

/** A deleted record as its reader may know it. */
export interface TrashedRecord {
  readonly id: RecordId;
  /** Null when it is empty or may not be seen. */
  readonly title: CellValue;
  readonly at: number;
  readonly by: string;
}

export type SecuredQuery = SecuredRows | SecuredGroups;

/** What the store answers to `SecuredRows`; cells masked already, the bitmap still with it. Server only. */
export interface ReadRow {
  readonly id: RecordId;
  /** Stored cells, and the values of derived fields that have one. */
  readonly cells: Cells;
  /** Values of derived fields that have several, in the order of their links, empty ones left out. */
  readonly lists: Readonly<Record<FieldId, readonly CellValue[]>>;
  /** Per wanted link field: visible targets in cell order; `unseen`: a forward link has others. */
  readonly links: Readonly<
    Record<
      FieldId,
      {
        readonly targets: readonly { readonly id: RecordId; readonly title: CellValue }[];
        readonly unseen: boolean;
      }
    >
  >;
  readonly bits: number;
}

export interface ReadRows {
  readonly rows: readonly ReadRow[];
  /** Number of matching visible records, when asked for. */
  readonly total: number | null;
}

/** One group. `key` per grouped field; `noAccess` where the key may not be read: then there are no measures. */
export interface ReadGroup {
  readonly keys: readonly {
    readonly value: CellValue;
    readonly title?: CellValue;
    readonly noAccess: boolean;
  }[];
  /** One per aggregate: scaled integers for sums, a decimal text for averages, null for nothing to measure. */
  readonly measures: readonly (CellValue | string)[];
}

/** What must be loaded in the transaction before a change can be decided. */
export interface FactsNeeded {
  readonly table: TableId;
  /** Existing records, whole, with these link fields. */
  readonly records: readonly RecordId[];
  /** Deleted records, whole as they were. They count among `Facts.records`. */
  readonly trashed?: readonly RecordId[];
  readonly links: readonly FieldId[];
  /**
   * Linked conditions that must be answered for each listed target: those behind the records' `links` cells
   * and those in `ids`. The answer is the set of target ids for which `some` holds.
   */
  readonly linked: readonly {
    readonly key: string;
    readonly link: FieldId;
    readonly target: TableId;
    readonly some: Bound;
    readonly ids: readonly RecordId[];
  }[];
  /** Epoch ms: the records as they were then are wanted too, without their links. */
  readonly past?: number;
}

/** The world as the transaction found it. Raw: only a plan's `decide` reads it. */
export interface Facts {
  readonly records: ReadonlyMap<RecordId, Cells>;
  /** By `linked[].key`. */
  readonly linked: ReadonlyMap<string, ReadonlySet<RecordId>>;
  /** The same records at `FactsNeeded.past`; one that was not there then is absent. */
  readonly past?: ReadonlyMap<RecordId, Cells>;
}

/** Where a change comes from: somebody's hand, or the rows of a file. */
export type Origin = 'member' | 'import';

/** One write that has been decided: whole new cells of the changed fields. */
export type AuthorizedWrite =
  | { readonly kind: 'create'; readonly id: RecordId; readonly cells: Cells }
  | {
      readonly kind: 'update';
      readonly id: RecordId;
      readonly before: Cells;
      readonly cells: Cells;
    }
  | { readonly kind: 'delete'; readonly id: RecordId; readonly before: Cells }
  | { readonly kind: 'restore'; readonly id: RecordId; readonly cells: Cells };

/** A share to be made, or to be taken back, that only `decide` can make. */
export type AuthorizedSharing = { readonly [authorized]: true } & (
  | ({ readonly kind: 'share' } & Omit<Share, 'id' | 'by' | 'at'>)
  | { readonly kind: 'unshare'; readonly id: ShareId }
);

/** A change set that only `decide` can make; the store writes nothing else. */
export interface AuthorizedChange {
  readonly [authorized]: true;
  readonly table: TableId;
  readonly writes: readonly AuthorizedWrite[];
}
