import { Users } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../ui/EmptyState.tsx';
import { GroupRow } from './GroupRow.tsx';
import { NewGroup } from './NewGroup.tsx';
import type { PeopleProps } from './people-props.ts';
import { useGroups } from './use-groups.ts';

export function TeamsTab({ ws, members, organisation }: PeopleProps) {
  const { t } = useTranslation();
  const groups = useGroups(ws, 'teams');
  const { teams } = organisation;
  return (
    <>
      <p className="mb-4 max-w-3xl text-ink-muted">{t('people.teamsText')}</p>
      <NewGroup
        label={t('people.teamName')}
        button={t('people.newTeam')}
        onCreate={(name) => groups.create({ name })}
      />
      {teams.length === 0 ? (
        <EmptyState icon={<Users size={20} aria-hidden />} title={t('people.noTeams')}>
          {t('people.noTeamsText')}
        </EmptyState>
      ) : (
        <ul className="max-w-4xl rounded-lg border border-line">
          {teams.map((team) => (
            <GroupRow
              key={team.id}
              name={team.name}
              nameLabel={t('people.teamName')}
              members={members.filter((member) => member.teams?.includes(team.id)).length}
              onRename={(name) => groups.change(team.id, { name })}
              onDelete={() => groups.remove(team.id)}
            />
          ))}
        </ul>
      )}
    </>
  );
}
