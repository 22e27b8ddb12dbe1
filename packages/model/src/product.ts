import { Decimal, decimalToScaled, scaledToExact } from './display-number.ts';
import type { FieldId } from './ids.ts';
import type { Cells, Field, FieldOf } from './schema.ts';

/** A field of numbers: its cells are integers scaled by 10^precision. */
export type NumberField = FieldOf<'number' | 'percent' | 'currency'>;

/** A field whose cells the server multiplies from other cells of the record. */
export type ProductField = NumberField & { readonly product: readonly FieldId[] };

/** How many fields a product multiplies. */
export const productFactors = { least: 2, most: 4 } as const;

export function isNumberField(field: Field): field is NumberField {
  return field.type === 'number' || field.type === 'percent' || field.type === 'currency';
}

export function isProduct(field: Field): field is ProductField {
  return isNumberField(field) && field.product !== undefined;
}

/** One product, rounded half up to the precision of its field; null when a factor is empty, undefined when it is 10^15 or more, scaled. */
export function multiply(
  field: ProductField,
  fields: ReadonlyMap<FieldId, Field>,
  cells: Cells,
): number | null | undefined {
  let product = new Decimal(1);
  for (const id of field.product) {
    const factor = fields.get(id);
    const cell = cells[id];
    if (!factor || !isNumberField(factor) || typeof cell !== 'number') return null;
    product = product.times(scaledToExact(cell, factor.precision));
  }
  return decimalToScaled(product, field.precision) ?? undefined;
}
