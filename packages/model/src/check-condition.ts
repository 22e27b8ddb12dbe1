import { checkOperand } from './check-operand.ts';
import { type Atom, type Condition, conditionLimits, type Operator } from './condition.ts';
import { type Denial, denial, isDenial, unknownField } from './error.ts';
import { operatorsByStorage } from './field-types/field-type.ts';
import type { FieldId } from './ids.ts';
import type { Field } from './schema.ts';
import { operatorsOf } from './storage.ts';

const operators: ReadonlySet<unknown> = new Set(Object.values(operatorsByStorage).flat());
const malformed = denial('invalid', 'The condition is not well-formed.');
const tooLarge = denial('invalid', 'The condition is too large: at most 64 parts, nested 8 deep.');

/**
 * A condition from outside, checked whole: closed shapes, limits, operators and kinds of values that fit their
 * fields. `field` finds a field by id or API name among those the asker may name; the result names ids only.
 * Whether options and members exist is left to binding.
 */
export function checkCondition(
  condition: unknown,
  field: (id: string) => Field | undefined,
): Condition | Denial {
  return measure(condition) ?? checkNode(condition, field);
}

/** Refuses what is too large before anything recurses into it. */
function measure(condition: unknown): Denial | null {
  const open: { readonly node: unknown; readonly depth: number }[] = [
    { node: condition, depth: 1 },
  ];
  let nodes = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    nodes += 1;
    if (nodes > conditionLimits.atoms * 2 || next.depth > conditionLimits.depth) return tooLarge;
    const { node, depth } = next;
    if (!isObject(node)) return malformed;
    const { of } = node;
    if (Array.isArray(of)) {
      if (of.length > conditionLimits.atoms) return tooLarge;
      for (const child of of) open.push({ node: child, depth: depth + 1 });
    } else if (of !== undefined) open.push({ node: of, depth: depth + 1 });
  }
  return null;
}

function checkNode(node: unknown, field: (id: string) => Field | undefined): Condition | Denial {
  if (!isObject(node)) return malformed;
  if (node.op === 'and' || node.op === 'or') {
    if (!hasOnly(node, ['op', 'of']) || !Array.isArray(node.of)) return malformed;
    const of: Condition[] = [];
    for (const child of node.of) {
      const checked = checkNode(child, field);
      if (isDenial(checked)) return checked;
      of.push(checked);
    }
    const made: Condition = { op: node.op, of };
    return conditionAtoms(made).length > conditionLimits.atoms ? tooLarge : made;
  }
  if (node.op === 'not') {
    if (!hasOnly(node, ['op', 'of'])) return malformed;
    const of = checkNode(node.of, field);
    return isDenial(of) ? of : { op: 'not', of };
  }
  return checkAtom(node, field);
}

function checkAtom(
  node: Readonly<Record<string, unknown>>,
  field: (id: string) => Field | undefined,
): Atom | Denial {
  if (!hasOnly(node, ['op', 'field', 'value', 'empty']) || !operators.has(node.op))
    return malformed;
  if (typeof node.field !== 'string') return malformed;
  const found = field(node.field);
  if (!found) return unknownField(node.field);
  const op = node.op as Operator;
  if (!operatorsOf(found).includes(op)) {
    return denial('invalid', `"${found.name}" cannot be asked for "${op}".`, { field: found.id });
  }
  const { empty } = node;
  if (empty !== undefined && empty !== 'match' && empty !== 'nomatch') return malformed;
  const flag: Pick<Atom, 'empty'> = empty === undefined ? {} : { empty };
  if (op === 'empty') {
    return node.value === undefined ? { op, field: found.id, ...flag } : malformed;
  }
  const value = checkOperand(found, op, node.value);
  return isDenial(value) ? value : { op, field: found.id, value, ...flag };
}

/** The atoms of a condition, in the order they are written. */
export function conditionAtoms(condition: Condition): readonly Atom[] {
  switch (condition.op) {
    case 'and':
    case 'or':
      return condition.of.flatMap(conditionAtoms);
    case 'not':
      return conditionAtoms(condition.of);
    default:
      return [condition];
  }
}

/** The fields a condition reads in its own table. */
export function conditionFields(condition: Condition): ReadonlySet<FieldId> {
  return new Set(conditionAtoms(condition).map((atom) => atom.field));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Closed shape: every key is one of these. A `__proto__` that came through JSON is an own key, and refused. */
function hasOnly(value: object, keys: readonly string[]): boolean {
  return Object.keys(value).every((key) => keys.includes(key));
}
