import type { TableAction, WorkspaceAction } from '@tessera/model';

/** Actions on one record; `create`, `import` and `manageViews` concern a table. */
export const recordActions = [
  'view',
  'edit',
  'delete',
  'restore',
  'export',
  'share',
  'transfer',
  'comment',
  'approve',
  'viewHistory',
] as const satisfies readonly TableAction[];

/** How a record of a table comes to stand in a relation to the member who asks. */
export interface RecordSpec {
  /**
   * Cells by field. A member is `me`, `below` (two levels below in the reporting line) or `stranger`; a link is
   * `table.relation`; an option is its slug.
   */
  readonly cells: Readonly<Record<string, string>>;
  /** A record elsewhere that links to this one. */
  readonly linkedBy?: {
    readonly table: string;
    readonly field: string;
    readonly cells: Readonly<Record<string, string>>;
  };
}

/**
 * What holders of one role alone may do with such records, and how each cell appears. Lists are words with blanks
 * between; every field of the table stands in exactly one of the three. Without actions nothing is seen.
 */
export interface Statement {
  readonly role: string;
  readonly table: string;
  readonly on: string;
  readonly actions: string;
  readonly edit: string;
  readonly read: string;
  readonly hidden: string;
}

/** Which new records are taken: owned as in the relations of `on`, with any of these fields. None but those stated. */
export interface CreateStatement {
  readonly role: string;
  readonly table: string;
  readonly on: string;
  readonly fields: string;
}

/**
 * The "who sees what" of a template: what its rules are meant to do, written down by hand and complete, so that the
 * running product can be held against it. Nothing here is read from the grants, and nothing may be.
 */
export interface WhoSeesWhat {
  /** Roles of the template, `owner` (built in) and `none` (a member without a role). */
  readonly roles: readonly string[];
  readonly tables: Readonly<
    Record<
      string,
      {
        /** All fields, the other sides of links too. */
        readonly fields: string;
        /** The field that says whose a new record is. */
        readonly owner?: string;
        readonly records: Readonly<Record<string, RecordSpec>>;
      }
    >
  >;
  readonly statements: readonly Statement[];
  /** Role and tables of which nothing is seen at all. */
  readonly unseen: readonly { readonly role: string; readonly tables: string }[];
  readonly creates: readonly CreateStatement[];
  readonly workspace: Readonly<Record<string, readonly WorkspaceAction[]>>;
}

/** The words of a list. */
export function words(list: string): readonly string[] {
  return list.split(' ').filter((word) => word !== '');
}

/** What each role may do in the workspace itself, where a template gives nobody but administrators anything. */
export const administratorsOnly: Readonly<Record<string, readonly WorkspaceAction[]>> = {
  administrator: ['manageSchema', 'managePolicy', 'manageMembers', 'manageSecurity', 'viewAudit'],
  owner: [
    'manageSchema',
    'managePolicy',
    'manageMembers',
    'manageSecurity',
    'viewAudit',
    'manageBackups',
  ],
};

/** Records told apart by who owns them. */
export const byOwner = (
  field: string,
): Readonly<Record<'own' | 'report' | 'stranger', RecordSpec>> => ({
  own: { cells: { [field]: 'me' } },
  report: { cells: { [field]: 'below' } },
  stranger: { cells: { [field]: 'stranger' } },
});

/** Everything that management may do with a record. */
export const everything =
  'view edit delete restore export share transfer comment approve viewHistory';
