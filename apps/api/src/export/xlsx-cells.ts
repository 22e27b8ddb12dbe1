import type { ExportCell } from './cells.ts';
import { defuse } from './defuse.ts';

/** Characters of one cell; Excel calls a file with more of them damaged. */
const longest = 32_767;

/** One cell, empty where there is nothing; `style` is that of its column, `quoted` marks text that is no formula. */
export function cellXml(
  cell: ExportCell,
  column: number,
  row: number,
  style: number,
  quoted: number,
): string {
  if (cell === null) return '';
  const at = ` r="${columnName(column)}${row}"`;
  switch (cell.kind) {
    case 'text':
      return textCell(cell.text, defuse(cell.text) === cell.text ? 0 : quoted, at);
    case 'boolean':
      return `<c${at} t="b"><v>${cell.value ? 1 : 0}</v></c>`;
    case 'number':
      return `<c${at} s="${style}"><v>${cell.value}</v></c>`;
    case 'date':
    case 'dateTime':
      return cell.serial === null
        ? textCell(cell.text, 0, at)
        : `<c${at} s="${style}"><v>${cell.serial}</v></c>`;
  }
}

/** A cell of text: never a formula, whatever it begins with. */
export function textCell(text: string, style: number, at = ''): string {
  const kept = text.length > longest ? `${wholeCharacters(text.slice(0, longest - 1))}…` : text;
  return `<c${at}${style === 0 ? '' : ` s="${style}"`} t="inlineStr"><is><t xml:space="preserve">${escapeXml(kept)}</t></is></c>`;
}

const wholeCharacters = (text: string) => text.replace(/[\ud800-\udbff]$/, '');

const marks: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Text inside of XML; characters that XML cannot hold are written as workbooks do: _x000B_. */
export function escapeXml(text: string): string {
  return text
    .replace(/_x(?=[0-9A-Fa-f]{4}_)/g, '_x005F_x')
    .replace(/[&<>"]/g, (mark) => marks[mark] ?? '')
    .replace(
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
      /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    );
}

const names: string[] = [];

/** 27 -> `AB` */
function columnName(column: number): string {
  const known = names[column];
  if (known !== undefined) return known;
  const last = String.fromCharCode(65 + (column % 26));
  const name = column < 26 ? last : columnName(Math.floor(column / 26) - 1) + last;
  names[column] = name;
  return name;
}
