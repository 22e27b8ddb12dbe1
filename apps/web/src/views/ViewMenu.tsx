import { useNavigate } from '@tanstack/react-router';
import type { OutTable, OutView, ViewRequest } from '@tessera/protocol';
import { ChevronDown, Copy, Lock, LockOpen, Pencil, Trash2, User, Users } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { createView, removeView, saveView } from '../client/shape.ts';
import { errorText } from '../i18n/error-text.ts';
import { openShape } from '../shape/shape-task.ts';
import { useFreshSchema } from '../shape/use-shaping.ts';
import { useManagesViews } from '../shape/ViewDialog.tsx';
import { savedLook } from '../state/view-look.ts';
import { Menu, MenuItem, MenuLine } from '../ui/Menu.tsx';
import { toast } from '../ui/Toast.tsx';
import { viewRequestOf } from './view-request.ts';

/** What I may do to a view: my own ones everything, those for everyone with the right to manage views. */
export function ViewMenu({
  workspace,
  table,
  view,
}: {
  readonly workspace: string;
  readonly table: OutTable;
  readonly view: OutView;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const fresh = useFreshSchema(workspace);
  const manages = useManagesViews(workspace, table);
  const mine = view.personal === true || manages;
  const last = !view.personal && table.views.filter((one) => !one.personal).length < 2;
  const saved = (): ViewRequest => viewRequestOf(view.name, savedLook(view), table);
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
  const put = (part: Pick<ViewRequest, 'personal' | 'locked'>) =>
    void run(() => saveView(workspace, table.id, view.id, { ...saved(), ...part }));
  const remove = async () => {
    const body = { ...saved(), personal: view.personal === true };
    if (!(await run(() => removeView(workspace, table.id, view.id)))) return;
    await navigate({ to: '/w/$ws/t/$table', params: { ws: workspace, table: table.id } });
    toast({
      text: t('shape.view.deleted', { name: view.name }),
      // What I cannot see of a view cannot be brought back by me.
      ...(!view.usesHiddenFields && {
        action: {
          label: t('common.undo'),
          run: () => void run(() => createView(workspace, table.id, body)),
        },
      }),
    });
  };
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={t('shape.view.menu', { name: view.name })}
          className="flex size-5 shrink-0 items-center justify-center rounded hover:bg-pressed data-popup-open:bg-pressed"
        >
          <ChevronDown size={13} aria-hidden />
        </button>
      }
    >
      {mine && (
        <MenuItem
          icon={<Pencil size={14} />}
          disabled={view.locked === true}
          onSelect={() => openShape({ kind: 'renameView', table: table.id, view: view.id })}
        >
          {t('shape.view.rename')}
        </MenuItem>
      )}
      <MenuItem
        icon={<Copy size={14} />}
        disabled={view.usesHiddenFields === true}
        onSelect={() => openShape({ kind: 'addView', table: table.id, from: view.id })}
      >
        {t('shape.view.duplicate')}
      </MenuItem>
      {mine && (
        <MenuItem
          icon={view.locked ? <LockOpen size={14} /> : <Lock size={14} />}
          onSelect={() => put({ locked: view.locked !== true })}
        >
          {t(view.locked ? 'shape.view.unlock' : 'shape.view.lock')}
        </MenuItem>
      )}
      {manages && (
        <MenuItem
          icon={view.personal ? <Users size={14} /> : <User size={14} />}
          disabled={view.locked === true || last}
          onSelect={() => put({ personal: !view.personal })}
        >
          {t(view.personal ? 'shape.view.share' : 'shape.view.makePersonal')}
        </MenuItem>
      )}
      {mine && (
        <>
          <MenuLine />
          <MenuItem
            danger
            icon={<Trash2 size={14} />}
            disabled={view.locked === true || last}
            onSelect={() => void remove()}
          >
            {t('shape.view.delete')}
            {last && <span className="block text-xs text-ink-muted">{t('shape.view.last')}</span>}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
