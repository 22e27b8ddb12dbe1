import type { FieldType } from './schema.ts';

/** A field as far as its type goes. */
export interface Typed {
  readonly type: FieldType;
  readonly result?: FieldType;
}

/** The type whose cells a field's cells are like: its own, or that of what a formula gives. */
export function shownType({ type, result }: Typed): Exclude<FieldType, 'formula'> {
  if (type !== 'formula') return type;
  return result === undefined || result === 'formula' ? 'text' : result;
}
