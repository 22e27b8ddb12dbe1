import {
  allInputs,
  type Field,
  type FieldId,
  type FieldRule,
  isWritable,
  type Level,
  levels,
  type Table,
  unclassified,
} from '@tessera/model';

/** Position of a level: hidden 0, masked 1, read 2, edit 3. */
export function rank(level: Level): number {
  return levels.indexOf(level);
}

export function lowest(a: Level, b: Level): Level {
  return rank(a) <= rank(b) ? a : b;
}

export function highest(a: Level, b: Level): Level {
  return rank(a) >= rank(b) ? a : b;
}

/** May the cell be seen as it is? Masked is not. */
export function readable(level: Level): boolean {
  return rank(level) >= rank('read');
}

/**
 * The level a rule gives to each field of a table: the lowest of its own and of all that its cells tell of, through
 * whatever lies between. `classifier`: the subject holds managePolicy.
 */
export function ruleLevels(
  table: Table,
  rule: FieldRule,
  classifier: boolean,
): ReadonlyMap<FieldId, Level> {
  const found = new Map<FieldId, Level>();
  for (const field of table.fields) found.set(field.id, plainLevel(field, rule, classifier));
  const plain = new Map(found);
  for (const field of table.fields)
    for (const input of allInputs(table, field))
      found.set(field.id, lowest(found.get(field.id) ?? 'hidden', plain.get(input) ?? 'hidden'));
  return found;
}

/** The level a rule gives to one field by itself, whatever it tells of. */
export function plainLevel(field: Field, rule: FieldRule, classifier: boolean): Level {
  if (field.classes.includes(unclassified) && !classifier) return 'hidden';
  let level = rule.default;
  const named = rule.except.filter((entry) => 'field' in entry && entry.field === field.id);
  const classed = rule.except.filter(
    (entry) => 'class' in entry && field.classes.includes(entry.class),
  );
  const entries = named.length > 0 ? named : classed;
  if (entries.length > 0) level = entries.map((entry) => entry.level).reduce(lowest);
  return isWritable(field) ? level : lowest(level, 'read');
}
