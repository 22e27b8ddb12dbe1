import type { OrganisationAnswer, OutMember } from '@tessera/protocol';
import { useTranslation } from 'react-i18next';
import { Combobox, MultiCombobox } from '../ui/Combobox.tsx';
import { TextField } from '../ui/TextField.tsx';
import { departmentItems } from './department-tree.ts';
import { type MemberForm, withRoles } from './member-form.ts';
import { RoleTerms } from './RoleTerms.tsx';

/** The fields of a person, shared by invitation and edit panel. */
export function MemberFields({
  form,
  onChange,
  members,
  organisation,
  timeZone,
  self,
  emailFixed = false,
  placesFixed = false,
}: {
  readonly form: MemberForm;
  readonly onChange: (form: MemberForm) => void;
  readonly members: readonly OutMember[];
  readonly organisation: OrganisationAnswer;
  /** Of the workspace. */
  readonly timeZone: string;
  /** Nobody is their own superior. */
  readonly self?: string;
  readonly emailFixed?: boolean;
  /** Roles, groups and superior cannot be changed here. */
  readonly placesFixed?: boolean;
}) {
  const { t } = useTranslation();
  const set = (change: Partial<MemberForm>) => onChange({ ...form, ...change });
  const items = (list: readonly { readonly id: string; readonly name: string }[]) =>
    list.map(({ id, name }) => ({ value: id, label: name }));
  const shared = {
    emptyText: t('common.nothingFound'),
    placeholder: placesFixed ? '' : t('people.choose'),
    disabled: placesFixed,
    removeLabel: (name: string) => t('common.remove', { name }),
  };
  return (
    <div className="flex flex-col gap-4">
      <TextField
        label={t('people.name')}
        value={form.name}
        maxLength={100}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <TextField
        label={t('people.email')}
        type="email"
        value={form.email}
        disabled={emailFixed}
        maxLength={254}
        onChange={(event) => set({ email: event.currentTarget.value })}
      />
      <TextField
        label={t('staff.jobTitle')}
        value={form.title}
        maxLength={100}
        onChange={(event) => set({ title: event.currentTarget.value })}
      />
      <MultiCombobox
        {...shared}
        label={t('people.roles')}
        hint={t('people.rolesHint')}
        items={items(organisation.roles)}
        values={[...new Set(form.roles.map(({ role }) => role))]}
        onChange={(roles) => onChange(withRoles(form, roles))}
      />
      <RoleTerms
        roles={form.roles}
        roleName={(role) => organisation.roles.find(({ id }) => id === role)?.name ?? ''}
        timeZone={timeZone}
        disabled={placesFixed}
        onChange={(roles) => set({ roles })}
      />
      <Combobox
        label={t('people.manager')}
        items={members
          .filter(({ id, status }) => id !== self && status !== 'deactivated')
          .map(({ id, name, email }) => ({
            value: id,
            label: name,
            ...(email && { hint: email }),
          }))}
        value={form.manager}
        onChange={(manager) => set({ manager })}
        placeholder={t('people.managerNone')}
        emptyText={t('common.nothingFound')}
        clearLabel={t('people.managerClear')}
        disabled={placesFixed}
      />
      <MultiCombobox
        {...shared}
        label={t('people.departments')}
        items={departmentItems(organisation.departments)}
        values={form.departments}
        onChange={(departments) => set({ departments })}
      />
      <MultiCombobox
        {...shared}
        label={t('people.teams')}
        items={items(organisation.teams)}
        values={form.teams}
        onChange={(teams) => set({ teams })}
      />
    </div>
  );
}
