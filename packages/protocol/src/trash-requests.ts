import type { FieldType } from '@tessera/model';

/** GET /trash: removed tables and fields, newest first. */
export interface TrashAnswer {
  readonly items: readonly {
    readonly id: string;
    readonly kind: 'table' | 'field';
    readonly name: string;
    /** Of a field. */
    readonly type?: FieldType;
    /** Name of the table a field stood in. */
    readonly table: string | null;
    /** ISO instants: when it was removed, and until when it can be put back. */
    readonly at: string;
    readonly by: string;
    readonly until: string;
  }[];
}

/** GET /tables/:t/trash: deleted records that one may put back, newest first; at most 200. */
export interface DeletedRecordsAnswer {
  readonly deleted: readonly {
    readonly id: string;
    readonly title: string;
    readonly at: string;
    readonly by: string;
  }[];
}

/** Answer to the removal of a table or field: `trash` names it in the trash. */
export interface RemovedAnswer {
  readonly id: string;
  readonly trash: string;
}
