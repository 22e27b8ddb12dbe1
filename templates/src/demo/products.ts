import type { DemoRecord } from './types.ts';
import type { DemoWords } from './words.ts';

export interface DemoProduct {
  readonly key: string;
  readonly name: string;
  readonly sku: string;
  readonly category: 'hardware' | 'software' | 'service' | 'accessory';
  /** In the currency of the language. */
  readonly price: number;
  readonly cost: number;
  readonly active: boolean;
}

// sku, category, price in dollars, cost as a part of it, on sale
const list = [
  ['FS-100', 'hardware', 180, 0.52, true],
  ['FS-200', 'hardware', 420, 0.48, true],
  ['FS-300', 'hardware', 690, 0.46, true],
  ['FS-EX', 'hardware', 1150, 0.51, true],
  ['FS-090', 'hardware', 150, 0.6, false],
  ['GW-008', 'hardware', 950, 0.55, true],
  ['GW-032', 'hardware', 1900, 0.5, true],
  ['GW-004', 'hardware', 690, 0.62, false],
  ['PM-010', 'hardware', 560, 0.49, true],
  ['AL-001', 'hardware', 320, 0.44, true],
  ['DL-016', 'hardware', 780, 0.47, true],
  ['IN-CLD', 'software', 4800, 0.18, true],
  ['IN-ONP', 'software', 16500, 0.12, true],
  ['IN-RPT', 'software', 2400, 0.1, true],
  ['IN-API', 'software', 3600, 0.1, true],
  ['IN-MOB', 'software', 1200, 0.15, true],
  ['SV-INS', 'service', 1100, 0.64, true],
  ['SV-CAL', 'service', 240, 0.55, true],
  ['SV-TRN', 'service', 1300, 0.5, true],
  ['SV-MNT', 'service', 2800, 0.58, true],
  ['AC-MNT', 'accessory', 25, 0.4, true],
  ['AC-BAT', 'accessory', 18, 0.45, true],
  ['AC-CAB', 'accessory', 36, 0.42, true],
  ['AC-BOX', 'accessory', 95, 0.5, true],
] as const;

/** What the company sells. */
export function demoProducts(words: DemoWords): readonly DemoProduct[] {
  return list.map(([sku, category, price, cost, active]) => ({
    key: sku,
    name: words.products[sku]?.name ?? sku,
    sku,
    category,
    price: Math.round(price * words.rate),
    cost: Math.round(price * words.rate * cost * 100) / 100,
    active,
  }));
}

export function productRecords(
  products: readonly DemoProduct[],
  words: DemoWords,
): readonly DemoRecord[] {
  return products.map(({ key, name, sku, category, price, cost, active }) => ({
    key,
    cells: {
      name,
      sku,
      category,
      list_price: price,
      cost,
      active,
      description: words.products[sku]?.text ?? '',
    },
  }));
}
