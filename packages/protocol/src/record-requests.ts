import { type CellError, changeLimits, queryLimits } from '@tessera/model';
import { z } from 'zod';

/** A table, field or view: its id, or its API name where that is unique. */
export const reference = z.string().min(1).max(100);
export const recordId = z.string().min(1).max(60);

/** A condition tree is checked against the member's projected schema, so here only its size is bounded. */
const condition = z.unknown();

export const sort = z.strictObject({ field: reference, direction: z.enum(['asc', 'desc']) });

/** One level of grouping; `unit` for dates only. */
export const groupBy = z.strictObject({
  field: reference,
  direction: z.enum(['asc', 'desc']).default('asc'),
  unit: z.enum(['day', 'month', 'year']).optional(),
});

export const aggregate = z.strictObject({
  fn: z.enum(['count', 'filled', 'empty', 'unique', 'sum', 'average', 'min', 'max']),
  field: reference.optional(),
});

/** POST /tables/:t/records/query. `view` brings its filter, groups and sort; what is given here is added to the filter and replaces the others. */
export const queryRequest = z.strictObject({
  view: reference.optional(),
  filter: condition.optional(),
  sort: z.array(sort).max(queryLimits.sort).optional(),
  search: z.string().max(200).optional(),
  fields: z.array(reference).max(500).optional(),
  ids: z.array(recordId).max(queryLimits.ids).optional(),
  group: z
    .array(z.union([reference, groupBy]))
    .min(1)
    .max(queryLimits.group)
    .optional(),
  /** Records group by group, in the order of `group`; `sort` is their order within one. */
  grouped: z.array(groupBy).max(queryLimits.group).optional(),
  aggregate: z.array(aggregate).min(1).max(queryLimits.aggregate).optional(),
  offset: z.int().min(0).max(100_000_000).optional(),
  limit: z.int().min(0).max(queryLimits.limit).optional(),
  cursor: z.string().max(2000).optional(),
});
export type QueryRequest = z.input<typeof queryRequest>;

/** A value on its way in: text, number, boolean, null, a list, or `{id}` / `{id,name}` / `{id,title}` as it came out. */
export const inValue = z.unknown();
const fields = z.record(z.string().max(100), inValue);

export const createRequest = z.strictObject({
  records: z.array(z.strictObject({ fields })).min(1).max(changeLimits.records),
});
export type CreateRequest = z.infer<typeof createRequest>;

/** `base`: the values seen before changing, for conflict detection per cell. */
export const updateRequest = z.strictObject({ fields, base: fields.optional() });
export type UpdateRequest = z.infer<typeof updateRequest>;

export const updateManyRequest = z.strictObject({
  records: z
    .array(z.strictObject({ id: recordId, fields, base: fields.optional() }))
    .min(1)
    .max(changeLimits.records),
});
export type UpdateManyRequest = z.infer<typeof updateManyRequest>;

export const deleteManyRequest = z.strictObject({
  ids: z.array(recordId).min(1).max(changeLimits.records),
});
export type DeleteManyRequest = z.infer<typeof deleteManyRequest>;

/** A member, option or linked record on its way out. A link cell may end with `{ noAccess: true }`. */
export interface NamedValue {
  readonly id: string;
  readonly name: string;
}
export type LinkValue =
  | { readonly id: string; readonly title: string }
  | { readonly noAccess: true };
/** A cell at the level masked: a text that stands for it, and is no value of its field. */
export interface MaskedValue {
  readonly masked: string;
}
export type OutValue =
  | string
  | number
  | boolean
  | null
  | NamedValue
  | readonly NamedValue[]
  | readonly LinkValue[]
  /** Of a lookup through a link to several records. */
  | readonly ListedValue[]
  | MaskedValue
  | CellError;
/** One of the values that a lookup lists: as a cell of the field it reads. */
export type ListedValue = string | number | boolean | NamedValue | readonly NamedValue[];

/** A record as a member may see it; cells by field id. A hidden cell has no key, an empty one is null. */
export interface OutRecord {
  readonly id: string;
  readonly fields: Readonly<Record<string, OutValue>>;
  /** Index into `outcomes` of the same answer. */
  readonly _g: number;
}

/** What may be done with a record: its actions, and the level of each field that is not hidden on it. */
export interface OutOutcome {
  readonly actions: readonly string[];
  readonly fields: Readonly<Record<string, 'masked' | 'read' | 'edit'>>;
}

export interface QueryAnswer {
  readonly records: readonly OutRecord[];
  readonly outcomes: readonly OutOutcome[];
  /** Number of records that match and may be seen. */
  readonly total: number;
  /** Present when there are more: opaque, bound to the member and the question. */
  readonly cursor?: string;
  /** The shared view filters or sorts by fields I cannot see. */
  readonly usesHiddenFields?: true;
}

/** A group's key per grouped field; `noAccess` groups carry no measures. */
export interface OutGroup {
  readonly keys: readonly ({ readonly value: OutValue } | { readonly noAccess: true })[];
  /** One per wanted aggregate, in order: a decimal number, date text, or null. */
  readonly measures: readonly (number | string | null)[];
}

export interface GroupAnswer {
  readonly groups: readonly OutGroup[];
}

/** Answer to creates and updates: the records re-read as the member may see them now. */
export interface ChangeAnswer {
  /** Ids in request order; a created record I may not view is only acknowledged. */
  readonly ids: readonly string[];
  readonly records: readonly OutRecord[];
  readonly outcomes: readonly OutOutcome[];
}

/** `details` of a 409 on cells: current values as far as they may be read. */
export interface ConflictDetails {
  readonly cells: readonly {
    readonly id: string;
    readonly field: string;
    readonly current: OutValue;
  }[];
}
