import { describe, expect, it } from 'vitest';
import { exampleFields, exampleSchema, exampleTable } from '../test/example-fields.ts';
import { canonicalIds, sameCell } from './compare-cells.ts';
import { fieldOf, ownershipFields, tableOf, titleFieldOf } from './schema-lookup.ts';

describe('schema lookups', () => {
  it('find by id, then by API name, and nothing that every object has', () => {
    const table = tableOf(exampleSchema, 'tblorders');
    expect(tableOf(exampleSchema, 'orders')).toBe(table);
    expect(table && fieldOf(table, 'name')?.id).toBe('fldorders');
    expect(table && titleFieldOf(table)?.id).toBe('fldorders');
    for (const odd of ['constructor', '__proto__', 'toString', '']) {
      expect(tableOf(exampleSchema, odd)).toBe(undefined);
      expect(table && fieldOf(table, odd)).toBe(undefined);
    }
  });

  it('name the fields whose value owns a record', () => {
    const table = { ...exampleTable('all'), fields: exampleFields };
    expect(ownershipFields(table).map((field) => field.slug)).toEqual(['owner']);
  });
});

describe('cells', () => {
  it('are the same when their canonical values are', () => {
    expect(sameCell(['a', 'b'], ['a', 'b'])).toBe(true);
    expect(sameCell(['a', 'b'], ['b', 'a'])).toBe(false);
    expect(sameCell(undefined, null)).toBe(true);
    expect(sameCell(0, null)).toBe(false);
    expect(sameCell('1', 1)).toBe(false);
    expect(sameCell(['a'], 'a')).toBe(false);
  });

  it('hold sets of ids in one form', () => {
    expect(canonicalIds(['b', 'a', 'b'])).toEqual(['a', 'b']);
    expect(canonicalIds([])).toBe(null);
  });
});
