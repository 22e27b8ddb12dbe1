// Single changes to conditions and masks, each of which would let somebody see, or do, what he may not.
const condition = 'packages/model/src/bind-condition.ts';
const atom = 'packages/model/src/bind-atom.ts';
const bound = 'packages/model/src/bound.ts';
const evaluate = 'packages/model/src/evaluate.ts';
const mask = 'packages/model/src/mask-cell.ts';
const tests = ['model', 'permissions'];

export const mutants = [
  {
    file: condition,
    find: `env.polarity === 'restriction' ? always : never;`,
    replace: 'always;',
    breaks: 'an atom that cannot be resolved opens a grant',
    tests,
  },
  {
    file: condition,
    find: `env.polarity === 'restriction' ? always : never;`,
    replace: 'never;',
    breaks: 'an atom that cannot be resolved unlocks a restriction',
    tests,
  },
  {
    file: condition,
    find: `(env.polarity === 'grant' ? 'nomatch' : 'match')`,
    replace: `'match'`,
    breaks: 'a negation in a grant matches empty cells',
    tests,
  },
  {
    file: condition,
    find: `(env.polarity === 'grant' ? 'nomatch' : 'match')`,
    replace: `'nomatch'`,
    breaks: 'a negation in a restriction passes by empty cells',
    tests,
  },
  {
    file: condition,
    find: `return bind(condition.of, !negated, env);`,
    replace: `return bind(condition.of, negated, env);`,
    breaks: 'a negation is forgotten',
    tests,
  },
  {
    file: condition,
    find: `(condition.op === 'and') === negated ? or(...children) : and(...children)`,
    replace: `condition.op === 'and' ? and(...children) : or(...children)`,
    breaks: 'a negated conjunction keeps its sign',
    tests,
  },
  {
    file: condition,
    find: `return env.guard ? env.guard(field, bound) : bound;`,
    replace: `return bound;`,
    breaks: 'a filter looks at cells that are hidden on some records',
    tests,
  },
  {
    file: atom,
    find: `(env.link?.(field)?.visible ?? always)`,
    replace: 'always',
    breaks: 'an empty reverse link tells of unseen records',
    tests,
  },
  {
    file: atom,
    find: `and({ kind: 'record', ids }, visible)`,
    replace: `{ kind: 'record', ids }`,
    breaks: 'a filter finds links to unseen records',
    tests,
  },
  {
    file: atom,
    find: `and(visible, title.when, contains)`,
    replace: `and(visible, contains)`,
    breaks: 'a filter finds hidden titles of linked records',
    tests,
  },
  {
    file: atom,
    find: `if (named === null) return null;`,
    replace: `if (named === null) return [''];`,
    breaks: 'a context that is missing counts as a set',
    tests,
  },
  {
    file: bound,
    find: `else if (next.value === stops) return stops ? always : never;`,
    replace: `else if (next.value === stops && stops) return always;`,
    breaks: 'what is never true drops out of a conjunction',
    tests,
  },
  {
    file: bound,
    find: `return bound.kind === 'not' ? bound.of : { kind: 'not', of: bound };`,
    replace: `return bound.kind === 'not' ? bound : { kind: 'not', of: bound };`,
    breaks: 'a double negation stays single',
    tests,
  },
  {
    file: evaluate,
    find: `return order(value, test.from) >= 0 && order(value, test.to) < 0;`,
    replace: `return order(value, test.from) >= 0 && order(value, test.to) <= 0;`,
    breaks: 'a span of time holds its end',
    tests: ['model', 'store src/conformance'],
  },
  {
    file: mask,
    find: `if (untold.has(field.type) || isMade(field)) return maskSign;`,
    replace: `if (untold.has(field.type)) return maskSign;`,
    breaks: 'the mask of a product tells its size',
    tests,
  },
  {
    file: mask,
    find: `digits.slice(-4)`,
    replace: `digits.slice(-8)`,
    breaks: 'the mask of a telephone number covers nothing',
    tests,
  },
  {
    file: mask,
    find: `letters.length < 2 ? maskSign`,
    replace: `letters.length < 1 ? maskSign`,
    breaks: 'the mask of a single letter is the letter',
    tests,
  },
];
