// Writes of the store and of bare better-sqlite3, in turns: node_modules/.bin/tsx packages/store/bench/write.bench.ts
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { author, create, customers, planOf, shop, temporaryFile } from '../test/fixtures.ts';

const home = temporaryFile();
const store = await shop(home.place);
const cell = (i: number) => ({
  fldname: `Customer ${(i * 7919) % 50_000} ${i}`,
  fldnotes: `Some notes about customer number ${i}, long enough to be real.`,
  fldamount: (i * 104_729) % 100_000_000,
  fldactive: i % 2 === 0,
  fldstage: ['optnew', 'optopen', 'optwon'][i % 3] as string,
  fldtags: i % 4 === 0 ? ['optblue', 'optred'] : ['optgreen'],
  fldday: `2024-01-${String(1 + (i % 28)).padStart(2, '0')}`,
  fldmet: 1_700_000_000_000 + i,
  fldowner: `mem${i % 200}`,
});

// The bare thing: one table of the same columns and indexes, prepared statements, history, the same durability.
const bare = new Database(join(mkdtempSync(join(tmpdir(), 'bare-')), 'bare.sqlite'));
for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'cache_size = -65536'])
  bare.pragma(pragma);
bare.exec(`CREATE TABLE c (n INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, name TEXT, notes TEXT, amount INTEGER,
  active INTEGER, stage TEXT, tags TEXT, day TEXT, met INTEGER, owner TEXT, num INTEGER, created INTEGER, creator TEXT) STRICT;
CREATE INDEX co ON c(owner); CREATE INDEX cn ON c(name);
CREATE TABLE h (n INTEGER PRIMARY KEY, id TEXT, at INTEGER, by TEXT, before TEXT, after TEXT) STRICT`);
const insert = bare.prepare(
  'INSERT INTO c (id,name,notes,amount,active,stage,tags,day,met,owner,num,created,creator) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)',
);
const note = bare.prepare('INSERT INTO h (id,at,by,before,after) VALUES (?,?,?,?,?)');
const many = bare.transaction((from: number, to: number) => {
  for (let i = from; i < to; i++) {
    const c = cell(i);
    const active = c.fldactive ? 1 : 0;
    insert.run(
      `rec${i}`,
      c.fldname,
      c.fldnotes,
      c.fldamount,
      active,
      c.fldstage,
      c.fldtags.join(),
      c.fldday,
      c.fldmet,
      c.fldowner,
      i,
      1,
      'memann',
    );
    note.run(`rec${i}`, 1, 'memann', null, JSON.stringify(c));
  }
});
const select = bare.prepare('SELECT * FROM c WHERE id = ?');
const set = bare.prepare('UPDATE c SET amount = ? WHERE id = ?');
const edit = bare.transaction((i: number, id: string) => {
  const row = select.get(id) as { amount: number };
  set.run(i, id);
  note.run(id, 1, 'memann', JSON.stringify({ amount: row.amount }), JSON.stringify({ amount: i }));
});

async function inTurns(
  name: string,
  rounds: number,
  ours: (i: number) => Promise<unknown>,
  theirs: (i: number) => void,
) {
  const times: [number[], number[]] = [[], []];
  for (let i = 0; i < rounds; i++) {
    const began = performance.now();
    await ours(i);
    const between = performance.now();
    theirs(i);
    times[0].push(between - began);
    times[1].push(performance.now() - between);
  }
  const at = (list: number[], share: number) =>
    [...list].sort((a, b) => a - b)[Math.floor(list.length * share)] ?? 0;
  for (const share of [0.1, 0.5]) {
    const [a, b] = [at(times[0], share), at(times[1], share)];
    console.log(
      `${name}, quantile ${share}: ${a.toFixed(2)} ms, bare ${b.toFixed(2)} ms: ${(a / b).toFixed(2)}x`,
    );
  }
}

await inTurns(
  '1,000 creates',
  60,
  (b) =>
    create(
      store,
      customers.id,
      Object.fromEntries(
        Array.from({ length: 1000 }, (_, i) => [`rec${b * 1000 + i}`, cell(b * 1000 + i)]),
      ),
    ),
  (b) => many(b * 1000, b * 1000 + 1000),
);
const idOf = (i: number) => `rec${(i * 31) % 60_000}`;
await inTurns(
  'edit of one cell',
  1500,
  (i) => {
    const changes = [{ kind: 'update' as const, id: idOf(i), cells: { fldamount: -i } }];
    return store.change(planOf({ table: customers.id, changes }), author);
  },
  (i) => edit(i, idOf(i)),
);
await store.close();
await home.remove();
