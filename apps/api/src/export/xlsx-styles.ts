import { type Field, plainField } from '@tessera/model';
import { type ExportColumn, isMoment } from './cells.ts';
import { escapeXml } from './xlsx-cells.ts';

/** Looks of cells: that of a header, of quoted text, and one for each column. */
export interface Styles {
  readonly xml: string;
  readonly header: number;
  readonly quoted: number;
  readonly ofColumn: readonly number[];
}

const header = 1;
const quoted = 2;
const fixed = 3;
/** Numbers below belong to Excel's own formats. */
const firstFormat = 164;

export function styles(columns: readonly ExportColumn[]): Styles {
  const codes = [...new Set(columns.flatMap(({ field }) => formatOf(field) ?? []))];
  const ofColumn = columns.map(({ field }) => {
    const code = formatOf(field);
    return code === undefined ? 0 : fixed + codes.indexOf(code);
  });
  const formats = codes.map(
    (code, i) => `<numFmt numFmtId="${firstFormat + i}" formatCode="${escapeXml(code)}"/>`,
  );
  const looks = [
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>',
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/>',
    ...codes.map(
      (_, i) =>
        `<xf numFmtId="${firstFormat + i}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`,
    ),
  ];
  const font = '<sz val="11"/><name val="Calibri"/>';
  const xml = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${
    formats.length > 0 ? `<numFmts count="${formats.length}">${formats.join('')}</numFmts>` : ''
  }<fonts count="2"><font>${font}</font><font><b/>${font}</font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${looks.length}">${looks.join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
  return { xml, header, quoted, ofColumn };
}

const signs: Readonly<Record<string, string>> = {
  CNY: '¥',
  JPY: '¥',
  USD: '$',
  EUR: '€',
  GBP: '£',
};

function formatOf(given: Field): string | undefined {
  const field = plainField(given);
  if (field.type === 'date') return 'yyyy-mm-dd';
  if (isMoment(field)) return 'yyyy-mm-dd hh:mm';
  if (field.type === 'number')
    return field.precision > 0 ? `0.${'0'.repeat(field.precision)}` : '0';
  if (field.type === 'percent') {
    const digits = Math.max(0, field.precision - 2);
    return digits > 0 ? `0.${'0'.repeat(digits)}%` : '0%';
  }
  if (field.type !== 'currency') return undefined;
  const sign = signs[field.currency] ?? `${field.currency} `;
  const digits = field.precision > 0 ? `.${'0'.repeat(field.precision)}` : '';
  return `[$${sign}]#,##0${digits}`;
}

/** A name that a sheet may have: without the signs of references, at most 31 characters. */
export function sheetName(name: string): string {
  const kept = name
    .replace(/[[\]:*?/\\]/g, ' ')
    .replace(/^[\s']+|[\s']+$/g, '')
    .slice(0, 31)
    .replace(/[\s'\ud800-\udbff]+$/, '');
  return escapeXml(kept === '' || kept.toLowerCase() === 'history' ? 'Sheet1' : kept);
}
