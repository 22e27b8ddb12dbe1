import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { organisationQuery } from '../client/people.ts';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Select } from '../ui/Select.tsx';
import { TextField } from '../ui/TextField.tsx';
import type { ImportPlan } from './mapping.ts';
import type { Import } from './use-import.ts';

const none = 'none';

/** What an import of people may make by itself. */
export function MemberOptions({ ws, work }: { readonly ws: string; readonly work: Import }) {
  const { t } = useTranslation();
  const { data: organisation } = useQuery(organisationQuery(ws));
  const { plan } = work;
  if (!plan) return null;
  const { members } = plan;
  const set = (part: Partial<ImportPlan['members']>) =>
    work.change({ members: { ...members, ...part } });
  return (
    <div className="grid max-w-2xl gap-4 sm:grid-cols-2">
      <TextField
        label={t('import.emailDomain')}
        hint={t('import.emailDomainHint')}
        placeholder="example.com"
        maxLength={200}
        value={members.emailDomain}
        onChange={(event) => set({ emailDomain: event.currentTarget.value })}
      />
      <Select
        label={t('import.role')}
        value={members.role ?? none}
        onChange={(role) => set({ role: role === none ? null : role })}
        items={[
          { value: none, label: t('import.noRole') },
          ...(organisation?.roles ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <Checkbox
        className="sm:col-span-2"
        checked={members.createManagers}
        onChange={(createManagers) => set({ createManagers })}
      >
        {t('import.createManagers')}
      </Checkbox>
      <Checkbox
        className="sm:col-span-2"
        checked={members.createDepartments}
        onChange={(createDepartments) => set({ createDepartments })}
      >
        {t('import.createDepartments')}
      </Checkbox>
    </div>
  );
}
