import type { Behind } from './bind-env.ts';
import { and, linked, not, or } from './bound.ts';
import type { Bound } from './condition.ts';
import type { FieldId } from './ids.ts';

/** When nothing stands behind: no readable cell that is not empty, or an empty result. */
export function emptyBehind(behind: Behind): Bound {
  if (behind.kind === 'rollup')
    return { kind: 'rollup', rollup: behind.rollup, test: { op: 'empty' } };
  const { link, target, over, of } = behind;
  const empty: Bound = { kind: 'atom', field: of, test: { op: 'empty' } };
  return not(linked(link, target, and(over, not(empty))));
}

/** A positive test of one cell as it is asked of what stands behind: of the result, or of some readable cell. */
export function testBehind(behind: Behind, test: Bound): Bound {
  if (behind.kind === 'lookup') {
    const { link, target, over, of } = behind;
    return linked(link, target, and(over, onField(test, of)));
  }
  const { rollup } = behind;
  return overAtoms(test, (atom) => ({ kind: 'rollup', rollup, test: atom.test }));
}

function onField(bound: Bound, field: FieldId): Bound {
  return overAtoms(bound, (atom) => ({ ...atom, field }));
}

/** The same condition with each atom said otherwise. */
function overAtoms(bound: Bound, say: (atom: Extract<Bound, { kind: 'atom' }>) => Bound): Bound {
  switch (bound.kind) {
    case 'atom':
      return say(bound);
    case 'not':
      return not(overAtoms(bound.of, say));
    case 'and':
      return and(...bound.of.map((child) => overAtoms(child, say)));
    case 'or':
      return or(...bound.of.map((child) => overAtoms(child, say)));
    default:
      return bound;
  }
}
