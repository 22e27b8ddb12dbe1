import type { LoadRequest } from './load.ts';
import { randomNumbers } from './random.ts';
import { type Asker, fieldsOf, type Seed, tableOf } from './seed.ts';

/** One thing that is measured: the same requests to both servers. */
export interface Case {
  readonly name: string;
  readonly kind: 'read' | 'write' | 'bulk';
  /** How many times slower than the bare handler it may be. */
  readonly aim: number;
  readonly ours: readonly LoadRequest[];
  readonly bare: readonly LoadRequest[];
}

/** The cases, each a list of requests that are sent in turn. */
export function casesOf(seed: Seed): readonly Case[] {
  const customers = tableOf(seed.tables, 'customers');
  const f = fieldsOf(customers);
  const path = `/api/workspaces/${seed.workspace}/tables/customers/records`;
  const numbers = randomNumbers(7);

  /** The same question to both, each told in its own way who asks. */
  const pair = (
    asker: Asker,
    method: string,
    [ours, bare]: readonly [string, string],
    body?: unknown,
  ) => {
    // A value that is nothing but the growing number is sent as a number.
    const sent = body === undefined ? {} : { body: JSON.stringify(body).replaceAll('"#"', '#') };
    return {
      ours: { method, path: `${path}${ours}`, headers: { cookie: asker.cookie }, ...sent },
      bare: { method, path: bare, headers: { 'x-member': asker.id }, ...sent },
    };
  };
  const of = (
    name: string,
    kind: Case['kind'],
    aim: number,
    pairs: readonly ReturnType<typeof pair>[],
  ): Case => ({
    name,
    kind,
    aim,
    ours: pairs.map(({ ours }) => ours),
    bare: pairs.map(({ bare }) => bare),
  });

  const byName = { sort: [{ field: 'name', direction: 'asc' }] };
  const sellers = seed.salespeople.slice(0, 20);
  const status = f('status');
  const active = 'options' in status ? status.options.find(({ name }) => name === 'Active') : null;
  const filter = {
    op: 'and',
    of: [
      { op: 'is', field: 'status', value: active?.id },
      { op: 'gt', field: 'employees', value: 1000 },
    ],
  };
  const sort = [{ field: 'annual_revenue', direction: 'desc' }];
  const someOf = (seller: number, count: number) => seed.owned[seller]?.slice(0, count) ?? [];
  const single = (method: string, body?: unknown) =>
    sellers.flatMap((seller, i) =>
      someOf(i, 20).map((id) => pair(seller, method, [`/${id}`, `/records/${id}`], body)),
    );
  const newCustomer = (i: number) => ({
    fields: {
      [f('name').id]: `New Customer # ${i}`,
      [f('industry').id]: 'Retail',
      [f('status').id]: 'Prospect',
      [f('phone').id]: `+49 40 ${1_000_000 + numbers.below(9_000_000)}`,
      [f('email').id]: `info@new-#-${i}.example.com`,
      [f('country').id]: 'Germany',
      [f('annual_revenue').id]: numbers.below(1_000_000),
      [f('employees').id]: numbers.below(5000),
    },
  });
  const creating = (count: number) =>
    sellers.slice(0, 4).map((seller) =>
      pair(seller, 'POST', ['', '/records'], {
        records: Array.from({ length: count }, (_, i) => newCustomer(i)),
      }),
    );

  return [
    of(
      "a salesperson's first page of 50",
      'read',
      1.5,
      sellers.map((seller) => pair(seller, 'POST', ['/query', '/first'], { ...byName, limit: 50 })),
    ),
    of(
      'filtered and sorted page of 100',
      'read',
      1.5,
      sellers.map((seller) =>
        pair(seller, 'POST', ['/query', '/filtered'], { filter, sort, limit: 100 }),
      ),
    ),
    of(
      "a manager's first page of 50",
      'read',
      1.5,
      seed.managers.map((manager) =>
        pair(manager, 'POST', ['/query', '/managed'], { ...byName, limit: 50 }),
      ),
    ),
    of('page 500 of all, 50 a page', 'read', 1.5, [
      pair(seed.management, 'POST', ['/query', '/deep'], { ...byName, offset: 24_950, limit: 50 }),
    ]),
    of('one record', 'read', 1.5, single('GET')),
    of('one cell edited', 'write', 2, single('PATCH', { fields: { [f('employees').id]: '#' } })),
    of('one record created', 'write', 2, creating(1)),
    of('1,000 records created in a call', 'bulk', 2.5, creating(1000)),
  ];
}
