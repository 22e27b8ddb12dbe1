import { checkTemplate, type Template, type Text } from '@tessera/model';
import { describe, expect, it } from 'vitest';
import { templateBySlug, templates } from './index.ts';

/** Every object with both texts in it, with the path that leads there. */
function textsIn(value: unknown, path: string): { path: string; en: unknown; zh: unknown }[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('en' in value || 'zh' in value) {
    const { en, zh } = value as { en?: unknown; zh?: unknown };
    return [{ path, en, zh }];
  }
  return Object.entries(value).flatMap(([key, child]) => textsIn(child, `${path}.${key}`));
}

function cellsOf(template: Template, table: string): readonly Readonly<Record<string, unknown>>[] {
  return (template.records[table] ?? []).map(({ cells }) => cells);
}

/** A cell in English and in Chinese; nothing for one that is empty. */
function inBoth(cell: unknown): readonly string[] {
  if (cell === undefined) return [];
  if (typeof cell === 'string') return [cell, cell];
  const { en, zh } = cell as Text;
  return [en, zh];
}

describe.each(templates)('the template $slug', (template) => {
  it('names nothing that does not exist', () => {
    expect(templateBySlug(template.slug)).toBe(template);
    expect(checkTemplate(template)).toEqual([]);
  });

  it('has every text in English and in Chinese', () => {
    const texts = textsIn(template, template.slug).filter(({ path }) => !path.endsWith('currency'));
    expect(texts.length).toBeGreaterThan(100);
    for (const { path, en, zh } of texts) {
      expect(en, `${path}.en`).toMatch(/^\S(.*\S)?$/);
      expect(en, `${path}.en`).not.toMatch(/\p{Script=Han}/u);
      if (/\.cells\.(phone|email|website)$/u.test(path)) expect(zh, `${path}.zh`).not.toBe('');
      else expect(zh, `${path}.zh`).toMatch(/\p{Script=Han}/u);
      expect(zh, `${path}.zh`).not.toContain('你');
    }
  });

  it('has sample records in every table, with reserved domains and numbers alone', () => {
    for (const { slug } of template.tables) {
      const rows = cellsOf(template, slug);
      expect(rows.length, slug).toBeGreaterThan(5);
      for (const { email, phone } of rows) {
        for (const address of inBoth(email)) expect(address).toMatch(/^[a-z.]+@[a-z]+\.example$/);
        const [en, zh] = inBoth(phone);
        if (en === undefined) continue;
        expect(en).toMatch(/^\+(1 \d{3} 555 01\d\d|47 555 01 \d{3})$/);
        expect(zh).toMatch(/^(138 0013 01\d\d|\+47 555 01 \d{3})$/);
      }
    }
  });
});

describe('the sample orders', () => {
  it('add up: the lines make the amount, and what is left of it the margin', () => {
    const orders = templateBySlug('orders');
    if (!orders) throw new Error('no template');
    const lines = cellsOf(orders, 'order_lines');
    for (const { number, amount, margin } of cellsOf(orders, 'orders')) {
      const own = lines.filter(({ order }) => order === number);
      const sum = (price: string) =>
        own.reduce((all, line) => all + Number(line.quantity) * Number(line[price]), 0);
      expect(amount, String(number)).toBeCloseTo(sum('unit_price'), 2);
      expect(margin, String(number)).toBeCloseTo(sum('unit_price') - sum('unit_cost'), 2);
      expect(Number(margin)).toBeGreaterThan(0);
    }
  });
});
