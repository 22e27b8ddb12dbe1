import { z } from 'zod';

const column = z.int().min(0).max(999);
const sheetName = z.string().min(1).max(100);

/**
 * POST /tables/:t/import and /members/import: multipart/form-data with `file` (CSV or .xlsx, at most 50 MB) and
 * `options` (this shape as JSON text). POST .../import/inspect takes the file, with `inspectOptions` at most, and guesses.
 */
export const importOptions = z.strictObject({
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'gb18030']).optional(),
  delimiter: z.enum([',', ';', '\t', '|']).optional(),
  /** Of a workbook: name of the sheet to read; absent: the first that is shown. */
  sheet: sheetName.optional(),
  header: z.boolean().optional(),
  dateOrder: z.enum(['ymd', 'mdy', 'dmy']).optional(),
  /** Column index -> field (id or API name); for members: name, email, title, manager, role, department, team. */
  columns: z.array(z.strictObject({ column, field: z.string().min(1).max(100) })).max(500),
  /** A row whose key field equals that of exactly one visible, editable record updates it. */
  key: z.string().max(100).optional(),
  onMatch: z.enum(['update', 'skip', 'add']).optional(),
  /** Per field: given name -> title, option, member to use instead; null leaves the cell empty. */
  names: z
    .record(z.string().max(100), z.record(z.string().max(500), z.string().max(500).nullable()))
    .optional(),
  /** Fields whose unknown choices are to be created (needs manageSchema). */
  createOptions: z.array(z.string().max(100)).max(100).optional(),
  /** What to do with a link or member name that nothing matches: refuse the row, or leave the cell empty. */
  unmatched: z.enum(['refuse', 'empty']).optional(),
  /**
   * For members: domain for made e-mails ("first.last@domain"), a role for whoever gets none by the file or the
   * rules for posts, reading managers as members too, and whether the rules for posts are used (unless false).
   */
  members: z
    .strictObject({
      emailDomain: z.string().max(200).optional(),
      role: z.string().max(60).optional(),
      createManagers: z.boolean().optional(),
      createDepartments: z.boolean().optional(),
      postRules: z.boolean().optional(),
    })
    .optional(),
  dryRun: z.boolean().optional(),
});
export type ImportOptions = z.infer<typeof importOptions>;

/** The `options` of POST .../import/inspect, which may be left out. */
export const inspectOptions = z.strictObject({ sheet: sheetName.optional() });
export type InspectOptions = z.infer<typeof inspectOptions>;

/** Encoding and delimiter are those of a CSV file; a workbook has `sheets` and `sheet` instead, and any of them will do. */
export interface ImportInspection {
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';
  readonly delimiter: ',' | ';' | '\t' | '|';
  readonly header: boolean;
  readonly rows: number;
  readonly columns: readonly {
    readonly column: number;
    readonly name: string;
    readonly samples: readonly string[];
    /** Guessed from the values. */
    readonly type: string;
    /** A field of the table whose name fits, if the member may edit it. */
    readonly field?: string;
  }[];
  /** Only seen ambiguous when every date fits two orders. */
  readonly dateOrder?: 'ymd' | 'mdy' | 'dmy';
  /** Only of a workbook: the names of its sheets, and the one that was read. */
  readonly sheets?: readonly string[];
  readonly sheet?: string;
}

/** Rows add up: rows = created + updated + skipped + refused. `mapped` counts rows in which `names` was used. */
export interface ImportReport {
  readonly rows: number;
  readonly created: number;
  readonly updated: number;
  readonly skipped: number;
  readonly refused: number;
  readonly mapped: number;
  /** Names nothing matched, with the number of rows, per field. */
  readonly unmatched: readonly {
    readonly field: string;
    readonly name: string;
    readonly rows: number;
  }[];
  /** First 100 refused rows (row numbers as a spreadsheet counts them). */
  readonly refusals: readonly { readonly row: number; readonly reason: string }[];
  /** CSV of every refused row with its reason in the last column; null when none. Formula-like cells are defused. */
  readonly refusedFile: string | null;
  /** Members import only: invitation links made, by member. */
  readonly invitations?: readonly {
    readonly member: string;
    readonly email: string;
    readonly link: string;
    /** Whether the link went out by mail; absent: no mail server is set up. */
    readonly mail?: 'sent' | 'failed';
  }[];
  /** Members, dry run only: who would have which roles, those who would see the same together. */
  readonly preview?: readonly PreviewGroup[];
}

/** People of a file who would have the same roles and see the same. */
export interface PreviewGroup {
  /** All they hold, also through teams and departments. */
  readonly roles: readonly string[];
  /** What the rules of access, compiled for them, let them see; only for holders of managePolicy. */
  readonly tables?: readonly SeenTable[];
  readonly people: readonly {
    readonly row: number;
    readonly name: string;
    readonly title?: string;
    readonly departments: readonly string[];
    /** Not a member yet. */
    readonly fresh: boolean;
    /** Ids of the rules for posts that fit. */
    readonly rules: readonly string[];
  }[];
}

/** One table as somebody would see it. */
export interface SeenTable {
  readonly table: string;
  readonly name: string;
  /** Which records: of whom, or by a rule that looks at the record; none when they may only add some. */
  readonly records: readonly RecordsWord[];
  /** A restriction closes some of them. */
  readonly locked?: true;
  /** How many there are today, for the one who would see fewest and most; only where the one who asks sees all. */
  readonly count?: { readonly least: number; readonly most: number };
  readonly may: readonly ('create' | 'edit' | 'delete' | 'import' | 'export' | 'approve')[];
  /** Names of the fields that are shown on none of them. */
  readonly hidden: readonly string[];
  /** Names of fields that are shown masked at most. */
  readonly masked: readonly string[];
}

export type RecordsWord =
  | 'all'
  | 'own'
  | 'reports'
  | 'team'
  | 'department'
  | 'unowned'
  | 'via'
  | 'rule';
