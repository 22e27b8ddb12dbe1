import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Denial, type Field, isDenial, type Table } from '@tessera/model';
import type { ImportOptions, ImportReport } from '@tessera/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SmallWorkspace, smallWorkspace } from '../../test/small-workspace.ts';
import { addTable } from './change-tables.ts';
import { inspectMembersFile, inspectRecordsFile } from './import-inspect.ts';
import { importMembers } from './import-members.ts';
import { importRecords } from './import-records.ts';
import { readRecords } from './read-records.ts';

/** Real files that are kept beside the repository, not in it: see the README there. */
const folder = fileURLToPath(
  new URL('../../../../../shared/data/crm-sales-opportunities/', import.meta.url),
);
const absent = !existsSync(folder);
if (absent) console.log(`The trial imports are left out: there is no ${folder}`);

const file = (name: string) => new Uint8Array(readFileSync(`${folder}${name}`));
const ok = <T>(value: T | Denial): T => {
  if (isDenial(value)) throw new Error(`${value.code}: ${value.message}`);
  return value;
};

let small: SmallWorkspace;
const owner = () => small.as(small.owner);

async function run(table: string, name: string, options: ImportOptions): Promise<ImportReport> {
  const report = ok(await importRecords(owner(), table, file(name), options));
  expect(report.created + report.updated + report.skipped + report.refused).toBe(report.rows);
  return report;
}

async function mapping(table: string, name: string, extra: Readonly<Record<string, string>> = {}) {
  const found = ok(await inspectRecordsFile(owner(), table, file(name)));
  return found.columns.flatMap(({ column, name: header, field }) => {
    const to = extra[header] ?? field;
    return to === undefined ? [] : [{ column, field: to }];
  });
}

const total = async (table: string, filter?: object) => {
  const answer = ok(await readRecords(owner(), table, { limit: 1, ...(filter && { filter }) }));
  return 'total' in answer ? answer.total : -1;
};

describe.skipIf(absent)('trial: a sales data set as it was found', () => {
  beforeAll(async () => {
    small = await smallWorkspace();
    await small.organise({ kind: 'putRole', id: 'rolsales', name: 'Sales' });
    const text = (name: string) => ({ name, type: 'text' });
    const select = (name: string) => ({ name, type: 'singleSelect', options: [] });
    ok(
      await addTable(owner(), {
        name: 'Accounts',
        fields: [
          text('Account'),
          select('Sector'),
          { name: 'Year established', type: 'number' },
          { name: 'Revenue', type: 'currency', precision: 2 },
          { name: 'Employees', type: 'number' },
          text('Office location'),
        ],
      }),
    );
    ok(
      await addTable(owner(), {
        name: 'Products',
        fields: [text('Product'), select('Series'), { name: 'Sales price', type: 'currency' }],
      }),
    );
    ok(
      await addTable(owner(), {
        name: 'Opportunities',
        fields: [
          text('Opportunity ID'),
          { name: 'Sales agent', type: 'member', ownership: true },
          select('Deal stage'),
          { name: 'Engage date', type: 'date' },
          { name: 'Close date', type: 'date' },
          { name: 'Close value', type: 'currency' },
        ],
      }),
    );
    const link = (from: string, name: string, target: string): [Field, Field] => {
      const base = { classes: [], type: 'link' } as const;
      const [id, other] = [`fld${from}${name}`.toLowerCase(), `fld${name}${from}`.toLowerCase()];
      const { id: to } = table(target);
      return [
        {
          ...base,
          id,
          name,
          slug: name.toLowerCase(),
          side: 'forward',
          target: to,
          reverse: other,
          single: true,
        },
        {
          ...base,
          id: other,
          name: from,
          slug: from.toLowerCase(),
          side: 'reverse',
          target: table(from === 'Subsidiaries' ? 'Accounts' : from).id,
          reverse: id,
          single: false,
        },
      ];
    };
    const opportunities = table('Opportunities').id;
    await small.addField(opportunities, ...link('Opportunities', 'Account', 'Accounts'));
    await small.addField(opportunities, ...link('Opportunities', 'Product', 'Products'));
    const [parent, children] = link('Subsidiaries', 'Parent', 'Accounts');
    await small.addField(table('Accounts').id, parent, children);
  });
  afterAll(() => small.close());

  const table = (name: string): Table => {
    const found = small.workspace.store.schema().tables.find((one) => one.name === name);
    if (found === undefined) throw new Error(name);
    return found;
  };

  it('guesses types and fields', async () => {
    const found = ok(
      await inspectRecordsFile(owner(), 'opportunities', file('sales_pipeline.csv')),
    );
    expect(found).toMatchObject({ rows: 8800, header: true, delimiter: ',', dateOrder: 'mdy' });
    expect(found.columns.map(({ type }) => type)).toEqual([
      'text',
      'text',
      'singleSelect',
      'text',
      'singleSelect',
      'date',
      'date',
      'number',
    ]);
    expect(found.columns.every(({ field }) => field !== undefined)).toBe(true);
  });

  it('imports staff with their managers and offices', async () => {
    const found = ok(await inspectMembersFile(owner(), file('sales_teams.csv')));
    const columns = found.columns.flatMap(({ column, field }) =>
      field ? [{ column, field }] : [],
    );
    const report = ok(
      await importMembers(owner(), file('sales_teams.csv'), {
        columns,
        members: {
          emailDomain: 'example.com',
          role: 'Sales',
          createManagers: true,
          createDepartments: true,
        },
      }),
    );
    expect(report).toMatchObject({ rows: 35, created: 35, refused: 0, unmatched: [] });
    expect(report.invitations).toHaveLength(41);
    const { members, departments } = small.workspace.store.organisation();
    expect(members.filter(({ manager }) => manager !== null)).toHaveLength(35);
    expect(departments.map(({ name }) => name).sort()).toEqual(['Central', 'East', 'West']);
  });

  it('imports accounts with links to each other, and products', async () => {
    const accounts = await run('accounts', 'accounts.csv', {
      columns: await mapping('accounts', 'accounts.csv', { subsidiary_of: 'parent' }),
      createOptions: ['sector'],
    });
    expect(accounts).toMatchObject({ rows: 85, created: 85, refused: 0, unmatched: [] });
    expect(await total('accounts', { op: 'not', of: { op: 'empty', field: 'parent' } })).toBe(15);
    const products = await run('products', 'products.csv', {
      columns: await mapping('products', 'products.csv'),
      createOptions: ['series'],
    });
    expect(products).toMatchObject({ rows: 7, created: 7 });
  });

  it('imports 8,800 opportunities with three links each in seconds, and names what matched nothing', async () => {
    const columns = await mapping('opportunities', 'sales_pipeline.csv');
    const options: ImportOptions = { columns, createOptions: ['deal_stage'] };
    const tried = await run('opportunities', 'sales_pipeline.csv', { ...options, dryRun: true });
    expect(tried).toMatchObject({ created: 7320, refused: 1480 });
    expect(tried.unmatched).toMatchObject([{ name: 'GTXPro', rows: 1480 }]);

    let longest = 0;
    let last = performance.now();
    const watch = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    const begun = performance.now();
    const report = await run('opportunities', 'sales_pipeline.csv', {
      ...options,
      key: 'opportunity_id',
      names: { product: { GTXPro: 'GTX Pro' } },
    });
    const seconds = (performance.now() - begun) / 1000;
    clearInterval(watch);
    console.log(`8,800 rows: ${seconds.toFixed(1)} s, longest pause ${longest.toFixed(0)} ms`);
    expect(report).toMatchObject({ created: 8800, refused: 0, mapped: 1480, unmatched: [] });
    expect(report.refusedFile).toBeNull();
    expect(await total('opportunities', { op: 'empty', field: 'account' })).toBe(1425);
    expect(await total('opportunities', { op: 'empty', field: 'engage_date' })).toBe(500);
    expect(await total('opportunities', { op: 'empty', field: 'close_value' })).toBe(2089);
  }, 60_000);

  it('imported again by key changes nothing but what differs', async () => {
    const report = await run('opportunities', 'sales_pipeline.csv', {
      columns: await mapping('opportunities', 'sales_pipeline.csv'),
      key: 'opportunity_id',
      unmatched: 'empty',
    });
    expect(report).toMatchObject({ updated: 8800, created: 0 });
    expect(await total('opportunities')).toBe(8800);
  }, 60_000);
});
