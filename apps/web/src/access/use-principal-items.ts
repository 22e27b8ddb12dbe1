import type { Principal } from '@tessera/model';
import { describePrincipal } from '@tessera/words';
import { useTranslation } from 'react-i18next';
import { departmentItems } from '../members/department-tree.ts';
import type { ComboboxItem } from '../ui/Combobox.tsx';
import { principalKey, principalOf } from './principals.ts';
import type { RulesPart } from './RulesFrame.tsx';
import { withUnnamed } from './with-unnamed.ts';

/** Whom a rule can name: roles first, then groups, then people; last whoever else it names already. */
export function usePrincipalItems(
  { organisation, members, things }: Pick<RulesPart, 'organisation' | 'members' | 'things'>,
  named: readonly Principal[],
): readonly ComboboxItem[] {
  const { t } = useTranslation();
  const items = (
    kind: 'role' | 'team' | 'departmentTree' | 'member',
    list: readonly { readonly id: string; readonly name: string }[],
  ) =>
    list.map(({ id, name }) => ({
      value: `${kind}:${id}`,
      label: name,
      hint: t(`rules.kinds.${kind}`),
    }));
  const departments = departmentItems(organisation.departments);
  return withUnnamed(
    [
      ...items('role', organisation.roles),
      ...items('team', organisation.teams),
      ...items(
        'departmentTree',
        departments.map(({ value, label }) => ({ id: value, name: label })),
      ),
      ...items('member', members),
    ],
    named.filter(({ kind }) => kind !== 'everyone').map(principalKey),
    (key) => describePrincipal(principalOf(key), things, t),
  );
}
