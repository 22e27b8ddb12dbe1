import type { Field, SchemaChange } from '@tessera/model';
import type { Names } from './rules.ts';

/** A field whose cells are asked behind a link, without what follows from its place. */
type Asked =
  | { readonly type: 'lookup'; readonly of: readonly [string, string] }
  | {
      readonly type: 'rollup';
      readonly of: readonly [string, string];
      readonly fn: 'sum' | 'max' | 'average';
      readonly declassified?: true;
    }
  | { readonly type: 'count'; readonly declassified?: true };

/** By table, link and name: of the links' other sides some are secret, some hold secrets, and some tell all. */
const asked: readonly (readonly [string, string, string, Asked])[] = [
  ['customers', 'opportunities', 'deals', { type: 'count' }],
  [
    'customers',
    'opportunities',
    'sold',
    { type: 'rollup', of: ['opportunities', 'close_value'], fn: 'sum' },
  ],
  [
    'customers',
    'opportunities',
    'best',
    { type: 'rollup', of: ['opportunities', 'after_margin'], fn: 'max' },
  ],
  ['customers', 'contacts', 'numbers', { type: 'lookup', of: ['contacts', 'phone'] }],
  ['opportunities', 'customer', 'place', { type: 'lookup', of: ['customers', 'region'] }],
  [
    'opportunities',
    'customer',
    'means',
    { type: 'rollup', of: ['customers', 'annual_revenue'], fn: 'average' },
  ],
  ['activities', 'customer', 'with', { type: 'lookup', of: ['customers', 'name'] }],
  [
    'products',
    'opportunities',
    'all_value',
    { type: 'rollup', of: ['opportunities', 'close_value'], fn: 'sum', declassified: true },
  ],
  ['contacts', 'activities', 'touches', { type: 'count', declassified: true }],
];

/** Lookups, rollups and counts over a schema that holds what they read. */
export function derivedFields(names: Names): readonly SchemaChange[] {
  return asked.map(([table, link, slug, how]): SchemaChange => {
    const base = { id: `fld${table}${slug.replace('_', '')}`, name: slug, slug, classes: [] };
    const on = names.field(table, link).id;
    const field: Field =
      how.type === 'count'
        ? { ...base, ...how, link: on }
        : { ...base, ...how, link: on, of: names.field(...how.of).id };
    return { kind: 'addField', table: names.table(table).id, field };
  });
}
