import type { Atom, Condition, ContextName, DateRange, Operand, Operator } from '../condition.ts';
import type { NamedField, NameList } from './policy-names.ts';
import { goneId } from './policy-names.ts';
import { type Node, onlyKey, type Reader, shown } from './reader.ts';
import { type ConditionNames, choicesOf } from './write-condition.ts';

const operators: readonly Operator[] = [
  'is',
  'anyOf',
  'contains',
  'startsWith',
  'endsWith',
  'lt',
  'lte',
  'gt',
  'gte',
  'within',
  'hasAny',
  'hasAll',
  'empty',
];
const contexts: readonly ContextName[] = [
  'me',
  'myTeams',
  'myDepartments',
  'myReports',
  'myAllReports',
];
const nothing: Condition = { op: 'or', of: [] };
/** Deeper than any condition that may be saved; keeps a hostile file from exhausting the stack. */
const deepest = 40;

/** A condition of a rule on a table (null: on more than one) by ids. */
export function readCondition(
  node: Node,
  table: string | null,
  names: ConditionNames,
  reader: Reader,
): Condition {
  if (node.path.length > deepest) {
    reader.problem(node, 'This condition is too deep.');
    return nothing;
  }
  const key = onlyKey(node, []);
  const inner =
    key === undefined ? undefined : reader.map(node, ['all', 'any', 'not', 'field']).get(key);
  if (key === 'not' && inner) return { op: 'not', of: readCondition(inner, table, names, reader) };
  if ((key === 'all' || key === 'any') && inner)
    return {
      op: key === 'all' ? 'and' : 'or',
      of: reader.list(inner).map((one) => readCondition(one, table, names, reader)),
    };
  return readAtom(node, table, names, reader);
}

function readAtom(
  node: Node,
  table: string | null,
  names: ConditionNames,
  reader: Reader,
): Condition {
  const parts = reader.map(node, ['field', 'whenEmpty', ...operators], ['field']);
  const given = operators.filter((op) => parts.has(op));
  const [op] = given;
  const operand = op && parts.get(op);
  if (op === undefined || operand === undefined || given.length > 1) {
    if (parts.size > 0)
      reader.problem(node, `A condition compares once: with one of ${operators.join(', ')}.`);
    return nothing;
  }
  const field = readField(parts.get('field'), table, names, reader);
  const flag = parts.get('whenEmpty');
  const base: Atom = { op, field: field?.id ?? '' };
  const empty = flag && { empty: reader.oneOf(flag, ['match', 'nomatch'] as const) };
  if (op === 'empty') {
    if (operand.value !== true) reader.problem(operand, 'This is to be true.');
    return { ...base, ...empty };
  }
  const choices = field?.known && choicesOf(field.known, names.members);
  return { ...base, value: readOperand(operand, choices, reader), ...empty };
}

/** A field by name; one that is gone by its id alone. */
export function readField(
  node: Node | undefined,
  table: string | null,
  { fields }: Pick<ConditionNames, 'fields'>,
  reader: Reader,
): { readonly id: string; readonly known?: NamedField } | undefined {
  if (node === undefined) return undefined;
  const text = reader.text(node);
  const known = fields.find(table, text);
  if (known) return { id: known.id, known };
  const id = goneId(text);
  return id === undefined ? reader.problem(node, `There is no field "${shown(text)}".`) : { id };
}

function readOperand(node: Node, choices: NameList | undefined, reader: Reader): Operand {
  const { value } = node;
  if (Array.isArray(value))
    return reader.list(node).map((one) => readConstant(one, choices, reader));
  if (typeof value === 'boolean') return value;
  const key = onlyKey(node, ['days']);
  if (key === 'context') {
    const context = reader.map(node, ['context']).get('context');
    return { context: context ? reader.oneOf(context, contexts) : 'me' };
  }
  // Which ranges there are is checked with the condition itself.
  if (key === 'range') {
    const parts = reader.map(node, ['range', 'days']);
    return Object.fromEntries(
      [...parts].map(([name, one]) => [name, one.value]),
    ) as unknown as DateRange;
  }
  return readConstant(node, choices, reader);
}

function readConstant(node: Node, choices: NameList | undefined, reader: Reader): string | number {
  const { value } = node;
  if (typeof value === 'number') return value;
  if (typeof value === 'object')
    return reader.text(reader.map(node, ['text'], ['text']).get('text'));
  const text = reader.text(node);
  if (choices === undefined) return text;
  const id = choices.idOf(text);
  if (id !== undefined && id !== 'ambiguous') return id;
  reader.problem(
    node,
    id === undefined
      ? `There is no "${shown(text)}" to choose here. A text that stands as it is: { text: … }.`
      : `Several are called "${shown(text)}": name one by its id.`,
  );
  return text;
}
