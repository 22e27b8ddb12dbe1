import { emptyTest, positiveTest } from './bind-atom.ts';
import { emptyBehind, testBehind } from './bind-behind.ts';
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
  const positive = atom.op === 'empty' ? isEmpty(field, env) : meets(field, atom, env);
  if (!positive) return unresolved;
  const bound = negated ? complement(field, atom, positive, env) : positive;
  return env.guard ? env.guard(field, bound) : bound;
}

function complement(field: Field, atom: Atom, positive: Bound, env: BindEnv): Bound {
  const opposite = not(positive);
  const ticked = storageOf(field) === 'boolean' && !env.behind?.(field.id);
  const total = atom.op === 'empty' || ticked;
  const onEmpty = atom.empty ?? (env.polarity === 'grant' ? 'nomatch' : 'match');
  return total || onEmpty === 'match' ? opposite : and(opposite, not(isEmpty(field, env)));
}

function isEmpty(field: Field, env: BindEnv): Bound {
  const behind = env.behind?.(field.id);
  return behind ? emptyBehind(behind) : emptyTest(field, env);
}

function meets(field: Field, atom: Atom, env: BindEnv): Bound | null {
  const behind = env.behind?.(field.id);
  const test = positiveTest(field, atom, env);
  return test && behind ? testBehind(behind, test) : test;
}
