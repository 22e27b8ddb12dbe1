import { useNavigate } from '@tanstack/react-router';
import type { OutTable, SchemaAnswer } from '@tessera/protocol';
import { Pencil, Plus, Shapes, Trash2 } from 'lucide-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { createApp, removeApp } from '../client/shape.ts';
import { errorText } from '../i18n/error-text.ts';
import { Menu, MenuItem, MenuLine } from '../ui/Menu.tsx';
import { toast } from '../ui/Toast.tsx';
import { MoveItems } from './MoveItems.tsx';
import { openShape } from './shape-task.ts';
import { useFreshSchema } from './use-shaping.ts';

/** What can be done to a table from the sidebar. */
export function TableMenu({
  ws,
  table,
  beside,
  trigger,
}: {
  readonly ws: string;
  readonly table: OutTable;
  /** The tables of its app, in order. */
  readonly beside: readonly OutTable[];
  readonly trigger: ReactElement;
}) {
  const { t } = useTranslation();
  return (
    <Menu trigger={trigger}>
      <MenuItem
        icon={<Pencil size={14} />}
        onSelect={() => openShape({ kind: 'editTable', table: table.id })}
      >
        {t('shape.editTable')}
      </MenuItem>
      <MoveItems ws={ws} kind="table" items={beside} id={table.id} />
      <MenuLine />
      <MenuItem
        danger
        icon={<Trash2 size={14} />}
        onSelect={() => openShape({ kind: 'deleteTable', table: table.id })}
      >
        {t('shape.deleteTable')}
      </MenuItem>
    </Menu>
  );
}

/** What can be done to an app; only an empty one is deleted, and comes back with Undo. */
export function AppMenu({
  ws,
  app,
  beside,
  empty,
  trigger,
}: {
  readonly ws: string;
  readonly app: SchemaAnswer['apps'][number];
  readonly beside: SchemaAnswer['apps'];
  readonly empty: boolean;
  readonly trigger: ReactElement;
}) {
  const { t } = useTranslation();
  const fresh = useFreshSchema(ws);
  const navigate = useNavigate();
  const run = async (change: () => Promise<unknown>) => {
    try {
      await change();
      await fresh();
      return true;
    } catch (error) {
      toast({ text: errorText(error), kind: 'error' });
      return false;
    }
  };
  const remove = async () => {
    if (!(await run(() => removeApp(ws, app.id)))) return;
    const { id: _gone, ...look } = app;
    toast({
      text: t('shape.gone.deleted', { name: app.name }),
      action: { label: t('common.undo'), run: () => void run(() => createApp(ws, look)) },
    });
  };
  return (
    <Menu trigger={trigger}>
      <MenuItem
        icon={<Plus size={14} />}
        onSelect={() => openShape({ kind: 'addTable', app: app.id })}
      >
        {t('shape.addTable')}
      </MenuItem>
      <MenuItem
        icon={<Pencil size={14} />}
        onSelect={() => openShape({ kind: 'editApp', app: app.id })}
      >
        {t('shape.editApp')}
      </MenuItem>
      {!empty && (
        <MenuItem
          icon={<Shapes size={14} />}
          onSelect={() =>
            void navigate({ to: '/w/$ws/templates', params: { ws }, search: { save: app.id } })
          }
        >
          {t('templates.saveApp')}
        </MenuItem>
      )}
      <MoveItems ws={ws} kind="app" items={beside} id={app.id} />
      <MenuLine />
      <MenuItem danger disabled={!empty} icon={<Trash2 size={14} />} onSelect={() => void remove()}>
        {t('shape.deleteApp')}
        {!empty && <span className="block text-xs text-ink-muted">{t('shape.appFull')}</span>}
      </MenuItem>
    </Menu>
  );
}
