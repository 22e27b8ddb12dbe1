import { useVirtualizer } from '@tanstack/react-virtual';
import type { OutField, OutTable } from '@tessera/protocol';
import { Plus } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import { isEmptyValue, plainText } from '../field-types/convert.ts';
import type { CellEnv } from '../field-types/field-ui.ts';
import { CellFace } from '../field-types/masked.tsx';
import { orderedFields } from '../grid/columns.ts';
import type { GridUi } from '../grid/grid-context.ts';
import { type RowColor, seenCell, useRowColor } from '../grid/row-color.ts';
import { createRecords } from '../state/commands.ts';
import { shownCellOf } from '../state/table-data.ts';
import type { TableSession } from '../state/table-session.ts';
import type { LookHandle } from '../state/view-look.ts';
import { idAt } from '../state/window.ts';
import { Button } from '../ui/Button.tsx';
import { cx } from '../ui/cx.ts';
import { Skeleton } from '../ui/Skeleton.tsx';
import { toast } from '../ui/Toast.tsx';

const fieldsOnCard = 4;

/** Records as cards, for screens too narrow for a grid. A card opens its record. */
export function CardList({
  session,
  ui,
  table,
  view,
  env,
}: {
  readonly session: TableSession;
  readonly ui: StoreApi<GridUi>;
  readonly table: OutTable;
  readonly view: LookHandle;
  readonly env: CellEnv;
}) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const total = useStore(session.store, (data) => data.window.total) ?? 0;
  const hidden = new Set(view.look.hiddenFields);
  const fields = orderedFields(table, view.look.fieldOrder).filter(
    (field) => !hidden.has(field.id),
  );
  const list = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => 132,
    overscan: 6,
  });
  const rowColor = useRowColor(view.look.color, table, env);
  const items = list.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    session.show(first, last, false);
    const timer = setTimeout(() => session.show(first, last, true), 200);
    return () => clearTimeout(timer);
  }, [session, first, last]);
  const add = async () => {
    try {
      const [id] = await createRecords(session, [{}]);
      if (id) ui.setState({ open: id });
    } catch (error) {
      toast({ text: session.parts.troubleOf(error).message, kind: 'error' });
    }
  };

  return (
    <div
      ref={scroller}
      className="relative min-h-0 flex-1 overflow-y-auto bg-canvas px-3 pt-3 pb-20"
    >
      <ul aria-label={table.name} style={{ height: list.getTotalSize() }} className="relative">
        {items.map((item) => (
          <li
            key={item.key}
            ref={list.measureElement}
            data-index={item.index}
            style={{ transform: `translateY(${item.start}px)` }}
            className="absolute inset-x-0 top-0 pb-2"
          >
            <Card
              session={session}
              ui={ui}
              index={item.index}
              fields={fields}
              env={env}
              rowColor={rowColor}
            />
          </li>
        ))}
      </ul>
      {(table.actions.create ?? 'never') !== 'never' && (
        <div className="fixed right-4 bottom-4 z-10">
          <Button
            kind="primary"
            size="lg"
            icon={<Plus size={18} aria-hidden />}
            onClick={() => void add()}
          >
            {t('grid.addRecord')}
          </Button>
        </div>
      )}
    </div>
  );
}

function Card({
  session,
  ui,
  index,
  fields,
  env,
  rowColor,
}: {
  readonly session: TableSession;
  readonly ui: StoreApi<GridUi>;
  readonly index: number;
  readonly fields: readonly OutField[];
  readonly env: CellEnv;
  readonly rowColor: RowColor | undefined;
}) {
  const { t } = useTranslation();
  const id = useStore(session.store, (data) => idAt(data.window, index));
  const entry = useStore(session.store, (data) =>
    id === undefined ? undefined : data.records.get(id),
  );
  useStore(session.store, (data) => (id === undefined ? undefined : data.pending.get(id)));
  if (id === undefined || !entry) {
    return (
      <div className="rounded-lg border border-line bg-surface p-3">
        <Skeleton className="h-4 w-1/2" />
        <Skeleton className="mt-3 h-3 w-3/4" />
        <Skeleton className="mt-2 h-3 w-2/3" />
      </div>
    );
  }
  const data = session.store.getState();
  const color = rowColor?.((field) => seenCell(data, id, field));
  const [title, ...others] = fields;
  const name = title ? plainText(title, shownCellOf(data, id, title.id)?.value ?? null, env) : '';
  const filled = others.flatMap((field) => {
    const shown = shownCellOf(data, id, field.id);
    return shown && shown.level !== 'hidden' && !isEmptyValue(shown.value)
      ? [{ field, shown }]
      : [];
  });
  return (
    <button
      type="button"
      {...(color && { 'data-color': color })}
      className={cx(
        'block w-full rounded-lg border border-line bg-surface p-3 text-left shadow-low active:bg-hover',
        color && 'border-l-4 border-l-tint-strong',
      )}
      onClick={() => ui.setState({ open: id })}
    >
      <span className="block truncate font-semibold">{name || t('grid.untitled')}</span>
      {filled.slice(0, fieldsOnCard).map(({ field, shown }) => {
        return (
          <span key={field.id} className="mt-1.5 flex items-center gap-2 text-sm">
            <span className="w-24 shrink-0 truncate text-xs text-ink-muted">{field.name}</span>
            <span className="min-w-0 flex-1">
              <CellFace field={field} value={shown.value} env={env} lines={1} />
            </span>
          </span>
        );
      })}
    </button>
  );
}
