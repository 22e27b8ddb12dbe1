import type { MemberId } from '@tessera/model';
import type { Mutation } from './mutation.ts';
import { mutations } from './mutations.ts';
import { Oracle } from './oracle.ts';
import { randomOf } from './random.ts';
import { noon, type Spec, simulate } from './spec.ts';
import { viewOf } from './view-of.ts';

/** Two workspaces that are equal for a member, and what the difference between them is made of. */
export interface Pair {
  readonly a: Spec;
  readonly b: Spec;
  readonly member: MemberId;
  /** How many mutations of each kind went in. */
  readonly kinds: ReadonlyMap<string, number>;
}

/** All that a member may learn of a workspace, by the oracle. */
export function knownTo(spec: Spec, member: MemberId, now = noon): string {
  return viewOf(spec, new Oracle(spec, simulate(spec), member, now, spec.key));
}

/**
 * Makes two workspaces from one by random mutations of what the member may not see. A mutation changes one of
 * them, or both in different ways; it stays only when the oracle finds both still equal to the base.
 */
export function makePair(
  base: Spec,
  member: MemberId,
  seed: number,
  tries = 60,
  kindsOf: readonly (readonly [string, Mutation])[] = mutations,
): Pair {
  const random = randomOf(seed);
  const known = knownTo(base, member);
  const kinds = new Map<string, number>();
  let a = base;
  let b = base;
  for (let at = 0; at < tries; at++) {
    const turned = random.chance(0.5);
    const [name, mutation]: readonly [string, Mutation] = random.pick(kindsOf);
    const [one, other] = turned ? [b, a] : [a, b];
    const oracle = new Oracle(one, simulate(one), member, noon, one.key);
    const made = mutation(random, one, other, oracle);
    if (!made) continue;
    const [next, beside] = made;
    if (knownTo(next, member) !== known) continue;
    if (beside !== other && knownTo(beside, member) !== known) continue;
    [a, b] = turned ? [beside, next] : [next, beside];
    kinds.set(name, (kinds.get(name) ?? 0) + 1);
  }
  return { a, b, member, kinds };
}
