import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleField, exampleFields, exampleParse } from '../../test/example-fields.ts';
import { isDenial } from '../error.ts';
import { isWritable, operatorsOf, storageOf } from '../storage.ts';
import { type FormatContext, operatorsByStorage } from './field-type.ts';
import { cellText, formatCell, parseCell } from './index.ts';

const lenient = { ...exampleParse, lenient: true };
const show: FormatContext = {
  timeZone: 'Asia/Shanghai',
  memberName: (id) => (id === 'memwang' ? 'Wang' : null),
  title: (_field, id) => `title of ${id}`,
};
const strictly = (name: string, wire: unknown) => parseCell(exampleField(name), wire, exampleParse);
const written = (name: string, wire: unknown) => parseCell(exampleField(name), wire, lenient);

describe('every field type', () => {
  it.each(exampleFields.map((field) => [field.slug, field] as const))(
    'reads what it writes: %s',
    (_name, field) => {
      if (!isWritable(field)) return expect(isDenial(parseCell(field, 'x', lenient))).toBe(true);
      const cells = {
        text: 'Ann',
        number: 1250,
        boolean: true,
        date: '2026-11-21',
        instant: Date.UTC(2026, 10, 21, 5, 30),
        id: field.type === 'member' ? 'memwang' : 'optwon',
        ids: ['opta', 'optb'],
        link: ['rec2', 'rec1'],
      };
      const special: Record<string, string> = {
        email: 'a@b.co',
        url: 'https://a.co/x',
        phone: '+86 138-0000',
      };
      const cell = special[field.slug] ?? cells[storageOf(field)];
      expect(parseCell(field, formatCell(field, cell, show), exampleParse)).toEqual(cell);
      if (field.type === 'link') return;
      expect(parseCell(field, cellText(field, cell, show), lenient)).toEqual(
        // A name with a comma in it reads as two in a list of several.
        field.slug === 'tags' ? expect.objectContaining({ code: 'invalid' }) : cell,
      );
    },
  );

  it('gives an empty cell for null and blank text, and refuses everything odd without quoting it', () => {
    const odd = [
      { ['__proto__']: 1 },
      JSON.parse('{"__proto__": {"id": "optopen"}}'),
      { constructor: 'secret-value' },
      [['secret-value']],
      Symbol('secret-value'),
      Number.NaN,
      10n,
      () => 'secret-value',
    ];
    for (const field of exampleFields.filter(isWritable)) {
      for (const context of [exampleParse, lenient]) {
        expect(parseCell(field, null, context)).toBe(field.type === 'checkbox' ? false : null);
        for (const wire of odd) {
          const parsed = parseCell(field, wire, context);
          const kept = field.slug === 'text' || field.slug === 'long';
          if (kept && context.lenient && typeof wire === 'number') continue;
          expect(isDenial(parsed), `${field.slug} ${String(typeof wire)}`).toBe(true);
          expect(JSON.stringify(parsed)).not.toContain('secret');
          expect(parsed).toMatchObject({ code: 'invalid' });
        }
      }
    }
  });

  it('never throws and never keeps anything but canonical cells, whatever is written', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...exampleFields),
        fc.anything(),
        fc.boolean(),
        (field, wire, loose) => {
          const cell = parseCell(field, wire, { ...exampleParse, lenient: loose });
          if (isDenial(cell) || cell === null) return;
          const types = { number: 'number', instant: 'number', boolean: 'boolean' } as const;
          const storage = storageOf(field);
          if (storage === 'ids' || storage === 'link') expect(Array.isArray(cell)).toBe(true);
          else expect(typeof cell).toBe(types[storage as keyof typeof types] ?? 'string');
          if (typeof cell === 'number') expect(Number.isSafeInteger(cell)).toBe(true);
          expect(cell).not.toBe('');
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('offers the operators of its storage class and no others', () => {
    for (const field of exampleFields) {
      expect(operatorsOf(field)).toEqual(operatorsByStorage[storageOf(field)]);
    }
  });

  it('is written on the forward side of a link and not where the system writes', () => {
    const names = exampleFields.filter((field) => !isWritable(field)).map((field) => field.slug);
    expect(names).toEqual(['auto', 'inverse', 'created', 'creator', 'modified', 'modifier']);
  });
});

describe('text', () => {
  it('is one line, normalised and limited; long text keeps its lines', () => {
    expect(strictly('text', ' a\n b\u0000 ')).toBe('a b');
    expect(strictly('long', 'a\r\nb')).toBe('a\nb');
    expect(isDenial(strictly('text', 'x'.repeat(2001)))).toBe(true);
    expect(isDenial(strictly('long', 'x'.repeat(100_001)))).toBe(true);
    expect(isDenial(strictly('text', 5))).toBe(true);
    expect(written('text', 5)).toBe('5');
  });

  it('refuses addresses that could run or smuggle', () => {
    const bad = [
      'javascript:alert(1)',
      'java\nscript:x',
      'data:text/html,x',
      'ftp://a.co',
      'http://',
      'x y.co',
      'a',
    ];
    for (const url of bad) expect(isDenial(written('url', url)), url).toBe(true);
    for (const url of ['https://a.co/b?c#d', 'HTTP://A.co:80'])
      expect(strictly('url', url)).toBe(url);
    expect(strictly('url', 'a.co/b')).toBe('https://a.co/b');
    expect(strictly('url', 'a.co:8080')).toBe('https://a.co:8080');
    const mails = ['a@b', 'a b@c.co', 'a@b.co,c@d.co', 'a@b.co\nBcc: x@y.co', '<a@b.co>', '@b.co'];
    for (const email of mails) expect(isDenial(strictly('email', email)), email).toBe(true);
    for (const phone of ['abc', '12', '+']) expect(isDenial(strictly('phone', phone))).toBe(true);
    expect(strictly('phone', '０１０－８８８８ 转 12')).toBe('010-8888 转 12');
  });
});

describe('numbers', () => {
  it.each([
    ['1,234.50', 123450],
    ['￥1,234', 123400],
    ['$ 5', 500],
    ['1234 元', 123400],
    ['12%', 12],
    ['(5)', -500],
    ['（1,000.5）', -100050],
    ['－１２．５', -1250],
    ['−3', -300],
    ['.5', 50],
    ['1 234', 123400],
    ['0.005', 1],
    ['-0.005', -1],
    ['-0', 0],
    [1.005, 101],
  ])('reads %s as people mean it', (text, scaled) => {
    expect(written('number', text)).toBe(scaled);
  });

  it('refuses what would become another number', () => {
    for (const text of [
      '1,2',
      '12,34',
      '1.2.3',
      '--5',
      '(-5)',
      '5 apples',
      '0x10',
      '1e999',
      'NaN',
      '∞',
      '1,234,56',
      '$%5',
    ]) {
      expect(isDenial(written('number', text)), text).toBe(true);
    }
    expect(isDenial(written('whole', '12%'))).toBe(true);
    expect(isDenial(strictly('number', '1,234'))).toBe(true);
    expect(isDenial(strictly('number', Number.POSITIVE_INFINITY))).toBe(true);
    expect(isDenial(strictly('whole', 1e15))).toBe(true);
    expect(strictly('whole', 999_999_999_999_999)).toBe(999_999_999_999_999);
  });

  it('keeps a share as a fraction', () => {
    expect(written('percent', '12.5%')).toBe(1250);
    expect(strictly('percent', 0.15)).toBe(1500);
    expect(formatCell(exampleField('percent'), 1500, show)).toBe(0.15);
    expect(cellText(exampleField('percent'), 1500, show)).toBe('15%');
    expect(cellText(exampleField('money'), 1500, show)).toBe('15.00');
  });

  it('gives back every number it took', () => {
    fc.assert(
      fc.property(
        fc.maxSafeInteger().map((n) => n % 1e15),
        (scaled) => {
          const field = exampleField('number');
          expect(parseCell(field, formatCell(field, scaled, show), exampleParse)).toBe(scaled + 0);
          expect(parseCell(field, cellText(field, scaled, show), lenient)).toBe(scaled + 0);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('dates and times', () => {
  it.each([
    ['2026年11月21日', '2026-11-21'],
    ['２０２６年１月２日', '2026-01-02'],
    ['11月2日', '2026-11-02'],
    ['2026/1/2', '2026-01-02'],
    ['2026.1.2', '2026-01-02'],
    ['20260102', '2026-01-02'],
    ['1/2/2026', '2026-01-02'],
    ['1/2', '2026-01-02'],
    ['1/2/26', '2026-01-02'],
    ['今天', '2026-11-21'],
    ['Tomorrow', '2026-11-22'],
    ['2026-11-21T20:00:00Z', '2026-11-22'],
    ['2026/11/21 0:00', '2026-11-21'],
  ])('reads %s as a day', (text, day) => {
    expect(written('date', text)).toBe(day);
  });

  it('follows the order of day and month it is given', () => {
    const read = (text: string, dateOrder: 'dmy' | 'ymd') =>
      parseCell(exampleField('date'), text, { ...lenient, dateOrder });
    expect(read('1/2/2026', 'dmy')).toBe('2026-02-01');
    expect(read('26/2/1', 'ymd')).toBe('2026-02-01');
    expect(read('2026/2/1', 'dmy')).toBe('2026-02-01');
  });

  it('refuses days that do not exist and guesses that are none', () => {
    for (const text of [
      '2026-02-30',
      '2/30/2026',
      '21.11.2026',
      '13/13/2026',
      '1/2/026',
      'soon',
      '0000-01-01',
    ]) {
      expect(isDenial(written('date', text)), text).toBe(true);
    }
    for (const text of ['2026/11/21', '今天', '2026-11-21T00:00:00Z']) {
      expect(isDenial(strictly('date', text)), text).toBe(true);
    }
  });

  it.each([
    ['2026-11-21T13:05:00+08:00', '2026-11-21T05:05:00.000Z'],
    ['2026-11-21 13:05', '2026-11-21T05:05:00.000Z'],
    ['2026-11-21T13:05:30', '2026-11-21T05:05:30.000Z'],
    ['2026年11月21日 下午1点05分', '2026-11-21T05:05:00.000Z'],
    ['11/21/2026 1:05 PM', '2026-11-21T05:05:00.000Z'],
    ['今天 13:05', '2026-11-21T05:05:00.000Z'],
    ['2026-11-21', '2026-11-20T16:00:00.000Z'],
  ])('reads %s as the instant it is in Shanghai', (text, instant) => {
    expect(written('time', text)).toBe(Date.parse(instant));
  });

  it('needs an offset where types must be right', () => {
    expect(strictly('time', '2026-11-21T13:05:00.123456Z')).toBe(
      Date.UTC(2026, 10, 21, 13, 5, 0, 123),
    );
    for (const text of [
      '2026-11-21T13:05',
      '2026-11-21',
      '2026-02-30T00:00:00Z',
      '2026-11-21T24:00:00Z',
      5,
    ]) {
      expect(isDenial(strictly('time', text)), String(text)).toBe(true);
    }
    expect(isDenial(strictly('time', '0001-01-01T00:00:00+10:00'))).toBe(true);
  });
});

describe('choices, members and links', () => {
  it('finds an option by id, name or the object it was sent as', () => {
    for (const wire of ['optwon', '赢单', { id: 'optwon', name: 'x' }, ['赢单']]) {
      expect(strictly('stage', wire)).toBe('optwon');
    }
    expect(strictly('stage', 'OPEN')).toBe('optopen');
    for (const wire of ['Lost', 1, ['optwon', 'optopen'], '__proto__', 'constructor']) {
      expect(isDenial(strictly('stage', wire))).toBe(true);
    }
    expect(formatCell(exampleField('stage'), 'optgone', show)).toEqual({ id: 'optgone', name: '' });
  });

  it('keeps several options sorted and shows them in the order of the field', () => {
    expect(strictly('tags', ['Cold', 'Big', 'Cold'])).toEqual(['optb', 'optc']);
    expect(written('tags', 'Cold、big')).toEqual(['optb', 'optc']);
    expect(written('tags', 'Asia, Pacific')).toEqual(['opta']);
    expect(isDenial(strictly('tags', 'Cold, Big'))).toBe(true);
    expect(strictly('tags', [])).toBe(null);
    expect(cellText(exampleField('tags'), ['optb', 'optc', 'optx'], show)).toBe('Big, Cold');
    expect(formatCell(exampleField('tags'), null, show)).toEqual([]);
  });

  it('finds members through the directory alone', () => {
    expect(strictly('owner', 'Wang')).toBe('memwang');
    expect(strictly('owner', { id: 'memwang', name: 'Other' })).toBe('memwang');
    expect(isDenial(strictly('owner', 'memother'))).toBe(true);
    expect(formatCell(exampleField('owner'), 'memwang', show)).toEqual({
      id: 'memwang',
      name: 'Wang',
    });
  });

  it('takes record ids in the order they are given, and titles where it is told how', () => {
    expect(strictly('link', ['rec2', { id: 'rec1' }, 'rec2'])).toEqual(['rec2', 'rec1']);
    expect(strictly('link', 'rec1')).toEqual(['rec1']);
    expect(isDenial(strictly('link', ['Big customer']))).toBe(true);
    const record = () => 'rec9';
    expect(parseCell(exampleField('link'), 'Big customer', { ...lenient, record })).toEqual([
      'rec9',
    ]);
    const single = { ...exampleField('link'), single: true } as ReturnType<typeof exampleField>;
    expect(isDenial(parseCell(single, ['rec1', 'rec2'], exampleParse))).toBe(true);
  });

  it('reads yes in the ways people tick', () => {
    for (const text of ['是', '√', 'yes', 'TRUE', '1', 1])
      expect(written('check', text)).toBe(true);
    for (const text of ['否', '', 'no', 0]) expect(written('check', text)).toBe(false);
    for (const wire of ['yes', 1]) expect(isDenial(strictly('check', wire))).toBe(true);
    expect(isDenial(written('check', 'maybe'))).toBe(true);
  });
});
