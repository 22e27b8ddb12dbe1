import { Network, Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeGroup } from '../client/people.ts';
import { errorText } from '../i18n/error-text.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { MenuItem, MenuLine } from '../ui/Menu.tsx';
import { toast } from '../ui/Toast.tsx';
import { departmentItems } from './department-tree.ts';
import { MoveTree } from './MoveTree.tsx';
import { NameDialog } from './NameDialog.tsx';
import { NewGroup } from './NewGroup.tsx';
import type { PeopleProps } from './people-props.ts';
import { withBelow } from './tree.ts';
import { useGroups } from './use-groups.ts';
import { useMoves } from './use-moves.ts';

type Department = PeopleProps['organisation']['departments'][number];

/** The tree of departments: made, renamed, dragged. */
export function DepartmentsTab({ ws, members, organisation }: PeopleProps) {
  const { t } = useTranslation();
  const groups = useGroups(ws, 'departments');
  const [task, setTask] = useState<{
    readonly kind: 'rename' | 'add' | 'delete';
    readonly department: Department;
  } | null>(null);
  const { departments } = organisation;
  const topLabel = t('people.topLevel');
  const move = useMoves(ws, departments, topLabel, (id, parent) =>
    changeGroup(ws, 'departments', id, { parent }),
  );
  const held = new Map<string, Set<string>>();
  for (const { id, status, departments: own = [] } of members) {
    if (status === 'deactivated') continue;
    for (const one of own) held.set(one, (held.get(one) ?? new Set()).add(id));
  }
  const count = (ids: Iterable<string>) =>
    new Set([...ids].flatMap((id) => [...(held.get(id) ?? [])])).size;
  const paths = new Map(departmentItems(departments).map(({ value, hint }) => [value, hint]));
  const close = () => setTask(null);
  return (
    <>
      <p className="mb-4 max-w-3xl text-ink-muted">{t('staff.tree.departmentsText')}</p>
      <NewGroup
        label={t('people.departmentName')}
        button={t('people.newDepartment')}
        onCreate={(name) => groups.create({ name, parent: null })}
      />
      {departments.length === 0 ? (
        <EmptyState icon={<Network size={20} aria-hidden />} title={t('people.noDepartments')}>
          {t('people.noDepartmentsText')}
        </EmptyState>
      ) : (
        <MoveTree
          items={departments}
          label={t('people.tabs.departments')}
          topLabel={topLabel}
          onMove={move}
          hint={({ id }) => paths.get(id)}
          content={({ id, name }) => {
            const own = held.get(id)?.size ?? 0;
            const all = count(withBelow(departments, id));
            return (
              <>
                <span className="min-w-0 truncate">{name}</span>
                <span className="ml-auto shrink-0 text-sm text-ink-muted tabular-nums">
                  {t('people.groupMembers', { count: own })}
                  {all > own && ` · ${t('staff.tree.withBelow', { count: all })}`}
                </span>
              </>
            );
          }}
          menu={(department) => (
            <>
              <MenuItem
                icon={<Plus size={14} aria-hidden />}
                onSelect={() => setTask({ kind: 'add', department })}
              >
                {t('staff.tree.addBelow')}
              </MenuItem>
              <MenuItem
                icon={<Pencil size={14} aria-hidden />}
                onSelect={() => setTask({ kind: 'rename', department })}
              >
                {t('staff.tree.rename')}
              </MenuItem>
              <MenuLine />
              <MenuItem
                danger
                icon={<Trash2 size={14} aria-hidden />}
                onSelect={() => setTask({ kind: 'delete', department })}
              >
                {t('common.delete')}
              </MenuItem>
            </>
          )}
        />
      )}
      {task?.kind === 'rename' && (
        <NameDialog
          title={t('people.renameGroup', { name: task.department.name })}
          label={t('people.departmentName')}
          name={task.department.name}
          onSave={(name) => groups.change(task.department.id, { name })}
          onClose={close}
        />
      )}
      {task?.kind === 'add' && (
        <NameDialog
          title={t('staff.tree.addBelowOf', { name: task.department.name })}
          label={t('people.departmentName')}
          name=""
          onSave={(name) => groups.create({ name, parent: task.department.id })}
          onClose={close}
        />
      )}
      <ConfirmDialog
        open={task?.kind === 'delete'}
        onOpenChange={(open) => !open && close()}
        danger
        title={t('people.deleteGroupTitle', { name: task?.department.name ?? '' })}
        confirmLabel={t('common.delete')}
        cancelLabel={t('common.cancel')}
        onConfirm={async () => {
          try {
            if (task) await groups.remove(task.department.id);
          } catch (error) {
            toast({ kind: 'error', text: errorText(error) });
            throw error;
          }
        }}
      >
        {t('people.deleteGroupText')}
      </ConfirmDialog>
    </>
  );
}
