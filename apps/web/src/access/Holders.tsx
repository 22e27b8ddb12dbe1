import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeRoleHolders, organisationQuery } from '../client/people.ts';
import { errorText } from '../i18n/error-text.ts';
import { departmentItems } from '../members/department-tree.ts';
import { useGuarded } from '../members/use-guarded.tsx';
import { Avatar } from '../ui/Avatar.tsx';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { MultiCombobox } from '../ui/Combobox.tsx';
import { toast } from '../ui/Toast.tsx';
import type { RolePart } from './role-part.ts';

/** Who holds the role: people, and the teams and departments it is given to. */
export function Holders({
  ws,
  role,
  organisation,
  members,
  editable,
}: Pick<RolePart, 'ws' | 'role' | 'organisation' | 'members'> & {
  readonly editable: boolean;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [teams, setTeams] = useState(role.teams);
  const [departments, setDepartments] = useState(role.departments);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const key = (one: { teams: readonly string[]; departments: typeof departments }) =>
    JSON.stringify([
      [...one.teams].sort(),
      one.departments.map(({ id, subtree }) => `${id}${subtree}`).sort(),
    ]);
  const changed = key({ teams, departments }) !== key(role);
  const guarded = useGuarded(role.name);
  const save = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const body = { teams: [...teams], departments: departments.map((one) => ({ ...one })) };
      await guarded.run(async (assurance) => {
        await changeRoleHolders(ws, role.id, { ...body, ...assurance });
        await client.invalidateQueries(organisationQuery(ws));
        toast({ kind: 'success', text: t('access.holdersSaved') });
      });
    } catch (error) {
      setProblem(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  const people = members.filter((member) => member.roles?.some((one) => one.role === role.id));
  const shared = {
    emptyText: t('common.nothingFound'),
    disabled: !editable,
    removeLabel: (name: string) => t('common.remove', { name }),
    placeholder: t('common.none'),
  };
  return (
    <div className="flex max-w-2xl flex-col gap-4">
      <p className="text-ink-muted">{t('access.holdersText')}</p>
      {problem && <Banner kind="error">{problem}</Banner>}
      {guarded.dialog}
      <MultiCombobox
        {...shared}
        label={t('access.holderTeams')}
        items={organisation.teams.map(({ id, name }) => ({ value: id, label: name }))}
        values={teams}
        onChange={setTeams}
      />
      <MultiCombobox
        {...shared}
        label={t('access.holderDepartments')}
        items={departmentItems(organisation.departments)}
        values={departments.map(({ id }) => id)}
        onChange={(ids) =>
          setDepartments(
            ids.map((id) => departments.find((one) => one.id === id) ?? { id, subtree: true }),
          )
        }
      />
      {departments.map((one) => (
        <Checkbox
          key={one.id}
          checked={one.subtree}
          disabled={!editable}
          onChange={(subtree) =>
            setDepartments(
              departments.map((all) => (all.id === one.id ? { ...all, subtree } : all)),
            )
          }
        >
          {organisation.departments.find(({ id }) => id === one.id)?.name} – {t('access.withBelow')}
        </Checkbox>
      ))}
      {editable && (
        <div>
          <Button kind="primary" busy={busy} disabled={!changed} onClick={() => void save()}>
            {t('common.save')}
          </Button>
        </div>
      )}
      <section>
        <h2 className="mb-2 font-semibold">{t('access.holdersPeople')}</h2>
        {people.length === 0 && (
          <>
            <p className="text-ink-muted">{t('access.holdersNone')}</p>
            {editable && (
              <p className="mt-1 text-ink-muted">
                {t('access.holdersGive')}{' '}
                <Link
                  to="/w/$ws/members"
                  params={{ ws }}
                  className="text-accent underline underline-offset-2"
                >
                  {t('access.holdersToPeople')}
                </Link>
              </p>
            )}
          </>
        )}
        <ul className="flex flex-wrap gap-2">
          {people.map((member) => (
            <li
              key={member.id}
              className="flex items-center gap-2 rounded-full border border-line py-1 pr-3 pl-1"
            >
              <Avatar name={member.name} size="sm" />
              {member.name}
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
