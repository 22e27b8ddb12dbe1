import { Decimal, decimalToScaled, scaledToExact } from './display-number.ts';
import type { FieldId } from './ids.ts';
import type { Cells, CellValue, Field, FieldOf } from './schema.ts';

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

/** The cells of products, and the products that are too large to be kept (they are empty in `cells`). */
export interface Products {
  readonly cells: Readonly<Record<FieldId, CellValue>>;
  readonly tooLarge: readonly ProductField[];
}

/**
 * The products of one record, rounded half up to the precision of their field; empty when a factor is empty.
 * `changed`: only those with a factor among these fields.
 */
export function productsOf(
  fields: readonly Field[],
  cells: Cells,
  changed?: readonly FieldId[],
): Products {
  const made: Record<FieldId, CellValue> = {};
  const tooLarge: ProductField[] = [];
  let byId: Map<FieldId, Field> | null = null;
  for (const field of fields) {
    if (!isProduct(field)) continue;
    if (changed && !field.product.some((id) => changed.includes(id))) continue;
    byId ??= new Map(fields.map((one) => [one.id, one]));
    const product = multiply(field, byId, cells);
    if (product === undefined) tooLarge.push(field);
    made[field.id] = product ?? null;
  }
  return { cells: made, tooLarge };
}

/** One product; undefined when it is 10^15 or more, scaled. */
function multiply(
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
