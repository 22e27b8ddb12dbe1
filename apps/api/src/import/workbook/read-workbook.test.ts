import { isDenial } from '@tessera/model';
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { type RawWorkbook, rawRow, rawWorkbook, withSheet } from '../../../test/raw-workbook.ts';
import { readSheet } from '../read-sheet.ts';
import { readWorkbook } from './read-workbook.ts';

async function rowsOf(file: Uint8Array, sheet?: string) {
  const read = await readWorkbook({ file, ...(sheet !== undefined && { sheet }) });
  if (isDenial(read)) throw new Error(read.message);
  return read.rows;
}

const cellsOf = async (workbook: RawWorkbook) =>
  (await rowsOf(rawWorkbook(workbook))).map(({ cells }) => cells);
const oneRow = (...cells: (string | number | null)[]) => ({ S: { rows: rawRow(1, cells) } });

describe('readWorkbook', () => {
  it('reads what another program wrote: texts, numbers, dates, booleans, Chinese', async () => {
    const file = await writeXlsx({
      sheets: [
        {
          name: '员工',
          columns: [{ width: 20 }, {}, { numFmt: 'yyyy"年"m"月"d"日"' }],
          rows: [
            ['姓名', '编号', '入职'],
            ['王芳', 7, new Date('2021-03-04T00:00:00Z')],
            ['Ann & Bob <x>', 1.5, null],
            [true, -3, new Date('2020-02-29T00:00:00Z')],
          ],
        },
      ],
    });
    expect(await rowsOf(file)).toEqual([
      { number: 1, cells: ['姓名', '编号', '入职'] },
      { number: 2, cells: ['王芳', '7', '2021-03-04'] },
      { number: 3, cells: ['Ann & Bob <x>', '1.5'] },
      { number: 4, cells: ['TRUE', '-3', '2020-02-29'] },
    ]);
  });

  it('knows shared, inline, rich and spoken text, kept values of formulas, errors and escapes', async () => {
    const cells = await cellsOf({
      strings:
        '<si><t>shared</t></si><si><r><t>rich </t></r><r><rPr><b/></rPr><t xml:space="preserve">text </t></r><rPh sb="0" eb="1"><t>spoken</t></rPh></si><si><t>two_x000D_lines &#x4E2D;&lt;</t></si>',
      sheets: oneRow(
        '<c t="s"><v>0</v></c>',
        '<c t="s"><v>1</v></c>',
        '<c t="s"><v>2</v></c>',
        '<c t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c>',
        '<c t="str"><f>A1&amp;"x"</f><v>kept</v></c>',
        '<c><f>1+1</f><v>2</v></c>',
        '<c><f>1+1</f></c>',
        '<c t="e"><v>#N/A</v></c>',
        '<c t="b"><v>0</v></c>',
        '<c t="s"><v>99</v></c>',
        'end',
      ),
    });
    expect(cells).toEqual([
      [
        'shared',
        'rich text ',
        'two\rlines 中<',
        'inline',
        'kept',
        '2',
        '',
        '#N/A',
        'FALSE',
        '',
        'end',
      ],
    ]);
  });

  const styled = (format: string | number, value: number, date1904 = false) =>
    cellsOf({ date1904, formats: [format], sheets: oneRow(`<c s="1"><v>${value}</v></c>`) });

  it.each([
    ['yyyy-mm-dd', 45992, '2025-12-01'],
    [14, 1, '1900-01-01'],
    [14, 59, '1900-02-28'],
    [14, 61, '1900-03-01'],
    ['yyyy"年"m"月"d"日";@', 46000, '2025-12-09'],
    [31, 46000, '2025-12-09'],
    [22, 46000.5625, '2025-12-09 13:30'],
    ['d/m/yy h:mm:ss', 46000.123456, '2025-12-09 02:57:47'],
    ['[$-F800]dddd\\, mmmm dd\\, yyyy', 46000, '2025-12-09'],
    ['h:mm AM/PM', 0.75, '18:00'],
    ['mmm', 46000, '2025-12-09'],
    ['0.00%', 0.07, '7%'],
    [9, 0.155, '15.5%'],
    ['"¥"#,##0.00', 1234.5, '¥1234.5'],
    ['[$€-407] #,##0.00;[Red]-[$€-407] #,##0.00', -12, '-€12'],
    ['#,##0.00"元"', 8, '￥8'],
    ['_-"$"* #,##0.00_-', 3.1, '$3.1'],
    ['000000', 1234, '001234'],
    ['0.00E+00', 1e21, '1000000000000000000000'],
    ['General', 0.1 + 0.2, '0.3'],
    ['[Red]0.0;[Blue]-0.0', 5, '5'],
    ['#,##0 "days"', 5, '5'],
    [0, 13800138000, '13800138000'],
    [0, 1.5e-7, '0.00000015'],
  ] as const)('shows a number of format %s', async (format, value, text) => {
    expect(await styled(format, value)).toEqual([[text]]);
  });

  it('counts days from 1904 where the workbook does', async () => {
    expect(await styled(14, 0, true)).toEqual([['1904-01-01']]);
    expect(await styled('yyyy-mm-dd hh:mm', 44530.25, true)).toEqual([['2025-12-01 06:00']]);
  });

  it('leaves out titles and blank rows, and joins a header of several rows', async () => {
    const rows = await rowsOf(
      rawWorkbook({
        sheets: {
          Staff: {
            rows: [
              rawRow(2, ['Staff of 2026', null, null, null]),
              rawRow(4, ['Name', 'Reach', null, 'Department']),
              rawRow(5, [null, 'Mail', 'Phone', null]),
              rawRow(6, ['Ann', 'ann@x.cn', 1, 'Sales']),
              rawRow(9, ['Bob', 'bob@x.cn', 2, null]),
              rawRow(10, ['  ', null, null, null]),
              rawRow(11, ['Cid', 'cid@x.cn', 3, 'Service']),
            ].join(''),
            merges: ['A2:D3', 'A4:A5', 'B4:C4', 'D4:D5', 'D6:D9'],
          },
        },
      }),
    );
    expect(rows).toEqual([
      { number: 5, cells: ['Name', 'Mail', 'Phone', 'Department'] },
      { number: 6, cells: ['Ann', 'ann@x.cn', '1', 'Sales'] },
      { number: 9, cells: ['Bob', 'bob@x.cn', '2', 'Sales'] },
      { number: 11, cells: ['Cid', 'cid@x.cn', '3', 'Service'] },
    ]);
  });

  it('says which group a column of a merged header belongs to where its name alone does not tell', async () => {
    const rows = [
      rawRow(1, ['Item', 'Plan', null, 'Actual', null]),
      rawRow(2, [null, 'Q1', 'Q2', 'Q1', 'Q2']),
      rawRow(3, ['a', 1, 2, 3, 4]),
    ].join('');
    const sheets = { S: { rows, merges: ['A1:A2', 'B1:C1', 'D1:E1'] } };
    expect((await cellsOf({ sheets }))[0]).toEqual([
      'Item',
      'Plan Q1',
      'Plan Q2',
      'Actual Q1',
      'Actual Q2',
    ]);
  });

  it('takes merged records for records, and one lone cell above another for a record too', async () => {
    const rows = [rawRow(1, ['Sales', 'Ann']), rawRow(2, [null, 'Bob']), rawRow(3, ['x', 'Cid'])];
    expect(await cellsOf({ sheets: { S: { rows: rows.join(''), merges: ['A1:A2'] } } })).toEqual([
      ['Sales', 'Ann'],
      ['Sales', 'Bob'],
      ['x', 'Cid'],
    ]);
    const lone = [rawRow(1, ['Ann']), rawRow(2, ['Bob', 'b@x.cn', 5])].join('');
    expect(await cellsOf({ sheets: { S: { rows: lone } } })).toHaveLength(2);
  });

  it('takes the first sheet that is shown, or the one that is named', async () => {
    const file = rawWorkbook({
      sheets: {
        Notes: { rows: rawRow(1, ['n']) },
        A: { rows: rawRow(1, ['a']) },
        表二: { rows: '' },
      },
      hidden: ['Notes'],
    });
    expect(await readWorkbook({ file })).toMatchObject({ sheets: ['A', '表二'], sheet: 'A' });
    expect(await rowsOf(file, '表二')).toEqual([]);
    expect(await readWorkbook({ file, sheet: 'Notes' })).toMatchObject({ code: 'invalid' });
    expect(await readSheet(file, { sheet: '表二' })).toMatchObject({
      message: 'The sheet is empty.',
    });
    expect(await readSheet(Buffer.from('a,b\n1,2'), { sheet: 'A' })).toMatchObject({
      code: 'invalid',
    });
  });

  it('reads cells without references, prefixed names and parts in GB18030 or UTF-16', async () => {
    const read = (sheet: Uint8Array | string) => rowsOf(withSheet(sheet));
    const body =
      '<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c><x:c><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>';
    expect(await read(body)).toEqual([{ number: 1, cells: ['a', '2'] }]);
    const gb = Buffer.concat([
      Buffer.from(
        '<?xml version="1.0" encoding="GB2312"?><worksheet><sheetData><row><c t="str"><v>',
      ),
      Buffer.from([0xd6, 0xd0, 0xce, 0xc4]),
      Buffer.from('</v></c></row></sheetData></worksheet>'),
    ]);
    expect(await read(gb)).toEqual([{ number: 1, cells: ['中文'] }]);
    expect(await read(Buffer.from(`\ufeff${body}`, 'utf16le'))).toHaveLength(1);
  });
});
