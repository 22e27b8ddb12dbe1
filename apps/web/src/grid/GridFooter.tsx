import { useQuery } from '@tanstack/react-query';
import type { AggregateFunction } from '@tessera/model';
import { Plus } from 'lucide-react';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { showCount } from '../field-types/format.ts';
import type { LookHandle } from '../state/view-look.ts';
import { cx } from '../ui/cx.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu, MenuChoice } from '../ui/Menu.tsx';
import { insertRecord } from './actions.ts';
import { type Column, frozenWidth, totalWidth } from './geometry.ts';
import { useGrid, useTableData } from './grid-context.ts';
import {
  askedMeasures,
  type Measures,
  measuresOf,
  measureText,
  usualMeasures,
} from './measure-text.ts';
import { SelectionSummary } from './SelectionSummary.tsx';

/** The count of records, and one measure per column, over everything that matches and that I may read. */
export const GridFooter = memo(function GridFooter({
  columns,
  scrollLeft,
  view,
}: {
  readonly columns: readonly Column[];
  readonly scrollLeft: number;
  readonly view: LookHandle;
}) {
  const { t } = useTranslation();
  const grid = useGrid();
  const total = useTableData((data) => data.window.total);
  const beat = useTableData((data) => data.records);
  const wanted = view.look.measures ?? usualMeasures(grid.table.fields);
  const asked = askedMeasures(grid.fields, wanted);
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
      const { sort: _order, grouped: _groups, aggregate: _measures, ...question } = parts.question;
      return parts.client.aggregate(parts.table, { ...question, aggregate: [...asked] });
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
              {/* A word that does not fit beside the number wraps out of sight, whole. */}
              <span className="flex h-4 min-w-0 flex-row-reverse flex-wrap gap-x-1.5 overflow-hidden leading-4">
                {fn && (
                  <span className="font-medium whitespace-nowrap tabular-nums">
                    {measureText(field, fn, measure, grid.env)}
                  </span>
                )}
                <span className={cx('whitespace-nowrap', fn && 'text-ink-muted')}>
                  {fn ? t(`grid.footer.${fn}`) : t('grid.footer.choose')}
                </span>
              </span>
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
            onChange={(value) => view.change({ measures: withMeasure(wanted, field.id, value) })}
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

function withMeasure(
  measures: Measures,
  field: string,
  value: AggregateFunction | 'none',
): Measures {
  const { [field]: _gone, ...rest } = measures;
  return value === 'none' ? rest : { ...rest, [field]: value };
}
