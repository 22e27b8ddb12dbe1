import { isDenial } from '@tessera/model';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bytes, columns, type ImportStage, importStage, sam } from '../../test/import-stage.ts';
import { inspectRecordsFile } from './import-inspect.ts';
import { importRecords } from './import-records.ts';

let small: ImportStage['small'];
let run: ImportStage['run'];
let shown: ImportStage['shown'];
beforeEach(async () => {
  ({ small, run, shown } = await importStage());
});
afterEach(() => small.close());

describe('files of records', () => {
  it('writes nothing from a broken file and says why', async () => {
    const options = { columns: columns('deal', 'amount') };
    for (const file of [bytes('a,b\nX,"1\nY,2\n'), Uint8Array.of(0x50, 0x4b, 3, 4), bytes('')]) {
      const report = await importRecords(small.as(sam), 'deals', file, options);
      expect(isDenial(report) && report.code).toBe('invalid');
    }
    expect(await shown(sam)).toEqual([]);
  });

  it('keeps hostile cells as the text they are', async () => {
    const hostile = [
      '<script>alert(1)</script>',
      "'); DROP TABLE t_tbldeals;--",
      '=cmd|calc',
      '__proto__',
    ];
    const csv = hostile.map((text) => `"${text}",1`).join('\n');
    const report = await run(sam, `${csv}\n`, {
      columns: columns('deal', 'amount'),
      header: false,
    });
    expect(report).toMatchObject({ created: 4 });
    expect((await shown(sam)).map((fields) => fields.flddeal)).toEqual(hostile);
  });

  it('links rows of a file to each other, whichever comes first', async () => {
    const parent = {
      id: 'fldparent',
      name: 'Parent',
      slug: 'parent',
      classes: [],
      type: 'link',
      side: 'forward',
      target: 'tblcustomers',
      reverse: 'fldchildren',
      single: true,
    } as const;
    await small.addField('tblcustomers', parent, {
      ...parent,
      id: 'fldchildren',
      name: 'Children',
      slug: 'children',
      side: 'reverse',
      reverse: 'fldparent',
      single: false,
    });
    const file =
      'name,parent\nLeaf,Branch\nBranch,Root\nRoot,\nLost,Nowhere\nSelf,Self\nTwig,Acme\n';
    const report = await run(
      small.owner,
      file,
      { columns: columns('name', 'parent') },
      'customers',
    );
    expect(report).toMatchObject({ created: 4, refused: 2 });
    const parents = new Map(
      (await shown(small.owner, 'customers')).map((fields) => [fields.fldname, fields.fldparent]),
    );
    expect(parents.get('Leaf')).toMatchObject([{ title: 'Branch' }]);
    expect(parents.get('Branch')).toMatchObject([{ title: 'Root' }]);
    expect(parents.get('Twig')).toMatchObject([{ title: 'Acme' }]);
  });

  it('proposes fields by name or API name, only those the member may fill', async () => {
    const file = bytes('DEAL;Closed on;Übrig;amount\nA;3/1/2017;x;12\nB;10/20/2016;y;3\n');
    const found = await inspectRecordsFile(small.as(sam), 'deals', file);
    expect(found).toMatchObject({
      delimiter: ';',
      header: true,
      rows: 2,
      dateOrder: 'mdy',
      columns: [
        { name: 'DEAL', field: 'flddeal', type: 'text' },
        { field: 'flddate', type: 'date' },
        { name: 'Übrig' },
        { field: 'fldamount', type: 'number', samples: ['12', '3'] },
      ],
    });
  });
});
