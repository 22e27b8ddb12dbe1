import { type TableAction, tableActions } from '@tessera/model';
import { UsageError } from '../command.ts';
import type { ReadText } from './policy-yaml.ts';

/** A statement about who sees what: "Wang cannot view orders.amount". */
export interface Statement {
  readonly member: string;
  readonly can: boolean;
  readonly action: TableAction;
  readonly table: string;
  readonly field?: string;
  readonly record?: string;
  readonly line: number;
}

const keys = ['member', 'can', 'cannot', 'table', 'field', 'record'] as const;

/** The statements of a file, in its key `tests`. Throws UsageError with a line for each problem. */
export function readTests({ value, lineOf }: ReadText, file: string): readonly Statement[] {
  const { tests } = (value ?? {}) as { readonly tests?: unknown };
  if (!Array.isArray(tests) || tests.length === 0)
    throw new UsageError(`${file} has no list "tests" of statements.`);
  const problems: string[] = [];
  const statements = tests.map((one: unknown, index) => {
    const line = lineOf(['tests', index]);
    const read = statementOf(one, line);
    if (typeof read === 'string') problems.push(`${file}:${line}: tests.${index}: ${read}`);
    return read;
  });
  if (problems.length > 0) throw new UsageError(`${file} cannot be read.\n${problems.join('\n')}`);
  return statements as readonly Statement[];
}

/** One statement, or what is wrong with it. */
function statementOf(given: unknown, line: number): Statement | string {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    return `This is to be a map with the keys ${keys.join(', ')}.`;
  const entries = Object.entries(given);
  const unknown = entries.find(([key]) => !(keys as readonly string[]).includes(key));
  if (unknown) return `"${unknown[0]}" is not known here. Known: ${keys.join(', ')}.`;
  if (entries.some(([, one]) => typeof one !== 'string')) return 'All of this is to be texts.';
  const { member, can, cannot, table, field, record } = Object.fromEntries(entries) as Readonly<
    Partial<Record<(typeof keys)[number], string>>
  >;
  const action = tableActions.find((one) => one === (can ?? cannot));
  if (member === undefined) return '"member" is missing.';
  if ((can === undefined) === (cannot === undefined)) return 'This is to have can or cannot.';
  if (action === undefined) return `There is no action "${can ?? cannot}".`;
  const [first, second] = field?.split('.') ?? [];
  const named = table ?? (second === undefined ? undefined : first);
  if (named === undefined) return 'This is to name a table, or a field as table.field.';
  return {
    member,
    can: can !== undefined,
    action,
    table: named,
    ...(field !== undefined && { field: second ?? field }),
    ...(record !== undefined && { record }),
    line,
  };
}
