import type { OutTable } from '@tessera/protocol';
import { ChevronDown, ChevronUp, CircleHelp, Trash2, X } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import { WhyPopover } from '../access/WhyPopover.tsx';
import { plainText } from '../field-types/convert.ts';
import type { CellEnv } from '../field-types/field-ui.ts';
import { focusGrid } from '../grid/focus-grid.ts';
import type { GridUi } from '../grid/grid-context.ts';
import { at } from '../grid/selection.ts';
import { may } from '../state/record-entry.ts';
import type { TableSession } from '../state/table-session.ts';
import { idAt, rowOf } from '../state/window.ts';
import { cx } from '../ui/cx.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { PanelField } from './PanelField.tsx';
import { ShareBox } from './ShareBox.tsx';

/** One record at the side of the grid, or over the cards: every field that may be seen on it. */
export function RecordPanel({
  session,
  ui,
  table,
  env,
  narrow,
}: {
  readonly session: TableSession;
  readonly ui: StoreApi<GridUi>;
  readonly table: OutTable;
  readonly env: CellEnv;
  readonly narrow: boolean;
}) {
  const { t } = useTranslation();
  const id = useStore(ui, (state) => state.open);
  const entry = useStore(session.store, (data) => (id === null ? undefined : data.records.get(id)));
  const row = useStore(session.store, (data) => (id === null ? -1 : rowOf(data.window, id)));
  const total = useStore(session.store, (data) => data.window.total) ?? 0;
  const missing = id !== null && !entry;
  // A record that is no longer there, or no longer mine to see, closes by itself.
  useEffect(() => {
    if (!missing) return;
    const timer = setTimeout(() => ui.setState({ open: null }), 2000);
    return () => clearTimeout(timer);
  }, [missing, ui]);
  if (id === null || !entry) return null;

  const go = async (to: number) => {
    await session.load(to, to);
    const next = idAt(session.store.getState().window, to);
    if (next === undefined) return;
    ui.setState({ open: next, selection: at(to, ui.getState().selection?.active.col ?? 0) });
  };
  const close = () => {
    ui.setState({ open: null });
    focusGrid();
  };
  const titleField = table.fields.find((field) => field.id === table.titleField);
  const title = titleField ? plainText(titleField, entry.cells[titleField.id] ?? null, env) : '';
  const fields = table.fields.filter((field) => entry.outcome.fields[field.id] !== undefined);

  return (
    <aside
      aria-label={t('grid.record')}
      className={cx(
        'flex flex-col border-line bg-surface',
        narrow ? 'fixed inset-0 z-40' : 'w-[380px] shrink-0 border-l',
      )}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) close();
      }}
    >
      <div className="flex h-11 shrink-0 items-center gap-1 border-b border-line pr-2 pl-4">
        <h2 className="min-w-0 flex-1 truncate font-semibold">{title || t('grid.untitled')}</h2>
        <WhyPopover
          ws={env.workspace}
          asked={{ table: table.id, record: id, action: 'view' }}
          label={t('why.button')}
          trigger={
            <IconButton size="sm" label={t('why.button')}>
              <CircleHelp size={14} aria-hidden />
            </IconButton>
          }
        />
        {may(entry, 'share') && <ShareBox key={id} env={env} table={table.id} record={id} />}
        {may(entry, 'delete') && (
          <IconButton
            size="sm"
            label={t('common.delete')}
            onClick={() => ui.setState({ question: { kind: 'delete', ids: [id] } })}
          >
            <Trash2 size={14} aria-hidden />
          </IconButton>
        )}
        <IconButton
          size="sm"
          label={t('grid.previous')}
          disabled={row <= 0}
          onClick={() => void go(row - 1)}
        >
          <ChevronUp size={16} aria-hidden />
        </IconButton>
        <IconButton
          size="sm"
          label={t('grid.following')}
          disabled={row < 0 || row >= total - 1}
          onClick={() => void go(row + 1)}
        >
          <ChevronDown size={16} aria-hidden />
        </IconButton>
        <IconButton size="sm" label={t('common.close')} onClick={close}>
          <X size={16} aria-hidden />
        </IconButton>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-4 py-3">
        {fields.map((field) => (
          <PanelField
            key={`${id} ${field.id}`}
            session={session}
            table={table}
            id={id}
            field={field}
            env={env}
          />
        ))}
      </div>
    </aside>
  );
}
