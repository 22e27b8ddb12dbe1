import type { FieldType, PaletteColor, ReadFormula, RollupFunction } from '@tessera/model';
import { canBeUnique, isDerived, palette } from '@tessera/model';
import type { FieldChangeRequest, FieldRequest, OutField } from '@tessera/protocol';
import { type StartDraft, startDraftOf, startFails, startRequestOf } from './start-draft.ts';

/** A choice while it is being edited. `id` only for those that are saved already. */
export interface DraftOption {
  /** Stays while it is renamed and moved. */
  readonly key: string;
  readonly id?: string;
  readonly name: string;
  readonly color: string;
}

/** What is read behind a link. */
export interface BehindDraft {
  readonly link: string | null;
  readonly of: string | null;
  readonly fn: RollupFunction;
  readonly declassified: boolean;
}

const nothingBehind: BehindDraft = { link: null, of: null, fn: 'sum', declassified: false };

/** Every setting a field can have, as it stands in the form. Which of them count is for the type to say. */
export interface FieldDraft {
  readonly name: string;
  readonly type: FieldType;
  readonly description: string;
  readonly required: boolean;
  readonly precision: number;
  readonly currency: string;
  readonly options: readonly DraftOption[];
  readonly target: string | null;
  readonly single: boolean;
  /** Name of the other side of a new link; empty: named after the table. */
  readonly reverse: string;
  readonly ownership: boolean;
  readonly classes: readonly string[];
  /** The fields whose cells are multiplied; null: filled in by hand. */
  readonly product: readonly string[] | null;
  /** Of a lookup, rollup or count: what it reads, and for whom. */
  readonly behind: BehindDraft;
  /** The text of a formula, with fields by name. */
  readonly expression: string;
  /** What the formula gives; null: it cannot be read. */
  readonly gives: ReadFormula['type'] | null;
  /** How a formula that gives numbers is shown. */
  readonly result: NonNullable<FieldRequest['result']>;
  readonly start: StartDraft;
  /** A value that another record has is refused, or pointed out. */
  readonly unique: boolean;
  readonly warnDuplicates: boolean;
}

/** The types one can choose, in groups of a kind. */
export const typeGroups = [
  { group: 'text', types: ['text', 'longText'] },
  { group: 'choice', types: ['singleSelect', 'multiSelect', 'checkbox'] },
  { group: 'number', types: ['number', 'currency', 'percent'] },
  { group: 'time', types: ['date', 'dateTime'] },
  { group: 'connection', types: ['link', 'member'] },
  { group: 'behind', types: ['lookup', 'rollup', 'count'] },
  { group: 'contact', types: ['email', 'phone', 'url'] },
  {
    group: 'automatic',
    types: ['formula', 'autonumber', 'createdTime', 'createdBy', 'modifiedTime', 'modifiedBy'],
  },
] as const satisfies readonly { readonly group: string; readonly types: readonly FieldType[] }[];

const automatic: ReadonlySet<FieldType> = new Set<FieldType>(
  typeGroups
    .filter(({ group }) => group === 'automatic' || group === 'behind')
    .flatMap(({ types }) => types as readonly FieldType[]),
);

/** Whether members fill fields of this type in, so that one can be required. */
export function canBeRequired(type: FieldType): boolean {
  return !automatic.has(type) && type !== 'checkbox' && type !== 'link';
}

export function hasPrecision(type: FieldType): boolean {
  return type === 'number' || type === 'currency' || type === 'percent';
}

/** Whether a field can be given another type; what is made of other cells, and owners, keep theirs. */
export function canConvert(field: OutField): boolean {
  const { type, product, ownership, side, unique } = field;
  const bound =
    isDerived(field) || product !== undefined || ownership || side === 'reverse' || unique;
  return !bound && type !== 'modifiedTime' && type !== 'modifiedBy';
}

export function hasOptions(type: FieldType): boolean {
  return type === 'singleSelect' || type === 'multiSelect';
}

/** A form for a new field. */
export function newDraft(language: 'en' | 'zh', classes: readonly string[] = []): FieldDraft {
  return {
    name: '',
    type: 'text',
    description: '',
    required: false,
    precision: 0,
    currency: language === 'zh' ? 'CNY' : 'USD',
    options: [],
    target: null,
    single: false,
    reverse: '',
    ownership: false,
    classes,
    product: null,
    behind: nothingBehind,
    expression: '',
    gives: null,
    result: 'number',
    start: null,
    unique: false,
    warnDuplicates: false,
  };
}

/** The draft under another type; digits start as the new type usually has them. */
export function withType(draft: FieldDraft, type: FieldType): FieldDraft {
  const precision = type === 'currency' || type === 'percent' || type === 'formula' ? 2 : 0;
  const product = hasPrecision(type) ? draft.product : null;
  const required = draft.required && canBeRequired(type);
  const unique = draft.unique && canBeUnique(type);
  const warnDuplicates = draft.warnDuplicates && canBeUnique(type);
  return { ...draft, type, precision, required, product, start: null, unique, warnDuplicates };
}

/** A saved field as a form. */
export function draftOf(field: OutField): FieldDraft {
  return {
    ...newDraft('en', field.classes ?? []),
    name: field.name,
    type: field.type,
    description: field.description ?? '',
    required: field.required ?? false,
    precision: field.precision ?? 0,
    currency: field.currency ?? 'USD',
    options: (field.options ?? []).map(({ id, name, color }) => ({ key: id, id, name, color })),
    target: field.target ?? null,
    single: field.single ?? false,
    ownership: field.ownership ?? false,
    product: field.product ?? null,
    behind: {
      link: field.link ?? null,
      of: field.of ?? null,
      fn: field.fn ?? 'sum',
      declassified: field.declassified ?? false,
    },
    expression: field.expression ?? '',
    ...formulaDraft(field.result),
    start: startDraftOf(field),
    unique: field.unique ?? false,
    warnDuplicates: field.warnDuplicates ?? false,
  };
}

/** The form of a field like this one, under another name; its choices are new ones, and duplicates are not refused. */
export function copyOf(field: OutField, name: string): FieldDraft {
  const draft = draftOf(field);
  return {
    ...draft,
    name,
    unique: false,
    options: draft.options.map(({ key, name, color }) => ({ key, name, color })),
  };
}

/** What keeps a draft from being saved; null: nothing. */
export type DraftProblem =
  | 'name'
  | 'taken'
  | 'target'
  | 'link'
  | 'of'
  | 'option'
  | 'optionTwice'
  | ValueProblem;

/** Problems with what fills the cells. */
export type ValueProblem = 'product' | 'start' | 'formula';

export function isValueProblem(problem: DraftProblem | null): problem is ValueProblem {
  return problem === 'product' || problem === 'start' || problem === 'formula';
}

const key = (name: string) => name.trim().toLowerCase();

export function draftProblem(draft: FieldDraft, taken: readonly string[]): DraftProblem | null {
  if (draft.name.trim() === '') return 'name';
  if (taken.some((name) => key(name) === key(draft.name))) return 'taken';
  if (draft.type === 'link' && draft.target === null) return 'target';
  if (isDerived(draft) && draft.behind.link === null) return 'link';
  if (isDerived(draft) && draft.type !== 'count' && draft.behind.of === null) return 'of';
  if (draft.type === 'formula' && draft.gives === null) return 'formula';
  const { product } = draft;
  if (product !== null && (product.length < 2 || product.length > 4)) return 'product';
  if (product === null && startFails(draft.type, draft.start)) return 'start';
  if (!hasOptions(draft.type)) return null;
  // A last empty line is only the invitation to go on.
  const names = filled(draft.options).map(({ name }) => key(name));
  if (draft.options.some(({ id, name }) => id !== undefined && name.trim() === '')) return 'option';
  return new Set(names).size < names.length ? 'optionTwice' : null;
}

const filled = (options: readonly DraftOption[]) =>
  options.filter(({ name }) => name.trim() !== '');

function optionsOf(draft: FieldDraft): NonNullable<FieldRequest['options']> {
  return filled(draft.options).map(({ id, name, color }) => ({
    ...(id !== undefined && { id }),
    name: name.trim(),
    color,
  }));
}

/** The request that makes the field. `policy`: its maker manages rules and says who may see it. */
export function fieldRequestOf(draft: FieldDraft, policy: boolean): FieldRequest {
  const { type } = draft;
  const description = draft.description.trim();
  const typed = draft.product === null;
  const comparable = typed && canBeUnique(type);
  const unique = comparable && draft.unique;
  // What every new record starts with could not be had by two of them.
  const start = typed && !unique ? startRequestOf(type, draft.start, draft.options) : null;
  return {
    name: draft.name.trim(),
    type,
    ...(description && { description }),
    ...(draft.required && typed && canBeRequired(type) && { required: true }),
    ...(policy && unique && { unique }),
    ...(comparable && !unique && draft.warnDuplicates && { warnDuplicates: true }),
    ...(policy && { classes: [...draft.classes] }),
    ...(hasPrecision(type) && { precision: draft.precision }),
    ...(type === 'currency' && { currency: draft.currency }),
    ...(draft.product && { product: [...draft.product] }),
    ...(type === 'formula' && formulaRequest(draft)),
    ...(start && { default: start }),
    ...(hasOptions(type) && { options: optionsOf(draft) }),
    ...(type === 'member' && policy && draft.ownership && { ownership: true }),
    ...(type === 'link' && draft.target !== null && { target: draft.target, single: draft.single }),
    ...(type === 'link' && draft.reverse.trim() && { reverse: { name: draft.reverse.trim() } }),
    ...(isDerived(draft) && behindRequestOf(type, draft.behind, policy)),
  };
}

function behindRequestOf(
  type: FieldType,
  { link, of, fn, declassified }: BehindDraft,
  policy: boolean,
): Partial<FieldRequest> {
  return {
    ...(link !== null && { link }),
    ...(type !== 'count' && of !== null && { of }),
    ...(type === 'rollup' && { fn }),
    ...(type !== 'lookup' && policy && declassified && { declassified }),
  };
}

function formulaRequest({ expression, gives, result, precision, currency }: FieldDraft) {
  if (gives !== 'number') return { expression };
  return { expression, result, precision, ...(result === 'currency' && { currency }) };
}

/** What a saved formula gives, as the form has it. */
function formulaDraft(result: OutField['result']): Pick<FieldDraft, 'gives' | 'result'> {
  switch (result) {
    case 'number':
    case 'percent':
    case 'currency':
      return { gives: 'number', result };
    case 'checkbox':
      return { gives: 'boolean', result: 'number' };
    case 'text':
    case 'date':
    case 'dateTime':
      return { gives: result, result: 'number' };
    default:
      return { gives: null, result: 'number' };
  }
}

/** Settings that are sent when they differ. */
const compared = [
  'name',
  'precision',
  'options',
  'classes',
  'single',
  'product',
  'expression',
  'result',
] as const;

/** The request that changes a saved field into the draft: what differs, and nothing else. */
export function fieldChangeOf(
  draft: FieldDraft,
  field: OutField,
  policy: boolean,
): FieldChangeRequest {
  const before = fieldRequestOf(draftOf(field), policy);
  const after = fieldRequestOf(draft, policy);
  const change: Record<string, unknown> = {};
  for (const name of compared) {
    if (JSON.stringify(after[name]) !== JSON.stringify(before[name])) change[name] = after[name];
  }
  if (draft.type === 'formula' && after.currency !== before.currency)
    change.currency = after.currency;
  if (after.description !== before.description) change.description = after.description ?? '';
  if (JSON.stringify(after.default) !== JSON.stringify(before.default)) {
    change.default = after.default ?? null;
  }
  if (after.required !== before.required) change.required = after.required ?? false;
  if (after.unique !== before.unique) change.unique = after.unique ?? false;
  if (after.warnDuplicates !== before.warnDuplicates)
    change.warnDuplicates = after.warnDuplicates ?? false;
  if (after.declassified !== before.declassified) change.declassified = after.declassified ?? false;
  if (after.ownership !== before.ownership) change.ownership = after.ownership ?? false;
  return change as FieldChangeRequest;
}

/** The colours new choices get, one after the other. */
const rotation: readonly PaletteColor[] = [
  'blue',
  'green',
  'amber',
  'red',
  'violet',
  'orange',
  'teal',
  'pink',
  'gray',
];

/** A colour for one more choice: the first that none has, else the next in turn. */
export function nextColor(options: readonly { readonly color: string }[]): PaletteColor {
  const used = new Set(options.map(({ color }) => color));
  const turn = rotation[options.length % rotation.length] ?? palette[0];
  return rotation.find((color) => !used.has(color)) ?? turn;
}

/** A list with one item moved to another place; the list itself when the place does not exist. */
export function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const item = list[from];
  if (item === undefined || to < 0 || to >= list.length || to === from) return list;
  const rest = list.filter((_, at) => at !== from);
  return [...rest.slice(0, to), item, ...rest.slice(to)];
}
