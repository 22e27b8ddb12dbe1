import { compareText } from '@tessera/model';
import { expect, it } from 'vitest';
import { loadPinyin, needsPinyin, sortKey } from './sort-key.ts';

it('needs no dictionary for texts without Chinese', () => {
  expect(needsPinyin(['Müller', 'ß', 'かな'])).toBe(false);
  expect(sortKey('  MÜLLER ')).toBe('müller');
  expect(() => sortKey('李')).toThrow();
});

it('orders Chinese by its sound', async () => {
  expect(needsPinyin(['Ann', '李'])).toBe(true);
  await loadPinyin();
  const sorted = ['张三', '李四', 'bob', '阿明', '王五'].sort((a, b) =>
    compareText(sortKey(a), sortKey(b)),
  );
  expect(sorted).toEqual(['阿明', 'bob', '李四', '王五', '张三']);
});

it('ends after two hundred characters and halves none', () => {
  expect([...sortKey('😀'.repeat(500))]).toHaveLength(200);
});
