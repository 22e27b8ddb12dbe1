import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { FileUp, UserPlus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { workspaceQuery } from '../client/workspaces.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { SearchField } from '../ui/SearchField.tsx';
import { Switch } from '../ui/Switch.tsx';
import { findMembers, namesOf } from './directory.ts';
import { InviteDialog } from './InviteDialog.tsx';
import { MemberDrawer } from './MemberDrawer.tsx';
import { MembersTable } from './MembersTable.tsx';
import type { PeopleProps } from './people-props.ts';

/** Everybody in a table; invite, import, open one to change. */
export function MembersTab({
  ws,
  members,
  organisation,
  me,
}: PeopleProps & { readonly me: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const demo = useQuery(workspaceQuery(ws)).data?.demo;
  const [search, setSearch] = useState('');
  const [deactivated, setDeactivated] = useState(false);
  const [inviting, setInviting] = useState(false);
  const [opened, setOpened] = useState<string | null>(null);
  const names = useMemo(() => namesOf(members, organisation), [members, organisation]);
  const shown = findMembers(members, names, search).filter(
    (member) => deactivated || member.status !== 'deactivated',
  );
  const member = members.find(({ id }) => id === opened);
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center gap-3">
        <SearchField
          label={t('people.search')}
          clearLabel={t('common.clear')}
          value={search}
          onChange={setSearch}
          className="max-w-xs flex-1"
        />
        <span className="text-sm text-ink-muted">{t('people.count', { count: shown.length })}</span>
        {members.some(({ status }) => status === 'deactivated') && (
          <Switch checked={deactivated} onChange={setDeactivated}>
            {t('people.showDeactivated')}
          </Switch>
        )}
        <span className="flex-1" />
        {demo ? (
          <span className="text-sm text-ink-muted">{t('demo.noInvitations')}</span>
        ) : (
          <>
            <Button
              icon={<FileUp size={15} aria-hidden />}
              onClick={() => void navigate({ to: '/w/$ws/members/import', params: { ws } })}
            >
              {t('people.importPeople')}
            </Button>
            <Button
              kind="primary"
              icon={<UserPlus size={15} aria-hidden />}
              onClick={() => setInviting(true)}
            >
              {t('people.invite')}
            </Button>
          </>
        )}
      </div>
      {shown.length === 0 ? (
        <EmptyState title={t('people.noMatch', { text: search })} />
      ) : (
        <MembersTable members={shown} names={names} me={me} onOpen={setOpened} />
      )}
      <InviteDialog
        ws={ws}
        members={members}
        organisation={organisation}
        open={inviting}
        onOpenChange={setInviting}
      />
      {member && (
        <MemberDrawer
          key={member.id}
          ws={ws}
          member={member}
          members={members}
          organisation={organisation}
          isMe={member.id === me}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  );
}
