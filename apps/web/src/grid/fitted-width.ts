import { shownType } from '@tessera/model';
import { plainText } from '../field-types/convert.ts';
import { showDay, showInstant, showNumber } from '../field-types/format.ts';
import { type Column, narrowest } from './geometry.ts';
import type { Grid } from './grid-context.ts';

let canvas: CanvasRenderingContext2D | null = null;

/** The width at which the loaded cells of a column, and its name, are not cut off. */
export function fittedWidth(grid: Grid, column: Column, header: HTMLElement | null): number {
  canvas ??= document.createElement('canvas').getContext('2d');
  if (!canvas || !header) return column.width;
  const { fontFamily } = getComputedStyle(header);
  canvas.font = `13px ${fontFamily}`;
  const measure = (text: string) => canvas?.measureText(text).width ?? 0;
  const { field } = column;
  let widest = measure(field.name) + 66;
  for (const entry of grid.session.store.getState().records.values()) {
    const value = entry.cells[field.id];
    if (value === undefined || value === null) continue;
    const items = Array.isArray(value) ? value.length : 1;
    let text = plainText(field, value, grid.env).split('\n')[0] ?? '';
    if (typeof value === 'number') text = showNumber(field, value, grid.env.language);
    else if (shownType(field) === 'date') text = showDay(text, grid.env.language);
    else if (typeof value === 'string' && value.endsWith('Z'))
      text = showInstant(value, grid.env.language, grid.env.timeZone);
    const chips = typeof value === 'object' ? 16 * items + 12 : 0;
    widest = Math.max(widest, measure(text) + chips + 24);
  }
  return Math.max(narrowest, Math.min(560, Math.ceil(widest)));
}
