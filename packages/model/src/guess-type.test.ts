import { describe, expect, it } from 'vitest';
import { dateKind, guessDateOrder } from './guess-dates.ts';
import { guessType } from './guess-type.ts';

describe('guessType', () => {
  it.each([
    ['number', ['1', '-2.5', '', '1,234.50', '(5)', '１２']],
    ['percent', ['12%', '3.5 %', '７％']],
    ['currency', ['$1,200', '￥12.5', '30元']],
    ['checkbox', ['是', '否', '√', 'yes']],
    ['date', ['3/1/2017', '12/31/2016']],
    ['date', ['2026年11月21日', '2026-1-2', '2026/3/4']],
    ['dateTime', ['2026-01-02 10:30', '2026-01-02']],
    ['email', ['a@b.cn', 'x.y@example.com']],
    ['url', ['https://example.com', 'www.example.com/a']],
    ['phone', ['+86 138 0013 8000', '(021) 5555-1234']],
    ['phone', ['13800138000', '13900139000']],
    ['singleSelect', ['Won', 'Lost', 'Won', 'Won', 'Lost', 'Won', 'Won', 'Lost', 'Won']],
    ['singleSelect', ['Open', 'Done', 'Open', 'Open', 'Done', 'Open']],
    ['text', ['Won', 'Lost']],
    ['longText', ['one\ntwo', 'three']],
    ['text', ['1', 'x']],
    ['text', ['', ' ']],
    ['text', ['007', '012']],
  ] as const)('sees %s in %j', (type, values) => {
    expect(guessType(values)).toBe(type);
  });
});

describe('guessDateOrder', () => {
  it('finds the only order that fits, and says when two fit', () => {
    expect(guessDateOrder(['3/4/2017', '10/20/2016', ''])).toBe('mdy');
    expect(guessDateOrder(['3/4/2017', '20/10/2016'])).toBe('dmy');
    expect(guessDateOrder(['3/4/2017'])).toBe('ambiguous');
    expect(guessDateOrder(['2017-03-04'])).toBe('ymd');
    expect(guessDateOrder(['x', ''])).toBeNull();
    expect(guessDateOrder(['10/20/2016', '20/10/2016'])).toBe('mdy');
  });

  it('knows a time behind a day', () => {
    expect(dateKind('3/4/2017 9:05 PM')).toBe('dateTime');
    expect(dateKind('2017-03-04T09:05:00Z')).toBe('dateTime');
    expect(dateKind('13/13/2017')).toBeNull();
  });
});
