import type { Condition } from '@tessera/model';

/**
 * Whether sets of the subject (my teams, my departments, my reports) stand only where more of them can never
 * mean less access: under an even number of negations in a scope (`positive`), an odd one in a restriction.
 * `me` is one member, not a set, and may stand anywhere.
 */
export function setsStand(condition: Condition, wanted: 'positive' | 'negative'): boolean {
  if (condition.op === 'not')
    return setsStand(condition.of, wanted === 'positive' ? 'negative' : 'positive');
  if ('of' in condition) return condition.of.every((part) => setsStand(part, wanted));
  const { value } = condition;
  const isSet =
    typeof value === 'object' && value !== null && 'context' in value && value.context !== 'me';
  return !isSet || wanted === 'positive';
}
