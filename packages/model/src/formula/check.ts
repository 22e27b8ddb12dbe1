import { mostArguments, wantedAt } from './functions/function.ts';
import { functionNamed } from './functions/index.ts';
import type { BinarySign, Node } from './parse.ts';
import { type FormulaProblem, isProblem, type Wanted } from './problem.ts';
import type { ValueType } from './value.ts';

/** The kind of a field's values; `unread`: a formula may not read it; undefined: there is no such field. */
export type TypeOfField = (name: string) => ValueType | 'unread' | undefined;

/** What a formula gives, or the first place where its kinds do not fit. */
export function typeOfFormula(node: Node, field: TypeOfField): ValueType | FormulaProblem {
  const { at, length } = node;
  switch (node.kind) {
    case 'number':
      return 'number';
    case 'text':
      // "" is how people write nothing.
      return node.value === '' ? 'blank' : 'text';
    case 'field': {
      const type = field(node.name);
      if (type === undefined) return { problem: 'unknownField', given: node.name, at, length };
      return type === 'unread' ? { problem: 'unreadField', given: node.name, at, length } : type;
    }
    case 'negative': {
      const found = typeOfFormula(node.of, field);
      return isProblem(found) ? found : (misfit('-', 'number', node.of, found) ?? 'number');
    }
    case 'binary':
      return binaryType(node.sign, node.left, node.right, field);
    case 'call':
      return callType(node, field);
  }
}

const fits = (wanted: Wanted, found: ValueType): boolean => {
  switch (wanted) {
    // Whatever is no text is written as one.
    case 'text':
    case 'any':
    case 'same':
    case 'key':
      return true;
    case 'moment':
      return found === 'date' || found === 'dateTime' || found === 'blank';
    case 'ordered':
      return found !== 'text' && found !== 'boolean';
    default:
      return found === wanted || found === 'blank';
  }
};

function misfit(given: string, wanted: Wanted, { at, length }: Node, found: ValueType) {
  if (fits(wanted, found)) return null;
  return { problem: 'wrongType', given, wanted, found, at, length } as const;
}

function binaryType(
  sign: BinarySign,
  left: Node,
  right: Node,
  field: TypeOfField,
): ValueType | FormulaProblem {
  const a = typeOfFormula(left, field);
  if (isProblem(a)) return a;
  const b = typeOfFormula(right, field);
  if (isProblem(b)) return b;
  switch (sign) {
    case '&':
      return 'text';
    case '=':
    case '<>':
      return alike(a, b) ? 'boolean' : (misfitOf(sign, a, right, b) ?? 'boolean');
    case '<':
    case '<=':
    case '>':
    case '>=':
      return (
        misfit(sign, 'ordered', left, a) ??
        (alike(a, b) ? 'boolean' : (misfitOf(sign, a, right, b) ?? 'boolean'))
      );
    case '+':
    case '-':
      if (a === 'date' && (b === 'number' || b === 'blank')) return 'date';
      if (sign === '+' && b === 'date' && (a === 'number' || a === 'blank')) return 'date';
      if (sign === '-' && a === 'date' && b === 'date') return 'number';
  }
  return misfit(sign, 'number', left, a) ?? misfit(sign, 'number', right, b) ?? 'number';
}

const alike = (a: ValueType, b: ValueType) => a === b || a === 'blank' || b === 'blank';

function misfitOf(given: string, wanted: ValueType, { at, length }: Node, found: ValueType) {
  return { problem: 'wrongType', given, wanted, found, at, length } as const;
}

function callType(
  { name, args, at, length }: Extract<Node, { kind: 'call' }>,
  field: TypeOfField,
): ValueType | FormulaProblem {
  const known = functionNamed(name);
  if (!known)
    return { problem: 'unknownFunction', given: name, at, length: Math.min(length, name.length) };
  const { least, gives } = known;
  const most = mostArguments(known);
  if (args.length < least) return { problem: 'tooFew', given: name, least, at, length };
  if (args.length > most) return { problem: 'tooMany', given: name, most, at, length };
  const groups = new Map<Wanted, ValueType>();
  let first: ValueType = 'blank';
  for (const [place, arg] of args.entries()) {
    const found = typeOfFormula(arg, field);
    if (isProblem(found)) return found;
    const wanted = wantedFor(name, known, place, args.length);
    const wrong = misfit(name, wanted, arg, found);
    if (wrong) return wrong;
    if (place === 0) first = found;
    if (wanted !== 'same' && wanted !== 'ordered' && wanted !== 'key') continue;
    const before = groups.get(wanted) ?? 'blank';
    if (!alike(before, found)) return misfitOf(name, before, arg, found);
    if (before === 'blank') groups.set(wanted, found);
  }
  if (gives === 'same') return groups.get('same') ?? groups.get('ordered') ?? 'blank';
  return gives === 'first' ? first : gives;
}

/** The last value of a SWITCH that pairs with no other is what it gives when nothing fits. */
function wantedFor(
  name: string,
  known: Parameters<typeof wantedAt>[0],
  place: number,
  count: number,
): Wanted {
  return name === 'SWITCH' && place === count - 1 && count % 2 === 0
    ? 'same'
    : wantedAt(known, place);
}
