import type { Template, TemplateRecord } from '@tessera/model';
import { customers, products } from '../shared/samples.ts';
import { text } from '../text.ts';

// Days count from the day on which the template is set up, so that open orders lie ahead.

/** What a product costs us; services cost the hours of a technician. */
const costs: Readonly<Record<string, number>> = {
  'sensor-one': 96,
  'sensor-pro': 231,
  gateway: 540,
  'gateway-old': 415,
  cloud: 1450,
  'on-premises': 5200,
  installation: 610,
  'mount-kit': 12.5,
};

interface Line {
  readonly product: keyof typeof costs;
  readonly quantity: number;
  readonly price: number;
}

interface Order {
  readonly key: string;
  readonly customer: string;
  readonly status: 'draft' | 'confirmed' | 'delivered' | 'completed' | 'cancelled';
  readonly approval: 'waiting' | 'approved' | 'returned';
  readonly ordered: number;
  readonly delivery: number;
  readonly payment: 'open' | 'part' | 'paid';
  readonly invoice?: string;
  readonly paid?: number;
  readonly notes?: ReturnType<typeof text>;
  readonly lines: readonly Line[];
}

const line = (product: Line['product'], quantity: number, price: number): Line => ({
  product,
  quantity,
  price,
});

const list: readonly Order[] = [
  {
    key: 'SO-1041',
    customer: 'quillmere',
    status: 'completed',
    approval: 'approved',
    ordered: -128,
    delivery: -104,
    payment: 'paid',
    invoice: 'INV-3307',
    paid: -76,
    notes: text('Second plant, hall A and B.', '二厂 A、B 两个车间。'),
    lines: [line('sensor-pro', 60, 399), line('gateway', 2, 950), line('installation', 3, 1100)],
  },
  {
    key: 'SO-1042',
    customer: 'quillmere',
    status: 'completed',
    approval: 'approved',
    ordered: -96,
    delivery: -90,
    payment: 'paid',
    invoice: 'INV-3318',
    paid: -61,
    lines: [line('cloud', 2, 4560)],
  },
  {
    key: 'SO-1043',
    customer: 'tarnbrook',
    status: 'completed',
    approval: 'approved',
    ordered: -74,
    delivery: -52,
    payment: 'paid',
    invoice: 'INV-3331',
    paid: -20,
    notes: text('Certificates of calibration with each sensor.', '每个传感器随附校准证书。'),
    lines: [
      line('sensor-pro', 45, 410),
      line('gateway', 3, 950),
      line('on-premises', 1, 15800),
      line('installation', 2, 1100),
    ],
  },
  {
    key: 'SO-1044',
    customer: 'brightmoor',
    status: 'delivered',
    approval: 'approved',
    ordered: -47,
    delivery: -18,
    payment: 'part',
    invoice: 'INV-3349',
    notes: text('Half on delivery, half in the new school year.', '交付时付一半，新学年付清。'),
    lines: [line('sensor-one', 120, 165), line('gateway', 2, 950), line('mount-kit', 120, 22)],
  },
  {
    key: 'SO-1045',
    customer: 'oxleaf',
    status: 'delivered',
    approval: 'approved',
    ordered: -39,
    delivery: -11,
    payment: 'open',
    invoice: 'INV-3352',
    lines: [line('sensor-one', 24, 180), line('gateway', 2, 950), line('installation', 1, 1100)],
  },
  {
    key: 'SO-1046',
    customer: 'fennway',
    status: 'delivered',
    approval: 'approved',
    ordered: -33,
    delivery: -6,
    payment: 'open',
    invoice: 'INV-3355',
    notes: text('Mounted on board by their own workshop.', '由客户自己的车间装车。'),
    lines: [line('sensor-pro', 40, 405), line('mount-kit', 80, 24)],
  },
  {
    key: 'SO-1047',
    customer: 'nimbusgate',
    status: 'confirmed',
    approval: 'approved',
    ordered: -14,
    delivery: 9,
    payment: 'part',
    invoice: 'INV-3361',
    lines: [line('cloud', 12, 4200)],
  },
  {
    key: 'SO-1048',
    customer: 'nordvale',
    status: 'confirmed',
    approval: 'approved',
    ordered: -10,
    delivery: 21,
    payment: 'open',
    lines: [line('sensor-pro', 75, 395), line('gateway', 4, 920), line('installation', 4, 1100)],
  },
  {
    key: 'SO-1049',
    customer: 'quillmere',
    status: 'confirmed',
    approval: 'waiting',
    ordered: -3,
    delivery: 34,
    payment: 'open',
    notes: text('First delivery for the new plant.', '新工厂首批供货。'),
    lines: [line('sensor-pro', 90, 389), line('gateway', 5, 920), line('mount-kit', 90, 24)],
  },
  {
    key: 'SO-1050',
    customer: 'tarnbrook',
    status: 'draft',
    approval: 'waiting',
    ordered: -1,
    delivery: 28,
    payment: 'open',
    lines: [line('sensor-pro', 16, 420), line('installation', 1, 1100)],
  },
  {
    key: 'SO-1051',
    customer: 'oxleaf',
    status: 'draft',
    approval: 'returned',
    ordered: -5,
    delivery: 40,
    payment: 'open',
    notes: text(
      'Sent back: the discount on sensors needs a second look.',
      '已退回：传感器折扣需重新确认。',
    ),
    lines: [line('sensor-one', 200, 140), line('gateway', 4, 950)],
  },
  {
    key: 'SO-1052',
    customer: 'velloria',
    status: 'cancelled',
    approval: 'approved',
    ordered: -160,
    delivery: -140,
    payment: 'open',
    notes: text('Cancelled by the customer before delivery.', '客户在交付前取消。'),
    lines: [line('sensor-one', 10, 180), line('gateway-old', 1, 690)],
  },
];

const day = (offset: number) => `today${offset < 0 ? '' : '+'}${offset}`;
const cents = (value: number) => Math.round(value * 100) / 100;
const total = (lines: readonly Line[], of: (line: Line) => number) =>
  cents(lines.reduce((sum, one) => sum + one.quantity * of(one), 0));
const costOf = ({ product }: Line) => costs[product] ?? 0;

const orders = list.map((order): TemplateRecord => {
  const amount = total(order.lines, ({ price }) => price);
  return {
    key: order.key,
    cells: {
      number: order.key,
      customer: order.customer,
      owner: 'me',
      status: order.status,
      approval: order.approval,
      order_date: day(order.ordered),
      delivery_date: day(order.delivery),
      amount,
      tax_rate: 0.13,
      margin: cents(amount - total(order.lines, costOf)),
      payment: order.payment,
      ...(order.invoice !== undefined && { invoice_no: order.invoice }),
      ...(order.paid !== undefined && { paid_on: day(order.paid) }),
      ...(order.notes && { notes: order.notes }),
    },
  };
});

const productName = (key: string) => {
  const name = products.find((one) => one.key === key)?.cells.name;
  return typeof name === 'object' && name !== null && 'en' in name ? name : text(key, key);
};

const lines = list.flatMap((order) =>
  order.lines.map((one, at): TemplateRecord => {
    const name = productName(one.product);
    return {
      key: `${order.key}-${at + 1}`,
      cells: {
        item: text(`${one.quantity} × ${name.en}`, `${name.zh} × ${one.quantity}`),
        order: order.key,
        product: one.product,
        owner: 'me',
        quantity: one.quantity,
        unit_price: one.price,
        unit_cost: costOf(one),
      },
    };
  }),
);

/** Sample records, those of others before the ones that link to them. */
export const records: Template['records'] = {
  customers,
  products: products.map(({ key, cells }) => ({
    key,
    cells: { ...cells, cost: costs[key] ?? null },
  })),
  orders,
  order_lines: lines,
};
