import type { ImportInspection, ImportOptions } from '@tessera/protocol';

/** A place where a column can go. */
export interface TargetField {
  readonly id: string;
  readonly name: string;
  readonly required: boolean;
  /** Names in such cells stand for something else: a record, a choice, a person. */
  readonly names?: 'link' | 'choice' | 'person';
}

/** What becomes of one name that nothing fits: something else, or null for an empty cell. */
export type NameAnswers = Readonly<Record<string, Readonly<Record<string, string | null>>>>;

/** Every decision of the person who imports. */
export interface ImportPlan {
  /** Of a workbook: the sheet that is read. */
  readonly sheet: string | null;
  readonly encoding: ImportInspection['encoding'];
  readonly delimiter: ImportInspection['delimiter'];
  readonly header: boolean;
  readonly dateOrder: NonNullable<ImportInspection['dateOrder']> | null;
  /** Column index -> field. */
  readonly columns: Readonly<Record<number, string>>;
  readonly key: string | null;
  readonly onMatch: NonNullable<ImportOptions['onMatch']>;
  readonly names: NameAnswers;
  readonly createOptions: readonly string[];
  readonly unmatched: NonNullable<ImportOptions['unmatched']>;
  readonly members: {
    readonly emailDomain: string;
    readonly role: string | null;
    readonly createManagers: boolean;
    readonly createDepartments: boolean;
    readonly postRules: boolean;
  };
}

/** The guesses of the inspection as a plan; no field is filled from two columns. */
export function firstPlan(
  inspection: ImportInspection,
  fields: readonly TargetField[],
): ImportPlan {
  const columns: Record<number, string> = {};
  const taken = new Set<string>();
  for (const { column, field } of inspection.columns) {
    if (field === undefined || taken.has(field) || !fields.some(({ id }) => id === field)) continue;
    columns[column] = field;
    taken.add(field);
  }
  return {
    sheet: inspection.sheet ?? null,
    encoding: inspection.encoding,
    delimiter: inspection.delimiter,
    header: inspection.header,
    dateOrder: inspection.dateOrder ?? null,
    columns,
    key: null,
    onMatch: 'update',
    names: {},
    createOptions: [],
    unmatched: 'refuse',
    members: {
      emailDomain: '',
      role: null,
      createManagers: true,
      createDepartments: true,
      postRules: true,
    },
  };
}

export type PlanProblem =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'twice'; readonly field: string }
  | { readonly kind: 'required'; readonly fields: readonly string[] };

/** What keeps a plan from being checked by the server; null: nothing. */
export function planProblem(
  plan: ImportPlan,
  fields: readonly TargetField[],
  filledOtherwise: ReadonlySet<string> = new Set(),
): PlanProblem | null {
  const used = Object.values(plan.columns);
  if (used.length === 0) return { kind: 'nothing' };
  const twice = fields.find(({ id }) => used.filter((field) => field === id).length > 1);
  if (twice) return { kind: 'twice', field: twice.name };
  const lacking = fields.filter(
    ({ id, required }) => required && !used.includes(id) && !filledOtherwise.has(id),
  );
  // Rows that update records need not bring what those have already.
  if (lacking.length === 0 || plan.key !== null) return null;
  return { kind: 'required', fields: lacking.map(({ name }) => name) };
}

/** The request's options; the keys of the contract only where they say something. */
export function optionsOf(
  plan: ImportPlan,
  kind: 'table' | 'members',
  dryRun: boolean,
): ImportOptions {
  const { members } = plan;
  const domain = members.emailDomain.trim().replace(/^@/u, '');
  const names = Object.fromEntries(
    Object.entries(plan.names).filter(([, answers]) => Object.keys(answers).length > 0),
  );
  return {
    ...(plan.sheet === null
      ? { encoding: plan.encoding, delimiter: plan.delimiter }
      : { sheet: plan.sheet }),
    header: plan.header,
    ...(plan.dateOrder && { dateOrder: plan.dateOrder }),
    columns: Object.entries(plan.columns).map(([column, field]) => ({
      column: Number(column),
      field,
    })),
    ...(plan.key !== null && { key: plan.key, onMatch: plan.onMatch }),
    ...(Object.keys(names).length > 0 && { names }),
    ...(plan.createOptions.length > 0 && { createOptions: [...plan.createOptions] }),
    unmatched: plan.unmatched,
    ...(kind === 'members' && {
      members: {
        ...(domain && { emailDomain: domain }),
        ...(members.role && { role: members.role }),
        createManagers: members.createManagers,
        createDepartments: members.createDepartments,
        ...(!members.postRules && { postRules: false }),
      },
    }),
    dryRun,
  };
}

/** Sets what one name means; undefined takes the answer back. */
export function answerName(
  names: NameAnswers,
  field: string,
  name: string,
  answer: string | null | undefined,
): NameAnswers {
  const { [name]: _gone, ...others } = names[field] ?? {};
  return { ...names, [field]: answer === undefined ? others : { ...others, [name]: answer } };
}
