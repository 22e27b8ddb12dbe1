import type { FieldType } from '@tessera/model';
import type { OutValue } from '@tessera/protocol';

/** A cell on its way through the clipboard: its text, and for our own also the value and what it came from. */
export interface ClipCell {
  readonly text: string;
  readonly raw?: {
    readonly type: FieldType;
    readonly value: OutValue;
    /** The linked table of a link cell: ids mean nothing elsewhere. */
    readonly target?: string;
  };
}

export type Block = readonly (readonly ClipCell[])[];

const mark = 'data-tessera-cells';

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Cells as a table that other programs read too; values stand in attributes. */
export function printHtml(block: Block): string {
  const rows = block.map((row) => {
    const cells = row.map((cell) => {
      const raw = cell.raw ? ` data-raw="${escaped(JSON.stringify(cell.raw))}"` : '';
      return `<td${raw}>${escaped(cell.text).replaceAll('\n', '<br>')}</td>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  return `<meta charset="utf-8"><table ${mark}="1">${rows.join('')}</table>`;
}

/** Our own cells, or null when the table is someone else's. The page is parsed, never shown or run. */
export function parseOwnHtml(html: string): Block | null {
  if (!html.includes(mark)) return null;
  const table = new DOMParser().parseFromString(html, 'text/html').querySelector(`table[${mark}]`);
  return table ? readTable(table, true) : null;
}

/** The first table of a foreign page, as text; null when there is none. */
export function parseForeignHtml(html: string): Block | null {
  const table = new DOMParser().parseFromString(html, 'text/html').querySelector('table');
  return table ? readTable(table, false) : null;
}

function readTable(table: Element, own: boolean): Block {
  return [...table.querySelectorAll('tr')].map((row) =>
    [...row.querySelectorAll('td,th')].map((cell) => {
      for (const line of cell.querySelectorAll('br')) line.replaceWith('\n');
      const text = own ? (cell.textContent ?? '') : (cell.textContent ?? '').trim();
      const raw = own ? rawOf(cell.getAttribute('data-raw')) : null;
      return raw ? { text, raw } : { text };
    }),
  );
}

function rawOf(text: string | null): ClipCell['raw'] | null {
  if (!text) return null;
  try {
    const raw = JSON.parse(text) as ClipCell['raw'];
    return raw && typeof raw === 'object' && typeof raw.type === 'string' ? raw : null;
  } catch {
    return null;
  }
}
