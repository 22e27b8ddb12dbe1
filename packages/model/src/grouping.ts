import type { Condition } from './condition.ts';
import type { Field, GroupBy, View, ViewColor } from './schema.ts';
import { storageOf } from './storage.ts';

/** Whether records can be grouped by a field: it holds one value, and not a long text. */
export function isGroupable(field: Field): boolean {
  if (field.type === 'link') return field.side === 'forward' && field.single;
  return field.type !== 'longText' && storageOf(field) !== 'ids';
}

/** The levels that fields still bear; a unit goes where its field is no date. */
export function groupsThatFit(
  levels: readonly GroupBy[],
  fieldOf: (id: string) => Field | undefined,
): readonly GroupBy[] {
  return levels.flatMap((level) => {
    const field = fieldOf(level.field);
    if (!field || !isGroupable(field)) return [];
    const { unit, ...rest } = level;
    return [unit === undefined || storageOf(field) === 'date' ? level : rest];
  });
}

/** A view after one of its fields became another: groups, measures and colours by it, as far as they still mean something. */
export function looksAfter(
  view: View,
  to: Field,
  convert: (condition: Condition) => Condition,
): Pick<View, 'group' | 'measures' | 'color'> {
  const { group, measures, color } = view;
  const { [to.id]: _gone, ...others } = measures ?? {};
  return {
    ...(group && {
      group: group.flatMap((level) =>
        level.field === to.id ? groupsThatFit([level], () => to) : [level],
      ),
    }),
    ...(measures && { measures: others }),
    ...(color && { color: colorAfter(color, to, convert) }),
  };
}

function colorAfter(
  color: ViewColor,
  to: Field,
  convert: (condition: Condition) => Condition,
): ViewColor {
  if ('rules' in color) {
    return { rules: color.rules.map((rule) => ({ ...rule, when: convert(rule.when) })) };
  }
  return color.field === to.id && to.type !== 'singleSelect' ? { rules: [] } : color;
}
