import { type Chance, chanceOf } from './chance.ts';
import type { DemoCustomer } from './customers.ts';
import { hourOn, workdayFrom } from './days.ts';
import type { DemoOpportunity } from './opportunities.ts';
import type { DemoMember, DemoRecord, Making } from './types.ts';
import type { DemoWords } from './words.ts';

/** What was done with customers, and what is to be done next. */
export function demoActivities(
  { seed, today }: Making,
  words: DemoWords,
  customers: readonly DemoCustomer[],
  opportunities: readonly DemoOpportunity[],
  members: readonly DemoMember[],
): readonly DemoRecord[] {
  const chance = chanceOf(`${seed} activities`);
  const engineers = engineersOf(members);
  const made: { readonly at: string; readonly cells: DemoRecord['cells'] }[] = [];
  const add = (days: number, cells: DemoRecord['cells']) => {
    const at = hourOn(workdayFrom(today, days), chance.int(0, 599));
    made.push({ at, cells: { ...cells, date_time: at } });
  };
  for (const customer of customers) {
    for (let n = chance.int(0, 2); n > 0; n--) {
      const kind = chance.weighted({ call: 40, visit: 20, email: 25, meeting: 8, service: 12 });
      const helper = kind === 'service' && chance.pick(engineers(customer.region));
      add(-chance.int(1, Math.min(customer.age, 400)), {
        ...spoken(words, chance, kind),
        ...withCustomer(customer, chance),
        owner: helper || customer.owner,
      });
    }
  }
  for (const { key, customer, stage, engaged } of opportunities) {
    const open = stage !== 'won' && stage !== 'lost';
    for (let n = chance.int(0, open ? 2 : 1); n > 0; n--) {
      add(-chance.int(1, Math.max(2, -engaged)), {
        ...spoken(words, chance, chance.weighted({ call: 35, visit: 20, email: 20, meeting: 25 })),
        ...withCustomer(customer, chance),
        opportunity: [key],
        owner: customer.owner,
      });
    }
    if (!open || !chance.happens(0.6)) continue;
    add(chance.happens(0.2) ? -chance.int(1, 6) : chance.int(0, 21), {
      subject: chance.pick(words.toDos),
      kind: chance.weighted({ call: 50, visit: 30, meeting: 20 }),
      done: false,
      ...withCustomer(customer, chance),
      opportunity: [key],
      owner: customer.owner,
    });
  }
  made.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return made.map(({ cells }, n) => ({ key: `activity-${n}`, cells }));
}

function spoken(
  words: DemoWords,
  chance: Chance,
  kind: keyof DemoWords['activities'],
): DemoRecord['cells'] {
  return { ...chance.pick(words.activities[kind]), kind, done: true };
}

function withCustomer({ key, contacts }: DemoCustomer, chance: Chance): DemoRecord['cells'] {
  const contact = chance.pick(contacts);
  return { customer: [key], contact: [contact.key] };
}

/** Who serves a region: keys of members. */
export function engineersOf(members: readonly DemoMember[]) {
  return (region: DemoCustomer['region']): readonly string[] =>
    members
      .filter((member) => member.region === region && member.roles.includes('service'))
      .map(({ key }) => key);
}
