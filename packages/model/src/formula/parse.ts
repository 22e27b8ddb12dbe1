import { Decimal } from '../display-number.ts';
import { type FormulaProblem, isProblem } from './problem.ts';
import { type Token, tokensOf } from './tokens.ts';

interface Place {
  readonly at: number;
  readonly length: number;
}

export type BinarySign = '+' | '-' | '*' | '/' | '^' | '&' | '=' | '<>' | '<' | '<=' | '>' | '>=';

/** A formula as a tree; each node knows its place in the text. */
export type Node = Place &
  (
    | { readonly kind: 'number'; readonly value: Decimal }
    | { readonly kind: 'text'; readonly value: string }
    | { readonly kind: 'field'; readonly name: string }
    | { readonly kind: 'negative'; readonly of: Node }
    | {
        readonly kind: 'binary';
        readonly sign: BinarySign;
        readonly left: Node;
        readonly right: Node;
      }
    | { readonly kind: 'call'; readonly name: string; readonly args: readonly Node[] }
  );

/** Signs and words between two values, those that bind least first. */
const levels: readonly (readonly string[])[] = [
  ['OR'],
  ['AND'],
  ['=', '<>', '<', '<=', '>', '>='],
  ['&'],
  ['+', '-'],
  ['*', '/'],
];
const deepest = 60;

/** The tree of a formula, or the first thing in it that cannot be understood. */
export function parseFormula(text: string): Node | FormulaProblem {
  const tokens = tokensOf(text);
  if ('problem' in tokens) return tokens;
  if (tokens.length === 1) return { problem: 'empty', at: 0, length: text.length };
  const parser = new Parser(tokens);
  const node = parser.level(0, 0);
  if (isProblem(node)) return node;
  const rest = parser.token;
  return rest.kind === 'end' ? node : parser.unexpected();
}

/** Walks the tokens once; kept as a class only for the place it has reached. */
class Parser {
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get token(): Token {
    return this.#tokens[this.#next] as Token;
  }

  unexpected(): FormulaProblem {
    const { kind, value, at, length } = this.token;
    if (kind === 'end') return { problem: 'unfinished', at, length };
    const given = kind === 'field' ? `{${value}}` : kind === 'text' ? `"${value}"` : value;
    return { problem: 'unexpected', given, at, length };
  }

  /** Values between signs of one level, from the left. */
  level(depth: number, level: number): Node | FormulaProblem {
    const own = levels[level];
    if (!own) return this.#signed(depth);
    let left = this.level(depth, level + 1);
    while (!isProblem(left)) {
      const { kind, value } = this.token;
      const known = (kind === 'sign' || kind === 'name') && own.includes(value);
      if (!known) return left;
      this.#next += 1;
      const right = this.level(depth, level + 1);
      if (isProblem(right)) return right;
      const place = between(left, right);
      left =
        kind === 'name'
          ? { kind: 'call', name: value, args: [left, right], ...place }
          : { kind: 'binary', sign: value as BinarySign, left, right, ...place };
    }
    return left;
  }

  #signed(depth: number): Node | FormulaProblem {
    const { at, kind, value } = this.token;
    if (depth > deepest) return { problem: 'tooDeep', at, length: 1 };
    const following = this.#tokens[this.#next + 1];
    const negates = kind === 'name' && value === 'NOT' && following?.value !== '(';
    if (!negates && !(kind === 'sign' && (value === '-' || value === '+')))
      return this.#power(depth);
    this.#next += 1;
    // NOT takes a whole comparison, a minus the next value alone.
    const of = negates ? this.level(depth + 1, 2) : this.#signed(depth + 1);
    if (isProblem(of) || value === '+') return of;
    const place = { at, length: of.at + of.length - at };
    return negates
      ? { kind: 'call', name: 'NOT', args: [of], ...place }
      : { kind: 'negative', of, ...place };
  }

  #power(depth: number): Node | FormulaProblem {
    const left = this.#percent(depth);
    if (isProblem(left) || !this.#takes('^')) return left;
    const right = this.#signed(depth + 1);
    return isProblem(right)
      ? right
      : { kind: 'binary', sign: '^', left, right, ...between(left, right) };
  }

  #percent(depth: number): Node | FormulaProblem {
    const of = this.#single(depth);
    if (isProblem(of)) return of;
    const { at } = this.token;
    if (!this.#takes('%')) return of;
    const right: Node = { kind: 'number', value: new Decimal(100), at, length: 1 };
    return { kind: 'binary', sign: '/', left: of, right, ...between(of, right) };
  }

  #single(depth: number): Node | FormulaProblem {
    const { kind, value, at, length } = this.token;
    switch (kind) {
      case 'number':
        this.#next += 1;
        return { kind, value: new Decimal(value), at, length };
      case 'text':
        this.#next += 1;
        return { kind, value, at, length };
      case 'field':
        this.#next += 1;
        return { kind, name: value, at, length };
      case 'name':
        this.#next += 1;
        return this.#call(value, at, length, depth);
      case 'sign': {
        if (value !== '(') return this.unexpected();
        this.#next += 1;
        const of = this.level(depth + 1, 0);
        if (isProblem(of)) return of;
        const end = this.token;
        if (!this.#takes(')')) return this.unexpected();
        return { ...of, at, length: end.at + 1 - at };
      }
      case 'end':
        return this.unexpected();
    }
  }

  /** `NAME(a, b)`; TRUE and FALSE stand alone too. */
  #call(name: string, at: number, length: number, depth: number): Node | FormulaProblem {
    if (!this.#takes('(')) {
      if (name === 'TRUE' || name === 'FALSE') return { kind: 'call', name, args: [], at, length };
      return this.token.kind === 'end'
        ? { problem: 'unknownFunction', given: name, at, length }
        : { problem: 'unexpected', given: name, at, length };
    }
    const args: Node[] = [];
    let end = this.token;
    if (!this.#takes(')')) {
      do {
        const arg = this.level(depth + 1, 0);
        if (isProblem(arg)) return arg;
        args.push(arg);
      } while (this.#takes(','));
      end = this.token;
      if (!this.#takes(')')) return this.unexpected();
    }
    return { kind: 'call', name, args, at, length: end.at + 1 - at };
  }

  #takes(sign: string): boolean {
    const { kind, value } = this.token;
    if (kind !== 'sign' || value !== sign) return false;
    this.#next += 1;
    return true;
  }
}

function between(left: Place, right: Place): Place {
  return { at: left.at, length: right.at + right.length - left.at };
}
