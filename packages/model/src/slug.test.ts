import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSlug, slugify, uniqueSlug } from './slug.ts';

describe('slugs', () => {
  it.each([
    ['Amount (€)', 'amount'],
    ['Größe 2', 'gro_e_2'],
    ['Café crème', 'cafe_creme'],
    ['1st Name', 'st_name'],
    ['客户', 'field'],
    ['constructor', 'field'],
    ['', 'field'],
  ])('of "%s" is %s', (name, slug) => {
    expect(slugify(name)).toBe(slug);
  });

  it('are numbered until they are free', () => {
    expect(uniqueSlug('orders', [])).toBe('orders');
    expect(uniqueSlug('客户', ['field', 'field_2'])).toBe('field_3');
  });

  it('are well-formed and free, whatever is wanted', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const first = uniqueSlug(name, []);
        const second = uniqueSlug(name, [first]);
        expect(isSlug(first) && isSlug(second) && first !== second).toBe(true);
      }),
    );
  });
});
