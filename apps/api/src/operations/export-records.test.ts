import { isDenial } from '@tessera/model';
import type { ExportRequest, ImportOptions } from '@tessera/protocol';
import { readXlsx } from 'hucre/xlsx';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SmallWorkspace, smallWorkspace } from '../../test/small-workspace.ts';
import { exportRecords } from './export-records.ts';
import { importRecords } from './import-records.ts';

let small: SmallWorkspace;
beforeEach(async () => {
  small = await smallWorkspace({ clock: () => Date.parse('2026-03-18T23:30:00Z') });
});
afterEach(() => small.close());

async function bytesOf(member: string, table: string, request: ExportRequest): Promise<Buffer> {
  const file = await exportRecords(small.as(member), table, request);
  if (isDenial(file)) throw new Error(`${file.code}: ${file.message}`);
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.content) chunks.push(chunk);
  return Buffer.concat(chunks);
}
const csv = async (member: string, table: string, request: Partial<ExportRequest> = {}) =>
  (await bytesOf(member, table, { ...request, format: 'csv' })).toString();

const dealFields = {
  columns: ['deal', 'owner', 'amount', 'stage', 'closed_on', 'customer', 'share', 'met', 'vip'].map(
    (field, column) => ({ column, field }),
  ),
  unmatched: 'refuse',
} satisfies ImportOptions;

const moreFields = [
  { id: 'fldshare', name: 'Share', type: 'percent', precision: 4 },
  { id: 'fldmet', name: 'Met', type: 'dateTime' },
  { id: 'fldvip', name: 'VIP', type: 'checkbox' },
] as const;

/** Deals of every type, with what is hard to write. */
async function fill(): Promise<void> {
  for (const field of moreFields)
    await small.addField('tbldeals', { ...field, slug: field.name.toLowerCase(), classes: [] });
  await small.create('tblcustomers', 'reccacme', { fldname: 'Acme, "the" 公司' });
  await small.create('tbldeals', 'recd1', {
    flddeal: '=cmd|calc',
    fldowner: small.owner,
    fldamount: -123450,
    fldstage: 'optwon',
    flddate: '2024-02-29',
    fldcustomer: ['reccacme'],
    fldshare: 1250,
    fldmet: Date.parse('2026-03-01T13:05:09Z'),
    fldvip: true,
  });
  await small.create('tbldeals', 'recd2', {
    flddeal: '第二 _x000A_ <&> 😀\u200b',
    fldowner: small.owner,
  });
  await small.create('tbldeals', 'recd3', {
    flddeal: '- call, write',
    fldowner: small.owner,
    flddate: '0987-01-02',
  });
}

describe('export', () => {
  it('writes CSV with a mark, after RFC 4180, formulas defused and numbers left', async () => {
    await fill();
    const [head, first, second, ...rest] = (await csv(small.owner, 'deals')).split('\r\n');
    expect(head).toBe('\ufeffDeal,Owner,Amount,Stage,Closed on,Customer,Share,Met,VIP');
    expect(first).toBe(
      `'=cmd|calc,Olivia Owner,-1234.50,Won,2024-02-29,"Acme, ""the"" 公司",12.5%,2026-03-01 13:05:09,true`,
    );
    expect(second).toBe('第二 _x000A_ <&> 😀\u200b,Olivia Owner,,,,,,,false');
    expect(rest).toEqual([`"'- call, write",Olivia Owner,,,0987-01-02,,,,false`, '']);
  });

  it('writes a workbook that another program reads: typed cells, bold frozen header', async () => {
    await fill();
    const file = await bytesOf(small.owner, 'deals', { format: 'xlsx' });
    const { sheets } = await readXlsx(file, { readStyles: true });
    const [sheet] = sheets;
    expect(sheet?.name).toBe('Deals');
    expect(sheet?.freezePane).toMatchObject({ rows: 1 });
    expect(sheet?.rows[1]).toEqual([
      '=cmd|calc',
      'Olivia Owner',
      -1234.5,
      'Won',
      new Date('2024-02-29T00:00:00Z'),
      'Acme, "the" 公司',
      0.125,
      new Date('2026-03-01T13:05:09Z'),
      true,
    ]);
    expect(sheet?.rows[2]?.[0]).toBe('第二 _x000A_ <&> 😀\u200b');
    expect(sheet?.rows[3]?.[4]).toBe('0987-01-02');
    expect(sheet?.cells?.get('0,0')?.style?.font?.bold).toBe(true);
    expect(sheet?.cells?.get('1,0')).toMatchObject({ type: 'string' });
    expect(sheet?.cells?.get('1,0')?.formula).toBeUndefined();
    expect(sheet?.cells?.get('1,2')?.style?.numFmt).toBe('[$$]#,##0.00');
    expect(file.includes('<f>')).toBe(false);
  });

  it.each(['csv', 'xlsx'] as const)('comes back by import as it went out: %s', async (format) => {
    await fill();
    const file = await bytesOf(small.owner, 'deals', { format });
    const before = await csv(small.owner, 'deals');
    await small.write(
      'tbldeals',
      ...['recd1', 'recd2', 'recd3'].map((id) => ({ kind: 'delete' as const, id })),
    );
    const report = await importRecords(small.as(small.owner), 'deals', file, dealFields);
    expect(report).toMatchObject({ rows: 3, created: 3, refusals: [] });
    expect(await csv(small.owner, 'deals')).toBe(before);
  });

  it('answers the question of a view: its filter, order and columns; or what is asked beside it', async () => {
    await fill();
    const lines = async (request: Partial<ExportRequest>) =>
      (await csv(small.owner, 'deals', request)).slice(1).trimEnd().split('\r\n');
    const sort = [{ field: 'deal', direction: 'desc' as const }];
    expect(await lines({ fields: ['amount', 'deal', 'amount'], sort, search: 'cmd' })).toEqual([
      'Amount,Deal',
      "-1234.50,'=cmd|calc",
    ]);
    const filter = { op: 'empty', field: 'closed_on' };
    expect(await lines({ fields: ['closed_on', 'vip'], filter })).toEqual([
      'Closed on,VIP',
      ',false',
    ]);
    expect(
      await exportRecords(small.as(small.owner), 'deals', { format: 'csv', view: 'x' }),
    ).toMatchObject({
      code: 'not_found',
    });
  });

  it('holds what may be exported alone: rectangles of export, what is seen, restrictions', async () => {
    await fill();
    await small.addMember('memsam', 'Sam', ['rolsales']);
    await small.create('tbldeals', 'recmine', {
      flddeal: 'Mine',
      fldowner: 'memsam',
      fldamount: 700,
      fldstage: 'optopen',
    });
    await small.create('tbldeals', 'recwon', {
      flddeal: 'Won',
      fldowner: 'memsam',
      fldamount: 900,
      fldstage: 'optwon',
    });
    const to = { kind: 'role', id: 'rolsales' } as const;
    const on = { kind: 'table', id: 'tbldeals' } as const;
    const own = { kind: 'any', of: [{ kind: 'own' }] } as const;
    const all = { kind: 'all' } as const;
    const only = (...fields: string[]) => ({
      default: 'hidden' as const,
      except: fields.map((field) => ({ field, level: 'read' as const })),
    });
    const view = {
      to,
      on,
      actions: ['view'] as const,
      scope: all,
      fields: only('flddeal', 'fldstage', 'fldamount'),
    };
    const said = async () => (await csv('memsam', 'deals')).slice(1).trimEnd().split('\r\n');

    await small.rule([view]);
    expect(await exportRecords(small.as('memsam'), 'deals', { format: 'csv' })).toMatchObject({
      code: 'forbidden',
      message: 'You may not export from "Deals".',
    });
    // The date may be exported but is not seen; the stage is seen but may not be exported.
    const some = {
      to,
      on,
      actions: ['export'] as const,
      scope: own,
      fields: only('flddeal', 'fldamount', 'flddate'),
    };
    await small.rule([view, some]);
    expect(await said()).toEqual(['Deal,Amount', 'Mine,7.00', 'Won,9.00']);
    const names = { to, on, actions: ['export'] as const, scope: all, fields: only('flddeal') };
    await small.rule([view, some, names]);
    expect(await said()).toEqual([
      'Deal,Amount',
      "'=cmd|calc,",
      '第二 _x000A_ <&> 😀\u200b,',
      `"'- call, write",`,
      'Mine,7.00',
      'Won,9.00',
    ]);
    const won = { op: 'is', field: 'fldstage', value: 'optwon' } as const;
    const lock = {
      id: 'reslock',
      name: 'Lock',
      on,
      exempt: [],
      reason: 'test',
      when: won,
    } as const;
    await small.rule([view, some], [{ ...lock, actions: ['export'], effect: { kind: 'forbid' } }]);
    expect(await said()).toEqual(['Deal,Amount', 'Mine,7.00']);
    await small.rule(
      [view, some],
      [{ ...lock, fields: ['fldamount'], effect: { kind: 'cap', level: 'hidden' } }],
    );
    expect(await said()).toEqual(['Deal,Amount', 'Mine,7.00', 'Won,']);
    await small.rule([view, { ...some, fields: only('flddate') }]);
    expect(await exportRecords(small.as('memsam'), 'deals', { format: 'csv' })).toMatchObject({
      code: 'forbidden',
    });
    expect(
      await exportRecords(small.as('memsam'), 'deals', { format: 'csv', fields: ['closed_on'] }),
    ).toMatchObject({ code: 'unknown_field' });
  });
});
