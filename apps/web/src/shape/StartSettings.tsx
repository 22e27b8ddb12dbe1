import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { membersQuery } from '../client/people.ts';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Combobox, MultiCombobox } from '../ui/Combobox.tsx';
import { Select } from '../ui/Select.tsx';
import { TextArea, TextField } from '../ui/TextField.tsx';
import type { FieldDraft } from './field-draft.ts';
import { type StartDraft, startFails } from './start-draft.ts';

export interface StartSettingsProps {
  readonly ws: string;
  readonly draft: FieldDraft;
  readonly onChange: (start: StartDraft) => void;
}

/** What new records get in this field when nothing is given. */
export function StartSettings({ ws, draft, onChange }: StartSettingsProps) {
  const { t } = useTranslation();
  const { type, start } = draft;
  const label = t('values.start');
  const hint = t('values.startHint');
  const value = start && 'value' in start ? start.value : undefined;
  const text = typeof value === 'string' ? value : '';
  const choices = draft.options
    .filter(({ name }) => name.trim() !== '')
    .map(({ key, name }) => ({ value: key, label: name }));
  switch (type) {
    case 'checkbox':
      return (
        <Checkbox checked={value === true} onChange={(ticked) => onChange({ value: ticked })}>
          {t('values.ticked')}
        </Checkbox>
      );
    case 'singleSelect':
      return (
        <Combobox
          label={label}
          hint={hint}
          placeholder={t('values.nothing')}
          emptyText={t('common.nothingFound')}
          clearLabel={t('values.clear')}
          items={choices}
          value={text || null}
          onChange={(key) => onChange(key === null ? null : { value: key })}
        />
      );
    case 'multiSelect':
      return (
        <MultiCombobox
          label={label}
          hint={hint}
          placeholder={t('values.nothing')}
          emptyText={t('common.nothingFound')}
          items={choices}
          values={Array.isArray(value) ? (value as readonly string[]) : []}
          onChange={(keys) => onChange(keys.length > 0 ? { value: keys } : null)}
          removeLabel={(name) => t('common.remove', { name })}
        />
      );
    case 'member':
      return <MemberStart ws={ws} draft={draft} onChange={onChange} />;
    case 'date':
      return <DateStart ws={ws} draft={draft} onChange={onChange} />;
    case 'longText':
      return (
        <TextArea
          label={label}
          hint={hint}
          rows={2}
          placeholder={t('values.nothing')}
          value={text}
          onChange={(event) => onChange({ value: event.currentTarget.value })}
        />
      );
    default:
      return (
        <TextField
          label={label}
          hint={hint}
          placeholder={t('values.nothing')}
          value={text}
          {...(startFails(type, start) && { error: t('values.problems.start') })}
          {...(type === 'percent' && { end: <span className="pr-2.5 text-ink-muted">%</span> })}
          onChange={(event) => onChange({ value: event.currentTarget.value })}
        />
      );
  }
}

function MemberStart({ ws, draft: { start }, onChange }: StartSettingsProps) {
  const { t } = useTranslation();
  const members = useQuery(membersQuery(ws)).data ?? [];
  const chosen = start && ('context' in start ? start.context : String(start.value));
  return (
    <Combobox
      label={t('values.start')}
      hint={t('values.startHint')}
      placeholder={t('values.nothing')}
      emptyText={t('common.nothingFound')}
      clearLabel={t('values.clear')}
      items={[
        { value: 'me', label: t('values.me') },
        ...members.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      value={chosen}
      onChange={(id) => {
        if (id === null) onChange(null);
        else onChange(id === 'me' ? { context: 'me' } : { value: id });
      }}
    />
  );
}

function DateStart({ draft: { start }, onChange }: StartSettingsProps) {
  const { t } = useTranslation();
  const kind = start === null ? 'none' : 'context' in start ? 'today' : 'day';
  return (
    <div className="flex flex-col gap-2">
      <Select
        label={t('values.start')}
        hint={t('values.startHint')}
        value={kind}
        onChange={(next) => {
          if (next === 'today') onChange({ context: 'today' });
          else onChange(next === 'day' ? { value: '' } : null);
        }}
        items={[
          { value: 'none', label: t('values.nothing') },
          { value: 'today', label: t('values.today') },
          { value: 'day', label: t('values.day') },
        ]}
      />
      {start && 'value' in start && (
        <TextField
          type="date"
          label={t('values.day')}
          hideLabel
          value={String(start.value)}
          onChange={(event) => onChange({ value: event.currentTarget.value })}
        />
      )}
    </div>
  );
}
