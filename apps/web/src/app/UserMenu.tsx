import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Language } from '@tessera/model';
import type { WorkspaceAnswer } from '@tessera/protocol';
import { CircleUser, Keyboard, ListChecks, LogOut } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { signOut } from '../client/account.ts';
import { changeFirstSteps, firstStepsQuery } from '../client/first-steps.ts';
import { changeMe, workspaceQuery } from '../client/workspaces.ts';
import { errorText } from '../i18n/error-text.ts';
import { currentLanguage, setLanguage } from '../i18n/i18n.ts';
import { openKeyWindow } from '../keys/key-state.ts';
import { keyCap } from '../keys/shortcuts.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { Menu, MenuChoice, MenuItem, MenuLine } from '../ui/Menu.tsx';
import { toast } from '../ui/Toast.tsx';

/** Brings the list back that was put away. */
async function showFirstSteps(client: QueryClient, ws: string): Promise<void> {
  try {
    const answer = await changeFirstSteps(ws, { closed: false });
    client.setQueryData(firstStepsQuery(ws).queryKey, answer);
  } catch (error) {
    toast({ kind: 'error', text: errorText(error) });
  }
}

/** My name; opens language and sign-out. */
export function UserMenu({ workspace }: { readonly workspace: WorkspaceAnswer }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { me, viewAs, demo } = workspace;

  const choose = async (language: Language) => {
    setLanguage(language);
    if (viewAs) return;
    try {
      await changeMe(workspace.id, { language });
      await client.invalidateQueries(workspaceQuery(workspace.id));
    } catch (error) {
      toast({ kind: 'error', text: errorText(error) });
    }
  };
  const leave = async () => {
    try {
      await signOut();
      // A whole new page, so that nothing of this session stays in memory on a shared device.
      location.replace('/sign-in');
    } catch (error) {
      toast({ kind: 'error', text: errorText(error) });
    }
  };

  return (
    <Menu
      side="top"
      className="min-w-56"
      trigger={
        <Button kind="quiet" className="w-full justify-start px-1.5">
          <span className="sr-only">{t('shell.userMenu')}: </span>
          <Avatar name={me.name} size="sm" />
          <span className="min-w-0 flex-1 truncate text-left">{me.name}</span>
        </Button>
      }
    >
      <div className="px-2 pt-1 pb-1.5">
        <div className="truncate font-medium">{me.name}</div>
        <div className="truncate text-sm text-ink-muted">{me.email}</div>
      </div>
      <MenuLine />
      <MenuChoice
        label={t('common.language')}
        value={currentLanguage()}
        items={[
          { value: 'en', label: t('common.languages.en') },
          { value: 'zh', label: t('common.languages.zh') },
        ]}
        onChange={(language) => void choose(language)}
      />
      <MenuLine />
      {!viewAs && (
        <MenuItem
          icon={<CircleUser size={14} aria-hidden />}
          onSelect={() => void navigate({ to: '/w/$ws/account', params: { ws: workspace.id } })}
        >
          {t('auth.account.open')}
        </MenuItem>
      )}
      <MenuItem
        icon={<Keyboard size={14} aria-hidden />}
        keys={`${keyCap('Mod')} /`}
        onSelect={() => openKeyWindow('sheet')}
      >
        {t('shortcuts.title')}
      </MenuItem>
      {!demo && !viewAs && (
        <MenuItem
          icon={<ListChecks size={14} aria-hidden />}
          onSelect={() => void showFirstSteps(client, workspace.id)}
        >
          {t('firstSteps.show')}
        </MenuItem>
      )}
      {!demo && (
        <MenuItem icon={<LogOut size={14} aria-hidden />} onSelect={() => void leave()}>
          {t('shell.signOut')}
        </MenuItem>
      )}
    </Menu>
  );
}
