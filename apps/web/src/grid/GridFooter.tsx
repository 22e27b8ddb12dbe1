import { useQuery } from '@tanstack/react-query';
import type { AggregateFunction } from '@tessera/model';
import type { OutField } from '@tessera/protocol';
import { Plus } from 'lucide-react';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CellEnv } from '../field-types/field-ui.ts';
import { showCount, showDay, showInstant, showNumber } from '../field-types/format.ts';
import { cx } from '../ui/cx.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu, MenuChoice } from '../ui/Menu.tsx';
import { insertRecord } from './actions.ts';
import { type Column, frozenWidth, totalWidth } from './geometry.ts';
import { useGrid, useTableData } from './grid-context.ts';
import { SelectionSummary } from './SelectionSummary.tsx';

type Wanted = Readonly<Record<string, AggregateFunction>>;

const numeric = new Set(['number', 'currency', 'percent']);
const dated = new Set(['date', 'dateTime', 'createdTime', 'modifiedTime']);

/** The measures that make sense for a field. */
function measuresOf(field: OutField): readonly AggregateFunction[] {
  if (numeric.has(field.type)) return ['filled', 'empty', 'unique', 'sum', 'average', 'min', 'max'];
  if (dated.has(field.type)) return ['filled', 'empty', 'unique', 'min', 'max'];
  return field.type === 'checkbox' ? ['filled'] : ['filled', 'empty', 'unique'];
}

/** Currency columns show their sum from the start; others what was chosen. */
function startingWith(fields: readonly OutField[]): Wanted {
  const money = fields.filter((field) => field.type === 'currency');
  return Object.fromEntries(money.map((field) => [field.id, 'sum' as const]));
}

/** The count of records, and one measure per column, over everything that matches and that I may read. */
export const GridFooter = memo(function GridFooter({
  columns,
  scrollLeft,
}: {
  readonly columns: readonly Column[];
  readonly scrollLeft: number;
}) {
  const { t } = useTranslation();
  const grid = useGrid();
  const total = useTableData((data) => data.window.total);
  const beat = useTableData((data) => data.records);
  const [wanted, setWanted] = useState<Wanted>(() => startingWith(grid.fields));
  const asked = columns.flatMap(({ field }) => {
    const fn = wanted[field.id];
    return fn ? [{ field: field.id, fn }] : [];
  });
  const { parts } = grid.session;
  const answer = useQuery({
    // The records object changes with every delta; sums follow, but not faster than every few seconds.
    queryKey: [
      'workspace',
      grid.env.workspace,
      'footer',
      parts.table,
      parts.question,
      asked,
      total,
      useSlowly(beat),
    ],
    enabled: asked.length > 0 && total !== null && total > 0,
    placeholderData: (last) => last,
    queryFn: () => {
      const { sort: _order, ...question } = parts.question;
      return parts.client.aggregate(parts.table, { ...question, aggregate: asked });
    },
  });
  const cell = (column: Column, left: number) => {
    const { field } = column;
    const at = asked.findIndex((one) => one.field === field.id);
    const measure = at < 0 ? undefined : total === 0 ? null : answer.data?.[at];
    const fn = wanted[field.id];
    return (
      <div key={field.id} style={{ left, width: column.width }} className="absolute inset-y-0">
        <Menu
          side="top"
          align="end"
          trigger={
            <button
              type="button"
              className={cx(
                'group/foot flex size-full items-center justify-end gap-1.5 px-2 text-xs hover:bg-hover data-popup-open:bg-hover',
                !fn &&
                  'text-transparent hover:text-ink-faint focus-visible:text-ink-faint data-popup-open:text-ink-faint',
              )}
            >
              <span className="sr-only">{t('grid.footer.of', { field: field.name })}: </span>
              <span className={cx('truncate', fn && 'text-ink-muted')}>
                {fn ? t(`grid.footer.${fn}`) : t('grid.footer.choose')}
              </span>
              {fn && (
                <span className="shrink-0 font-medium tabular-nums">
                  {shown(field, fn, measure, grid.env)}
                </span>
              )}
            </button>
          }
        >
          <MenuChoice
            label={field.name}
            value={fn ?? 'none'}
            items={(['none', ...measuresOf(field)] as const).map((value) => ({
              value,
              label: t(`grid.footer.${value}`),
            }))}
            onChange={(value) =>
              setWanted((now) => {
                const { [field.id]: _gone, ...rest } = now;
                return value === 'none' ? rest : { ...rest, [field.id]: value };
              })
            }
          />
        </Menu>
      </div>
    );
  };

  const scrolled = columns.filter((column) => !column.frozen);
  return (
    <div className="relative h-8 shrink-0 overflow-hidden border-t border-line bg-surface text-sm">
      <div
        style={{ width: totalWidth(columns), transform: `translateX(${-scrollLeft}px)` }}
        className="absolute inset-y-0 left-0"
      >
        {scrolled.map((column) => cell(column, column.left))}
      </div>
      <div
        style={{ width: frozenWidth(columns) }}
        className="absolute inset-y-0 left-0 border-r border-line-strong bg-surface"
      >
        <div className="flex h-full items-center gap-1.5 pl-1 text-xs text-ink-muted tabular-nums">
          {(grid.table.actions.create ?? 'never') !== 'never' && (
            <IconButton
              size="sm"
              label={t('grid.addRecord')}
              keys="Shift Enter"
              onClick={() => void insertRecord(grid)}
            >
              <Plus size={15} aria-hidden />
            </IconButton>
          )}
          <span className="min-w-0 truncate pl-0.5">
            {total === null
              ? ''
              : t('grid.records', { count: total, shown: showCount(total, grid.env.language) })}
          </span>
        </div>
      </div>
      <SelectionSummary />
    </div>
  );
});

/** The time of the last change, in steps of three seconds. */
function useSlowly(value: unknown): number {
  const [state, setState] = useState({ value, at: 0 });
  if (state.value !== value) {
    const now = Date.now();
    setState({ value, at: now - state.at > 3000 ? now : state.at });
  }
  return state.at;
}

function shown(
  field: OutField,
  fn: AggregateFunction,
  measure: number | string | null | undefined,
  env: CellEnv,
): string {
  if (measure === undefined) return '…';
  if (measure === null) return '–';
  if (fn === 'filled' || fn === 'empty' || fn === 'unique' || fn === 'count') {
    return showCount(Number(measure), env.language);
  }
  if (typeof measure === 'number') {
    const precise =
      fn === 'average' && field.type === 'number'
        ? { ...field, precision: Math.max(2, field.precision ?? 0) }
        : field;
    return showNumber(precise, measure, env.language);
  }
  return field.type === 'date'
    ? showDay(measure, env.language)
    : showInstant(measure, env.language, env.timeZone);
}
