import type { FieldType } from '@tessera/model';
import type { OutField, SchemaAnswer } from '@tessera/protocol';

/**
 * The schema with every field as what its values are: a lookup, rollup or count bears the type of its result, and
 * `result` tells that it is one. So cells, filters, orders and measures need not know of them.
 */
export function byResult(schema: SchemaAnswer): SchemaAnswer {
  if (!schema.tables.some(({ fields }) => fields.some(isDerived))) return schema;
  return {
    ...schema,
    tables: schema.tables.map((table) => ({
      ...table,
      fields: table.fields.map((field) =>
        isDerived(field) && field.result ? { ...field, type: field.result } : field,
      ),
    })),
  };
}

/** Whether a field is asked of the records behind a link. A formula is not: it keeps its type, and `result` beside it. */
export function isDerived({ type, result }: OutField): boolean {
  return result !== undefined && type !== 'formula';
}

/** The type under which a field was made. */
export function madeAs(field: OutField): FieldType {
  const { type, fn, of } = field;
  if (!isDerived(field)) return type;
  if (fn !== undefined) return 'rollup';
  return of === undefined ? 'count' : 'lookup';
}
