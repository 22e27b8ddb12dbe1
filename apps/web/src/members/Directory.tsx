import type { OutMember } from '@tessera/protocol';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../ui/Avatar.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { SearchField } from '../ui/SearchField.tsx';
import { findMembers, namesOf } from './directory.ts';

/** The names of everybody, for members who do not manage people. */
export function Directory({
  members,
  me,
}: {
  readonly members: readonly OutMember[];
  readonly me: string;
}) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const found = findMembers(members, namesOf(members, undefined), search);
  return (
    <>
      <SearchField
        label={t('common.search')}
        clearLabel={t('common.clear')}
        value={search}
        onChange={setSearch}
        className="mb-4 max-w-xs"
      />
      {found.length === 0 && <EmptyState title={t('people.noMatch', { text: search })} />}
      <ul className="grid gap-2 sm:grid-cols-2 lg:grid-cols-3">
        {found.map((member) => (
          <li
            key={member.id}
            className="flex items-center gap-3 rounded-lg border border-line px-3 py-2"
          >
            <Avatar name={member.name} />
            <span className="min-w-0 truncate">{member.name}</span>
            {member.id === me && (
              <span className="text-sm text-ink-muted">({t('people.you')})</span>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
