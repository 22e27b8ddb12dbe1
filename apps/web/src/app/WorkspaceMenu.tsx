import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { WorkspaceAnswer } from '@tessera/protocol';
import { Check, ChevronsUpDown, KeyRound, Settings } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { workspacesQuery } from '../client/workspaces.ts';
import { hueOf } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { Menu, MenuGroup, MenuItem, MenuLine } from '../ui/Menu.tsx';

/** The mark of a workspace: the first letter of its name. */
export function WorkspaceMark({ name }: { readonly name: string }) {
  return (
    <span
      aria-hidden
      data-color={hueOf(name)}
      className="inline-flex size-6 shrink-0 items-center justify-center rounded-md bg-tint-strong text-xs font-semibold text-white"
    >
      {([...name.trim()][0] ?? 'T').toUpperCase()}
    </span>
  );
}

/** The workspace's name; opens the other workspaces and, for those who may, the settings. */
export function WorkspaceMenu({ workspace }: { readonly workspace: WorkspaceAnswer }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { data: all = [] } = useQuery(workspacesQuery);
  const settings = workspace.actions.includes('manageSchema');
  const security = workspace.actions.includes('manageSecurity');
  return (
    <Menu
      trigger={
        <Button
          kind="quiet"
          className="h-auto! min-h-8 min-w-0 flex-1 justify-start gap-1.5! px-1! py-1!"
        >
          <WorkspaceMark name={workspace.name} />
          <span
            title={workspace.name}
            className="line-clamp-2 min-w-0 flex-1 text-left text-sm leading-tight font-semibold wrap-anywhere whitespace-normal"
          >
            {workspace.name}
          </span>
          <ChevronsUpDown size={13} aria-hidden className="text-ink-faint" />
        </Button>
      }
    >
      <MenuGroup label={t(all.length > 1 ? 'shell.switchWorkspace' : 'shell.workspaceMenu')}>
        {(all.length > 0 ? all : [workspace]).map((one) => (
          <MenuItem
            key={one.id}
            icon={one.id === workspace.id ? <Check size={14} aria-hidden /> : <span />}
            onSelect={() => void navigate({ to: '/w/$ws', params: { ws: one.id } })}
          >
            {one.name}
          </MenuItem>
        ))}
      </MenuGroup>
      {(settings || security) && <MenuLine />}
      {settings && (
        <MenuItem
          icon={<Settings size={14} aria-hidden />}
          onSelect={() => void navigate({ to: '/w/$ws/settings', params: { ws: workspace.id } })}
        >
          {t('shell.settings')}
        </MenuItem>
      )}
      {security && (
        <MenuItem
          icon={<KeyRound size={14} aria-hidden />}
          onSelect={() => void navigate({ to: '/w/$ws/security', params: { ws: workspace.id } })}
        >
          {t('security.page.open')}
        </MenuItem>
      )}
    </Menu>
  );
}
