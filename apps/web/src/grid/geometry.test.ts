import type { OutField } from '@tessera/protocol';
import { describe, expect, it } from 'vitest';
import { defaultWidth } from './geometry.ts';

const field = (type: OutField['type'], name: string) => ({ id: 'f', name, type }) as OutField;

describe('a column that nobody has resized', () => {
  it('is as wide as its type needs', () => {
    expect(defaultWidth(field('checkbox', 'Ok'), false)).toBe(90);
    expect(defaultWidth(field('text', 'Name'), true)).toBe(260);
  });

  it('is wide enough for its name, Han characters counted as squares', () => {
    expect(defaultWidth(field('checkbox', '是否已经完成验收'), false)).toBeGreaterThanOrEqual(
      8 * 13 + 44,
    );
    expect(defaultWidth(field('number', 'Expected annual volume'), false)).toBeGreaterThan(190);
  });

  it('does not follow a name of any length', () => {
    expect(defaultWidth(field('number', 'A name '.repeat(20)), false)).toBe(300);
  });
});
