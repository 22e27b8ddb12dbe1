import {
  and,
  type Bound,
  boundKey,
  type Field,
  type FieldId,
  type Level,
  type Schema,
  type Share,
  type Table,
  type TableAction,
  type TableId,
  type WorkspaceAction,
} from '@tessera/model';
import type { FieldReference } from './secured-query.ts';
import type { Moment, Subject } from './subject.ts';

/**
 * One grant of a table, compiled for one subject: a rectangle of records (the bit that holds its scope)
 * and of fields (a level each), with its actions.
 */
export interface Rectangle {
  readonly grant: string;
  readonly actions: ReadonlySet<TableAction>;
  readonly scope: Bound;
  /** Indexes into `TableAccess.bits`, all of which hold where the scope does; none when it is always true. */
  readonly bits: readonly number[];
  readonly levels: ReadonlyMap<FieldId, Level>;
}

/** One restriction of a table that binds this subject. */
export interface Lock {
  readonly restriction: string;
  readonly when: Bound;
  /** Index into `TableAccess.bits`; -1 when it always holds. */
  readonly bit: number;
  readonly forbids: ReadonlySet<TableAction>;
  readonly caps: ReadonlyMap<FieldId, Level>;
}

/** What one subject may do with one table. Stays on the server: it holds compiled scopes. */
export interface TableAccess {
  readonly table: Table;
  readonly fields: ReadonlyMap<FieldId, Field>;
  /** The same with derived fields as their results: what values are read, shown and asked for with. */
  readonly results: ReadonlyMap<FieldId, Field>;
  readonly rectangles: readonly Rectangle[];
  readonly locks: readonly Lock[];
  /** The distinct residual conditions; a record's bitmap says which hold for it. At most 30. */
  readonly bits: readonly Bound[];
  /** When a record may be viewed. */
  readonly visible: Bound;
  /** Every field that may be read on some record, with when; no other is filtered, sorted, grouped or searched by. */
  readonly references: ReadonlyMap<FieldId, FieldReference>;
  /** The same and those that are shown masked on some record; a field that is absent is as good as none. */
  readonly shown: ReadonlyMap<FieldId, FieldReference>;
}

/** A subject's shares of records, by table. */
export type SharesByTable = ReadonlyMap<TableId, readonly Share[]>;

/** A policy compiled for one subject at one moment. */
export interface Access {
  readonly subject: Subject;
  readonly moment: Moment;
  readonly schema: Schema;
  readonly workspace: ReadonlySet<WorkspaceAction>;
  /** Only tables of which something may be viewed or created. */
  readonly tables: ReadonlyMap<TableId, TableAccess>;
  /** The shares of records that reach the subject now. */
  readonly shares: SharesByTable;
  /** Equal for two subjects exactly when they get equal answers to equal questions (but for `me` in filters). */
  readonly fingerprint: string;
  /** Fields that the rules let be unique; only for who may decide that, holders of managePolicy and manageSchema. */
  readonly uniqueable?: ReadonlySet<FieldId>;
  /** Epoch ms at which something begins or ends by itself; null: nothing will. */
  readonly validUntil: number | null;
}

/** How many distinct conditions one subject may need on one table (PERMISSIONS section 4). */
export const bitLimit = 30;

/** Whether a subject may read a field on every record there is. */
export function readsWhole(access: Access, table: TableId, field: FieldId): boolean {
  const own = access.tables.get(table);
  const when = own?.references.get(field)?.when;
  return own !== undefined && when !== undefined && boundKey(and(own.visible, when)) === 'true';
}
