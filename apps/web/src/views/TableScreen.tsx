import type { OutTable, OutView } from '@tessera/protocol';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { LiveConnection } from '../client/live.ts';
import type { CellEnv } from '../field-types/field-ui.ts';
import { Grid } from '../grid/Grid.tsx';
import { type GridUi, idleUi } from '../grid/grid-context.ts';
import { groupsNow } from '../grid/groups/groupable.ts';
import { askedMeasures } from '../grid/measure-text.ts';
import { questionOf } from '../state/question.ts';
import type { TableSession } from '../state/table-session.ts';
import { useTableSession } from '../state/use-table-session.ts';
import { type LookHandle, useViewLook } from '../state/view-look.ts';
import { onAccessChange } from '../state/workspace-live.ts';
import { Banner } from '../ui/Banner.tsx';
import { CardList } from './CardList.tsx';
import { LiveBanner } from './LiveBanner.tsx';
import { Questions } from './Questions.tsx';
import { RecordPanel } from './RecordPanel.tsx';
import { SessionStates } from './SessionStates.tsx';
import { TableSkeleton } from './TableSkeleton.tsx';
import { Toolbar } from './Toolbar.tsx';
import { TroubleBar } from './TroubleBar.tsx';
import { useNarrow } from './use-narrow.ts';

export interface TableScreenProps {
  readonly table: OutTable;
  readonly view: OutView | undefined;
  readonly env: CellEnv;
  readonly live: LiveConnection | null;
  /** When the schema was last read, in epoch ms. */
  readonly schemaAt: number;
}

/** One view of a table that exists for this member: toolbar, grid or cards, record panel. */
export function TableScreen({ table, view, env, live, schemaAt }: TableScreenProps) {
  const { t } = useTranslation();
  const look = useViewLook(view?.id ?? table.id, view);
  const [search, setSearch] = useState('');
  const settled = useSettled(search, 250);
  const session = useTableSession(
    env.workspace,
    table.id,
    questionOf(
      view,
      look.look,
      settled,
      askedMeasures(table.fields, look.look.measures),
      groupsNow(look.look.group, table.fields),
    ),
    live,
  );
  const [droppedAt, setDroppedAt] = useState(0);
  const searchBox = useRef<HTMLInputElement>(null);
  const focusSearch = useCallback(() => searchBox.current?.focus(), []);

  useEffect(
    () => onAccessChange(env.workspace, () => setDroppedAt(Date.now())),
    [env.workspace, live],
  );

  return (
    <div className="flex h-full min-h-0 flex-col">
      <Toolbar
        table={table}
        view={view}
        look={look}
        env={env}
        session={session}
        search={search}
        onSearch={setSearch}
        searchBox={searchBox}
      />
      <LiveBanner />
      {view?.usesHiddenFields && (
        <Banner kind="info" flush>
          {t('grid.usesHiddenFields')}
        </Banner>
      )}
      {session ? (
        <Body
          key={table.id}
          session={session}
          table={table}
          look={look}
          env={env}
          stale={droppedAt > schemaAt}
          onSearchKey={focusSearch}
          filtered={look.look.filter !== undefined || settled.trim() !== ''}
          onUnfilter={() => {
            setSearch('');
            if (look.look.filter) look.change({ filter: undefined });
          }}
        />
      ) : (
        <TableSkeleton bare />
      )}
    </div>
  );
}

interface BodyProps {
  readonly session: TableSession;
  readonly table: OutTable;
  readonly look: LookHandle;
  readonly env: CellEnv;
  readonly stale: boolean;
  readonly filtered: boolean;
  readonly onSearchKey: () => void;
  readonly onUnfilter: () => void;
}

function Body({ session, table, look, env, stale, filtered, onSearchKey, onUnfilter }: BodyProps) {
  const ui = useMemo(() => createStore<GridUi>(() => idleUi), []);
  const narrow = useNarrow();
  const status = useStore(session.store, (data) => data.status);
  const blocked = status === 'failed' || status === 'closed';
  return (
    <div className="relative flex min-h-0 flex-1">
      <div className="relative flex min-w-0 flex-1 flex-col">
        {blocked ? null : narrow ? (
          <CardList session={session} ui={ui} table={table} view={look} env={env} />
        ) : (
          <Grid
            session={session}
            ui={ui}
            table={table}
            view={look}
            env={env}
            stale={stale}
            onSearch={onSearchKey}
          />
        )}
        <SessionStates
          session={session}
          table={table}
          workspace={env.workspace}
          filtered={filtered}
          onUnfilter={onUnfilter}
        />
        <TroubleBar session={session} table={table} env={env} />
      </div>
      <RecordPanel session={session} ui={ui} table={table} env={env} narrow={narrow} />
      <Questions session={session} ui={ui} table={table} env={env} />
    </div>
  );
}

/** A value once it has been quiet for a while. */
function useSettled(value: string, ms: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
