import { workbookLimits } from './limits.ts';
import { numberText } from './number-text.ts';
import type { Workbook } from './parts.ts';
import { damaged, Unreadable } from './unreadable.ts';
import { readXml, unescapeText } from './xml.ts';

/** A row as it stands in the sheet; `number` as people count. */
export interface RawRow {
  readonly number: number;
  readonly cells: string[];
}

/** Cells shown as one; rows as people count, columns from 0. */
export interface Merge {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export interface RawSheet {
  /** Rows with any content. */
  readonly rows: RawRow[];
  readonly merges: readonly Merge[];
}

const tooMany = (what: string, most: number) =>
  new Unreadable('too_large', `A sheet may have at most ${most.toLocaleString('en')} ${what}.`);

/** The cells of a sheet as texts. Formulas give the value that was kept with them. */
export function readSheetCells(bytes: Uint8Array, workbook: Workbook): RawSheet {
  const rows: RawRow[] = [];
  const merges: Merge[] = [];
  let row: RawRow | null = null;
  let last = 0;
  let column = -1;
  let type = '';
  let style = 0;
  let value = '';
  let taking = false;
  let inline = false;
  let spoken = false;
  let cellCount = 0;
  let characters = 0;

  const put = (text: string) => {
    if (text.trim() === '' || row === null) return;
    if (column >= workbookLimits.columns) throw tooMany('columns', workbookLimits.columns);
    characters += text.length;
    if (text.length > workbookLimits.cellText || characters > workbookLimits.text) {
      throw new Unreadable('too_large', 'The texts of the sheet are too long.');
    }
    while (row.cells.length < column) row.cells.push('');
    row.cells[column] = text;
  };
  const endRow = () => {
    if (row === null) return;
    if (row.cells.length > 0) {
      if (rows.length > workbookLimits.rows) throw tooMany('rows', workbookLimits.rows);
      cellCount += row.cells.length;
      if (cellCount > workbookLimits.cells) throw tooMany('cells', workbookLimits.cells);
      rows.push(row);
    }
    row = null;
  };

  readXml(bytes, {
    open(tag, attributes) {
      switch (tag) {
        case 'row': {
          const number = Number(attributes().r ?? last + 1);
          if (!Number.isInteger(number) || number <= last || number > 1_048_576) throw damaged();
          last = number;
          row = { number, cells: [] };
          column = -1;
          break;
        }
        case 'c': {
          const { r, t, s } = attributes();
          column = r === undefined ? column + 1 : columnOf(r);
          type = t ?? 'n';
          style = Number(s ?? '0');
          value = '';
          break;
        }
        case 'is':
          inline = true;
          break;
        case 'rPh':
          spoken = true;
          break;
        case 'v':
          taking = true;
          break;
        case 't':
          taking = inline && !spoken;
          break;
        case 'mergeCell': {
          if (merges.length >= workbookLimits.merges) throw tooMany('merged cells', merges.length);
          const merge = mergeOf(attributes().ref ?? '');
          if (merge) merges.push(merge);
          break;
        }
      }
    },
    text(piece) {
      if (taking) value += piece;
    },
    close(tag) {
      switch (tag) {
        case 'v':
        case 't':
          taking = false;
          break;
        case 'is':
          inline = false;
          break;
        case 'rPh':
          spoken = false;
          break;
        case 'c':
          if (value !== '') put(cellText(workbook, type, style, value));
          break;
        case 'row':
          endRow();
          break;
      }
    },
  });
  return { rows, merges };
}

function cellText(workbook: Workbook, type: string, style: number, value: string): string {
  switch (type) {
    case 's':
      return workbook.strings[Number(value)] ?? '';
    case 'str':
    case 'inlineStr':
      return unescapeText(value);
    case 'b':
      return value.trim() === '1' || value.trim().toLowerCase() === 'true' ? 'TRUE' : 'FALSE';
    case 'd':
      return value
        .trim()
        .replace('T', ' ')
        .replace(/ 00:00(:00(\.0+)?)?Z?$/, '');
    case 'n': {
      const number = Number(value);
      const format = workbook.formats[style] ?? { kind: 'plain' };
      return Number.isFinite(number) ? numberText(number, format, workbook.date1904) : value;
    }
    default:
      return value;
  }
}

/** `AB12` -> 27 */
function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length; at += 1) {
    const code = reference.charCodeAt(at) & ~32;
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
    if (column > 16_384) throw damaged();
  }
  if (column === 0) throw damaged();
  return column - 1;
}

function mergeOf(reference: string): Merge | null {
  const match = /^([A-Za-z]{1,3})(\d{1,7}):([A-Za-z]{1,3})(\d{1,7})$/.exec(reference);
  if (!match) return null;
  return {
    left: columnOf(match[1] ?? ''),
    top: Number(match[2]),
    right: columnOf(match[3] ?? ''),
    bottom: Number(match[4]),
  };
}
