import type { Grant, Level, TableAction } from '@tessera/model';
import { readXlsx } from 'hucre/xlsx';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packed, rawRow, rawWorkbook } from '../raw-workbook.ts';
import type { Client } from '../world.ts';
import { atomsOn, expectAlike, expectUnknown, type Stage, setStage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.world.close());

const path = (table: string) => `${stage.world.base}/tables/${table}/export`;
const post = (client: Client, table: string, body: object = {}) =>
  client.post(path(table), { format: 'csv', ...body });

async function linesFor(client: Client, table: string, body: object = {}): Promise<string[]> {
  const answer = await post(client, table, body);
  expect(answer.status, answer.text).toBe(200);
  return answer.text.trimEnd().split('\r\n');
}

async function workbookFor(client: Client, table: string): Promise<Buffer> {
  const response = await stage.world.server.request(`http://localhost${path(table)}`, {
    method: 'POST',
    headers: {
      host: 'localhost',
      cookie: client.cookie ?? '',
      'content-type': 'application/json',
    },
    body: JSON.stringify({ format: 'xlsx' }),
  });
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

/** What Kim may export of opportunities beside what she sees: all of them, amounts and next steps of her own. */
function grant(id: string, own: boolean, shown: readonly string[]): Grant {
  const member = { kind: 'member', id: stage.people.kim.id } as const;
  return {
    id,
    to: member,
    on: { kind: 'table', id: stage.world.table('opportunities') },
    actions: ['export'] as readonly TableAction[],
    scope: own ? { kind: 'any', of: [{ kind: 'own' }] } : { kind: 'all' },
    fields: {
      default: 'hidden',
      except: shown.map((name) => ({
        field: stage.id('opportunities', name),
        level: 'read' as Level,
      })),
    },
    origin: 'direct',
    reason: 'Test',
  };
}

describe('files out', () => {
  it('attack 38: nothing leaves without the right to export, and what is not seen does not exist', async () => {
    const refused = await post(stage.kim, 'opportunities');
    expect(refused.status).toBe(403);
    expect(refused.body.error.code).toBe('forbidden');
    const body = { fields: ['margin'] };
    expect((await post(stage.kim, 'opportunities', body)).text).toBe(refused.text);
    for (const format of ['csv', 'xlsx'])
      expectAlike(
        await post(stage.kim, 'contacts', { format }),
        'contacts',
        await post(stage.kim, 'nothing', { format }),
        'nothing',
      );
    expect((await post(stage.kim, 'contacts')).status).toBe(404);
    expect((await post(stage.world.nobody, 'opportunities')).status).toBe(401);
  });

  it('attack 38: records and cells leave only where export reaches them and they are seen', async () => {
    await stage.rule((grants) => [
      ...grants,
      grant('graexp1', true, ['name', 'close_value', 'margin', 'stage']),
    ]);
    const own = await linesFor(stage.kim, 'opportunities');
    expect(own).toEqual(['Opportunity name,Stage,Close value', 'Kim deal,Proposal,200.00']);
    await stage.rule((grants) => [...grants, grant('graexp2', false, ['name', 'next_step'])]);
    const sort = [{ field: 'close_value', direction: 'desc' }];
    const fields = ['name', 'close_value', 'next_step'];
    // Amounts of others are hidden from Kim and sorted last; next steps she sees on her own deal alone.
    expect(await linesFor(stage.kim, 'opportunities', { sort, fields })).toEqual([
      'Opportunity name,Close value,Next step',
      'Kim deal,200.00,Visit them',
      'My deal,,',
      'Their deal,,',
    ]);
    const read = await readXlsx(await workbookFor(stage.kim, 'opportunities'));
    expect(JSON.stringify(read.sheets[0]?.rows)).not.toMatch(/999|77|30|Bribe|Call them|Sam|Tia/);
    const links = await linesFor(stage.bo, 'opportunities', { fields: ['name', 'customer'] });
    expect(links).toContain('Their deal,Zebra Secret');
  });

  it('attack 38: sort, filter, search and fields of an export know what the member sees, and no more', async () => {
    await stage.rule((grants) => [...grants, grant('graexp1', false, ['name', 'margin'])]);
    for (const field of ['margin', stage.id('opportunities', 'margin'), 'nothing']) {
      const sort = [{ field, direction: 'asc' }];
      expectUnknown(await post(stage.kim, 'opportunities', { sort }), field);
      expectUnknown(await post(stage.kim, 'opportunities', { fields: [field] }), field);
      for (const filter of atomsOn(field))
        expectUnknown(await post(stage.kim, 'opportunities', { filter }), field);
    }
    const filter = { op: 'gte', field: 'close_value', value: 1 };
    expect(await linesFor(stage.kim, 'opportunities', { filter })).toEqual([
      'Opportunity name',
      'Kim deal',
    ]);
    expect(await linesFor(stage.kim, 'opportunities', { search: 'Zebra' })).toEqual([
      'Opportunity name',
    ]);
    for (const more of [
      { limit: 1 },
      { group: ['name'] },
      { ids: [] },
      { Fields: [] },
      { format: 'pdf' },
    ])
      expect((await post(stage.kim, 'opportunities', more)).status).toBe(400);
    expect((await stage.kim.post(path('opportunities'), {})).status).toBe(400);
  });

  it('attack 38: right and records are as they are when asked, also after the rules changed', async () => {
    await stage.rule((grants) => [...grants, grant('graexp1', false, ['name'])]);
    expect(await linesFor(stage.kim, 'opportunities')).toHaveLength(4);
    await stage.rule((grants) => grants.filter(({ id }) => id !== 'graexp1'));
    expect((await post(stage.kim, 'opportunities')).status).toBe(403);
  });

  it('tells a file by name, type and day, never kept by anyone between', async () => {
    const { headers } = await post(stage.bo, 'customers');
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toMatch(
      /^attachment; filename="[\w ]+ 2026-03-18\.csv"; filename\*=UTF-8''/,
    );
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('attack 61: no cell of a file is run as a formula', async () => {
    const formulas = ['=cmd|calc', '+1+cmd', '-2+cmd', '@SUM(A1)', '＝1+1'];
    const made = await stage.bo.post(stage.records('products'), {
      records: [...formulas, '-5', '+86 21 5555'].map((name) => ({ fields: { name } })),
    });
    expect(made.status, made.text).toBe(201);
    const [, ...rows] = await linesFor(stage.bo, 'products', { fields: ['name'] });
    expect(rows).toEqual([...formulas.map((text) => `'${text}`), '-5', '+86 21 5555']);
    const file = await workbookFor(stage.bo, 'products');
    const [sheet] = (await readXlsx(file, { readStyles: true })).sheets;
    expect(sheet?.rows.slice(1).map(([name]) => name)).toEqual([...formulas, '-5', '+86 21 5555']);
    for (const cell of sheet?.cells?.values() ?? []) expect(cell.formula).toBeUndefined();
  });
});

describe('files in', () => {
  async function upload(place: string, file: Uint8Array, options: object | null) {
    const form = new FormData();
    form.set('file', new Blob([Uint8Array.from(file)]), 'x.xlsx');
    if (options) form.set('options', JSON.stringify(options));
    const response = await stage.world.server.request(
      `http://localhost${stage.world.base}${place}`,
      {
        method: 'POST',
        headers: { host: 'localhost', cookie: stage.owner.cookie ?? '' },
        body: form,
      },
    );
    return { status: response.status, text: await response.text() };
  }

  it('attack 62: bombs and endless sheets are refused at every door, and the server is as well as before', async () => {
    const zeros = (mb: number) => new Uint8Array(mb * 1024 * 1024);
    const sheets = { S: { rows: rawRow(1, ['Name']) } };
    const endless = Array.from(
      { length: 100_005 },
      (_, i) => `<row r="${i + 1}"><c><v>1</v></c></row>`,
    );
    const bombs: readonly (readonly [string, Uint8Array, number])[] = [
      [
        'packed a thousand times',
        rawWorkbook({ sheets, more: [{ name: 'a', text: zeros(60) }] }),
        413,
      ],
      [
        'many parts',
        rawWorkbook({
          sheets,
          more: Array.from({ length: 80 }, (_, i) => ({ name: `${i}`, text: zeros(1) })),
        }),
        413,
      ],
      ['endless rows', rawWorkbook({ sheets: { S: { rows: endless.join('') } } }), 413],
      [
        'a lie about its size',
        packed([{ name: '_rels/.rels', text: zeros(100), claimedSize: 500 }]),
        400,
      ],
      ['no workbook', packed([{ name: 'a.txt', text: 'hello' }]), 400],
    ];
    const options = { columns: [{ column: 0, field: 'name' }] };
    for (const [name, file, status] of bombs)
      for (const place of ['/tables/customers/import', '/members/import']) {
        expect((await upload(place, file, options)).status, name).toBe(status);
        expect((await upload(`${place}/inspect`, file, null)).status, name).toBe(status);
      }
    expect((await stage.query(stage.bo, 'customers')).body.total).toBe(2);
    const good = rawWorkbook({ sheets: { S: { rows: rawRow(1, ['Name']) + rawRow(2, ['New']) } } });
    const taken = await upload('/tables/customers/import', good, options);
    expect(taken.status, taken.text).toBe(200);
    expect(JSON.parse(taken.text)).toMatchObject({ rows: 1, created: 1 });
  });

  it('attack 62: the sheets of a workbook are named only to who may import', async () => {
    const file = rawWorkbook({ sheets: { Wages: { rows: rawRow(1, ['Name']) } } });
    const form = new FormData();
    form.set('file', new Blob([Uint8Array.from(file)]), 'x.xlsx');
    const response = await stage.world.server.request(
      `http://localhost${stage.world.base}/members/import/inspect`,
      {
        method: 'POST',
        headers: { host: 'localhost', cookie: stage.sam.cookie ?? '' },
        body: form,
      },
    );
    expect(response.status).toBe(403);
    const strange = await upload('/members/import/inspect', file, { sheets: 'Wages' });
    expect(strange.status).toBe(400);
  });
});
