import { isDenial } from '@tessera/model';
import type { ImportOptions, ImportReport } from '@tessera/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bytes, columns, type ImportStage, importStage, sam } from '../../test/import-stage.ts';
import { importRecords } from './import-records.ts';

let small: ImportStage['small'];
let run: ImportStage['run'];
let shown: ImportStage['shown'];
beforeEach(async () => {
  ({ small, run, shown } = await importStage());
});
afterEach(() => small.close());

describe('import of records', () => {
  it('reads values as people write them, links by title, members by name, choices by name', async () => {
    const file =
      'deal,owner,amount,stage,closed_on,customer\n' +
      'One,Sam Seller,"$1,234.50",won,3/1/2017,acme\nTwo,sam seller,,Open,10/20/2016,\n';
    const report = await run(sam, file, {
      columns: columns('deal', 'owner', 'amount', 'stage', 'closed_on', 'customer'),
    });
    expect(report).toMatchObject({ rows: 2, created: 2, refused: 0, refusedFile: null });
    const [one, two] = await shown(sam);
    expect(one).toMatchObject({
      flddeal: 'One',
      fldowner: { id: sam },
      fldamount: 1234.5,
      fldstage: { id: 'optwon' },
      flddate: '2017-03-01',
      fldcustomer: [{ id: 'recacme', title: 'Acme' }],
    });
    expect(two).toMatchObject({ flddate: '2016-10-20', fldamount: null, fldcustomer: [] });
  });

  it('refuses a link to a record that the member cannot see like one to nothing', async () => {
    const unseen = await run(sam, 'a,b\nX,Beta\n', { columns: columns('deal', 'customer') });
    const absent = await run(sam, 'a,b\nX,Zeta\n', { columns: columns('deal', 'customer') });
    const neutral = (report: ImportReport) => JSON.stringify(report).replaceAll(/Beta|Zeta/g, '*');
    expect(unseen.refused).toBe(1);
    expect(neutral(unseen)).toBe(neutral(absent));
    expect(unseen.unmatched).toEqual([{ field: 'fldcustomer', name: 'Beta', rows: 1 }]);
  });

  it('leaves unmatched cells empty when asked to, and still lists the names', async () => {
    const report = await run(sam, 'a,b\nX,Nobody\nY,Acme\n', {
      columns: columns('deal', 'customer'),
      unmatched: 'empty',
    });
    expect(report).toMatchObject({ created: 2, refused: 0 });
    expect(report.unmatched).toEqual([{ field: 'fldcustomer', name: 'Nobody', rows: 1 }]);
  });

  it('uses the names it is told to use instead, and counts the rows', async () => {
    const report = await run(sam, 'a,b\nX,ACME Inc\nY,ACME Inc\nZ,?\n', {
      columns: columns('deal', 'customer'),
      names: { customer: { 'ACME Inc': 'Acme', '?': null } },
    });
    expect(report).toMatchObject({ created: 3, mapped: 3, unmatched: [] });
    expect((await shown(sam)).map((fields) => fields.fldcustomer)).toEqual([
      [{ id: 'recacme', title: 'Acme' }],
      [{ id: 'recacme', title: 'Acme' }],
      [],
    ]);
  });

  it('updates by key exactly the one record that is visible and editable', async () => {
    await small.create('tbldeals', 'recmine', { flddeal: 'K-1', fldowner: sam, fldamount: 100 });
    await small.create('tbldeals', 'rectia', {
      flddeal: 'K-2',
      fldowner: 'memtia',
      fldamount: 100,
    });
    await small.create('tbldeals', 'rectwin1', { flddeal: 'K-3', fldowner: sam });
    await small.create('tbldeals', 'rectwin2', { flddeal: 'k-3', fldowner: sam });
    const file = 'key,amount\nK-1,7\nK-2,8\nK-3,9\nK-4,1\nk-4,2\n';
    const report = await run(sam, file, { columns: columns('deal', 'amount'), key: 'deal' });
    // K-2 is Tia's: to Sam there is none, so it is added. K-4 is added by one row and updated by the next.
    expect(report).toMatchObject({ created: 2, updated: 2, refused: 1 });
    expect(report.refusals).toEqual([{ row: 4, reason: 'Deal: several records have this value.' }]);
    const mine = new Map((await shown(sam)).map((fields) => [fields.flddeal, fields.fldamount]));
    expect(mine.get('K-1')).toBe(7);
    expect(mine.get('K-4')).toBe(2);
    expect((await shown('memtia')).map((fields) => fields.fldamount)).toEqual([1]);
  });

  it('skips or adds matching rows when asked to, and does not wipe by an empty cell', async () => {
    await small.create('tbldeals', 'recmine', { flddeal: 'K-1', fldowner: sam, fldamount: 100 });
    const options = { columns: columns('deal', 'amount'), key: 'deal' } as const;
    expect(await run(sam, 'k,a\nK-1,5\n', { ...options, onMatch: 'skip' })).toMatchObject({
      skipped: 1,
    });
    expect(await run(sam, 'k,a\nK-1,\n', options)).toMatchObject({ updated: 1 });
    expect((await shown(sam)).map((fields) => fields.fldamount)).toEqual([1]);
    expect(await run(sam, 'k,a\nK-1,5\n', { ...options, onMatch: 'add' })).toMatchObject({
      created: 1,
    });
  });

  it('leaves out only the rows that are to blame, and returns them with their reasons', async () => {
    const rows = Array.from({ length: 1200 }, (_, index) => {
      if (index === 700) return '=1+1,Tia Teller,5';
      return index === 3 ? 'Bad,Sam Seller,many' : `D${index},Sam Seller,${index}`;
    });
    const report = await run(sam, `deal,owner,amount\n${rows.join('\n')}\n`, {
      columns: columns('deal', 'owner', 'amount'),
    });
    expect(report).toMatchObject({ rows: 1200, created: 1198, refused: 2 });
    expect(report.refusals.map(({ row }) => row)).toEqual([5, 702]);
    expect(report.refusedFile).toBe(
      '\ufeffdeal,owner,amount,Reason\r\n' +
        `Bad,Sam Seller,many,"""Amount"" needs a number."\r\n` +
        `'=1+1,Tia Teller,5,You may not add such a record here.\r\n`,
    );
  });

  it('tries everything and writes nothing in a dry run, with the same counts', async () => {
    const file = 'deal,owner,stage\nA,Sam Seller,Lost\nB,Tia Teller,Won\nA,Sam Seller,Won\n';
    const options: ImportOptions = {
      columns: columns('deal', 'owner', 'stage'),
      key: 'deal',
      createOptions: ['stage'],
    };
    const before = small.workspace.store.schema().version;
    const { refusedFile: _, ...tried } = await run(small.owner, file, { ...options, dryRun: true });
    expect(await shown(small.owner)).toEqual([]);
    expect(small.workspace.store.schema().version).toBe(before);
    const { refusedFile: __, ...real } = await run(small.owner, file, options);
    expect(tried).toEqual(real);
    expect(real).toMatchObject({ created: 2, updated: 1 });
  });

  it('adds choices only for whoever may change the structure', async () => {
    const options: ImportOptions = { columns: columns('deal', 'stage'), createOptions: ['stage'] };
    const refused = await importRecords(small.as(sam), 'deals', bytes('a,b\nX,Lost\n'), options);
    expect(isDenial(refused) && refused.code).toBe('forbidden');
    await run(small.owner, 'a,b\nX,Lost\nY,lost\nZ,Won\n', options);
    const stage = small.workspace.store.schema().tables[1]?.fields[3];
    expect(stage?.type === 'singleSelect' && stage.options.map(({ name }) => name)).toEqual([
      'Open',
      'Won',
      'Lost',
    ]);
    const without = await run(small.owner, 'a,b\nX,Maybe\n', { columns: columns('deal', 'stage') });
    expect(without).toMatchObject({ refused: 1, unmatched: [{ name: 'Maybe', rows: 1 }] });
  });

  it('needs the right to import; a table that is not seen does not exist', async () => {
    const options = { columns: columns('name') };
    const closed = await importRecords(small.as(sam), 'customers', bytes('n\nX\n'), options);
    expect(isDenial(closed) && closed.code).toBe('forbidden');
    await small.addMember('memnew', 'Nell New');
    const unseen = await importRecords(small.as('memnew'), 'customers', bytes('n\nX\n'), options);
    const absent = await importRecords(small.as('memnew'), 'nothing', bytes('n\nX\n'), options);
    expect(unseen).toEqual(absent);
    const field = await importRecords(small.as(sam), 'deals', bytes('n\nX\n'), {
      columns: columns('secret'),
    });
    expect(isDenial(field) && field.code).toBe('unknown_field');
  });
});
