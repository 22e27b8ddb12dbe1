import { engineersOf } from './activities.ts';
import { type Chance, chanceOf } from './chance.ts';
import type { DemoCustomer } from './customers.ts';
import { daysFrom, hourOn, workdayFrom } from './days.ts';
import type { DemoOrder } from './orders.ts';
import type { DemoMember, DemoRecord, Making } from './types.ts';
import type { DemoWords } from './words.ts';

interface Installed {
  readonly key: string;
  readonly name: string;
  readonly customer: DemoCustomer;
  readonly category: 'hardware' | 'software';
  /** Days from today. */
  readonly since: number;
  readonly warranty: number;
}

interface Ticket {
  readonly key: string;
  readonly installed: Installed;
  readonly engineer: string;
  readonly opened: number;
  readonly fault: DemoWords['faults']['hardware'][number];
  readonly status: 'new' | 'working' | 'waiting' | 'solved' | 'closed';
}

/** What stands at customers, what went wrong with it and what was done. */
export function demoService(
  making: Making,
  words: DemoWords,
  orders: readonly DemoOrder[],
  members: readonly DemoMember[],
) {
  const chance = chanceOf(`${making.seed} service`);
  const installed: DemoRecord[] = [];
  const tickets: Ticket[] = [];
  const engineers = engineersOf(members);
  for (const order of orders) {
    if (order.status !== 'delivered' && order.status !== 'completed') continue;
    for (const { product, quantity } of order.lines) {
      const { category } = product;
      if (category !== 'hardware' && category !== 'software') continue;
      const site = chance.pick(words.sites);
      const since = Math.min(0, order.delivered + chance.int(0, 6));
      const warranty = since + chance.pick([365, 730, 730]);
      const key = `installed-${installed.length}`;
      const name = words.installedName(product.name, site);
      const retired = since < -400 && chance.happens(0.04);
      installed.push({
        key,
        cells: {
          name,
          serial_no: `${product.sku.replace('-', '')}-${String(chance.int(0, 999_999)).padStart(6, '0')}`,
          customer: [order.customer.key],
          product: [product.key],
          order: [order.key],
          quantity,
          site,
          bought_on: workdayFrom(making.today, order.ordered),
          installed_on: daysFrom(making.today, since),
          warranty_until: daysFrom(making.today, warranty),
          status: retired ? 'retired' : chance.happens(0.02) ? 'repair' : 'in_use',
        },
      });
      const one: Installed = { key, name, customer: order.customer, category, since, warranty };
      for (
        let n = chance.weighted({ 0: 52, 1: 34, 2: 14 });
        Number(n) > 0;
        n = n === '2' ? '1' : '0'
      ) {
        tickets.push(ticketOf(one, words, chance, engineers(order.customer.region)));
      }
    }
  }
  const sorted = tickets
    .sort((a, b) => a.opened - b.opened)
    .map((ticket, n) => ({ ...ticket, key: `ticket-${n}` }));
  return {
    installed,
    tickets: sorted.map((ticket) => ticketRecord(ticket, making, words, chance)),
    visits: demoVisits(sorted, making, words, chance),
  };
}

function ticketOf(
  installed: Installed,
  words: DemoWords,
  chance: Chance,
  engineers: readonly string[],
): Ticket {
  // What is being worked on now is of the last weeks.
  const recent = chance.happens(0.13);
  const opened = recent ? -chance.int(0, 14) : -chance.int(0, Math.max(1, -installed.since));
  const age = -opened;
  const status =
    age > 21
      ? 'closed'
      : age > 9
        ? chance.weighted({ closed: 50, solved: 40, waiting: 10 })
        : chance.weighted({ new: 25, working: 40, waiting: 15, solved: 20 });
  const fault = chance.pick(words.faults[installed.category]);
  return { key: '', installed, engineer: chance.pick(engineers), opened, fault, status };
}

function ticketRecord(
  ticket: Ticket,
  { today }: Making,
  words: DemoWords,
  chance: Chance,
): DemoRecord {
  const { installed, opened, fault, status } = ticket;
  const caller = chance.pick(installed.customer.contacts);
  const done = status === 'solved' || status === 'closed';
  const warranty = opened <= installed.warranty;
  return {
    key: ticket.key,
    cells: {
      subject: words.ticketName(installed.name, fault.fault),
      customer: [installed.customer.key],
      contact: [caller.key],
      installed_product: [installed.key],
      status,
      priority: chance.weighted({ urgent: 15, normal: 65, low: 20 }),
      ...(status !== 'new' && { assignee: ticket.engineer }),
      opened_on: hourOn(workdayFrom(today, opened), chance.int(0, 599)),
      due: workdayFrom(today, opened + chance.int(3, 12)),
      caller: caller.polite,
      phone: caller.phone,
      warranty,
      ...(!warranty && done && { charge: chance.int(4, 60) * 10 * words.rate }),
      ...(done && { solution: fault.solution }),
      ...(status === 'closed' &&
        chance.happens(0.7) && {
          satisfaction: Number(chance.weighted({ 5: 50, 4: 33, 3: 12, 2: 5 })),
        }),
    },
  };
}

function demoVisits(
  tickets: readonly Ticket[],
  { today }: Making,
  words: DemoWords,
  chance: Chance,
): readonly DemoRecord[] {
  const made: { readonly at: string; readonly cells: DemoRecord['cells'] }[] = [];
  const add = (ticket: Ticket, kind: keyof DemoWords['visits'], days: number, done: boolean) => {
    const { subject, remarks } = words.visits[kind];
    const { customer, name } = ticket.installed;
    const at = hourOn(workdayFrom(today, days), chance.int(0, 599));
    made.push({
      at,
      cells: {
        subject: words.visitName(subject, name),
        kind,
        date_time: at,
        ticket: [ticket.key],
        customer: [customer.key],
        engineer: ticket.engineer,
        ...(done && { hours: chance.int(1, kind === 'visit' ? 12 : 3) / 2 }),
        done,
        ...(done && { remark: chance.pick(remarks) }),
      },
    });
  };
  for (const ticket of tickets) {
    const { status, opened } = ticket;
    const kind = chance.weighted({ visit: 45, remote: 35, call: 20 });
    if (status === 'working' || status === 'waiting') add(ticket, kind, chance.int(0, 9), false);
    if (status !== 'solved' && status !== 'closed') continue;
    add(ticket, kind, Math.min(0, opened + chance.int(0, 6)), true);
    if (status === 'closed' && chance.happens(0.3)) {
      add(ticket, 'follow_up', Math.min(0, opened + chance.int(10, 20)), true);
    }
  }
  made.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return made.map(({ cells }, n) => ({ key: `visit-${n}`, cells }));
}
