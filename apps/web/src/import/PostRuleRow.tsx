import type { OrganisationAnswer } from '@tessera/protocol';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Combobox, type ComboboxItem, MultiCombobox } from '../ui/Combobox.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Select } from '../ui/Select.tsx';
import { TextField } from '../ui/TextField.tsx';
import type { PostRules, RuleDraft } from './use-post-rules.ts';

/** One rule: whom it fits, and the roles it gives. */
export function PostRuleRow({
  rule,
  n,
  editor,
  departments,
  roles,
}: {
  readonly rule: RuleDraft;
  readonly n: number;
  readonly editor: PostRules;
  readonly departments: readonly ComboboxItem[];
  readonly roles: OrganisationAnswer['roles'];
}) {
  const { t } = useTranslation();
  const { department, title } = rule;
  // One that gives more than I may give stays as it is.
  const fixed = rule.id !== undefined && rule.roles.some((role) => !editor.givable.has(role));
  const set = (part: Parameters<PostRules['set']>[1]) => editor.set(rule.key, part);
  const known = departments.some(({ value }) => value === department?.id);
  const places =
    department === null || known
      ? departments
      : [
          ...departments,
          { value: department.id, label: department.id, hint: t('staff.rules.notThere') },
        ];
  const name = t('staff.rules.nth', { n });
  return (
    <li
      aria-label={name}
      className="grid items-start gap-x-3 gap-y-2 border-b border-line px-3 py-2.5 last:border-b-0 md:grid-cols-[1.25rem_1fr_1fr_1.4fr_auto]"
    >
      <span aria-hidden className="pt-1.5 text-sm text-ink-muted tabular-nums">
        {n}
      </span>
      <div className="flex flex-col gap-1">
        <Combobox
          label={`${name}: ${t('staff.rules.department')}`}
          hideLabel
          items={places}
          value={department?.id ?? null}
          placeholder={t('staff.rules.anyDepartment')}
          clearLabel={t('staff.rules.anyDepartment')}
          emptyText={t('common.nothingFound')}
          disabled={fixed}
          onChange={(id) =>
            set({ department: id === null ? null : { id, below: department?.below ?? true } })
          }
        />
        {department && (
          <Checkbox
            checked={department.below}
            disabled={fixed}
            onChange={(below) => set({ department: { ...department, below } })}
          >
            {t('staff.rules.below')}
          </Checkbox>
        )}
      </div>
      <div className="flex flex-col gap-1">
        <Select
          label={`${name}: ${t('staff.rules.titleOp')}`}
          hideLabel
          value={title?.op ?? 'any'}
          disabled={fixed}
          onChange={(op) => set({ title: op === 'any' ? null : { op, text: title?.text ?? '' } })}
          items={(['any', 'contains', 'is'] as const).map((value) => ({
            value,
            label: t(`staff.rules.ops.${value}`),
          }))}
        />
        {title && (
          <TextField
            label={`${name}: ${t('staff.rules.titleText')}`}
            hideLabel
            maxLength={100}
            disabled={fixed}
            value={title.text}
            onChange={(event) => set({ title: { ...title, text: event.currentTarget.value } })}
          />
        )}
      </div>
      <div>
        <MultiCombobox
          label={`${name}: ${t('staff.rules.roles')}`}
          hideLabel
          items={roles
            .filter(({ id }) => editor.givable.has(id) || rule.roles.includes(id))
            .map((role) => ({ value: role.id, label: role.name }))}
          values={rule.roles}
          placeholder={t('people.choose')}
          emptyText={t('common.nothingFound')}
          removeLabel={(label) => t('common.remove', { name: label })}
          disabled={fixed}
          onChange={(next) => set({ roles: [...next] })}
        />
        {fixed && <p className="mt-1 text-sm text-ink-muted">{t('staff.rules.fixed')}</p>}
      </div>
      <IconButton label={t('staff.rules.remove', { n })} onClick={() => editor.remove(rule.key)}>
        <X size={15} aria-hidden />
      </IconButton>
    </li>
  );
}
