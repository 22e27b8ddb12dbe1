import { type Chance, chanceOf } from './chance.ts';
import type { DemoCustomer } from './customers.ts';
import { workdayFrom } from './days.ts';
import type { DemoProduct } from './products.ts';
import type { DemoRecord, Making } from './types.ts';
import type { DemoWords } from './words.ts';

const stages = ['prospecting', 'engaging', 'proposal', 'negotiation', 'won', 'lost'] as const;
type Stage = (typeof stages)[number];

/** An opportunity as activities and orders know it. */
export interface DemoOpportunity {
  readonly key: string;
  readonly customer: DemoCustomer;
  readonly project: string;
  readonly product: DemoProduct;
  readonly quantity: number;
  readonly stage: Stage;
  /** Days from today; negative: before it. */
  readonly engaged: number;
  readonly closes: number;
}

const byStatus: Readonly<
  Record<
    DemoCustomer['status'],
    { readonly most: number; readonly stages: Readonly<Record<Stage, number>> }
  >
> = {
  prospect: {
    most: 2,
    stages: { prospecting: 34, engaging: 28, proposal: 20, negotiation: 8, won: 0, lost: 10 },
  },
  active: {
    most: 4,
    stages: { prospecting: 6, engaging: 9, proposal: 9, negotiation: 7, won: 51, lost: 18 },
  },
  dormant: {
    most: 2,
    stages: { prospecting: 2, engaging: 0, proposal: 0, negotiation: 0, won: 40, lost: 58 },
  },
  churned: {
    most: 2,
    stages: { prospecting: 0, engaging: 0, proposal: 0, negotiation: 0, won: 45, lost: 55 },
  },
};

const odds: Readonly<Record<Stage, readonly [number, number]>> = {
  prospecting: [0.05, 0.15],
  engaging: [0.2, 0.35],
  proposal: [0.4, 0.6],
  negotiation: [0.65, 0.85],
  won: [1, 1],
  lost: [0, 0],
};

/** Deals of the last year and a half, and those that may come in the next months. */
export function demoOpportunities(
  making: Making,
  words: DemoWords,
  customers: readonly DemoCustomer[],
  products: readonly DemoProduct[],
): { readonly opportunities: readonly DemoOpportunity[]; readonly records: readonly DemoRecord[] } {
  const chance = chanceOf(`${making.seed} opportunities`);
  const offered = products.filter(
    ({ active, category }) => active && ['hardware', 'software'].includes(category),
  );
  const opportunities: DemoOpportunity[] = [];
  for (const customer of customers) {
    const { most, stages: weights } = byStatus[customer.status];
    const count = chance.int(customer.status === 'active' ? 1 : 0, most);
    for (let n = 0; n < count; n++) {
      const stage = chance.weighted(weights);
      const product = chance.pick(offered);
      opportunities.push({
        key: `opportunity-${opportunities.length}`,
        customer,
        project: chance.pick(words.projects),
        product,
        quantity: quantityOf(product, customer, chance),
        stage,
        ...timesOf(stage, customer, chance),
      });
    }
  }
  // Numbers are given in the order of creation: the oldest first.
  opportunities.sort((a, b) => a.engaged - b.engaged);
  return {
    opportunities,
    records: opportunities.map((one) => recordOf(one, making, words, chance)),
  };
}

function quantityOf({ category }: DemoProduct, { tier }: DemoCustomer, chance: Chance): number {
  if (category === 'software') return tier === 'key' ? chance.int(1, 4) : 1;
  return tier === 'key'
    ? chance.int(20, 160)
    : tier === 'standard'
      ? chance.int(6, 60)
      : chance.int(2, 14);
}

function timesOf(stage: Stage, { status, age }: DemoCustomer, chance: Chance) {
  if (stage === 'won' || stage === 'lost') {
    const long = status === 'dormant' || status === 'churned';
    const closes = -chance.int(long ? 300 : 1, Math.min(540, long ? Math.max(age, 320) : age));
    return { closes, engaged: closes - chance.int(20, 120) };
  }
  // Some are overdue: somebody has to do something about it.
  const closes = chance.happens(0.12) ? -chance.int(2, 25) : chance.int(4, 130);
  return { closes, engaged: Math.min(-2, closes - chance.int(40, 160)) };
}

function recordOf(
  { key, customer, project, product, quantity, stage, engaged, closes }: DemoOpportunity,
  { today }: Making,
  words: DemoWords,
  chance: Chance,
): DemoRecord {
  const value = Math.round((product.price * quantity * chance.int(88, 112)) / 1000) * 10;
  const [least, most] = odds[stage];
  const open = stage !== 'won' && stage !== 'lost';
  return {
    key,
    cells: {
      name: words.dealName(customer.name, project),
      customer: [customer.key],
      product: [product.key],
      stage,
      owner: customer.owner,
      engage_date: workdayFrom(today, engaged),
      close_date: workdayFrom(today, closes),
      close_value: value,
      margin: Math.round(value * (0.22 + chance.next() * 0.26)),
      probability: Math.round((least + (most - least) * chance.next()) * 20) / 20,
      ...(open && { next_step: chance.pick(words.nextSteps) }),
    },
  };
}
