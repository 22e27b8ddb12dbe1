import { type Known, ws } from './asked.ts';
import { sharedView } from './base.ts';
import type { Granted } from './case.ts';

const table = `${ws}/tables/{table}`;
const template = `${ws}/templates/{template}`;
const plain = () => ({});

const app = ({ made }: Known) => ({ params: { app: made.apps.at(-1) ?? 'none' } });
const notes = { table: 'notes' };
const size = { ...notes, field: 'size' };
const item = ({ trashed }: Known) => ({ params: { item: trashed.at(-1) ?? 'none' } });
const saved = ({ made }: Known) => ({ params: { template: made.templates.at(-1) ?? 'none' } });

const both = (text: string) => ({ en: text, zh: text });
const file = {
  tessera: 'template',
  version: 1,
  template: {
    slug: 'lists',
    name: both('Lists'),
    description: both(''),
    icon: 'table',
    color: 'blue',
    apps: [{ slug: 'lists', name: both('Lists') }],
    classes: [],
    tables: [
      {
        slug: 'lists',
        name: both('Lists'),
        titleField: 'name',
        fields: [{ slug: 'name', name: both('Name'), classes: [], type: 'text' }],
        views: [],
      },
    ],
    roles: [],
    grants: [],
    restrictions: [],
    records: {},
  },
};

/** Apps, tables, fields, what was thrown away of them, and templates. */
export const grantedStructure: Granted = {
  [`get ${ws}/schema`]: plain,
  [`get ${ws}/structure`]: plain,
  [`get ${ws}/first-steps`]: plain,
  [`patch ${ws}/first-steps`]: () => ({ body: { closed: true } }),
  [`post ${ws}/apps`]: () => ({ body: { name: 'New' } }),
  [`patch ${ws}/apps/{app}`]: (known) => ({ ...app(known), body: { name: 'Renamed' } }),
  [`delete ${ws}/apps/{app}`]: app,
  [`post ${ws}/tables`]: () => ({ body: { name: 'Notes' } }),
  [`patch ${table}`]: () => ({ params: notes, body: { description: 'New' } }),
  [`post ${table}/fields`]: () => ({ params: notes, body: { name: 'Size', type: 'number' } }),
  [`patch ${table}/fields/{field}`]: () => ({ params: size, body: { description: 'New' } }),
  [`delete ${table}/fields/{field}`]: () => ({ params: size }),
  [`get ${ws}/trash`]: plain,
  [`post ${ws}/trash/{item}/restore`]: item,
  [`delete ${table}`]: () => ({ params: notes }),
  [`delete ${ws}/trash/{item}`]: item,
  [`delete ${ws}/trash`]: plain,
  [`get ${ws}/templates`]: plain,
  [`post ${ws}/templates`]: () => ({ body: { name: 'Ours', records: false } }),
  [`post ${ws}/templates/file`]: () => ({ body: file }),
  [`get ${template}/file`]: saved,
  [`patch ${template}`]: (known) => ({ ...saved(known), body: { name: 'Renamed' } }),
  [`delete ${template}`]: saved,
};

const mine = ({ made }: Known) => ({
  params: { table: sharedView.table, view: made.views.at(-1) ?? 'none' },
});
const code = { table: 'products', field: 'sku' };

/** What only those may shape who also see records: views, and the type of a field. */
export const grantedShape: Granted = {
  [`post ${table}/views`]: () => ({ params: { table: sharedView.table }, body: { name: 'Mine' } }),
  [`put ${table}/views/{view}`]: (known) => ({ ...mine(known), body: { name: 'Renamed' } }),
  [`delete ${table}/views/{view}`]: mine,
  [`post ${table}/fields/{field}/convert/preview`]: () => ({
    params: code,
    body: { type: 'longText' },
  }),
  [`post ${table}/fields/{field}/convert`]: () => ({
    params: code,
    body: { type: 'longText', lose: 0 },
  }),
};
