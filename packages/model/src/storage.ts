import type { Operator } from './condition.ts';
import { fieldTypes } from './field-types/index.ts';
import { isProduct } from './product.ts';
import type { Field, StorageClass } from './schema.ts';
import { shownType, type Typed } from './shown-type.ts';

/** How a field's cells are kept and compared. */
export function storageOf(field: Typed): StorageClass {
  return fieldTypes[shownType(field)].storage;
}

/** The operators that conditions may use on a field. */
export function operatorsOf(field: Typed): readonly Operator[] {
  return fieldTypes[shownType(field)].operators;
}

/**
 * True when members write the field's cells. Not so for autonumber, created and modified fields, products, formulas,
 * nor for the reverse side of a link, which is edited from its forward side.
 */
export function isWritable(field: Field): boolean {
  if (field.type === 'link' && field.side === 'reverse') return false;
  if (isProduct(field)) return false;
  return fieldTypes[field.type].writable;
}
