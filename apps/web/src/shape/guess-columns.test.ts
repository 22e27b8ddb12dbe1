import { describe, expect, it } from 'vitest';
import type { CellEnv } from '../field-types/field-ui.ts';
import {
  columnsOf,
  csvOf,
  draftField,
  fieldOfColumn,
  hasHeader,
  writtenValues,
} from './guess-columns.ts';

const env: CellEnv = {
  workspace: 'w',
  language: 'en',
  timeZone: 'Asia/Shanghai',
  today: '2026-11-21',
  members: [],
};

describe('pasted cells', () => {
  it('have names in their first row when that looks like names', () => {
    expect(
      hasHeader([
        ['Name', 'Price'],
        ['Pump', '12'],
      ]),
    ).toBe(true);
    expect(
      hasHeader([
        ['Pump', '12'],
        ['Valve', '7'],
      ]),
    ).toBe(false);
    expect(
      hasHeader([
        ['Name', 'Name'],
        ['a', 'b'],
      ]),
    ).toBe(false);
    expect(hasHeader([['Name']])).toBe(false);
  });

  it('become fields: names that differ, a first one that can name records', () => {
    const rows = [['Date', ''], ['2026-01-02', 'x'], ['2026-01-03']];
    const columns = columnsOf(rows, true, (at) => `Column ${at}`);
    expect(columns).toEqual([
      { name: 'Date', type: 'text', values: ['2026-01-02', '2026-01-03'] },
      { name: 'Column 2', type: 'text', values: ['x', ''] },
    ]);
  });

  it('bring digits, currency and choices with them', () => {
    const of = (type: 'number' | 'currency' | 'singleSelect', values: string[]) =>
      fieldOfColumn({ name: 'F', type, values }, 'en');
    expect(of('number', ['1.25', '2']).precision).toBe(2);
    expect(of('currency', ['￥1', '￥2.5']).currency).toBe('CNY');
    expect(of('singleSelect', ['A', 'b', 'a', '']).options?.map(({ name }) => name)).toEqual([
      'A',
      'b',
    ]);
  });

  it('are written so that the import has no doubt, and what does not fit is counted', () => {
    const column = { name: 'When', type: 'date' as const, values: ['3/1/2017', 'soon', ''] };
    expect(writtenValues(column, draftField(column, 'en'), env)).toEqual({
      values: ['2017-03-01', '', ''],
      unfit: 1,
    });
    expect(
      csvOf(
        ['A', 'B'],
        [
          ['x"y', ''],
          ['1\n2', ''],
        ],
      ),
    ).toBe('"A","B"\r\n"x""y","1\n2"');
  });
});
