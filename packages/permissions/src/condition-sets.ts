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

/** Whether a condition names no range of days but today: what a rule means must not slip from week to week. */
export function onlyToday(condition: Condition): boolean {
  if (condition.op === 'not') return onlyToday(condition.of);
  if ('of' in condition) return condition.of.every(onlyToday);
  const { value } = condition;
  const named = typeof value === 'object' && value !== null && 'range' in value;
  return !named || value.range === 'today';
}
