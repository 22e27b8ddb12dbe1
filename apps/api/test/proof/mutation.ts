import type { Oracle } from './oracle.ts';
import type { Random } from './random.ts';
import type { Spec } from './spec.ts';

/**
 * Proposes a change of one of two workspaces that a member should not notice: the changed one and the other, which
 * may need a change too. null when there is nothing to change. Proposals are judged by the oracle, not here.
 */
export type Mutation = (
  random: Random,
  spec: Spec,
  other: Spec,
  oracle: Oracle,
) => readonly [Spec, Spec] | null;
