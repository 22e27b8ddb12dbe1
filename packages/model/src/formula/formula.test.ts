import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CellValue, Field } from '../schema.ts';
import { formulaCell, readFormula, writeFormula } from './formula.ts';
import { isProblem, problemText } from './problem.ts';
import { resultsOf } from './result.ts';

const base = (id: string, name: string) => ({ id, name, slug: id.slice(3), classes: [] });
const fields: readonly Field[] = [
  { ...base('fldamount', 'Amount'), type: 'currency', precision: 2, currency: 'CNY' },
  { ...base('fldcount', 'Count'), type: 'number', precision: 0 },
  { ...base('fldrate', 'Rate'), type: 'percent', precision: 4 },
  { ...base('fldname', '名称'), type: 'text' },
  { ...base('fldodd', 'a}b\\c'), type: 'text' },
  { ...base('flddone', 'Done'), type: 'checkbox' },
  { ...base('flddue', 'Due'), type: 'date' },
  { ...base('fldat', 'At'), type: 'dateTime' },
  {
    ...base('fldstage', 'Stage'),
    type: 'singleSelect',
    options: [
      { id: 'optopen', name: 'Open', color: 'gray' },
      { id: 'optwon', name: 'Won', color: 'green' },
    ],
  },
  {
    ...base('fldtags', 'Tags'),
    type: 'multiSelect',
    options: [
      { id: 'optb', name: 'B', color: 'gray' },
      { id: 'opta', name: 'A', color: 'gray' },
    ],
  },
  { ...base('fldowner', 'Owner'), type: 'member' },
];
const byId = new Map(fields.map((field) => [field.id, field]));

/** What a formula makes of some cells; numbers with eight decimals, in Shanghai. */
function made(text: string, cells: Readonly<Record<string, CellValue>> = {}): CellValue | string {
  const read = readFormula(text, fields);
  if (isProblem(read)) return `${read.problem} at ${read.at}+${read.length}`;
  const result = resultsOf[read.type][0] as 'text';
  const settings = read.type === 'number' ? { precision: 8 } : {};
  const cell = formulaCell(
    {
      ...base('fldf', 'F'),
      type: 'formula',
      expression: read.expression,
      result,
      ...settings,
    } as Field & { type: 'formula' },
    byId,
    cells,
    'Asia/Shanghai',
  );
  return read.type === 'number' && typeof cell === 'number' ? cell / 1e8 : cell;
}

describe('a formula', () => {
  it.each([
    ['1 + 2 * 3 - 4 / 8', 6.5],
    ['(1 + 2) * 3', 9],
    ['-2 ^ 2', -4],
    ['2 ^ 3 ^ 0', 2],
    ['0.1 + 0.2', 0.3],
    ['13% * 200', 26],
    ['1 / 3 * 3', 1],
    ['"a" & 1 & TRUE()', 'a1TRUE'],
    ['1 < 2 and not 2 < 1 or FALSE()', true],
    ['NOT(1 = 1)', false],
    ['"Ä" = "ä"', true],
    ['“双” & ‘引号’', '双引号'],
    ['（1＋2）×3 ÷ 2', 4.5],
    ['1 >= 1 = TRUE', true],
  ])('%s is %j', (text, value) => {
    expect(made(text)).toEqual(value);
  });

  it.each([
    ['{Amount} * {Count}', { fldamount: 1999, fldcount: 3 }, 59.97],
    ['{amount} * (1 + {rate})', { fldamount: 10000, fldrate: 1300 }, 113],
    ['{Amount} * {Count}', { fldamount: 1999 }, null],
    ['SUM({Amount}, {Count})', { fldamount: 1999 }, 19.99],
    ['{Stage} & "/" & {Tags}', { fldstage: 'optwon', fldtags: ['opta', 'optb'] }, 'Won/B, A'],
    ['IF({Stage} = "won", {Amount}, "")', { fldstage: 'optwon', fldamount: 100 }, 1],
    ['IF({Stage} = "won", {Amount}, "")', { fldstage: 'optopen', fldamount: 100 }, null],
    ['IF({Done}, "yes", "no")', {}, 'no'],
    ['{Done} = FALSE', {}, true],
    ['{Amount} < 5', {}, false],
    ['{Amount} = ""', {}, true],
    ['{Due} + 30', { flddue: '2026-12-15' }, '2027-01-14'],
    ['{Due} - DATE(2026, 12, 1)', { flddue: '2026-12-15' }, 14],
    ['{a\\}b\\\\c} & "!"', { fldodd: 'x' }, 'x!'],
    ['{fldname} & {名称}', { fldname: '王' }, '王王'],
  ])('%s over %j is %j', (text, cells, value) => {
    expect(made(text, cells)).toEqual(value);
  });

  it.each([
    ['ROUND(2.345, 2)', 2.35],
    ['ROUND(-2.345, 2)', -2.35],
    ['ROUND(1250, -2)', 1300],
    ['ROUNDUP(2.341, 2)', 2.35],
    ['ROUNDDOWN(-2.349, 2)', -2.34],
    ['INT(-1.5)', -2],
    ['ABS(-3) + SIGN(-9) + SQRT(16)', 6],
    ['CEILING(7, 5)', 10],
    ['FLOOR(7.9)', 7],
    ['MOD(-7, 3)', 2],
    ['POWER(2, 0.5) * POWER(2, 0.5)', 2],
    ['MIN(3, "", 1) + MAX(3, 1)', 4],
    ['AVERAGE(1, "", 4)', 2.5],
    ['COUNTA(1, "", "x", BLANK())', 2],
    ['VALUE("￥1,234.50")', 1234.5],
    ['LEN("a😀b")', 3],
    ['LEFT("张三丰", 2) & RIGHT("abc") & MID("abcdef", 2, 3)', '张三cbcd'],
    ['UPPER("ab") & LOWER("CD") & TRIM("  x   y ")', 'ABcdx y'],
    ['SUBSTITUTE("a-b-c", "-", "+")', 'a+b+c'],
    ['SUBSTITUTE("a-b-c", "-", "+", 2)', 'a-b+c'],
    ['FIND("c", "abc") + FIND("z", "abc") + SEARCH("B", "abc")', 5],
    ['EXACT("a", "A")', false],
    ['REPT("ab", 3)', 'ababab'],
    ['CONCATENATE("a", 1, "", DATE(2026, 1, 2))', 'a12026-01-02'],
    ['TEXT(1234567.891, "¥#,##0.00")', '¥1,234,567.89'],
    ['TEXT(-0.126, "0.0%")', '-12.6%'],
    ['TEXT(DATE(2026, 3, 9), "YYYY年M月D日")', '2026年3月9日'],
    ['IFS(1 = 2, "a", 1 = 1, "b")', 'b'],
    ['SWITCH(2, 1, "one", 2, "two", "many")', 'two'],
    ['SWITCH(3, 1, "one", 2, "two", "many")', 'many'],
    ['SWITCH(3, 1, "one", 2, "two")', null],
    ['ISBLANK("") and not ISBLANK(0)', true],
    ['YEAR(DATE(2026, 13, 1)) * 100 + MONTH(DATE(2026, 13, 1))', 202701],
    ['DAY(EOMONTH(DATE(2028, 1, 31), 1))', 29],
    ['WEEKDAY(DATE(2026, 11, 22)) * 10 + WEEKDAY(DATE(2026, 11, 22), 2)', 17],
    ['ISOWEEKNUM(DATE(2027, 1, 1)) + QUARTER(DATE(2026, 11, 1))', 57],
    ['EDATE(DATE(2026, 1, 31), 1)', '2026-02-28'],
    ['DATEADD(DATE(2026, 1, 31), 2, "weeks")', '2026-02-14'],
    ['DATEDIF(DATE(2024, 2, 29), DATE(2026, 2, 28), "Y")', 1],
    ['DATEDIF(DATE(2026, 1, 31), DATE(2026, 2, 28), "M")', 0],
    ['DAYS(DATE(2026, 3, 1), DATE(2026, 2, 1))', 28],
    ['NETWORKDAYS(DATE(2026, 11, 20), DATE(2026, 11, 30))', 7],
    ['DATEVALUE("2026-02-28")', '2026-02-28'],
  ])('%s is %j', (text, value) => {
    expect(made(text)).toEqual(value);
  });

  it('takes the parts of a moment in the time zone it is given', () => {
    const fldat = Date.UTC(2026, 10, 30, 17, 5);
    expect(made('DAY({At}) * 100 + HOUR({At})', { fldat })).toBe(101);
    expect(made('DATEVALUE({At})', { fldat })).toBe('2026-12-01');
    expect(made('DATEADD({At}, 1, "month") - {At}', { fldat })).toBe('wrongType at 0+25');
    expect(made('DATEDIF({At}, DATEADD({At}, 90, "minutes"), "hour")', { fldat })).toBe(1);
  });

  it.each([
    ['1 / 0', 'divideByZero'],
    ['MOD(1, 0)', 'divideByZero'],
    ['SQRT(-1)', 'wrongValue'],
    ['VALUE("abc")', 'wrongValue'],
    ['DATEVALUE("2026-02-30")', 'wrongValue'],
    ['TEXT(1, "##")', 'wrongValue'],
    ['10000000 * 10000000', 'tooLarge'],
    ['REPT("x", 100001)', 'tooLarge'],
    ['POWER(10, 900)', 'tooLarge'],
    ['IF(1 = 1, ERROR(), 1)', 'stated'],
    ['1 + IF(TRUE, 1 / 0, 2)', 'divideByZero'],
  ])('%s fails as a value: %s', (text, error) => {
    expect(made(text)).toEqual({ error });
  });

  it('may catch a failure and go on', () => {
    expect(made('IFERROR(1 / 0, 7)')).toBe(7);
    expect(made('ISERROR(1 / 0) and not ISERROR(1)')).toBe(true);
    expect(made('OR(1 = 1, 1 / 0 = 1)')).toBe(true);
  });

  it('stops when it costs more than a cell may cost', () => {
    const long = Array.from({ length: 60 }, () => 'LEN(REPT("x", 90000))').join(' + ');
    expect(made(long)).toEqual({ error: 'budget' });
    expect(made(`IFERROR(${long}, 1)`)).toEqual({ error: 'budget' });
  });

  it.each([
    ['', 'empty at 0+0'],
    ['1 +', 'unfinished at 3+0'],
    ['(1 + 2', 'unfinished at 6+0'],
    ['1 2', 'unexpected at 2+1'],
    ['1 # 2', 'unexpected at 2+1'],
    ['"abc', 'openText at 0+4'],
    ['1 + {Amount', 'openField at 4+7'],
    ['{Nothing} + 1', 'unknownField at 0+9'],
    ['{Owner}', 'unreadField at 0+7'],
    ['SUMME(1)', 'unknownFunction at 0+5'],
    ['ROUND()', 'tooFew at 0+7'],
    ['ABS(1, 2)', 'tooMany at 0+9'],
    ['1 + {名称}', 'wrongType at 4+4'],
    ['IF({Amount}, 1, 2)', 'wrongType at 3+8'],
    ['IF({Done}, 1, "x")', 'wrongType at 14+3'],
    ['BLANK()', 'noResult at 0+7'],
    ['constructor(1)', 'unknownFunction at 0+11'],
    ['{__proto__}', 'unknownField at 0+11'],
    [`${'('.repeat(80)}1`, 'tooDeep at 61+1'],
    [`1${' '.repeat(4000)}`, 'tooLong at 4000+1'],
  ])('%s is refused: %s', (text, problem) => {
    expect(made(text)).toBe(problem);
  });

  it('says in both languages what is wrong, quoting nothing but the formula', () => {
    const problem = readFormula('1 + {名称}', fields);
    if (!isProblem(problem)) throw new Error('A problem was expected.');
    expect(problemText(problem, 'en')).toBe('+ needs a number here and finds a text.');
    expect(problemText(problem, 'zh')).toBe('+ 此处需要数字，而这里是文本。');
  });

  it('is kept by ids and read by names, spaces and all', () => {
    const text = 'IF( {Done},\n  {a\\}b\\\\c}, "{Amount}" )';
    const read = readFormula(text, fields);
    if (isProblem(read)) throw new Error('It can be read.');
    expect(read.expression).toBe('IF( {flddone},\n  {fldodd}, "{Amount}" )');
    expect(writeFormula(read.expression, fields)).toBe(text);
  });

  it('never throws, whatever the text', () => {
    const piece = fc.constantFrom(
      ...[
        '1',
        '0',
        '{Amount}',
        '{Due}',
        '{名称}',
        '{At}',
        '"x"',
        'IF(',
        'SWITCH(',
        'DATEADD(',
        ')',
      ],
      ...[',', '+', '-', '*', '/', '^', '&', '=', '<', '%', 'NOT', 'MAX(', 'TEXT(', '"YYYY"'],
    );
    const cells = fc.record({
      fldamount: fc.integer({ min: -(10 ** 14), max: 10 ** 14 }),
      flddue: fc.constantFrom('0001-01-01', '9999-12-31', '2026-02-28'),
      fldat: fc.constantFrom(0, 253402300799999, -62135596800000),
      fldname: fc.string(),
    });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), cells, (pieces, given) => {
        made(pieces.join(' '), given);
      }),
      { numRuns: 3000 },
    );
  });
});
