import { Network } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../i18n/error-text.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Select } from '../ui/Select.tsx';
import { toast } from '../ui/Toast.tsx';
import { departmentRows, withBelow } from './department-tree.ts';
import { GroupRow } from './GroupRow.tsx';
import { NewGroup } from './NewGroup.tsx';
import type { PeopleProps } from './people-props.ts';
import { useGroups } from './use-groups.ts';

const top = 'top';

/** The tree of departments: made, renamed, moved. */
export function DepartmentsTab({ ws, members, organisation }: PeopleProps) {
  const { t } = useTranslation();
  const groups = useGroups(ws, 'departments');
  const [parent, setParent] = useState(top);
  const { departments } = organisation;
  const choices = (without: ReadonlySet<string>) => [
    { value: top, label: t('people.topLevel') },
    ...departmentRows(departments)
      .filter(({ department }) => !without.has(department.id))
      .map(({ department, depth }) => ({
        value: department.id,
        label: `${'\u2003'.repeat(depth)}${department.name}`,
      })),
  ];
  const move = async (id: string, to: string) => {
    try {
      await groups.change(id, { parent: to === top ? null : to });
    } catch (error) {
      toast({ kind: 'error', text: errorText(error) });
    }
  };
  return (
    <div className="max-w-3xl">
      <p className="mb-4 text-ink-muted">{t('people.departmentsText')}</p>
      <NewGroup
        label={t('people.departmentName')}
        button={t('people.newDepartment')}
        more={
          departments.length > 0 && (
            <Select
              label={t('people.parent')}
              className="w-52"
              value={parent}
              onChange={setParent}
              items={choices(new Set())}
            />
          )
        }
        onCreate={(name) => groups.create({ name, parent: parent === top ? null : parent })}
      />
      {departments.length === 0 ? (
        <EmptyState icon={<Network size={20} aria-hidden />} title={t('people.noDepartments')} />
      ) : (
        <ul className="rounded-lg border border-line">
          {departmentRows(departments).map(({ department, depth }) => (
            <GroupRow
              key={department.id}
              name={department.name}
              nameLabel={t('people.departmentName')}
              depth={depth}
              members={
                members.filter((member) => member.departments?.includes(department.id)).length
              }
              more={
                <Select
                  label={t('people.moveGroup', { name: department.name })}
                  hideLabel
                  size="sm"
                  className="w-40"
                  value={department.parent ?? top}
                  onChange={(to) => void move(department.id, to)}
                  items={choices(withBelow(departments, department.id))}
                />
              }
              onRename={(name) => groups.change(department.id, { name })}
              onDelete={() => groups.remove(department.id)}
            />
          ))}
        </ul>
      )}
    </div>
  );
}
