// The server Tessera is measured against: Hono and prepared statements over a copy of the same file, with the rule
// "own customers and those of my reports" written by hand. It knows who asks from a header, checks nothing and keeps no
// history. What it answers holds the same records, cells, names and total.
import { serve } from '@hono/node-server';
import { fold, type Table } from '@tessera/model';
import Database from 'better-sqlite3';
import { Hono } from 'hono';
import { fieldsOf, type Seed, tableOf } from './seed.ts';

type Value = string | number | null;
type Row = Value[];

process.once('message', (seed: Seed) => start(seed));

function start(seed: Seed): void {
  const database = new Database(seed.file);
  for (const pragma of [
    'journal_mode = WAL',
    'synchronous = FULL',
    'wal_autocheckpoint = 4000',
    'cache_size = -65536',
    'mmap_size = 1073741824',
    'temp_store = MEMORY',
  ])
    database.pragma(pragma);

  const customers = tableOf(seed.tables, 'customers');
  const f = fieldsOf(customers);
  const table = `"t_${customers.id}"`;
  const column = (slug: string, suffix = '') => `"f_${f(slug).id}${suffix}"`;
  const columns = customers.fields.filter(({ type }) => type !== 'link');
  const list = columns.map(({ slug }) => `t.${column(slug)}`).join(', ');
  const owner = `t.${column('owner')}`;
  const coOwner = `t.${column('co_owner')}`;
  const byName = `ORDER BY t.${column('name', '_s')} NULLS LAST, t._n`;
  const select = (where: string, rest: string) =>
    database.prepare(`SELECT t._n, t.id, ${list} FROM ${table} t WHERE ${where} ${rest}`).raw();
  const count = (where: string) =>
    database.prepare(`SELECT count(*) FROM ${table} t WHERE ${where}`).pluck();

  const own = `(${owner} = :me OR ${coOwner} = :me)`;
  const wanted = `${own} AND t.${column('status')} = :status AND t.${column('employees')} > 1000`;
  const line = (n: number) => {
    const marks = Array.from({ length: n }, () => '?').join();
    return `(${owner} IN (${marks}) OR ${coOwner} IN (${marks}))`;
  };
  // One in twenty records is theirs: walking the order until there are fifty takes a sixth of sorting them all.
  const walked = (condition: string) => condition.replaceAll('t."', '+t."');
  const lineLength = seed.managers[0]?.line.length ?? 0;
  const first = select(own, `${byName} LIMIT 50`);
  const firstCount = count(own);
  const filtered = select(
    wanted,
    `ORDER BY t.${column('annual_revenue')} DESC NULLS LAST, t._n LIMIT 100`,
  );
  const filteredCount = count(wanted);
  const managed = select(walked(line(lineLength)), `${byName} LIMIT 50`);
  const managedCount = count(line(lineLength));
  // Skipping is done over the index alone; only the fifty that are wanted are fetched.
  const deep = select(
    `t._n IN (SELECT _n FROM ${table} ORDER BY ${column('name', '_s')} NULLS LAST, _n LIMIT 50 OFFSET 24950)`,
    byName,
  );
  const allCount = count('TRUE');
  const one = select(`t.id = :id AND ${own}`, '');
  const byPlaces = select('t._n BETWEEN ? AND ?', 'ORDER BY t._n');

  const readers = columns.map((field, i) => valueReader(database, field, i + 2));
  const links = linkReaders(database, seed);
  const ids = columns.map(({ id }) => id);
  const recordsOf = (rows: Row[], line: readonly string[]) => {
    const cells = links.map((read) =>
      read(
        rows.map((row) => row[0] as number),
        line,
      ),
    );
    return rows.map((row) => {
      const fields: Record<string, unknown> = {};
      for (let i = 0; i < ids.length; i++) fields[ids[i] as string] = readers[i]?.(row);
      for (const { field, of } of cells) fields[field] = of.get(row[0] as number) ?? [];
      return { id: row[1], fields };
    });
  };

  const employees = column('employees');
  const change = database.prepare(
    `UPDATE ${table} AS t SET ${employees} = :value, ${column('modified_time')} = :now WHERE t.id = :id AND ${own}`,
  );
  const sqlColumns = columns.flatMap((field) => {
    const name = column(field.slug);
    if (!textTypes.has(field.type)) return [name];
    const key = column(field.slug, '_k');
    return field.type === 'longText' ? [name, key] : [name, key, column(field.slug, '_s')];
  });
  const insert = database.prepare(
    `INSERT INTO ${table} (_n, id, ${sqlColumns.join()}) VALUES (${Array.from({ length: sqlColumns.length + 2 }, () => '?').join()})`,
  );
  const last = database.prepare(`SELECT max(_n) FROM ${table}`).pluck();
  const writers = columns.map(valueWriter);
  let made = 0;
  const create = database.transaction(
    (given: readonly { fields: Record<string, unknown> }[], me: string) => {
      const now = Date.now();
      const from = (last.get() as number) + 1;
      given.forEach(({ fields }, i) => {
        const values: Value[] = [from + i, `recbare${++made}`];
        for (const write of writers) values.push(...write(fields, me, now));
        insert.run(values);
      });
      return byPlaces.all(from, from + given.length - 1) as Row[];
    },
  );

  const lines = new Map(
    [...seed.salespeople, ...seed.managers, seed.management].map(({ id, line }) => [id, line]),
  );
  const app = new Hono();
  const asker = (name: string | undefined) => ({
    me: name ?? '',
    line: lines.get(name ?? '') ?? [],
  });
  app.post('/first', async (c) => {
    await c.req.json();
    const { me, line } = asker(c.req.header('x-member'));
    const rows = first.all({ me }) as Row[];
    return c.json({ records: recordsOf(rows, line), total: firstCount.get({ me }) });
  });
  app.post('/filtered', async (c) => {
    const { filter } = (await c.req.json()) as { filter: { of: [{ value: string }] } };
    const { me, line } = asker(c.req.header('x-member'));
    const given = { me, status: filter.of[0].value };
    const rows = filtered.all(given) as Row[];
    return c.json({ records: recordsOf(rows, line), total: filteredCount.get(given) });
  });
  app.post('/managed', async (c) => {
    await c.req.json();
    const { line } = asker(c.req.header('x-member'));
    const rows = managed.all([...line, ...line]) as Row[];
    return c.json({ records: recordsOf(rows, line), total: managedCount.get([...line, ...line]) });
  });
  app.post('/deep', async (c) => {
    await c.req.json();
    return c.json({ records: recordsOf(deep.all() as Row[], []), total: allCount.get() });
  });
  app.get('/records/:id', (c) => {
    const { me, line } = asker(c.req.header('x-member'));
    const [record] = recordsOf(one.all({ id: c.req.param('id'), me }) as Row[], line);
    return record === undefined ? c.notFound() : c.json({ record });
  });
  app.patch('/records/:id', async (c) => {
    const { fields } = (await c.req.json()) as { fields: Record<string, number> };
    const { me, line } = asker(c.req.header('x-member'));
    const id = c.req.param('id');
    const value = fields[f('employees').id];
    if (change.run({ id, me, value, now: Date.now() }).changes === 0) return c.notFound();
    const [record] = recordsOf(one.all({ id, me }) as Row[], line);
    return c.json({ record });
  });
  app.post('/records', async (c) => {
    const { records } = (await c.req.json()) as { records: { fields: Record<string, unknown> }[] };
    const { me, line } = asker(c.req.header('x-member'));
    return c.json({ records: recordsOf(create.immediate(records, me), line) }, 201);
  });
  serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => process.send?.(port));
}

const textTypes = new Set(['text', 'longText', 'phone', 'email', 'url']);

type Field = Table['fields'][number];

/** How a stored value is shown. */
function valueReader(database: Database.Database, field: Field, at: number): (row: Row) => unknown {
  const named = (names: ReadonlyMap<string, object>) => (row: Row) =>
    row[at] === null ? null : names.get(row[at] as string);
  if ('options' in field) {
    return named(new Map(field.options.map(({ id, name }) => [id, { id, name }])));
  }
  if (field.type === 'member') {
    const people = database.prepare('SELECT id, name FROM s_member').all() as { id: string }[];
    return named(new Map(people.map((person) => [person.id, person])));
  }
  if (field.type === 'createdTime' || field.type === 'modifiedTime') {
    return (row) => (row[at] === null ? null : new Date(row[at] as number).toISOString());
  }
  const scale = 'precision' in field ? 10 ** field.precision : 1;
  if (scale === 1) return (row) => row[at];
  return (row) => (row[at] === null ? null : (row[at] as number) / scale);
}

/** How a given value is stored, with the keys that sorting and searching need. */
function valueWriter(
  field: Field,
): (given: Record<string, unknown>, me: string, now: number) => Value[] {
  const { id, type } = field;
  if (type === 'createdTime' || type === 'modifiedTime') return (_given, _me, now) => [now];
  if (type === 'member' && field.slug === 'owner') return (_given, me) => [me];
  if (textTypes.has(type)) {
    const keys = type === 'longText' ? 1 : 2;
    return (given) => {
      const text = (given[id] ?? null) as string | null;
      const key = text === null ? null : fold(text);
      return keys === 1 ? [text, key] : [text, key, key];
    };
  }
  if ('options' in field) {
    const ids = new Map(field.options.map((option) => [option.name, option.id]));
    return (given) => [ids.get(given[id] as string) ?? null];
  }
  const scale = 'precision' in field ? 10 ** field.precision : 1;
  return (given) => [given[id] === undefined ? null : (given[id] as number) * scale];
}

/** The records that link to a page of customers. Contacts and activities come with the customer, opportunities by owner. */
function linkReaders(database: Database.Database, seed: Seed) {
  const customers = tableOf(seed.tables, 'customers');
  return ['contacts', 'opportunities', 'activities'].map((slug) => {
    const target = tableOf(seed.tables, slug);
    const t = fieldsOf(target);
    const title = `x."f_${target.titleField}"`;
    const prepare = (rest: string) =>
      database
        .prepare(
          `SELECT l.dst, x.id, ${title} FROM "l_${t('customer').id}" l JOIN "t_${target.id}" x ON x._n = l.src WHERE l.dst IN (SELECT value FROM json_each(?)) ${rest} ORDER BY l.dst, l.src`,
        )
        .raw();
    const all = prepare('');
    const owned = prepare(`AND x."f_${t('owner').id}" IN (SELECT value FROM json_each(?))`);
    const restricted = slug === 'opportunities';
    const field = fieldsOf(customers)(slug).id;
    return (places: readonly number[], line: readonly string[]) => {
      const of = new Map<number, { id: string; title: string }[]>();
      const wanted = JSON.stringify(places);
      const rows =
        restricted && line.length > 0 ? owned.all(wanted, JSON.stringify(line)) : all.all(wanted);
      for (const [place, id, name] of rows as Row[]) {
        const cell = of.get(place as number) ?? [];
        cell.push({ id: id as string, title: name as string });
        of.set(place as number, cell);
      }
      return { field, of };
    };
  });
}
