import type { OutMember } from '@tessera/protocol';
import { Pencil, ShieldCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Avatar, hueOf } from '../ui/Avatar.tsx';
import { Chip } from '../ui/Chip.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import type { Names } from './directory.ts';

const statusColors = { invited: 'amber', active: 'green', deactivated: 'gray' };

function Chips({ names }: { readonly names: readonly string[] }) {
  return (
    <span className="flex flex-wrap gap-1">
      {names.filter(Boolean).map((name) => (
        <Chip key={name}>{name}</Chip>
      ))}
    </span>
  );
}

/** The table of members; a row opens the member. */
export function MembersTable({
  members,
  names,
  me,
  onOpen,
}: {
  readonly members: readonly OutMember[];
  readonly names: Names;
  readonly me: string;
  readonly onOpen: (id: string) => void;
}) {
  const { t } = useTranslation();
  const columns = ['name', 'status', 'roles', 'manager', 'departments', 'teams'] as const;
  return (
    <div className="overflow-x-auto rounded-lg border border-line">
      <table className="w-full min-w-[56rem] text-left">
        <thead className="bg-canvas text-sm text-ink-muted">
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" className="px-3 py-2 font-medium">
                {t(`people.columns.${column}`)}
              </th>
            ))}
            <th className="w-10">
              <span className="sr-only">{t('common.edit')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <tr
              key={member.id}
              className="border-t border-line hover:bg-canvas"
              onDoubleClick={() => onOpen(member.id)}
            >
              <td className="px-3 py-2">
                <span className="flex items-center gap-2.5">
                  <Avatar name={member.name} />
                  <span className="min-w-0">
                    <span className="block">
                      {member.name}
                      {member.id === me && (
                        <span className="text-ink-muted"> ({t('people.you')})</span>
                      )}
                      {member.twoStep && (
                        <ShieldCheck
                          size={14}
                          role="img"
                          aria-label={t('security.has')}
                          className="ml-1.5 inline text-success"
                        />
                      )}
                    </span>
                    <span className="block text-sm text-ink-muted">
                      {[member.title, member.email].filter(Boolean).join(' · ')}
                    </span>
                  </span>
                </span>
              </td>
              <td className="px-3 py-2.5">
                {member.status && (
                  <Chip dot color={statusColors[member.status]}>
                    {t(`people.status.${member.status}`)}
                  </Chip>
                )}
              </td>
              <td className="max-w-64 px-3 py-2.5">
                <span className="flex flex-wrap gap-1">
                  {(member.roles ?? []).map(({ role, from, until }) => (
                    <Chip key={`${role}${from}${until}`} color={hueOf(role)}>
                      {names.role(role)}
                    </Chip>
                  ))}
                </span>
              </td>
              <td className="px-3 py-2.5">{member.manager && names.member(member.manager)}</td>
              <td className="max-w-48 px-3 py-2.5">
                <Chips names={(member.departments ?? []).map(names.department)} />
              </td>
              <td className="max-w-48 px-3 py-2.5">
                <Chips names={(member.teams ?? []).map(names.team)} />
              </td>
              <td className="px-2 py-1.5">
                <IconButton
                  label={t('people.editMember', { name: member.name })}
                  onClick={() => onOpen(member.id)}
                >
                  <Pencil size={14} aria-hidden />
                </IconButton>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
