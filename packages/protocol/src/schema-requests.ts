import type {
  AggregateFunction,
  Condition,
  FieldType,
  GroupBy,
  Language,
  RollupFunction,
  SelectOption,
  Sort,
  ViewColor,
  WorkspaceAction,
} from '@tessera/model';
import { rollupFunctions } from '@tessera/model';
import { z } from 'zod';
import { aggregate, groupBy, reference, sort } from './record-requests.ts';
import type { Viewed } from './view-as-requests.ts';

const name = z.string().trim().min(1).max(100);
const slug = z.string().regex(/^[a-z][a-z0-9_]{0,59}$/);
const description = z.string().max(1000);
const color = z.string().max(20);

const option = z.strictObject({ id: z.string().max(60).optional(), name, color: color.optional() });

/** What new records get: a value as cells take it, or who makes the record, or the day it is made. */
const defaultRequest = z.union([
  z.strictObject({
    value: z.union([
      z.string().max(100_000),
      z.number(),
      z.boolean(),
      z.array(z.string()).max(1000),
    ]),
  }),
  z.strictObject({ context: z.enum(['me', 'today']) }),
]);
export type DefaultRequest = z.infer<typeof defaultRequest>;

/** Settings of a new field. `type` decides which of the optional keys are taken; others are refused as invalid. */
export const fieldRequest = z.strictObject({
  name,
  type: z.string().max(20),
  slug: slug.optional(),
  description: description.optional(),
  required: z.boolean().optional(),
  classes: z.array(reference).max(20).optional(),
  ownership: z.boolean().optional(),
  precision: z.int().min(0).max(8).optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  options: z.array(option).max(500).optional(),
  target: reference.optional(),
  single: z.boolean().optional(),
  reverse: z.strictObject({ name, slug: slug.optional() }).optional(),
  watch: z.union([z.literal('all'), z.array(reference).max(100)]).optional(),
  /** Of a number, currency or percent field: the fields whose cells are multiplied to make its own. */
  product: z.array(reference).min(2).max(4).optional(),
  /** Of a lookup, rollup or count: the link of the same table behind which it reads. */
  link: reference.optional(),
  /** Of a lookup or rollup: the field it reads there. */
  of: reference.optional(),
  /** What a rollup makes of the cells it reads. */
  fn: z.enum(rollupFunctions).optional(),
  /** Of a rollup or count: over all linked records, whoever asks. Needs managePolicy. */
  declassified: z.boolean().optional(),
  /** Of a formula: its text, with fields by name in braces: `{Amount} * 1.13`. What it gives follows from it. */
  expression: z.string().max(4000).optional(),
  /** Of a formula that gives numbers: as which type they are shown; `number` when it is not given. */
  result: z.enum(['number', 'percent', 'currency']).optional(),
  /** What a record gets that is made without a value here; null: nothing. */
  default: defaultRequest.nullable().optional(),
  /** Refuses a value that another record has; needs managePolicy and readers for all who write it. */
  unique: z.boolean().optional(),
  /** Points out, where values are written, that another visible record has the same one. */
  warnDuplicates: z.boolean().optional(),
});
export type FieldRequest = z.infer<typeof fieldRequest>;

export const fieldChangeRequest = fieldRequest
  .omit({ type: true, target: true, reverse: true, link: true, of: true })
  .partial();
export type FieldChangeRequest = z.infer<typeof fieldChangeRequest>;

/** Another type for a field: what of the settings that type takes. */
export const conversionRequest = fieldRequest.pick({
  type: true,
  precision: true,
  currency: true,
  options: true,
  target: true,
  single: true,
  reverse: true,
});
export type ConversionRequest = z.infer<typeof conversionRequest>;

/** `lose`: how many cells the preview said would be lost; refused with 409 when it would be more by now. */
export const convertRequest = conversionRequest.extend({ lose: z.int().min(0).max(100_000_000) });

/** What would become of the cells of a field under another type. */
export interface ConversionAnswer {
  readonly empty: number;
  /** The same, and given back by converting once more. */
  readonly exact: number;
  readonly changed: number;
  readonly lost: number;
  /** How many choices the field would have; only for selects made of other cells. */
  readonly choices?: number;
  /** Up to ten of the changed and lost cells, lost ones (`after` null) first. */
  readonly examples: readonly { readonly before: string; readonly after: string | null }[];
  /** Views with conditions on the field that will be false from then on. */
  readonly views: readonly {
    readonly id: string;
    readonly name: string;
    readonly conditions: number;
  }[];
}

export const tableRequest = z.strictObject({
  name,
  app: reference.optional(),
  slug: slug.optional(),
  description: description.optional(),
  icon: z.string().max(40).optional(),
  color: color.optional(),
  /** The first field is the title; absent: one text field "Name". */
  fields: z.array(fieldRequest).max(200).optional(),
});
export type TableRequest = z.infer<typeof tableRequest>;

export const tableChangeRequest = tableRequest
  .omit({ fields: true })
  .extend({
    titleField: reference,
    /** The table in front of which it goes; null: behind all. */
    before: reference.nullable(),
  })
  .partial();
export type TableChangeRequest = z.infer<typeof tableChangeRequest>;

const viewColor = z.union([
  z.strictObject({ field: reference }),
  z.strictObject({
    rules: z.array(z.strictObject({ when: z.unknown(), color })).max(10),
  }),
]);

export const viewRequest = z.strictObject({
  name,
  filter: z.unknown().optional(),
  sort: z.array(sort).max(8).optional(),
  group: z.array(groupBy).max(3).optional(),
  hiddenFields: z.array(reference).max(500).optional(),
  fieldOrder: z.array(reference).max(500).optional(),
  widths: z.record(z.string().max(60), z.int().min(40).max(1000)).optional(),
  rowHeight: z.enum(['short', 'medium', 'tall', 'extraTall']).optional(),
  frozen: z.int().min(0).max(10).optional(),
  measures: z.record(z.string().max(60), aggregate.shape.fn).optional(),
  color: viewColor.optional(),
  /** For oneself alone, which needs no right; absent on a replacement: as it was. */
  personal: z.boolean().optional(),
  /** Frozen until a replacement says `false`; absent on a replacement: as it was. */
  locked: z.boolean().optional(),
});
export type ViewRequest = z.input<typeof viewRequest>;

/** How far an action reaches on a table: on no record, on those whose outcome says so, or on every visible one. */
export type Reach = 'never' | 'some' | 'always';

export type OutDefault =
  | { readonly value: string | number | boolean | readonly string[] }
  | { readonly context: 'me' | 'today' };

/** A field as a member may know it. `level` is the highest it reaches on any record. */
export interface OutField {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly type: FieldType;
  readonly description?: string;
  readonly required?: boolean;
  /** What new records get here: choices and members by id. Only of fields that may be read. */
  readonly default?: OutDefault;
  /** No two records have the same value. */
  readonly unique?: boolean;
  /** Members are told when another record they see has the value they gave. */
  readonly warnDuplicates?: boolean;
  /** Whether the rules let it be unique; only for who may decide that. */
  readonly mayBeUnique?: boolean;
  readonly ownership?: boolean;
  readonly precision?: number;
  /** Ids of the fields that are multiplied to make its cells; nobody writes them. */
  readonly product?: readonly string[];
  /** What a formula is worked out by, with fields by name in braces; only for who may read it. */
  readonly expression?: string;
  readonly currency?: string;
  readonly options?: readonly SelectOption[];
  /** Linked table, only when the member may see it. */
  readonly target?: string;
  readonly side?: 'forward' | 'reverse';
  readonly single?: boolean;
  /** Of a field that is asked behind a link: the type its values have. */
  readonly result?: FieldType;
  /** A cell holds a list of such values. */
  readonly many?: true;
  /** What it reads, as far as the member may know it. */
  readonly link?: string;
  readonly of?: string;
  readonly fn?: RollupFunction;
  /** Over all linked records, whoever asks. */
  readonly declassified?: true;
  readonly level: 'masked' | 'read' | 'edit';
  /** May be given a value when creating a record. */
  readonly creatable: boolean;
  /** Visible on every visible record; otherwise only on those whose outcome names it. */
  readonly everywhere: boolean;
  /** Class ids; only for holders of managePolicy or manageSchema. */
  readonly classes?: readonly string[];
}

/** `details` of a 409 on making a field unique in which records share values: some of them, for who may read all. */
export interface DuplicatesDetails {
  readonly unique: 'duplicates';
  readonly field: string;
  readonly name: string;
  /** How many values stand in more than one record, and in how many records. */
  readonly values: number;
  readonly records: number;
  readonly examples: readonly {
    readonly value: string;
    readonly records: readonly { readonly id: string; readonly title: string }[];
  }[];
}

export interface OutView {
  readonly id: string;
  readonly name: string;
  readonly kind: 'grid';
  readonly filter?: Condition;
  readonly sort?: readonly Sort[];
  readonly group?: readonly GroupBy[];
  readonly hiddenFields?: readonly string[];
  readonly fieldOrder?: readonly string[];
  readonly widths?: Readonly<Record<string, number>>;
  readonly rowHeight?: 'short' | 'medium' | 'tall' | 'extraTall';
  readonly frozen?: number;
  readonly measures?: Readonly<Record<string, AggregateFunction>>;
  readonly color?: ViewColor;
  /** Mine alone; nobody else knows of it. */
  readonly personal?: true;
  /** Nobody changes it until it is unlocked. */
  readonly locked?: true;
  /** It filters, sorts, groups or colours by fields the member cannot see; those parts are left out here. */
  readonly usesHiddenFields?: true;
}

export interface OutTable {
  readonly id: string;
  readonly app: string;
  readonly name: string;
  readonly slug: string;
  readonly description?: string;
  readonly icon?: string;
  readonly color?: string;
  /** null when the title field may not be seen. */
  readonly titleField: string | null;
  readonly fields: readonly OutField[];
  readonly views: readonly OutView[];
  readonly actions: Readonly<Record<string, Reach>>;
}

/** GET /schema: the member's projected schema. Unseen tables and fields leave no trace. */
export interface SchemaAnswer {
  /** A hash of this projection; changes exactly when it changes. */
  readonly version: string;
  readonly apps: readonly { id: string; name: string; icon?: string; color?: string }[];
  readonly tables: readonly OutTable[];
  /** Data classes; only for holders of managePolicy or manageSchema. */
  readonly classes?: readonly { id: string; name: string; description?: string }[];
}

/** GET /workspaces/:ws */
export interface WorkspaceAnswer {
  readonly id: string;
  readonly name: string;
  readonly language: Language;
  readonly timeZone: string;
  readonly me: {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly language: Language;
  };
  readonly actions: readonly WorkspaceAction[];
  /** It is a demo company: what happens here can be thrown away. */
  readonly demo?: true;
  /** It is a copy to try things in; an ISO instant: when it was made. */
  readonly copiedAt?: string;
  /** Only members with two-step sign-in may enter. */
  readonly requireTwoStep: boolean;
  /** Whom the caller looks as; `me` is then that one. */
  readonly viewAs?: { readonly as: Viewed; readonly until: string };
}
