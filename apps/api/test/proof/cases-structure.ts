import { randomFilter } from './ask-values.ts';
import { type Asked, type Known, ws } from './asked.ts';
import type { Case } from './case.ts';
import type { Random } from './random.ts';

const tables = `${ws}/tables`;
const table = `${tables}/{table}`;

const simple =
  (endpoint: string): Case['ask'] =>
  () => ({ endpoint });

function appOf(random: Random, known: Known): string {
  const made = known.made.apps;
  const all = (known.schema?.apps ?? []).map(({ id }) => id);
  return random.pick([...made, ...made, ...all, 'appnothere']);
}

function newApp(random: Random, known: Known): Asked {
  const template = random.pick(['crm', ...known.made.templates]);
  const body = random.chance(0.06)
    ? { template, samples: random.chance(0.5) }
    : random.pick([{ name: `App ${random.int(5)}` }, { name: 'A', color: 'blue' }, {}, { nam: 1 }]);
  return { endpoint: `post ${ws}/apps`, body };
}

/** Settings of a new field, by what the tables of the member hold. */
function fieldBody(random: Random, known: Known): Record<string, unknown> {
  const name = random.pick(['Colour', 'Size', 'Gross margin', 'Ref', 'Owner']);
  return {
    name,
    ...random.pick<Record<string, unknown>>([
      { type: 'text' },
      { type: 'text', slug: 'secret' },
      { type: 'number', precision: random.int(3) },
      { type: 'autonumber' },
      { type: 'createdTime' },
      { type: 'modifiedTime', watch: 'all' },
      { type: 'singleSelect', options: [{ name: 'One' }, { name: 'Two' }] },
      { type: 'link', target: known.table(random).name, single: true },
      { type: 'text', precision: 2 },
      { type: 'text', unique: true, ...(random.chance(0.5) && { classes: [] }) },
      { type: 'number', warnDuplicates: true },
      { type: 'text', default: { value: 'As usual' } },
      { type: 'date', default: { context: random.pick(['today', 'me']) } },
      { type: 'member', default: { context: 'me' } },
      { type: 'formula', expression: random.pick(['{name} & "!"', '{margin} + 1', '1 +']) },
    ]),
  };
}

function newTable(random: Random, known: Known): Asked {
  const fields = random.chance(0.4)
    ? { fields: [{ name: 'Title', type: 'text' }, fieldBody(random, known)] }
    : {};
  const body = { name: random.pick(['Notes', 'Secret', 'Customers']), ...fields };
  return { endpoint: `post ${tables}`, body };
}

function tableChange(random: Random, known: Known): Asked {
  const { name, known: found } = known.table(random);
  const body = random.pick<object>([
    { description: `About ${random.int(9)}` },
    { name: 'Clients' },
    { slug: `t_${random.int(4)}` },
    { titleField: known.field(random, found) },
    { before: random.pick([null, known.table(random).name]) },
    { fields: [] },
  ]);
  return { endpoint: `patch ${table}`, params: { table: name }, body };
}

function newField(random: Random, known: Known): Asked {
  const { name } = known.table(random);
  return {
    endpoint: `post ${table}/fields`,
    params: { table: name },
    body: fieldBody(random, known),
  };
}

function fieldChange(random: Random, known: Known): Asked {
  const { name, known: found } = known.table(random);
  const field = known.field(random, found);
  const before = found?.fields.find(({ id }) => id === field);
  const body = random.pick<object>([
    { description: `About ${random.int(9)}` },
    { name: `Field ${random.int(9)}` },
    { precision: 2 },
    { slug: `f_${random.int(9)}` },
    { required: random.chance(0.5) },
    { unique: random.chance(0.8) },
    { warnDuplicates: random.chance(0.5) },
    { default: random.pick([null, { value: 'Usual' }, { value: 7 }, { context: 'me' }]) },
    { classes: [] },
    ...(before?.options
      ? [{ options: [...before.options.slice(1), { name: `New ${random.int(9)}` }] }]
      : []),
  ]);
  return { endpoint: `patch ${table}/fields/{field}`, params: { table: name, field }, body };
}

/** Another type for a field, now and then for one that is hidden or on which a rule hangs. */
function conversion(way: 'convert' | 'convert/preview'): Case['ask'] {
  return (random, known) => {
    const { name, known: found } = known.table(random);
    const field = known.field(random, found);
    const body = random.pick<object>([
      { type: 'text' },
      { type: 'longText' },
      { type: 'number', precision: random.int(3) },
      { type: 'multiSelect' },
      { type: 'singleSelect' },
      { type: 'date' },
      { type: 'link', target: known.table(random).name },
      { type: 'formula' },
      { type: 'text', precision: 2 },
    ]);
    const lose = way === 'convert' ? { lose: random.pick([0, 1000]) } : {};
    const endpoint = `post ${table}/fields/{field}/${way}`;
    return { endpoint, params: { table: name, field }, body: { ...body, ...lose } };
  };
}

/** Mostly what was added before: the tables of the template are to last. */
function doomedField(random: Random, known: Known): Asked {
  const { name, known: found } = known.table(random);
  const added = (found?.fields ?? []).filter(({ slug }) => !slug.includes('owner'));
  const field = random.pick([...added.map(({ id }) => id), known.field(random, found)]);
  return { endpoint: `delete ${table}/fields/{field}`, params: { table: name, field } };
}

function doomedTable(random: Random, known: Known): Asked {
  const names = [...known.made.tables, 'tblnothere', known.table(random).name];
  return { endpoint: `delete ${table}`, params: { table: random.pick(names) } };
}

function viewBody(
  random: Random,
  known: Known,
  found: ReturnType<Known['table']>['known'],
): object {
  return {
    name: random.pick(['Mine', 'Open', 'All']),
    ...(random.chance(0.5) && { filter: randomFilter(random, found, known) }),
    ...(random.chance(0.5) && { sort: [{ field: known.field(random, found), direction: 'asc' }] }),
    ...(random.chance(0.5) && { personal: random.chance(0.8) }),
    ...(random.chance(0.3) && { locked: random.chance(0.5) }),
    ...(random.chance(0.3) && { hiddenFields: [known.field(random, found)] }),
    ...(random.chance(0.3) && { widths: { [known.field(random, found)]: 120 } }),
  };
}

function view(method: 'post' | 'put' | 'delete'): Case['ask'] {
  return (random, known) => {
    const { name, known: found } = known.table(random);
    const ids = (found?.views ?? []).map(({ id }) => id);
    const params = { table: name, view: random.pick([...ids, 'viwnothere']) };
    if (method === 'delete') return { endpoint: `delete ${table}/views/{view}`, params };
    const body = viewBody(random, known, found);
    return method === 'post'
      ? { endpoint: `post ${table}/views`, params: { table: name }, body }
      : { endpoint: `put ${table}/views/{view}`, params, body };
  };
}

function trashItem(method: 'post' | 'delete'): Case['ask'] {
  return (random, known) => {
    const item = random.pick([...known.trashed.slice(-3), 'trsnothere']);
    const endpoint = `${method} ${ws}/trash/{item}${method === 'post' ? '/restore' : ''}`;
    return { endpoint, params: { item } };
  };
}

export const structureCases: Readonly<Record<string, Case>> = {
  [`get ${ws}/structure`]: { weight: 2, managers: 4, ask: simple(`get ${ws}/structure`) },
  [`get ${ws}/schema`]: { weight: 3, managers: 8, ask: simple(`get ${ws}/schema`) },
  [`post ${ws}/apps`]: { weight: 1, managers: 2, ask: newApp },
  [`patch ${ws}/apps/{app}`]: {
    weight: 1,
    managers: 2,
    ask: (random, known) => ({
      endpoint: `patch ${ws}/apps/{app}`,
      params: { app: appOf(random, known) },
      body: random.pick<object>([
        { name: 'Renamed' },
        { color: 'red' },
        { before: random.pick([null, appOf(random, known)]) },
        { id: 'x' },
      ]),
    }),
  },
  [`delete ${ws}/apps/{app}`]: {
    weight: 1,
    managers: 2,
    ask: (random, known) => ({
      endpoint: `delete ${ws}/apps/{app}`,
      params: { app: appOf(random, known) },
    }),
  },
  [`post ${tables}`]: { weight: 1, managers: 3, ask: newTable },
  [`patch ${table}`]: { weight: 1, managers: 4, ask: tableChange },
  [`delete ${table}`]: { weight: 1, managers: 1, ask: doomedTable },
  [`post ${table}/fields`]: { weight: 1, managers: 6, ask: newField },
  [`patch ${table}/fields/{field}`]: { weight: 1, managers: 8, ask: fieldChange },
  [`get ${ws}/trash`]: { weight: 1, managers: 3, ask: simple(`get ${ws}/trash`) },
  [`delete ${ws}/trash`]: { weight: 1, managers: 1, ask: simple(`delete ${ws}/trash`) },
  [`post ${ws}/trash/{item}/restore`]: { weight: 1, managers: 3, ask: trashItem('post') },
  [`delete ${ws}/trash/{item}`]: { weight: 1, managers: 1, ask: trashItem('delete') },
  [`post ${table}/fields/{field}/convert/preview`]: {
    weight: 1,
    managers: 6,
    ask: conversion('convert/preview'),
  },
  [`post ${table}/fields/{field}/convert`]: { weight: 1, managers: 2, ask: conversion('convert') },
  [`delete ${table}/fields/{field}`]: { weight: 1, managers: 2, ask: doomedField },
  [`post ${table}/views`]: { weight: 1, managers: 4, ask: view('post') },
  [`put ${table}/views/{view}`]: { weight: 1, managers: 4, ask: view('put') },
  [`delete ${table}/views/{view}`]: { weight: 1, managers: 3, ask: view('delete') },
};
