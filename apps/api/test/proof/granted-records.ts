import { auditExport, exportEndpoint, type Known, ws } from './asked.ts';
import { baseNames } from './base.ts';
import type { Granted } from './case.ts';

const deals = { table: 'opportunities' };
const name = baseNames.field('opportunities', 'name').id;
const records = `${ws}/tables/{table}/records`;
const shares = `${records}/{record}/shares`;

/** The deal that was made under a name. */
function deal(known: Known, wanted: string): string {
  const all = known.records.get(baseNames.table('opportunities').id) ?? [];
  return all.find(({ fields }) => fields[name] === wanted)?.id ?? 'none';
}
const first = (known: Known) => ({ ...deals, record: deal(known, 'First') });

const file = 'Name\nFrom a file';
const options = { columns: [{ column: 0, field: name }] };

/** Records of one's own, shared, thrown away and brought back, in files and out of them. */
export const grantedRecords: Granted = {
  [`post ${records}`]: () => ({
    params: deals,
    body: { records: ['First', 'Second'].map((text) => ({ fields: { [name]: text } })) },
  }),
  [`post ${records}/query`]: () => ({ params: deals, body: {} }),
  [`get ${records}/{record}`]: (known) => ({ params: first(known) }),
  [`get ${ws}/explain`]: (known) => ({
    query: `table=opportunities&record=${deal(known, 'First')}&action=view`,
  }),
  [`patch ${records}/{record}`]: (known) => ({
    params: first(known),
    body: { fields: { next_step: 'Call' } },
  }),
  [`patch ${records}`]: (known) => ({
    params: deals,
    body: { records: [{ id: deal(known, 'Second'), fields: { next_step: 'Call' } }] },
  }),
  [`post ${shares}`]: (known) => ({
    params: first(known),
    body: { to: { kind: 'member', id: 'memtom' }, level: 'view' },
  }),
  [`get ${shares}`]: (known) => ({ params: first(known) }),
  [`delete ${shares}/{share}`]: (known) => ({
    params: { ...first(known), share: known.shared.at(-1)?.id ?? 'none' },
  }),
  [`delete ${records}/{record}`]: (known) => ({ params: first(known) }),
  [`get ${ws}/tables/{table}/trash`]: () => ({ params: deals }),
  [`post ${ws}/tables/{table}/trash/restore`]: ({ deleted }) => ({
    params: deals,
    body: { ids: deleted.map(({ id }) => id) },
  }),
  [`delete ${records}`]: (known) => ({ params: deals, body: { ids: [deal(known, 'Second')] } }),
  [`post ${ws}/tables/{t}/import/inspect`]: () => ({
    params: { t: 'opportunities' },
    upload: { file },
  }),
  [`post ${ws}/tables/{t}/import`]: () => ({
    params: { t: 'opportunities' },
    upload: { file, options },
  }),
  [exportEndpoint]: () => ({ params: { t: 'opportunities' }, body: { format: 'csv' } }),
};

/** The log, for its auditor. */
export const grantedLog: Granted = {
  [`get ${ws}/audit`]: () => ({}),
  [`get ${ws}/audit/head`]: () => ({}),
  [auditExport]: () => ({ query: 'format=csv' }),
  [`post ${ws}/audit/verify`]: () => ({ body: {} }),
};
