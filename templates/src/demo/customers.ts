import { type Chance, chanceOf } from './chance.ts';
import { daysFrom } from './days.ts';
import {
  type DemoMember,
  type DemoRecord,
  demoRegions,
  type Making,
  type Region,
} from './types.ts';
import type { DemoWords, Person } from './words.ts';

/** A customer as the other parts know it. */
export interface DemoCustomer {
  readonly key: string;
  readonly name: string;
  readonly latin: string;
  readonly region: Region;
  readonly city: { readonly name: string; readonly code: string };
  readonly status: 'prospect' | 'active' | 'dormant' | 'churned';
  readonly tier: 'key' | 'standard' | 'small';
  /** Key of the member. */
  readonly owner: string;
  /** Days before today on which it became known. */
  readonly age: number;
  readonly contacts: readonly (Person & { readonly key: string; readonly phone: string })[];
}

export interface Customers {
  readonly customers: readonly DemoCustomer[];
  readonly records: readonly DemoRecord[];
  readonly contacts: readonly DemoRecord[];
}

const industries = {
  manufacturing: 26,
  retail: 12,
  technology: 8,
  software: 4,
  telecommunications: 3,
  finance: 4,
  medical: 14,
  education: 7,
  marketing: 2,
  entertainment: 3,
  employment: 2,
  services: 10,
  other: 5,
} as const;

const revenue = { key: [18, 140], standard: [3, 24], small: [0.3, 4] } as const;

/** Companies of three regions and the people one talks to there. */
export function demoCustomers(
  making: Making,
  words: DemoWords,
  members: readonly DemoMember[],
): Customers {
  const chance = chanceOf(`${making.seed} customers`);
  const taken = new Set<string>();
  const owners = ownersOf(members, chance);
  const customers: DemoCustomer[] = [];
  const records: DemoRecord[] = [];
  const contacts: DemoRecord[] = [];
  for (let n = 0; n < making.customers; n++) {
    const region = demoRegions[n % demoRegions.length] ?? 'east';
    const city = chance.pick(words.cities[region]);
    const industry = chance.weighted(industries);
    const { name, latin } = unusedFirm(words, chance, taken, industry, city.name);
    const tier = chance.weighted({ key: 8, standard: 57, small: 35 });
    const status = chance.weighted({ active: 55, prospect: 25, dormant: 13, churned: 7 });
    const owner = owners(region, Math.floor(n / demoRegions.length));
    const age = chance.int(status === 'prospect' ? 5 : 120, status === 'prospect' ? 400 : 1500);
    const key = `customer-${n}`;
    const people = peopleAt(key, tier, words, chance, city.code);
    customers.push({ key, name, latin, region, city, status, tier, owner, age, contacts: people });
    const [least, most] = revenue[tier];
    const million = (least + (most - least) * chance.next() ** 2) * words.rate;
    const helper = chance.happens(tier === 'key' ? 0.3 : 0.03) && owners(region, -1);
    records.push({
      key,
      cells: {
        name,
        industry,
        region,
        tier,
        status,
        owner,
        ...(helper && helper !== owner && { co_owner: helper }),
        phone: words.phone(city.code, chance.int(0, 9999)),
        email: `office@${latin}.example`,
        website: `https://www.${latin}.example`,
        country: words.country,
        annual_revenue: Math.round(million * 20) * 50_000,
        employees: Math.max(6, Math.round((million / words.rate) * chance.int(6, 14))),
        ...(chance.happens(0.35) && { notes: chance.pick(words.customerNotes) }),
      },
    });
    for (const person of people) {
      contacts.push(contactOf(person, key, owner, latin, making, words, chance));
    }
  }
  return { customers, records, contacts };
}

function unusedFirm(
  words: DemoWords,
  chance: Chance,
  taken: Set<string>,
  industry: string,
  city: string,
) {
  for (let tries = 0; ; tries++) {
    const made = words.firm((length) => chance.int(0, length - 1), industry, city);
    // Two of the same name are told apart by their city.
    const name = taken.has(made.name) && tries > 20 ? `${made.name} ${city}` : made.name;
    if (taken.has(name)) continue;
    taken.add(name);
    for (let n = 1; ; n++) {
      const latin = n === 1 ? made.latin : `${made.latin}-${n}`;
      if (taken.has(latin)) continue;
      taken.add(latin);
      return { name, latin };
    }
  }
}

/** Whose the n-th customer of a region is: first everybody in turn gets one, then the busy get more. */
function ownersOf(members: readonly DemoMember[], chance: Chance) {
  const sales = new Map<Region, readonly string[]>();
  const weights = new Map<Region, Readonly<Record<string, number>>>();
  for (const region of demoRegions) {
    const theirs = members.filter(
      (member) => member.region === region && member.roles.includes('sales'),
    );
    // The manager first in the list looks after a few; the others take turns.
    sales.set(
      region,
      [...theirs.slice(1), ...theirs.slice(0, 1)].map(({ key }) => key),
    );
    weights.set(
      region,
      Object.fromEntries(
        theirs.map(({ key }, n) => [key, n === 0 ? 0.3 : 0.7 + chance.next() * 0.6]),
      ),
    );
  }
  return (region: Region, n: number): string =>
    sales.get(region)?.[n] ?? chance.weighted(weights.get(region) ?? {});
}

function peopleAt(
  customer: string,
  tier: DemoCustomer['tier'],
  words: DemoWords,
  chance: Chance,
  code: string,
): DemoCustomer['contacts'] {
  const count = chance.int(1, tier === 'key' ? 4 : tier === 'standard' ? 3 : 1);
  return Array.from({ length: count }, (_, n) => ({
    ...words.person((length) => chance.int(0, length - 1)),
    key: `${customer}-${n}`,
    phone: words.phone(code, chance.int(0, 9999)),
  }));
}

function contactOf(
  person: DemoCustomer['contacts'][number],
  customer: string,
  owner: string,
  domain: string,
  { today }: Making,
  words: DemoWords,
  chance: Chance,
): DemoRecord {
  return {
    key: person.key,
    cells: {
      name: person.name,
      job_title: chance.pick(words.jobs),
      customer: [customer],
      phone: person.phone,
      email: `${person.latin}@${domain}.example`,
      decision_maker: chance.happens(0.4),
      ...(chance.happens(0.4) && { birthday: daysFrom(today, -chance.int(9500, 22_500)) }),
      owner,
    },
  };
}
