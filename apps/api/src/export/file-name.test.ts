import { describe, expect, it } from 'vitest';
import { disposition } from './file-name.ts';
import { sheetName } from './xlsx-styles.ts';

describe('the name of a file', () => {
  it.each([
    ['Deals', 'filename="Deals 2026-03-18.csv"', 'Deals%202026-03-18.csv'],
    ['客户', 'filename="table 2026-03-18.csv"', '%E5%AE%A2%E6%88%B7%202026-03-18.csv'],
    [
      'Crème "b"/..\\x\r\ny%',
      'filename="Creme b .. x y_ 2026-03-18.csv"',
      'Cr%C3%A8me%20b%20..%20x%20y%25%202026-03-18.csv',
    ],
    ['\u202egnp', 'filename="gnp 2026-03-18.csv"', 'gnp%202026-03-18.csv'],
    ["it's (1)*", 'filename="it\'s (1) 2026-03-18.csv"', 'it%27s%20%281%29%202026-03-18.csv'],
  ])('%j is plain for those who know no other, and whole for the rest', (name, plain, whole) => {
    expect(disposition(name, '2026-03-18', 'csv')).toBe(
      `attachment; ${plain}; filename*=UTF-8''${whole}`,
    );
  });

  it('is fit for a sheet', () => {
    expect(sheetName("'A/B: [c]*?'")).toBe('A B   c');
    expect(sheetName('History')).toBe('Sheet1');
    expect(sheetName('  ')).toBe('Sheet1');
    expect(sheetName('😀'.repeat(20))).toBe('😀'.repeat(15));
  });
});
