import { type Chance, chanceOf } from './chance.ts';
import type { DemoCustomer } from './customers.ts';
import { workdayFrom } from './days.ts';
import { type DemoMember, type DemoRecord, demoRegions, type Making } from './types.ts';
import type { DemoWords } from './words.ts';

const kinds = ['fair', 'webinar', 'mailing', 'advertising', 'referral'] as const;
const budgets = {
  fair: 24_000,
  webinar: 3_000,
  mailing: 1_500,
  advertising: 9_000,
  referral: 4_000,
};

interface Campaign {
  readonly key: string;
  /** Days from today. */
  readonly start: number;
  readonly record: DemoRecord;
}

/** Campaigns of three years, one a month, and the leads they brought. */
export function demoMarketing(
  making: Making,
  words: DemoWords,
  customers: readonly DemoCustomer[],
  members: readonly DemoMember[],
): { readonly campaigns: readonly DemoRecord[]; readonly leads: readonly DemoRecord[] } {
  const chance = chanceOf(`${making.seed} marketing`);
  const owners = members.filter(({ roles }) => roles.includes('marketing')).map(({ key }) => key);
  const campaigns = Array.from({ length: 36 }, (_, n) =>
    campaignOf(n, making, words, owners, chance),
  );
  const begun = campaigns.filter(({ start }) => start < -3);
  const made: { readonly received: number; readonly cells: DemoRecord['cells'] }[] = [];
  const converted = customers.filter(({ status }) => status === 'active');
  const count = Math.round(making.customers * 0.45);
  for (let n = 0; n < count; n++) {
    const customer = n < count * 0.25 ? converted[n * 2] : undefined;
    made.push(leadOf(customer, begun, making, words, members, chance));
  }
  made.sort((a, b) => a.received - b.received);
  return {
    campaigns: campaigns.map(({ record }) => record),
    leads: made.map(({ cells }, n) => ({ key: `lead-${n}`, cells })),
  };
}

function campaignOf(
  n: number,
  { today }: Making,
  words: DemoWords,
  owners: readonly string[],
  chance: Chance,
): Campaign {
  const kind = kinds[(n * 3) % kinds.length] ?? 'fair';
  const start = -34 * 30 + n * 30 + chance.int(-8, 8);
  const end = start + (kind === 'fair' ? 3 : kind === 'webinar' ? 0 : chance.int(14, 45));
  const budget = Math.round((budgets[kind] * words.rate * chance.int(80, 130)) / 10_000) * 100;
  const status = start > 0 ? 'planned' : end >= 0 ? 'running' : 'finished';
  const day = workdayFrom(today, start);
  const key = `campaign-${n}`;
  return {
    key,
    start,
    record: {
      key,
      cells: {
        name: words.campaignName(chance.pick(words.campaigns[kind]), day.slice(0, 7)),
        kind,
        status,
        owner: chance.pick(owners),
        start: day,
        end: workdayFrom(today, Math.max(start, end)),
        budget,
        ...(status !== 'planned' && {
          spent: Math.round((budget * chance.int(status === 'running' ? 20 : 82, 108)) / 100),
        }),
        audience: chance.pick(words.audiences),
      },
    },
  };
}

function leadOf(
  customer: DemoCustomer | undefined,
  campaigns: readonly Campaign[],
  { today }: Making,
  words: DemoWords,
  members: readonly DemoMember[],
  chance: Chance,
) {
  const region = customer?.region ?? chance.pick(demoRegions);
  const campaign = chance.pick(campaigns);
  const received = Math.min(-1, campaign.start + chance.int(0, 40));
  const city = customer?.city ?? chance.pick(words.cities[region]);
  const pick = (length: number) => chance.int(0, length - 1);
  const person = customer?.contacts[0] ?? words.person(pick);
  const trade = chance.pick(['manufacturing', 'services', 'medical', 'retail', 'other']);
  const firm = customer ?? words.firm(pick, trade, city.name);
  const age = -received;
  const status = customer
    ? 'converted'
    : age > 120
      ? chance.weighted({ lost: 78, qualified: 12, contacted: 10 })
      : chance.weighted({ new: 30, contacted: 35, qualified: 25, lost: 10 });
  const sales = members.filter((one) => one.region === region && one.roles.includes('sales'));
  const salesperson =
    customer?.owner ??
    (status === 'new' && chance.happens(0.6) ? undefined : chance.pick(sales).key);
  return {
    received,
    cells: {
      company: firm.name,
      contact_name: person.name,
      phone: words.phone(city.code, chance.int(0, 9999)),
      email: `${person.latin}@${firm.latin}.example`,
      campaign: [campaign.key],
      region,
      status,
      ...(salesperson !== undefined && { salesperson }),
      received_on: workdayFrom(today, received),
      interest: chance.pick(words.interests),
      expected_value: chance.int(3, 90) * 500 * words.rate,
      ...(customer && {
        customer: [customer.key],
        converted_on: workdayFrom(today, Math.min(-1, received + chance.int(6, 60))),
      }),
    },
  };
}
