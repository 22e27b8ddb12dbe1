import { Link } from '@tanstack/react-router';
import type { OutTable, SchemaAnswer } from '@tessera/protocol';
import { Ellipsis, Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { openShape } from '../shape/shape-task.ts';
import { AppMenu, TableMenu } from '../shape/sidebar-menus.tsx';
import { useOrder } from '../shape/use-order.ts';
import { cx } from '../ui/cx.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { isNarrow, useSidebar } from './sidebar-state.ts';
import { TableIcon } from './TableIcon.tsx';

/** How a line of the sidebar looks, and the one of the open page. */
export const sidebarRow =
  'flex min-h-8 items-center gap-2 rounded-md px-2 text-base text-ink-muted hover:bg-hover hover:text-ink';
export const sidebarCurrent = 'bg-pressed/70 text-ink! font-medium';

/** On a narrow screen the sidebar lies over the page that was just opened. */
export function afterClick() {
  if (isNarrow()) useSidebar.getState().close();
}

export function SidebarHeading({
  children,
  end,
}: {
  readonly children: ReactNode;
  /** Buttons that show when the heading is pointed at or has the focus. */
  readonly end?: ReactNode;
}) {
  return (
    <div className="group/head mt-4 mb-1 flex min-h-6 items-center pr-1 pl-2">
      <h2 className="min-w-0 flex-1 truncate text-xs font-medium text-ink-faint">{children}</h2>
      {end}
    </div>
  );
}

const faded =
  'opacity-0 group-focus-within/head:opacity-100 group-hover/head:opacity-100 data-popup-open:opacity-100 max-md:opacity-100';
const fadedRow =
  'absolute top-1 right-1 opacity-0 group-focus-within/row:opacity-100 group-hover/row:opacity-100 data-popup-open:opacity-100 max-md:opacity-100';

function Tables({
  ws,
  tables,
  shapes,
}: {
  readonly ws: string;
  readonly tables: readonly OutTable[];
  readonly shapes: boolean;
}) {
  const { t } = useTranslation();
  const move = useOrder(ws);
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<string | null>(null);
  const end = () => {
    setDragged(null);
    setOver(null);
  };
  const drop = (target: string) => {
    const table = tables.find(({ id }) => id === dragged);
    const [from, to] = [dragged, target].map((one) => tables.findIndex(({ id }) => id === one));
    end();
    if (!table || from === undefined || to === undefined || from === to) return;
    // Downwards a table lands behind the one it is dropped on.
    const before = from < to ? (tables[to + 1]?.id ?? null) : target;
    void move('table', table, before);
  };
  return (
    <ul className="flex flex-col gap-px">
      {tables.map((table) => (
        <li
          key={table.id}
          className={cx(
            'group/row relative rounded-md',
            over === table.id && dragged !== table.id && 'bg-accent-soft',
            dragged === table.id && 'opacity-50',
          )}
          draggable={shapes && tables.length > 1}
          onDragStart={(event) => {
            event.dataTransfer.effectAllowed = 'move';
            setDragged(table.id);
          }}
          onDragOver={(event) => {
            if (dragged === null) return;
            event.preventDefault();
            setOver(table.id);
          }}
          onDrop={(event) => {
            event.preventDefault();
            drop(table.id);
          }}
          onDragEnd={end}
        >
          <Link
            to="/w/$ws/t/$table"
            params={{ ws, table: table.id }}
            className={cx(sidebarRow, shapes && 'group-hover/row:pr-8')}
            activeProps={{ className: sidebarCurrent, 'aria-current': 'page' }}
            activeOptions={{ exact: false }}
            onClick={afterClick}
          >
            <TableIcon icon={table.icon} color={table.color} />
            <span className="min-w-0 flex-1 truncate">{table.name}</span>
          </Link>
          {shapes && (
            <TableMenu
              ws={ws}
              beside={tables}
              table={table}
              trigger={
                <IconButton
                  size="sm"
                  label={t('shape.tableMenu', { name: table.name })}
                  className={fadedRow}
                >
                  <Ellipsis size={14} aria-hidden />
                </IconButton>
              }
            />
          )}
        </li>
      ))}
    </ul>
  );
}

/** Apps with their tables; those who shape them add, rename and delete here. */
export function SidebarTables({
  ws,
  schema,
  shapes,
}: {
  readonly ws: string;
  readonly schema: SchemaAnswer;
  readonly shapes: boolean;
}) {
  const { t } = useTranslation();
  const { tables } = schema;
  const inApp = (id: string) => tables.filter((table) => table.app === id);
  const apps = schema.apps.filter((app) => shapes || inApp(app.id).length > 0);
  const homeless = tables.filter((table) => !apps.some((app) => app.id === table.app));
  return (
    <>
      {apps.map((app) => (
        <section key={app.id}>
          <SidebarHeading
            end={
              shapes && (
                <>
                  <AppMenu
                    ws={ws}
                    app={app}
                    beside={apps}
                    empty={inApp(app.id).length === 0}
                    trigger={
                      <IconButton
                        size="sm"
                        label={t('shape.appMenu', { name: app.name })}
                        className={faded}
                      >
                        <Ellipsis size={14} aria-hidden />
                      </IconButton>
                    }
                  />
                  <IconButton
                    size="sm"
                    label={t('shape.addTableIn', { name: app.name })}
                    onClick={() => openShape({ kind: 'addTable', app: app.id })}
                  >
                    <Plus size={14} aria-hidden />
                  </IconButton>
                </>
              )
            }
          >
            <span className="flex items-center gap-1.5">
              {app.icon && <TableIcon icon={app.icon} color={app.color} />}
              <span className="min-w-0 truncate">{app.name}</span>
            </span>
          </SidebarHeading>
          {inApp(app.id).length === 0 ? (
            <p className="px-2 py-1 text-sm text-ink-faint">{t('shape.emptyApp')}</p>
          ) : (
            <Tables ws={ws} tables={inApp(app.id)} shapes={shapes} />
          )}
        </section>
      ))}
      {homeless.length > 0 && (
        <section>
          <SidebarHeading>
            {t(apps.length > 0 ? 'shell.otherTables' : 'shell.tables')}
          </SidebarHeading>
          <Tables ws={ws} tables={homeless} shapes={shapes} />
        </section>
      )}
      {shapes && (
        <button
          type="button"
          className={cx(sidebarRow, 'mt-3 w-full text-sm text-ink-faint')}
          onClick={() => openShape({ kind: 'addApp' })}
        >
          <Plus size={14} aria-hidden className="mx-[3px] shrink-0" />
          {t('shape.addApp')}
        </button>
      )}
    </>
  );
}
