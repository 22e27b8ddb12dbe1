import { type Chance, chanceOf } from './chance.ts';
import type { DemoCustomer } from './customers.ts';
import { workdayFrom } from './days.ts';
import type { DemoOpportunity } from './opportunities.ts';
import type { DemoProduct } from './products.ts';
import type { DemoRecord, Making } from './types.ts';
import type { DemoWords } from './words.ts';

interface Line {
  readonly product: DemoProduct;
  readonly quantity: number;
  readonly price: number;
}

/** An order as service knows it. */
export interface DemoOrder {
  readonly key: string;
  readonly customer: DemoCustomer;
  readonly opportunity?: string;
  /** Days from today. */
  readonly ordered: number;
  readonly delivered: number;
  readonly status: 'draft' | 'confirmed' | 'delivered' | 'completed' | 'cancelled';
  readonly lines: readonly Line[];
}

/** Orders from won opportunities and those that come by themselves, with their lines. */
export function demoOrders(
  making: Making,
  words: DemoWords,
  customers: readonly DemoCustomer[],
  opportunities: readonly DemoOpportunity[],
  products: readonly DemoProduct[],
) {
  const chance = chanceOf(`${making.seed} orders`);
  const planned: Omit<DemoOrder, 'key'>[] = [];
  for (const { key, customer, product, quantity, stage, closes } of opportunities) {
    if (stage !== 'won' || !chance.happens(0.94)) continue;
    const first = lineOf(product, quantity, chance);
    planned.push({ ...plan(customer, closes, first, products, chance), opportunity: key });
  }
  for (const customer of customers) {
    if (customer.status !== 'active') continue;
    for (let n = chance.int(0, customer.tier === 'key' ? 3 : 1); n > 0; n--) {
      const product = chance.pick(products.filter(({ active }) => active));
      const first = lineOf(product, chance.int(1, 20), chance);
      planned.push(
        plan(customer, -chance.int(0, Math.min(customer.age, 420)), first, products, chance),
      );
    }
  }
  planned.sort((a, b) => a.ordered - b.ordered);
  const orders = planned.map((order, n): DemoOrder => ({ ...order, key: `SO-${10_001 + n}` }));
  return {
    orders,
    records: orders.map((order) => recordOf(order, making, words, chance)),
    lines: orders.flatMap((order) => order.lines.map((line, n) => lineRecord(order, line, n))),
  };
}

function plan(
  customer: DemoCustomer,
  ordered: number,
  first: Line,
  products: readonly DemoProduct[],
  chance: Chance,
): Omit<DemoOrder, 'key'> {
  const lines = [first];
  const more = products.filter(({ active, category }) => active && category !== 'software');
  for (let n = chance.int(0, 3); n > 0; n--) {
    const product = chance.pick(more);
    if (lines.some((line) => line.product.key === product.key)) continue;
    const most = product.category === 'service' ? 3 : product.category === 'accessory' ? 40 : 12;
    lines.push(lineOf(product, chance.int(1, most), chance));
  }
  const delivered = ordered + chance.int(4, 30);
  const status = chance.happens(0.03)
    ? 'cancelled'
    : delivered <= -20
      ? 'completed'
      : delivered <= 0
        ? 'delivered'
        : ordered > -4 || chance.happens(0.2)
          ? 'draft'
          : 'confirmed';
  return { customer, ordered, delivered, status, lines };
}

function lineOf(product: DemoProduct, quantity: number, chance: Chance): Line {
  const discount = chance.pick([0, 0, 0, 0.03, 0.05, 0.08, 0.1, 0.12]);
  return { product, quantity, price: Math.round(product.price * (1 - discount) * 100) / 100 };
}

const sum = (numbers: readonly number[]) =>
  Math.round(numbers.reduce((all, one) => all + one, 0) * 100) / 100;

function recordOf(
  order: DemoOrder,
  { today }: Making,
  words: DemoWords,
  chance: Chance,
): DemoRecord {
  const { key, customer, opportunity, ordered, delivered, status, lines } = order;
  const amount = sum(lines.map(({ quantity, price }) => quantity * price));
  const cost = sum(lines.map(({ quantity, product }) => quantity * product.cost));
  const approval =
    status === 'draft'
      ? chance.weighted({ waiting: 80, returned: 20 })
      : status === 'cancelled'
        ? 'returned'
        : 'approved';
  return {
    key,
    cells: {
      number: key,
      customer: [customer.key],
      owner: customer.owner,
      ...(opportunity !== undefined && { opportunity: [opportunity] }),
      status,
      approval,
      order_date: workdayFrom(today, ordered),
      ...(status !== 'draft' && { delivery_date: workdayFrom(today, delivered) }),
      amount,
      tax_rate: words.taxRate,
      margin: Math.round((amount - cost) * 100) / 100,
      ...paymentOf(order, today, chance),
      ...(chance.happens(0.25) && { notes: chance.pick(words.orderNotes) }),
    },
  };
}

function paymentOf(
  { key, status, delivered }: DemoOrder,
  today: string,
  chance: Chance,
): DemoRecord['cells'] {
  if (status !== 'delivered' && status !== 'completed') return { payment: 'open' };
  const invoice = { invoice_no: key.replace('SO', 'INV') };
  const paid = delivered + chance.int(8, 55);
  if (paid < 0 && chance.happens(0.95)) {
    return { ...invoice, payment: 'paid', paid_on: workdayFrom(today, paid) };
  }
  return { ...invoice, payment: chance.weighted({ open: 70, part: 30 }) };
}

function lineRecord({ key, customer }: DemoOrder, line: Line, n: number): DemoRecord {
  const { product, quantity, price } = line;
  return {
    key: `${key}-${n + 1}`,
    cells: {
      item: `${key} · ${product.name}`,
      order: [key],
      product: [product.key],
      owner: customer.owner,
      quantity,
      unit_price: price,
      unit_cost: product.cost,
    },
  };
}
