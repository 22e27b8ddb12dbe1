import type { Condition, Operand } from '@tessera/model';
import type { Say } from './say.ts';
import type { Things } from './things.ts';

function describeValue(value: Operand | undefined, things: Things, t: Say): string {
  const quoted = (text: string | number) => {
    const name = things.value(text);
    if (name === undefined) return t('access.sentence.unknownThing');
    return typeof text === 'number' ? name : t('access.sentence.quoted', { text: name });
  };
  if (value === undefined) return '';
  if (typeof value === 'boolean') return t(value ? 'access.sentence.yes' : 'access.sentence.no');
  if (typeof value === 'string' || typeof value === 'number') return quoted(value);
  if ('context' in value) return t(`access.sentence.context.${value.context}`);
  if ('range' in value)
    return t(`access.sentence.range.${value.range}`, { days: 'days' in value ? value.days : 0 });
  return value.map(quoted).join(t('common.listSeparator'));
}

/** A condition in words, in the language it is said in. */
export function describeCondition(condition: Condition, things: Things, t: Say): string {
  if (condition.op === 'not')
    return t('access.sentence.not', { condition: describeCondition(condition.of, things, t) });
  if ('of' in condition) {
    const between = t(condition.op === 'and' ? 'access.sentence.and' : 'access.sentence.or');
    return condition.of
      .map((part) => {
        const text = describeCondition(part, things, t);
        const nested = part.op === 'and' || part.op === 'or';
        return nested && part.op !== condition.op ? `(${text})` : text;
      })
      .join(between);
  }
  return t(`access.sentence.op.${condition.op}`, {
    field: things.field(condition.field) ?? t('access.sentence.unknownField'),
    value: describeValue(condition.value, things, t),
  });
}
