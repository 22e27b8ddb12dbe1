import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareText, fold, normalizeText } from './text-key.ts';

describe('fold', () => {
  it.each([
    ['STRASSE', 'straße'],
    ['STRAẞE', 'strasse'],
    ['İstanbul', 'ISTANBUL'],
    ['Ｔｅｓｓｅｒａ　２', 'tessera 2'],
    ['ΟΔΟΣ', 'οδος'],
    ['  a\u00a0\t b ', 'A B'],
    ['ﬁne', 'FINE'],
    ['cafe\u0301', 'CAFÉ'],
    ['se\u00adcret\u200b', 'secret'],
  ])('makes "%s" and "%s" the same', (a, b) => {
    expect(fold(a)).toBe(fold(b));
  });

  it('gives a key whose own key it is, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('leaves nothing that UTF-8 or a database column cannot carry', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const made of [fold(`${text}\u0000\ud800`), normalizeText(`${text}\u0000\ud800`)]) {
          expect(made).not.toContain('\u0000');
          expect(Buffer.from(made, 'utf8').toString('utf8')).toBe(made);
        }
      }),
    );
  });
});

describe('normalizeText', () => {
  it('keeps line feeds and tabs, drops other controls, composes and trims', () => {
    expect(normalizeText(' a\r\nb\tc\u0000\u001b e\u0301 ')).toBe('a\nb\tc é');
  });
});

describe('compareText', () => {
  it('orders as UTF-8 bytes do, where UTF-16 units would not', () => {
    expect(compareText('\uff5e', '😀')).toBeLessThan(0);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), (a, b) => {
        const bytes = Buffer.compare(Buffer.from(a), Buffer.from(b));
        expect(Math.sign(compareText(a, b))).toBe(bytes);
      }),
    );
  });
});
