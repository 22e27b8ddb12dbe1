import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTsv, printTsv } from './tsv.ts';

describe('tab separated text', () => {
  it('reads what Excel copies: line ends of Windows and one at the end', () => {
    expect(parseTsv('a\tb\r\nc\td\r\n')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  it('keeps a quoted cell of several lines as one cell', () => {
    expect(parseTsv('"first\nsecond"\t2\n3\t4')).toEqual([
      ['first\nsecond', '2'],
      ['3', '4'],
    ]);
  });

  it('reads doubled quotes, and leaves quotes inside of plain cells alone', () => {
    expect(parseTsv('"say ""hi"""\t5" pipe')).toEqual([['say "hi"', '5" pipe']]);
    expect(parseTsv('"abc" def\tx')).toEqual([['"abc" def', 'x']]);
    expect(parseTsv('"never closed\tx')).toEqual([['"never closed', 'x']]);
  });

  it('keeps empty cells and empty rows', () => {
    expect(parseTsv('a\t\tb\n\nc')).toEqual([['a', '', 'b'], [''], ['c']]);
    expect(parseTsv('')).toEqual([['']]);
  });

  it('reads back whatever it writes', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', '\t', '\n', ' ', '中', ',') });
    const block = fc
      .array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 4 })
      .map((rows) => rows.map((row) => row.slice(0, 2)));
    fc.assert(
      fc.property(block, (rows) => {
        expect(parseTsv(printTsv(rows))).toEqual(rows);
      }),
    );
  });
});
