import { ChevronRight, Lock, Plus } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { showCount } from '../../field-types/format.ts';
import { uiOf } from '../../field-types/registry.ts';
import { cx } from '../../ui/cx.ts';
import { type Column, frozenWidth, totalWidth } from '../geometry.ts';
import { useGrid, useGridUi } from '../grid-context.ts';
import { measureText } from '../measure-text.ts';
import { goHead, insertInGroup } from './group-actions.ts';
import type { GroupHead } from './group-tree.ts';
import { headText } from './head-text.ts';
import { headHeight } from './lines.ts';

export interface GroupRowProps {
  readonly head: GroupHead;
  readonly folded: boolean;
  readonly top: number;
  readonly columns: readonly Column[];
  /** A copy that stays at the top edge: for eyes and pointers alone. */
  readonly stuck?: boolean;
}

const inset = 20;

/** The head of a group: what its records have in common, how many there are, and what was measured of them. */
export const GroupRow = memo(function GroupRow(props: GroupRowProps) {
  const { head, folded, top, columns, stuck = false } = props;
  const { t } = useTranslation();
  const grid = useGrid();
  const focused = useGridUi((ui) => ui.head === head.key);
  const awake = useGridUi((ui) => ui.focused);
  const field = grid.table.fields.find((one) => one.id === head.by.field);
  const text = headText(head, field, grid.env);
  const asked = grid.session.parts.question.aggregate ?? [];
  const creates = (grid.table.actions.create ?? 'never') !== 'never' && head.kind === 'value';
  const measure = (column: Column) => {
    const at = asked.findIndex((one) => one.field === column.field.id);
    const fn = asked[at]?.fn;
    if (!fn || head.measures.length === 0) return null;
    return (
      <span
        key={column.field.id}
        role={stuck ? undefined : 'gridcell'}
        style={{ left: column.left, width: column.width }}
        className="absolute inset-y-0 flex items-center justify-end gap-1.5 px-2 text-xs tabular-nums"
      >
        <span className="truncate text-ink-muted">{t(`grid.footer.${fn}`)}</span>
        <span className="shrink-0 font-medium">
          {measureText(column.field, fn, head.measures[at], grid.env)}
        </span>
      </span>
    );
  };
  const frozen = columns.filter((column) => column.frozen && column.index > 0);
  const [first] = columns;
  const labelled = first?.frozen ? first.left + first.width : frozenWidth(columns);
  return (
    <div
      role={stuck ? undefined : 'row'}
      aria-hidden={stuck || undefined}
      data-group={stuck ? undefined : head.key}
      data-stuck={stuck ? head.key : undefined}
      style={{ top, height: headHeight, width: totalWidth(columns) }}
      className={cx(
        'group/group absolute left-0 z-3 border-b border-line bg-canvas',
        head.depth === 0 && 'border-t border-t-line-strong',
      )}
      onPointerDown={(event) => event.preventDefault()}
    >
      <div
        style={{ width: frozenWidth(columns), height: headHeight - 2 }}
        className="sticky left-0 z-1 bg-canvas"
      >
        <div
          role={stuck ? undefined : 'gridcell'}
          style={{ width: labelled, paddingLeft: 8 + head.depth * inset }}
          className="absolute inset-y-0 left-0 flex items-center gap-1.5 pr-2 text-sm"
        >
          <button
            type="button"
            tabIndex={-1}
            aria-expanded={!folded}
            title={t(folded ? 'groups.unfold' : 'groups.fold', { name: text })}
            className="flex min-w-0 flex-1 items-center gap-1.5 self-stretch text-left"
            onClick={() => {
              grid.takeFocus();
              goHead(grid, head.key);
              grid.folds.turn(head.key);
            }}
          >
            <ChevronRight
              size={16}
              aria-hidden
              className={cx(
                'shrink-0 text-ink-muted transition-transform duration-100 motion-reduce:transition-none',
                !folded && 'rotate-90',
              )}
            />
            <span className="max-w-[40%] shrink-0 truncate text-xs text-ink-muted">
              {field?.name}
            </span>
            <Value head={head} text={text} />
            {head.kind === 'value' && (
              <span className="shrink-0 rounded-full bg-pressed px-1.5 text-xs text-ink-muted tabular-nums">
                {showCount(head.count, grid.env.language)}
              </span>
            )}
          </button>
          {creates && (
            <button
              type="button"
              tabIndex={-1}
              aria-label={t('groups.add', { name: text })}
              title={t('groups.add', { name: text })}
              className={cx(
                'flex size-6 shrink-0 items-center justify-center rounded text-ink-muted hover:bg-hover hover:text-ink',
                !focused && 'opacity-0 group-hover/group:opacity-100',
              )}
              onClick={() => void insertInGroup(grid, head)}
            >
              <Plus size={15} aria-hidden />
            </button>
          )}
        </div>
        {frozen.map(measure)}
        {focused && !stuck && (
          <span
            aria-hidden
            data-focus-ring=""
            className={cx(
              'pointer-events-none absolute inset-0 rounded-[2px] border-2',
              awake ? 'border-accent' : 'border-accent-line',
            )}
          />
        )}
      </div>
      {columns.filter((column) => !column.frozen).map(measure)}
    </div>
  );
});

/** The value as its cells show it; a date, a check mark and what is no value in words. */
function Value({ head, text }: { readonly head: GroupHead; readonly text: string }) {
  const grid = useGrid();
  const field = grid.table.fields.find((one) => one.id === head.by.field);
  const { value } = head;
  if (head.kind === 'closed') {
    return (
      <span className="flex min-w-0 items-center gap-1 text-ink-muted">
        <Lock size={12} aria-hidden className="shrink-0" />
        <span className="truncate">{text}</span>
      </span>
    );
  }
  const shaped = field && typeof value === 'object' && value !== null;
  if (!shaped || (Array.isArray(value) && value.length === 0)) {
    const plain = head.kind === 'value' && value !== null;
    return <span className={cx('truncate', plain ? 'font-medium' : 'text-ink-muted')}>{text}</span>;
  }
  const { Cell } = uiOf(field);
  return (
    <span className="flex min-w-0 overflow-hidden font-medium">
      <Cell field={field} value={value} env={grid.env} lines={1} />
    </span>
  );
}
