import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applySchemaChange } from './apply-schema-change.ts';
import { isDenial } from './error.ts';
import { deriveCells } from './made-cells.ts';
import type { Field, Schema } from './schema.ts';
import { isWritable } from './storage.ts';

const timeZone = 'UTC';
const number = (id: string, precision: number, product?: readonly string[]): Field => ({
  id,
  name: id,
  slug: id,
  classes: [],
  type: 'number',
  precision,
  ...(product && { product }),
});

/** The same with whole numbers alone: rounded half away from zero. */
function exactly(cells: readonly number[], digits: number, precision: number): bigint {
  let product = cells.reduce((all, cell) => all * BigInt(cell), 1n);
  if (digits <= precision) return product * 10n ** BigInt(precision - digits);
  const unit = 10n ** BigInt(digits - precision);
  const negative = product < 0n;
  if (negative) product = -product;
  const rounded = (2n * product + unit) / (2n * unit);
  return negative ? -rounded : rounded;
}

const cell = fc.oneof(
  fc.integer({ min: -2000, max: 2000 }),
  fc.integer({ min: -(10 ** 15) + 1, max: 10 ** 15 - 1 }),
);
const factor = fc.record({ precision: fc.integer({ min: 0, max: 8 }), cell });

describe('a product', () => {
  it('is exact, rounded half up to its digits, and nothing where it is too large', () => {
    const given = fc.tuple(
      fc.array(factor, { minLength: 2, maxLength: 4 }),
      fc.integer({ min: 0, max: 8 }),
    );
    fc.assert(
      fc.property(given, ([factors, precision]) => {
        const ids = factors.map((_, i) => `fld${i}`);
        const fields = factors.map((one, i) => number(`fld${i}`, one.precision));
        const cells = Object.fromEntries(factors.map((one, i) => [`fld${i}`, one.cell]));
        const made = deriveCells([...fields, number('fldp', precision, ids)], cells, { timeZone });
        const digits = factors.reduce((sum, one) => sum + one.precision, 0);
        const exact = exactly(
          factors.map((one) => one.cell),
          digits,
          precision,
        );
        const large = exact >= 10n ** 15n || exact <= -(10n ** 15n);
        expect(made.tooLarge.length).toBe(large ? 1 : 0);
        expect(made.cells.fldp).toBe(large ? null : Number(exact));
      }),
    );
  });

  it('is empty where one of its fields is, and is made anew only for what changed', () => {
    const fields = [
      number('fldq', 0),
      number('fldx', 2),
      number('flda', 2, ['fldq', 'fldx']),
      number('fldb', 0),
      number('fldc', 2, ['fldx', 'fldb']),
    ];
    expect(deriveCells(fields, { fldq: 3, fldx: 250 }, { timeZone }).cells).toEqual({
      flda: 750,
      fldc: null,
    });
    expect(
      deriveCells(fields, { fldq: 3, fldx: 250 }, { timeZone, changed: ['fldq'] }).cells,
    ).toEqual({ flda: 750 });
    expect(
      deriveCells(fields, { fldq: 0, fldx: 250 }, { timeZone, changed: ['fldq'] }).cells,
    ).toEqual({ flda: 0 });
  });
});

describe('the schema of products', () => {
  const q = number('fldq', 0);
  const x = number('fldx', 2);
  const p = number('fldp', 2, ['fldq', 'fldx']);
  const schema: Schema = {
    workspace: 'wsp1',
    version: 1,
    apps: [{ id: 'app1', name: 'A' }],
    classes: [],
    tables: [
      {
        id: 'tbl1',
        app: 'app1',
        name: 'T',
        slug: 't',
        titleField: 'fldn',
        fields: [
          { id: 'fldn', name: 'n', slug: 'n', classes: [], type: 'text' },
          number('fldy', 0),
          q,
          x,
          p,
        ],
        views: [],
      },
    ],
  };
  const add = (field: Field) =>
    applySchemaChange(schema, { kind: 'addField', table: 'tbl1', field });
  const update = (field: Field) =>
    applySchemaChange(schema, { kind: 'updateField', table: 'tbl1', field });

  it('takes two to four fields of numbers of the same table that are no products', () => {
    expect(isDenial(add(number('fldz', 0, ['fldq', 'fldx', 'fldy'])))).toBe(false);
    for (const product of [
      [],
      ['fldq'],
      ['fldq', 'fldq'],
      ['fldq', 'fldn'],
      ['fldq', 'fldp'],
      ['fldq', 'fldz'],
      ['fldq', 'fldnone'],
    ])
      expect(isDenial(add(number('fldz', 0, product))), product.join()).toBe(true);
  });

  it('makes a field that nobody writes and that cannot be required', () => {
    expect([isWritable(p), isWritable(q)]).toEqual([false, true]);
    expect(isDenial(add({ ...number('fldz', 0, ['fldq', 'fldx']), required: true }))).toBe(true);
  });

  it('keeps a product a product, and its factors, so that no level is lost', () => {
    expect(isDenial(update(number('fldp', 2, ['fldq', 'fldy'])))).toBe(false);
    expect(isDenial(update(number('fldp', 2)))).toBe(true);
    expect(isDenial(update(number('fldy', 0, ['fldq', 'fldx'])))).toBe(true);
    const remove = (field: string) =>
      applySchemaChange(schema, { kind: 'removeField', table: 'tbl1', field });
    expect([remove('fldx'), remove('fldp'), remove('fldy')].map(isDenial)).toEqual([
      true,
      false,
      false,
    ]);
  });
});
