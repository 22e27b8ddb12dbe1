import type { Condition } from '../condition.ts';
import { type TableAction, tableActions } from '../policy.ts';
import { type Eyes, eyesOf, readName } from './eyes.ts';
import type { FileProblem } from './policy-file.ts';
import type { PolicyNames } from './policy-names.ts';
import { readCondition, readField } from './read-condition.ts';
import type { Node } from './reader.ts';

/**
 * A statement about who sees what, by ids: of one record, of those that a condition fits, or of the table as such. `who`
 * is a member, or a made-up one who holds one role and nothing else.
 */
export interface PolicyTest {
  readonly who: { readonly kind: 'member' | 'role'; readonly id: string };
  readonly can: boolean;
  readonly action: TableAction;
  readonly table: string;
  readonly field?: string;
  readonly record?: string;
  readonly where?: Condition;
}

/** The statements under `tests` in a parsed file, whatever else is in it; or what cannot be read of them. */
export function readPolicyTests(
  file: unknown,
  names: PolicyNames,
): { readonly tests: readonly PolicyTest[] } | { readonly problems: readonly FileProblem[] } {
  const eyes = eyesOf(names);
  const { reader } = eyes;
  const { tests: value } = (file ?? {}) as { readonly tests?: unknown };
  const root: Node = { value, path: ['tests'] };
  const tests = reader.list(root).map((node) => readTest(node, eyes));
  if (Array.isArray(value) && value.length === 0)
    reader.problem(root, 'There is no statement here.');
  return reader.problems.length > 0 ? { problems: reader.problems } : { tests };
}

const whos = ['member', 'role'] as const;
const verbs = ['can', 'cannot'] as const;

function readTest(node: Node, eyes: Eyes): PolicyTest {
  const { reader, lists, fields } = eyes;
  const parts = reader.map(node, [...whos, ...verbs, 'table', 'field', 'record', 'where']);
  const who = oneOf(node, parts, whos, eyes);
  const verb = oneOf(node, parts, verbs, eyes);
  const action = verb ? reader.oneOf(verb.node, tableActions) : 'view';
  const [field, record, where] = ['field', 'record', 'where'].map((key) => parts.get(key));
  const table = readTable(node, parts, eyes);
  if (record && where)
    reader.problem(node, 'This is of one record, or of those that a condition fits.');
  if (where && action === 'create')
    reader.problem(node, 'What is created does not fit a condition yet.');
  if (field && !['view', 'edit', 'export'].includes(action))
    reader.problem(node, 'A field is viewed, edited or exported.');
  const conditions = { fields, members: lists.member };
  return {
    who: {
      kind: who?.key ?? 'member',
      id: who ? readName(who.key, who.node, eyes) : '',
    },
    can: verb?.key === 'can',
    action,
    table,
    ...(field && { field: readField(field, table, eyes, reader)?.id ?? '' }),
    ...(record && { record: reader.text(record) }),
    ...(where && { where: readCondition(where, table, conditions, reader) }),
  };
}

/** The one of two keys that stands there. */
function oneOf<Key extends string>(
  node: Node,
  parts: ReadonlyMap<string, Node>,
  keys: readonly Key[],
  { reader }: Eyes,
): { readonly key: Key; readonly node: Node } | undefined {
  const found = keys.flatMap((key) => {
    const part = parts.get(key);
    return part ? [{ key, node: part }] : [];
  });
  if (found.length === 1) return found[0];
  if (parts.size > 0) reader.problem(node, `This is to have one of ${keys.join(' and ')}.`);
  return undefined;
}

/** The table that is named, by itself or with a field of it. */
function readTable(node: Node, parts: ReadonlyMap<string, Node>, eyes: Eyes): string {
  const named = parts.get('table');
  if (named) return readName('table', named, eyes);
  const field = parts.get('field');
  const id = field && eyes.fields.find(null, String(field.value))?.id;
  const table = eyes.names.tables.find(({ fields }) => fields.some((one) => one.id === id));
  if (!field && parts.size > 0)
    eyes.reader.problem(node, 'This is to name a table, or a field as table.field.');
  return table?.id ?? '';
}
