import type { FieldTypeSpec } from './field-type.ts';
import { notWritable } from './field-type.ts';

/**
 * Lookup, rollup and count: asked of the records behind a link. Values are shown and asked for through the field of
 * their result (`resultOf`); by itself such a field says nothing, and no rule can name it in a condition.
 */
export const derived: FieldTypeSpec = {
  storage: 'text',
  operators: [],
  writable: false,
  parse: (field) => notWritable(field),
  format: () => null,
  text: () => '',
};
