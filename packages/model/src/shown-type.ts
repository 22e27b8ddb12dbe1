import type { FieldType } from './schema.ts';

/**
 * A field as far as its type goes. `result`: what a formula gives; in answers to members also the type of what a
 * lookup, rollup or count shows.
 */
export interface Typed {
  readonly type: FieldType;
  readonly result?: FieldType;
}

/** The type whose cells a field's cells are like: its own, or that of its result. */
export function shownType({ type, result }: Typed): Exclude<FieldType, 'formula'> {
  const shown = result ?? type;
  return shown === 'formula' ? 'text' : shown;
}

/** Whether the cells of a field, stored, as members get it or still in the making, are asked of the records behind a link. */
export function isDerived<T extends { readonly type: FieldType }>(
  field: T,
): field is T & { readonly type: 'lookup' | 'rollup' | 'count' } {
  return field.type === 'lookup' || field.type === 'rollup' || field.type === 'count';
}
