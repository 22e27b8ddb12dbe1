import { emptyTest, positiveTest } from './bind-atom.ts';
import type { BindEnv } from './bind-env.ts';
import { and, not, or } from './bound.ts';
import { type Atom, always, type Bound, type Condition, never } from './condition.ts';
import type { Field } from './schema.ts';
import { operatorsOf, storageOf } from './storage.ts';

/**
 * Resolves a checked condition for one subject, moment and schema (PERMISSIONS section 3). Negation is pushed
 * to the atoms; a negated atom on an empty cell follows its `empty` flag, by default nomatch in grants and match
 * elsewhere. What then cannot be resolved is false in grants and filters and true in restrictions.
 */
export function bindCondition(condition: Condition, env: BindEnv): Bound {
  return bind(condition, false, env);
}

function bind(condition: Condition, negated: boolean, env: BindEnv): Bound {
  switch (condition.op) {
    case 'not':
      return bind(condition.of, !negated, env);
    case 'and':
    case 'or': {
      const children = condition.of.map((child) => bind(child, negated, env));
      return (condition.op === 'and') === negated ? or(...children) : and(...children);
    }
    default:
      return bindAtom(condition, negated, env);
  }
}

function bindAtom(atom: Atom, negated: boolean, env: BindEnv): Bound {
  const unresolved = env.polarity === 'restriction' ? always : never;
  const field = env.field(atom.field);
  if (!field || !operatorsOf(field).includes(atom.op)) return unresolved;
  const positive = atom.op === 'empty' ? emptyTest(field, env) : positiveTest(field, atom, env);
  if (!positive) return unresolved;
  const bound = negated ? complement(field, atom, positive, env) : positive;
  return env.guard ? env.guard(field, bound) : bound;
}

function complement(field: Field, atom: Atom, positive: Bound, env: BindEnv): Bound {
  const opposite = not(positive);
  const total = atom.op === 'empty' || storageOf(field) === 'boolean';
  const onEmpty = atom.empty ?? (env.polarity === 'grant' ? 'nomatch' : 'match');
  return total || onEmpty === 'match' ? opposite : and(opposite, not(emptyTest(field, env)));
}
