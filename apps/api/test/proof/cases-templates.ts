import { type Asked, type Known, ws } from './asked.ts';
import type { Case } from './case.ts';
import type { Random } from './random.ts';

const path = `${ws}/templates`;

const kept = (random: Random, { made }: Known) =>
  random.pick([...made.templates, ...made.templates, 'tplnothere']);

function saved(random: Random, known: Known): Asked {
  const apps = (known.schema?.apps ?? []).map(({ id }) => id);
  const body = random.pick<object>([
    { name: 'Ours', records: true },
    { name: 'Ours', records: true },
    { name: 'Shape', records: false },
    { name: 'One app', app: random.pick([...apps, 'appnothere']), records: true },
    { name: 'Ours', records: true, fields: ['margin'] },
  ]);
  return { endpoint: `post ${path}`, body };
}

const both = (text: string) => ({ en: text, zh: text });

/** A small template as a file; sound, or naming what is not in it. */
function file(titleField: string): object {
  return {
    tessera: 'template',
    version: 1,
    template: {
      slug: 'notes',
      name: both('Notes'),
      description: both(''),
      icon: 'table',
      color: 'blue',
      apps: [{ slug: 'notes', name: both('Notes') }],
      classes: [],
      tables: [
        {
          slug: 'notes',
          name: both('Notes'),
          titleField,
          fields: [{ slug: 'name', name: both('Name'), classes: [], type: 'text' }],
          views: [],
        },
      ],
      roles: [],
      grants: [],
      restrictions: [],
      records: { notes: [{ key: 'r1', cells: { name: 'One' } }] },
    },
  };
}

export const templateCases: Readonly<Record<string, Case>> = {
  [`get ${ws}/first-steps`]: { weight: 2, ask: () => ({ endpoint: `get ${ws}/first-steps` }) },
  [`patch ${ws}/first-steps`]: {
    weight: 1,
    ask: (random) => ({
      endpoint: `patch ${ws}/first-steps`,
      body: random.pick<object>([{ closed: true }, { seen: 'table' }, { seen: 'import' }]),
    }),
  },
  [`get ${path}`]: { weight: 2, ask: () => ({ endpoint: `get ${path}` }) },
  [`post ${path}`]: { weight: 2, ask: saved },
  [`post ${path}/file`]: {
    weight: 1,
    managers: 2,
    ask: (random) => ({
      endpoint: `post ${path}/file`,
      body: random.pick([file('name'), file('name'), file('nowhere'), { tessera: 'template' }]),
    }),
  },
  [`get ${path}/{template}/file`]: {
    weight: 3,
    ask: (random, known) => ({
      endpoint: `get ${path}/{template}/file`,
      params: { template: kept(random, known) },
    }),
  },
  [`patch ${path}/{template}`]: {
    weight: 1,
    ask: (random, known) => ({
      endpoint: `patch ${path}/{template}`,
      params: { template: kept(random, known) },
      body: random.pick([{ name: 'Renamed' }, { color: 'red' }, { color: 'no colour' }]),
    }),
  },
  [`delete ${path}/{template}`]: {
    weight: 1,
    ask: (random, known) => ({
      endpoint: `delete ${path}/{template}`,
      params: { template: kept(random, known) },
    }),
  },
};
