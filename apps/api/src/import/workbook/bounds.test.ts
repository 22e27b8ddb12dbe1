import { isDenial } from '@tessera/model';
import { describe, expect, it } from 'vitest';
import { packed, rawRow, rawWorkbook, withSheet } from '../../../test/raw-workbook.ts';
import { readSheet } from '../read-sheet.ts';

describe('the bounds of a workbook', () => {
  const refusal = async (file: Uint8Array) => {
    const read = await readSheet(file, {});
    return isDenial(read) ? read.code : 'taken';
  };
  const row = rawRow(1, ['a']);
  const zeros = (mb: number) => new Uint8Array(mb * 1024 * 1024);

  it('refuses what unpacks to too much, by what it says and by what it does', async () => {
    const sheets = { S: { rows: row } };
    expect(await refusal(rawWorkbook({ sheets }))).toBe('taken');
    const bomb = { name: 'xl/media/a.bin', text: zeros(2) };
    expect(await refusal(rawWorkbook({ sheets, more: [bomb] }))).toBe('too_large');
    const many = Array.from({ length: 70 }, (_, i) => ({
      name: `p${i}`,
      text: zeros(1),
    }));
    expect(await refusal(rawWorkbook({ sheets, more: many }))).toBe('too_large');
    const entries = Array.from({ length: 2100 }, (_, i) => ({ name: `p${i}`, text: '' }));
    expect(await refusal(rawWorkbook({ sheets, more: entries }))).toBe('too_large');
    expect(await refusal(withSheet(zeros(70)))).toBe('too_large');
    const lie = { name: 'xl/S.xml', text: zeros(200), claimedSize: 1000 };
    const parts = packed([
      {
        name: '_rels/.rels',
        text: '<Relationships><Relationship Type="x/officeDocument" Target="xl/S.xml"/></Relationships>',
      },
      { name: 'xl/_rels/S.xml.rels', text: '<Relationships/>' },
      lie,
    ]);
    expect(await refusal(parts)).toBe('invalid');
  });

  it('refuses endless sheets: rows, columns, cells that repeat one long text', async () => {
    const rows = Array.from(
      { length: 100_010 },
      (_, i) => `<row r="${i + 1}"><c><v>1</v></c></row>`,
    );
    expect(await refusal(rawWorkbook({ sheets: { S: { rows: rows.join('') } } }))).toBe(
      'too_large',
    );
    const blank = Array.from({ length: 200_000 }, (_, i) => `<row r="${i + 1}"/>`).join('');
    expect(
      await refusal(rawWorkbook({ sheets: { S: { rows: blank + rawRow(200_001, ['a']) } } })),
    ).toBe('taken');
    const wide = '<row r="1"><c r="XFD1"><v>1</v></c></row>';
    expect(await refusal(rawWorkbook({ sheets: { S: { rows: wide } } }))).toBe('too_large');
    const again = Array.from(
      { length: 2000 },
      (_, i) => `<row r="${i + 1}"><c t="s"><v>0</v></c></row>`,
    ).join('');
    const strings = `<si><t>${'long '.repeat(15_000)}</t></si>`;
    expect(await refusal(rawWorkbook({ strings, sheets: { S: { rows: again } } }))).toBe(
      'too_large',
    );
  });

  it('refuses damaged files, document types, nesting and other packed files without harm', async () => {
    const file = rawWorkbook({ sheets: { S: { rows: row } } });
    expect(await refusal(file.subarray(0, file.length - 30))).toBe('invalid');
    expect(await refusal(Buffer.concat([file.subarray(0, 200), file.subarray(260)]))).toBe(
      'invalid',
    );
    expect(await refusal(packed([{ name: 'content.xml', text: '<a/>' }]))).toBe('invalid');
    expect(await refusal(packed([]))).toBe('invalid');
    expect(await refusal(withSheet('<worksheet><sheetData></worksheet>'))).toBe('invalid');
    expect(await refusal(withSheet('<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'))).toBe('invalid');
    expect(await refusal(withSheet('<a>'.repeat(200_000)))).toBe('invalid');
    expect(await refusal(withSheet('<row r="5"/><row r="5"/>'))).toBe('invalid');
    expect(await refusal(withSheet('<row r="1e9"/>'))).toBe('invalid');
    const overlapping = Buffer.from(file);
    const second = overlapping.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02])) + 46 + 19;
    overlapping.writeUInt32LE(0, second + 42);
    expect(await refusal(overlapping)).toBe('invalid');
  });
});
