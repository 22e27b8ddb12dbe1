// Measures the store beside bare better-sqlite3 on one file each: node_modules/.bin/tsx packages/store/bench/store.bench.ts

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import {
  asking,
  create,
  customers,
  linkTo,
  orders,
  plain,
  shop,
  temporaryFile,
} from '../test/fixtures.ts';

const home = temporaryFile();
const store = await shop(home.place);
const count = Number(process.env.COUNT ?? 100_000);
const cell = (i: number) => ({
  fldname: `Customer ${(i * 7919) % count} ${i}`,
  fldnotes: `Some notes about customer number ${i}, long enough to be real.`,
  fldamount: (i * 104729) % 1_000_000_00,
  fldactive: i % 2 === 0,
  fldstage: ['optnew', 'optopen', 'optwon'][i % 3] as string,
  fldtags: i % 4 === 0 ? ['optblue', 'optred'] : ['optgreen'],
  fldday: `2024-${String(1 + (i % 12)).padStart(2, '0')}-${String(1 + (i % 28)).padStart(2, '0')}`,
  fldmet: 1_700_000_000_000 + i,
  fldowner: `mem${i % 200}`,
});
async function time(name: string, rounds: number, work: (i: number) => unknown | Promise<unknown>) {
  const all: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const t = performance.now();
    await work(i);
    all.push(performance.now() - t);
  }
  all.sort((a, b) => a - b);
  const median = all[rounds >> 1] as number;
  console.log(
    `${name.padEnd(46)} median ${(median * 1000).toFixed(0).padStart(8)} µs   p95 ${((all[Math.floor(rounds * 0.95)] ?? 0) * 1000).toFixed(0).padStart(8)} µs`,
  );
  return median;
}
const t0 = performance.now();
let made = 0;
while (made < count) {
  const records: Record<string, ReturnType<typeof cell>> = {};
  for (let i = 0; i < 1000; i++, made++) records[`rec${made}`] = cell(made);
  await create(store, customers.id, records);
}
console.log(
  `load ${count}: ${(((performance.now() - t0) / count) * 1000).toFixed(1)} µs per record`,
);
const columns = customers.fields.map((one) => plain(one.id));
const own = { kind: 'atom', field: 'fldowner', test: { op: 'eq', value: 'mem7' } } as const;
const open = { kind: 'atom', field: 'fldstage', test: { op: 'eq', value: 'optopen' } } as const;
const order = (field: string, direction: 'asc' | 'desc' = 'asc') => [
  { by: plain(field), direction },
];
let k = 0;
const key = () => `k${k++}`;
await time('page of 100, all columns, by creation', 200, () =>
  store.rows(asking(customers.id, { columns, key: key() })),
);
await time('first 50 by owner', 200, () =>
  store.rows(asking(customers.id, { columns, where: own, limit: 50, key: key() })),
);
await time('first 50 by owner + total', 200, () =>
  store.rows(asking(customers.id, { columns, where: own, limit: 50, total: true, key: key() })),
);
await time('100 open sorted by name', 100, () =>
  store.rows(asking(customers.id, { columns, where: open, order: order('fldname'), key: key() })),
);
await time('100 open sorted by name desc', 100, () =>
  store.rows(
    asking(customers.id, { columns, where: open, order: order('fldname', 'desc'), key: key() }),
  ),
);
await time('100 open sorted by amount desc', 40, () =>
  store.rows(
    asking(customers.id, { columns, where: open, order: order('fldamount', 'desc'), key: key() }),
  ),
);
await time('100 open sorted by amount + total', 40, () =>
  store.rows(
    asking(customers.id, {
      columns,
      where: open,
      order: order('fldamount'),
      total: true,
      key: key(),
    }),
  ),
);
await time('total of open, nothing kept', 20, () =>
  store.rows(asking(customers.id, { where: open, limit: 1, total: true, key: key() })),
);
await time('total of open, kept', 100, () =>
  store.rows(asking(customers.id, { where: open, limit: 1, total: true, key: 'fixed' })),
);
await time('contains in name, 100', 20, () =>
  store.rows(
    asking(customers.id, {
      columns,
      where: { kind: 'atom', field: 'fldname', test: { op: 'contains', value: '99 99' } },
      key: key(),
    }),
  ),
);
const masked = customers.fields.map((one, i) =>
  i % 2 ? plain(one.id) : { field: one.id, when: own },
);
await time('page of 100, half the columns masked, 3 bits', 200, () =>
  store.rows(
    asking(customers.id, {
      columns: masked,
      bits: [own, open, { kind: 'and', of: [own, open] }],
      key: key(),
    }),
  ),
);
await time('deep page at 50,000, first', 5, () =>
  store.rows(
    asking(customers.id, { columns, offset: count / 2, order: order('fldamount'), key: key() }),
  ),
);
await time('deep page at 50,000, kept', 100, (i) =>
  store.rows(
    asking(customers.id, {
      columns,
      offset: count / 2 + i * 100,
      order: order('fldamount'),
      key: 'deep',
    }),
  ),
);
await time('one record by id', 300, (i) =>
  store.rows(
    asking(customers.id, {
      columns,
      where: { kind: 'record', ids: [`rec${i}`] },
      links: [linkTo('fldorders', orders.id, 'fldcode', 'reverse')],
      limit: 1,
      key: key(),
    }),
  ),
);
await time('1,000 creates linked', 10, (i) => {
  const r: Record<string, object> = {};
  for (let j = 0; j < 1000; j++)
    r[`reco${i}y${j}`] = { fldcode: `c${j}`, fldtotal: j, fldcustomer: [`rec${j}`] };
  return create(store, orders.id, r as never);
});

// The bare thing: one table of the same columns, prepared statements, the same durability.
const bare = new Database(join(mkdtempSync(join(tmpdir(), 'bare-')), 'bare.sqlite'));
bare.pragma('journal_mode = WAL');
bare.pragma('synchronous = FULL');
bare.exec(`CREATE TABLE c (n INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, name TEXT, notes TEXT, amount INTEGER, active INTEGER, stage TEXT, tags TEXT, day TEXT, met INTEGER, owner TEXT, num INTEGER, created INTEGER, creator TEXT) STRICT;
CREATE INDEX co ON c(owner); CREATE INDEX cn ON c(name);
CREATE TABLE h (n INTEGER PRIMARY KEY, id TEXT, at INTEGER, by TEXT, before TEXT, after TEXT) STRICT`);
const ins = bare.prepare(
  'INSERT INTO c (id,name,notes,amount,active,stage,tags,day,met,owner,num,created,creator) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)',
);
const hist = bare.prepare('INSERT INTO h (id,at,by,before,after) VALUES (?,?,?,?,?)');
const many = bare.transaction((from: number, to: number, prefix: string) => {
  for (let i = from; i < to; i++) {
    const c = cell(i);
    ins.run(
      `${prefix}${i}`,
      c.fldname,
      c.fldnotes,
      c.fldamount,
      c.fldactive ? 1 : 0,
      c.fldstage,
      c.fldtags.join(),
      c.fldday,
      c.fldmet,
      c.fldowner,
      i,
      1,
      'memann',
    );
    hist.run(`${prefix}${i}`, 1, 'memann', null, JSON.stringify(c));
  }
});
for (let i = 0; i < count; i += 1000) many(i, i + 1000, 'rec');
const page = bare.prepare('SELECT * FROM c ORDER BY n LIMIT 100').raw();
await time('bare: page of 100', 200, () => page.all());
const pageOwner = bare.prepare('SELECT * FROM c WHERE owner = ? ORDER BY n LIMIT 50').raw();
await time('bare: first 50 by owner', 200, () => pageOwner.all('mem7'));
const pageName = bare
  .prepare("SELECT * FROM c WHERE stage = 'optopen' ORDER BY name LIMIT 100")
  .raw();
await time('bare: 100 open by name', 100, () => pageName.all());
await store.close();
await home.remove();
