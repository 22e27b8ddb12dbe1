import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskCell } from './mask-cell.ts';
import type { CellValue, Field } from './schema.ts';

const zone = 'Asia/Shanghai';
const field = (set: object) =>
  ({ id: 'fld1', name: 'F', slug: 'f', classes: [], ...set }) as unknown as Field;
const mask = (set: object, cell: CellValue) => maskCell(field(set), cell, zone);

describe('a mask', () => {
  it('shows the ends of a telephone number, and less of a short one', () => {
    const phone = (cell: string) => mask({ type: 'phone' }, cell);
    expect(phone('13812341234')).toBe('138****1234');
    expect(phone('+1 (555) 010-2030 44')).toBe('155****3044');
    expect(phone('010-8765-12')).toBe('****12');
    expect(phone('110')).toBe('***');
  });

  it('shows the first letter and the domain of an address', () => {
    const email = (cell: string) => mask({ type: 'email' }, cell);
    expect(email('lin@example.com')).toBe('l***@example.com');
    expect(email('l@example.com')).toBe('***@example.com');
    expect(email('nobody')).toBe('***');
  });

  it('shows the first letter of a text, whole characters only, and nothing of a single one', () => {
    expect(mask({ type: 'text' }, '王小明')).toBe('王***');
    expect(mask({ type: 'longText' }, '𠮷野家')).toBe('𠮷***');
    expect(mask({ type: 'text' }, 'a')).toBe('***');
    expect(mask({ type: 'url' }, 'https://example.com/a')).toBe('***');
  });

  it('shows between which powers of ten an amount lies', () => {
    const amount = (cell: number) =>
      mask({ type: 'currency', precision: 2, currency: 'CNY' }, cell);
    expect(amount(0)).toBe('0–10');
    expect(amount(999)).toBe('0–10');
    expect(amount(1000)).toBe('10–100');
    expect(amount(123_456_00)).toBe('100000–1000000');
    expect(amount(-1)).toBe('< 0');
    expect(mask({ type: 'percent', precision: 2 }, 25)).toBe('10–100%');
    expect(mask({ type: 'percent', precision: 0 }, 1)).toBe('100–1000%');
    expect(mask({ type: 'number', precision: 0 }, 999_999_999_999_999)).toBe(
      '100000000000000–1000000000000000',
    );
  });

  it('shows the year of a day, and of an instant in the time zone of the workspace', () => {
    expect(mask({ type: 'date' }, '2026-03-01')).toBe('2026');
    expect(mask({ type: 'createdTime' }, Date.UTC(2025, 11, 31, 20))).toBe('2026');
  });

  it('tells of nothing else than whether it is empty, and of links, ticks and made cells not even that', () => {
    for (const type of ['member', 'singleSelect', 'autonumber', 'createdBy'])
      expect([mask({ type }, 'x'), mask({ type }, null)]).toEqual(['***', null]);
    for (const set of [
      { type: 'link', target: 't', reverse: 'r', side: 'forward', single: false },
      { type: 'checkbox' },
      { type: 'modifiedTime', watch: 'all' },
      { type: 'number', precision: 0, product: ['a', 'b'] },
    ])
      expect([mask(set, null), mask(set, 1)]).toEqual(['***', '***']);
  });

  it('is total, and never the cell itself', () => {
    const types = ['text', 'longText', 'phone', 'email', 'url', 'date', 'member', 'singleSelect'];
    fc.assert(
      fc.property(
        fc.constantFrom(...types),
        fc.string({ minLength: 4, unit: 'grapheme' }),
        (type, cell) => {
          const shown = mask({ type }, cell);
          expect(typeof shown === 'string' && (type === 'date' || shown !== cell)).toBe(true);
        },
      ),
    );
    fc.assert(
      fc.property(fc.integer({ min: -1e15, max: 1e15 }), fc.nat(8), (cell, precision) => {
        expect(typeof mask({ type: 'number', precision }, cell)).toBe('string');
      }),
    );
  });
});
