import { compareText, fold } from '@tessera/model';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { nastyTexts } from './conformance/arbitraries.ts';

// A copy of its own: in the one that other files share the dictionary may be loaded.
vi.resetModules();
const { foldedKey, loadPinyin, needsPinyin, sortKey } = await import('./sort-key.ts');

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

it('folds as the model does', () => {
  const text = fc.array(
    fc.oneof(fc.constantFrom(...nastyTexts, ' ', '  ', '\t', 'Z'), fc.string()),
  );
  fc.assert(
    fc.property(text, (parts) => {
      const whole = parts.join('');
      expect(foldedKey(whole)).toBe(fold(whole));
    }),
    { numRuns: 2000 },
  );
});
