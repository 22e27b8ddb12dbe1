import { Decimal } from '../display-number.ts';
import { equal, order } from './functions/compare.ts';
import { wantedAt } from './functions/function.ts';
import { functionNamed } from './functions/index.ts';
import { power } from './functions/number.ts';
import { concatenated } from './functions/text.ts';
import { dayAt, midnightOf } from './moment.ts';
import type { BinarySign, Node } from './parse.ts';
import {
  failed,
  isDayValue,
  isError,
  isNumber,
  numberValue,
  textOf,
  textValue,
  type Value,
} from './value.ts';

/** What one formula may cost on one record: a step, and a step for each hundred units of text it makes or reads. */
export const operationBudget = 20_000;

/** What a formula is worked out with. */
export interface Evaluation {
  readonly timeZone: string;
  /** The value of a field on this record. */
  readonly value: (name: string) => Value;
  /** Steps that are left; counted down. */
  budget: number;
}

/** The value of a checked formula on one record: total, and the same for the same cells at all times. */
export function evaluateFormula(node: Node, run: Evaluation): Value {
  const value = run.budget > 0 ? worked(node, run) : null;
  run.budget -= 1 + (typeof value === 'string' ? Math.floor(value.length / 100) : 0);
  return run.budget <= 0 ? failed('budget') : value;
}

function worked(node: Node, run: Evaluation): Value {
  switch (node.kind) {
    case 'number':
      return node.value;
    case 'text':
      return textValue(node.value);
    case 'field':
      return run.value(node.name);
    case 'negative': {
      const of = evaluateFormula(node.of, run);
      return isNumber(of) ? of.negated() : of;
    }
    case 'binary': {
      const left = evaluateFormula(node.left, run);
      if (isError(left)) return left;
      const right = evaluateFormula(node.right, run);
      return isError(right) ? right : binary(node.sign, left, right, run.timeZone);
    }
    case 'call':
      return call(node, run);
  }
}

function binary(sign: BinarySign, left: Value, right: Value, timeZone: string): Value {
  switch (sign) {
    case '&':
      return concatenated([textOf(left, timeZone), textOf(right, timeZone)]);
    case '=':
      return equal(left, right);
    case '<>':
      return !equal(left, right);
    case '<':
      return order(left, right) < 0;
    case '<=':
      return order(left, right) <= 0;
    case '>':
      return order(left, right) > 0;
    case '>=':
      return order(left, right) >= 0;
    default:
      return arithmetic(sign, left, right);
  }
}

/** Nothing where one side is nothing, as a product has no value without all its factors. */
function arithmetic(sign: '+' | '-' | '*' | '/' | '^', left: Value, right: Value): Value {
  if (left === null || right === null) return null;
  if (isDayValue(left) && isDayValue(right))
    return new Decimal((midnightOf(left.day) - midnightOf(right.day)) / 86_400_000);
  if (isDayValue(left) && isNumber(right))
    return later(left.day, sign === '-' ? right.negated() : right);
  if (isNumber(left) && isDayValue(right)) return later(right.day, left);
  if (!isNumber(left) || !isNumber(right)) return failed('wrongValue');
  switch (sign) {
    case '+':
      return numberValue(left.plus(right));
    case '-':
      return numberValue(left.minus(right));
    case '*':
      return numberValue(left.times(right));
    case '/':
      return right.isZero() ? failed('divideByZero') : numberValue(left.div(right));
    case '^':
      return power(left, right);
  }
}

function later(from: string, days: Decimal): Value {
  if (days.abs().gt(4_000_000)) return failed('wrongValue');
  const day = dayAt(midnightOf(from) + days.trunc().toNumber() * 86_400_000);
  return day === null ? failed('wrongValue') : { day };
}

function call({ name, args }: Extract<Node, { kind: 'call' }>, run: Evaluation): Value {
  const known = functionNamed(name);
  if (!known) return failed('wrongValue');
  if ('pick' in known) return known.pick(args.map((arg) => () => evaluateFormula(arg, run)));
  const values: Value[] = [];
  for (const [place, arg] of args.entries()) {
    const value = evaluateFormula(arg, run);
    if (isError(value)) return value;
    if (wantedAt(known, place) === 'text') values.push(textOf(value, run.timeZone));
    else if (value === null && !known.blanks) return null;
    else values.push(value);
  }
  return known.run(values, run.timeZone);
}
