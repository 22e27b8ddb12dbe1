import type { OutField, OutTable } from '@tessera/protocol';
import { baseOf, randomFields, randomFilter } from './ask-values.ts';
import { type Asked, type Known, ws } from './asked.ts';
import type { Case } from './case.ts';
import type { Random } from './random.ts';
import { words } from './random-cells.ts';

const records = `${ws}/tables/{table}/records`;

function ask(random: Random, known: Known): Asked {
  const resumed = random.chance(0.12) ? known.cursors.at(-1) : undefined;
  if (resumed) {
    const cursor = random.chance(0.8) ? resumed.cursor : `A${resumed.cursor.slice(1)}`;
    const { table } = resumed;
    return {
      endpoint: `post ${records}/query`,
      params: { table },
      body: { ...resumed.body, cursor },
    };
  }
  const { name: table, known: found } = known.table(random);
  const grouped = random.chance(0.3);
  const body = {
    ...(random.chance(0.5) && { filter: randomFilter(random, found, known) }),
    ...(random.chance(0.3) && { search: random.pick([...words, 'alp', '5', 'secret', 'Owner']) }),
    ...(random.chance(0.15) && { view: viewOf(random, found) }),
    ...(random.chance(0.1) && {
      ids: [known.record(random, found?.id ?? ''), known.record(random, found?.id ?? '')],
    }),
    ...(grouped ? measures(random, found, known) : page(random, found, known)),
    ...(random.chance(0.02) && { sortBy: 'name' }),
  };
  return { endpoint: `post ${records}/query`, params: { table }, body };
}

function viewOf(random: Random, table: OutTable | null): string {
  const views = table?.views ?? [];
  return views.length > 0 && random.chance(0.9) ? random.pick(views).id : 'viwnothere';
}

function page(random: Random, table: OutTable | null, known: Known): object {
  const sorts = Array.from({ length: 1 + random.int(2) }, () => ({
    field: known.field(random, table),
    direction: random.pick(['asc', 'desc']),
  }));
  return {
    ...(random.chance(0.6) && { sort: sorts }),
    ...(random.chance(0.25) && { grouped: levels(random, table, known) }),
    ...(random.chance(0.2) && { fields: [known.field(random, table), known.field(random, table)] }),
    ...(random.chance(0.3) && { offset: random.int(6) }),
    ...(random.chance(0.6) && { limit: 1 + random.int(5) }),
  };
}

const shown = ({ type, result }: OutField) => result ?? type;
const groupable = (field: OutField) =>
  shown(field) !== 'longText' &&
  shown(field) !== 'multiSelect' &&
  (field.type !== 'link' || field.single === true) &&
  field.many !== true;
const numeric = (field: OutField) => ['number', 'currency', 'percent'].includes(shown(field));

/** One or two levels of groups. */
function levels(random: Random, table: OutTable | null, known: Known): object[] {
  return Array.from({ length: 1 + random.int(2) }, () => ({
    field: known.field(random, table, groupable),
    direction: random.pick(['asc', 'desc']),
    ...(random.chance(0.05) && { unit: random.pick(['day', 'month', 'year']) }),
  }));
}

function measures(random: Random, table: OutTable | null, known: Known): object {
  const aggregate = Array.from({ length: 1 + random.int(3) }, () => {
    const fn = random.pick(['count', 'filled', 'empty', 'unique', 'sum', 'average', 'min', 'max']);
    if (fn === 'count') return { fn };
    const fits = ['filled', 'empty'].includes(fn) ? undefined : numeric;
    return { fn, field: known.field(random, table, fits) };
  });
  return {
    ...(random.chance(0.8) && {
      group: random.chance(0.5)
        ? [known.field(random, table, groupable)]
        : levels(random, table, known),
    }),
    aggregate,
  };
}

function get(random: Random, known: Known): Asked {
  const { name: table, known: found } = known.table(random);
  const etag = known.etags.at(-1);
  return {
    endpoint: `get ${records}/{record}`,
    params: { table, record: known.record(random, found?.id ?? '') },
    ...(etag !== undefined && random.chance(0.3) && { headers: { 'if-none-match': etag } }),
  };
}

function create(random: Random, known: Known): Asked {
  const { name: table, known: found } = known.table(random);
  const list = Array.from({ length: 1 + random.int(2) }, () => ({
    fields: randomFields(random, found, known, 'create'),
  }));
  return { endpoint: `post ${records}`, params: { table }, body: { records: list } };
}

function change(random: Random, known: Known, table: OutTable | null) {
  const id = known.record(random, table?.id ?? '');
  const seen = known.records.get(table?.id ?? '')?.find((one) => one.id === id);
  const fields = randomFields(random, table, known, 'edit');
  return { id, fields, ...(random.chance(0.5) && { base: baseOf(random, fields, seen) }) };
}

function patch(random: Random, known: Known): Asked {
  const { name: table, known: found } = known.table(random);
  const { id, ...body } = change(random, known, found);
  return { endpoint: `patch ${records}/{record}`, params: { table, record: id }, body };
}

function patchMany(random: Random, known: Known): Asked {
  const { name: table, known: found } = known.table(random);
  const list = Array.from({ length: 1 + random.int(2) }, () => change(random, known, found));
  return { endpoint: `patch ${records}`, params: { table }, body: { records: list } };
}

function remove(random: Random, known: Known): Asked {
  const { name: table, known: found } = known.tableFor(random, 'delete');
  const record = known.record(random, found?.id ?? '');
  return { endpoint: `delete ${records}/{record}`, params: { table, record } };
}

function removeMany(random: Random, known: Known): Asked {
  const { name: table, known: found } = known.tableFor(random, 'delete');
  const ids = Array.from({ length: 1 + random.int(2) }, () =>
    known.record(random, found?.id ?? ''),
  );
  return { endpoint: `delete ${records}`, params: { table }, body: { ids } };
}

function deleted(random: Random, known: Known): Asked {
  const { name: table } = known.tableFor(random, 'restore');
  return { endpoint: `get ${ws}/tables/{table}/trash`, params: { table } };
}

function restore(random: Random, known: Known): Asked {
  const endpoint = `post ${ws}/tables/{table}/trash/restore`;
  const [last] = known.deleted.slice(-1);
  if (last && random.chance(0.7))
    return { endpoint, params: { table: last.table }, body: { ids: [last.id] } };
  const { name: table, known: found } = known.tableFor(random, 'restore');
  return { endpoint, params: { table }, body: { ids: [known.record(random, found?.id ?? '')] } };
}

export const recordCases: Readonly<Record<string, Case>> = {
  [`post ${records}/query`]: { weight: 24, ask },
  [`get ${records}/{record}`]: { weight: 8, ask: get },
  [`post ${records}`]: { weight: 5, ask: create },
  [`patch ${records}/{record}`]: { weight: 8, ask: patch },
  [`patch ${records}`]: { weight: 5, ask: patchMany },
  [`delete ${records}/{record}`]: { weight: 3, ask: remove },
  [`delete ${records}`]: { weight: 4, ask: removeMany },
  [`get ${ws}/tables/{table}/trash`]: { weight: 3, ask: deleted },
  [`post ${ws}/tables/{table}/trash/restore`]: { weight: 4, ask: restore },
};
