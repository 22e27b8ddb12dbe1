import type { RecordId } from '@tessera/model';
import type { RecordKind, Signature, SignatureKey, Tally } from '@tessera/permissions';
import type { Queries, Words } from './dialects/dialect.ts';
import { condition, type Rendering, rendering } from './expressions.ts';
import type { Layout, LinkColumn, TableLayout } from './layout.ts';
import { join, raw, type Sql, sql } from './sql-text.ts';

/** What a tally reads with. Every piece is a reading of its own, so that others get their turn in between. */
export interface Tallying {
  readonly words: Words;
  readonly layout: Layout;
  read<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  /** Awaited between pieces; may throw to give up. */
  pause(): Promise<void>;
}

/** Places of a table that are read at once. */
const piece = 20_000;
/** With more kinds than these their numbers are not told: each is held in memory. */
const mostKinds = 200_000;
const samplesOfKind = 3;
const mostSamples = 20_000;

/** Between the cells of a record, between records, and before a record's place: no id holds such a character. */
const [cellEnd, recordEnd, placeStart] = ['\u001f', '\u001e', '\u001d'] as const;
const literal = (text: string): Sql => raw(`'${text}'`);
const cellMark = literal(cellEnd);
const recordMark = literal(recordEnd);
const placeMark = literal(placeStart);

const t = raw('t');

/**
 * Counts the records of a table by kind. A piece of the table comes over as one text: a row for each record took three
 * times as long, and so did grouping in SQLite. Null when there are too many kinds.
 */
export async function tallyKinds(tallying: Tallying, signature: Signature): Promise<Tally | null> {
  const sorted = await sortOut(tallying, signature, null);
  if (sorted === null) return null;
  const ids = await idsOf(
    tallying,
    signature,
    sorted.flatMap(({ samples }) => samples).slice(0, mostSamples),
  );
  return sorted.map(({ kind, count, samples }) => ({
    kind,
    count,
    samples: samples.flatMap((place) => ids.get(place) ?? []),
  }));
}

interface Sorted {
  readonly kind: RecordKind;
  count: number;
  /** Places of some records. */
  readonly samples: number[];
}

interface Behind {
  readonly link: LinkColumn | null;
  readonly kinds: readonly Sorted[];
  /** Which of the kinds the record at a place is, counted from one; 0: there is no record. */
  readonly of: Uint32Array;
}

/** Sorts all records of a table into kinds; `of`, when given, learns the kind of each place. */
async function sortOut(
  tallying: Tallying,
  signature: Signature,
  of: ((last: number) => Uint32Array) | null,
): Promise<readonly Sorted[] | null> {
  const { words, layout, read, pause } = tallying;
  const table = layout.tables.get(signature.table);
  if (!table) return [];
  const behind: Behind[] = [];
  for (const link of signature.links) {
    let places = new Uint32Array(0);
    const kinds = await sortOut(tallying, link.behind, (last) => {
      places = new Uint32Array(last + 1);
      return places;
    });
    if (kinds === null) return null;
    const column = layout.fields.get(link.link);
    behind.push({ link: column?.kind === 'link' ? column : null, kinds, of: places });
  }
  const name = raw(table.name);
  const row = await read((queries) => queries.all(sql`SELECT max(_n) FROM ${name}`));
  const last = Number(row[0]?.[0] ?? 0);
  const kindOf = of?.(last);
  const text = recordText(rendering(words, layout), table, signature);
  const found: Sorted[] = [];
  const places = new Map<string, number>();
  for (let from = 0; from < last; from += piece) {
    const within = (place: Sql) => sql`${place} > ${from} AND ${place} <= ${from + piece}`;
    const asked = sql`SELECT string_agg(${text}, ${recordMark}) FROM ${name} t WHERE ${within(raw('t._n'))}`;
    const { records, linked } = await read(async (queries) => {
      const sets: ReadonlyMap<number, string>[] = [];
      for (const one of behind) sets.push(await kindsBehind(queries, one, within));
      return { records: await textOf(queries, asked), linked: sets };
    });
    for (const record of records) {
      const at = record.indexOf(placeStart);
      const place = Number(record.slice(at + 1));
      let key = record.slice(0, at);
      for (const one of linked) key += `${placeStart}${one.get(place) ?? ''}`;
      let known = places.get(key);
      if (known === undefined) {
        if (found.length >= mostKinds) return null;
        known = found.push({ kind: kindFrom(key, signature, behind), count: 0, samples: [] });
        places.set(key, known);
      }
      if (kindOf) kindOf[place] = known;
      const kind = found[known - 1] as Sorted;
      kind.count += 1;
      if (kind.samples.length < samplesOfKind) kind.samples.push(place);
    }
    await pause();
  }
  return found;
}

/** A record as a text: the truths, the ids, its place. */
function recordText(r: Rendering, table: TableLayout, { truths, keys }: Signature): Sql {
  const cells = [
    ...truths.map((bound) => sql`CASE WHEN ${condition(r, bound, t)} THEN '1' ELSE '0' END`),
    ...keys.map((key) => sql`${cellMark} || ${keyText(r, table, key)}`),
  ];
  return join([...cells, sql`${placeMark} || CAST(t._n AS TEXT)`], ' || ');
}

function keyText({ words }: Rendering, table: TableLayout, key: SignatureKey): Sql {
  if (key.kind === 'record')
    return sql`CASE WHEN ${words.memberOf(raw('t.id'), 'text', key.ids)} THEN t.id ELSE '' END`;
  const column = table.columns.find(({ field }) => field.id === key.field);
  return column ? sql`coalesce(t.${raw(column.name)}, '')` : literal('');
}

/** By place of a record: the kinds behind its link, as a text that is equal for equal sets. */
async function kindsBehind(
  queries: Queries,
  { link, of }: Behind,
  within: (place: Sql) => Sql,
): Promise<ReadonlyMap<number, string>> {
  if (!link) return new Map();
  const pair = sql`CAST(l.${raw(link.own)} AS TEXT) || ${cellMark} || CAST(l.${raw(link.other)} AS TEXT)`;
  const pairs = await textOf(
    queries,
    sql`SELECT string_agg(${pair}, ${recordMark}) FROM ${raw(link.pairs)} l WHERE ${within(sql`l.${raw(link.own)}`)}`,
  );
  const sets = new Map<number, Set<number>>();
  for (const one of pairs) {
    const at = one.indexOf(cellEnd);
    const own = Number(one.slice(0, at));
    const kind = of[Number(one.slice(at + 1))] ?? 0;
    if (kind === 0) continue;
    const set = sets.get(own);
    if (set) set.add(kind);
    else sets.set(own, new Set([kind]));
  }
  return new Map(
    [...sets].map(([own, set]) => [own, [...set].sort((a, b) => a - b).join(cellEnd)]),
  );
}

async function textOf(queries: Queries, query: Sql): Promise<readonly string[]> {
  const [row] = await queries.all(query);
  const text = row?.[0];
  return typeof text === 'string' ? text.split(recordEnd) : [];
}

function kindFrom(key: string, { keys }: Signature, behind: readonly Behind[]): RecordKind {
  const [cells = '', ...sets] = key.split(placeStart);
  const [truths = '', ...ids] = cells.split(cellEnd);
  return {
    truths,
    keys: keys.map((_, i) => ids[i] ?? ''),
    links: behind.map(({ kinds }, i) =>
      (sets[i] ?? '')
        .split(cellEnd)
        .filter(Boolean)
        .map((kind) => (kinds[Number(kind) - 1] as Sorted).kind),
    ),
  };
}

async function idsOf(
  { words, layout, read }: Tallying,
  { table }: Signature,
  places: readonly number[],
): Promise<ReadonlyMap<number, RecordId>> {
  const name = layout.tables.get(table)?.name;
  if (name === undefined || places.length === 0) return new Map();
  const among = words.memberOf(raw('_n'), 'integer', places);
  const rows = await read((queries) =>
    queries.all(sql`SELECT _n, id FROM ${raw(name)} WHERE ${among}`),
  );
  return new Map(rows.map(([place, id]) => [place as number, id as string]));
}
