import { cx } from '../../ui/cx.ts';
import type { CellProps } from '../field-ui.ts';
import { showDay, showInstant, showNumber } from '../format.ts';

const clamps: Readonly<Record<number, string>> = {
  1: 'truncate',
  2: 'line-clamp-2 whitespace-pre-wrap',
  4: 'line-clamp-4 whitespace-pre-wrap',
  6: 'line-clamp-6 whitespace-pre-wrap',
};

/** Text in as many lines as the row is high. */
export function TextCell({ value, lines }: CellProps) {
  if (typeof value !== 'string') return null;
  return <span className={cx('block w-full', clamps[lines] ?? clamps[6])}>{value}</span>;
}

/** A number as people write it. */
export function NumberCell({ field, value, env }: CellProps) {
  if (typeof value !== 'number') return null;
  return (
    <span className="block w-full truncate tabular-nums">
      {showNumber(field, value, env.language)}
    </span>
  );
}

/** A day. */
export function DayCell({ value, env }: CellProps) {
  if (typeof value !== 'string') return null;
  return <span className="block w-full truncate tabular-nums">{showDay(value, env.language)}</span>;
}

/** An instant in the workspace's time zone. */
export function InstantCell({ value, env }: CellProps) {
  if (typeof value !== 'string') return null;
  return (
    <span className="block w-full truncate tabular-nums">
      {showInstant(value, env.language, env.timeZone)}
    </span>
  );
}

/** How chips share a cell: one line that is cut off, or as many lines as the row is high. */
export function chipRow(lines: number): string {
  return cx(
    'flex min-w-0 gap-1 overflow-hidden',
    lines === 1 ? 'items-center' : 'max-h-full flex-wrap content-start',
  );
}
