import { useQuery } from '@tanstack/react-query';
import { canBeUnique, isDerived, unclassified } from '@tessera/model';
import type { OutField, OutTable, SchemaAnswer } from '@tessera/protocol';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { TableIcon } from '../app/TableIcon.tsx';
import { schemaQuery } from '../client/workspaces.ts';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Combobox, MultiCombobox } from '../ui/Combobox.tsx';
import { Select } from '../ui/Select.tsx';
import { TextArea, TextField } from '../ui/TextField.tsx';
import { BehindSettings } from './BehindSettings.tsx';
import { FormulaSettings } from './FormulaSettings.tsx';
import { canBeRequired, type FieldDraft, hasOptions, hasPrecision } from './field-draft.ts';
import { OptionsEditor } from './OptionsEditor.tsx';
import { ProductSettings } from './ProductSettings.tsx';
import { StartSettings } from './StartSettings.tsx';
import { maySetStart } from './start-draft.ts';
import { UniqueSettings } from './UniqueSettings.tsx';

const currencies = [
  'CNY',
  'USD',
  'EUR',
  'GBP',
  'JPY',
  'HKD',
  'TWD',
  'SGD',
  'KRW',
  'INR',
  'AUD',
  'CAD',
  'CHF',
] as const;

export interface FieldSettingsProps {
  readonly ws: string;
  readonly table: OutTable;
  readonly draft: FieldDraft;
  readonly onChange: (part: Partial<FieldDraft>) => void;
  /** The saved field; undefined while a new one is made. */
  readonly saved: OutField | undefined;
  /** Its maker manages rules: classes and ownership are his to say. */
  readonly policy: boolean;
  /** What belongs to the type alone, without the list of choices. */
  readonly typeOnly?: boolean;
}

/** The settings of a field beside its name and type. */
export function FieldSettings(props: FieldSettingsProps) {
  const { ws, draft, onChange, saved, policy, typeOnly = false } = props;
  const { t } = useTranslation();
  const schema = useQuery(schemaQuery(ws)).data;
  const { type } = draft;
  return (
    <>
      {hasPrecision(type) && (
        <Select
          label={t('shape.precision')}
          {...(saved && { hint: t('shape.precisionGrows') })}
          value={String(draft.precision)}
          onChange={(value) => onChange({ precision: Number(value) })}
          items={Array.from({ length: 9 }, (_, digits) => ({
            value: String(digits),
            label: (1234).toLocaleString(undefined, { minimumFractionDigits: digits }),
            disabled: saved !== undefined && digits < (saved.precision ?? 0),
          }))}
        />
      )}
      {type === 'currency' && (
        <CurrencySelect draft={draft} onChange={onChange} disabled={saved !== undefined} />
      )}
      {type === 'formula' && (
        <FormulaSettings
          ws={ws}
          table={props.table}
          draft={draft}
          onChange={onChange}
          saved={saved}
        >
          <CurrencySelect draft={draft} onChange={onChange} />
        </FormulaSettings>
      )}
      {hasOptions(type) && !typeOnly && (
        <>
          <OptionsEditor options={draft.options} onChange={(options) => onChange({ options })} />
          {saved?.options?.some(({ id }) => !draft.options.some((one) => one.id === id)) && (
            <p className="text-xs text-warning">{t('shape.optionGone')}</p>
          )}
        </>
      )}
      {type === 'link' && schema && <LinkSettings {...props} schema={schema} />}
      {isDerived(draft) && schema && <BehindSettings {...props} schema={schema} />}
      {hasPrecision(type) && !typeOnly && (
        <ProductSettings
          table={props.table}
          product={draft.product}
          onChange={(product) => onChange({ product })}
          saved={saved}
        />
      )}
      {draft.product === null && !typeOnly && !draft.unique && maySetStart(type, saved, policy) && (
        <StartSettings ws={ws} draft={draft} onChange={(start) => onChange({ start })} />
      )}
      {canBeRequired(type) && draft.product === null && !typeOnly && (
        <Checkbox
          checked={draft.required}
          onChange={(required) => onChange({ required })}
          hint={t('shape.requiredHint')}
        >
          {t('shape.required')}
        </Checkbox>
      )}
      {canBeUnique(type) && draft.product === null && !typeOnly && (
        <UniqueSettings draft={draft} onChange={onChange} saved={saved} policy={policy} />
      )}
      {type === 'member' && policy && (
        <Checkbox
          checked={draft.ownership}
          onChange={(ownership) => onChange({ ownership })}
          hint={t('shape.ownershipHint')}
        >
          {t('shape.ownership')}
        </Checkbox>
      )}
      {!typeOnly && (
        <TextArea
          label={t('shape.description')}
          hint={t('shape.descriptionHint')}
          rows={2}
          maxLength={1000}
          value={draft.description}
          onChange={(event) => onChange({ description: event.currentTarget.value })}
        />
      )}
      {policy && schema && (
        <MultiCombobox
          label={t('shape.classes')}
          hint={t('shape.classesHint')}
          emptyText={t('common.nothingFound')}
          placeholder={t('shape.findClass')}
          values={draft.classes}
          onChange={(classes) => onChange({ classes })}
          removeLabel={(name) => t('common.remove', { name })}
          items={[
            { value: unclassified, label: t('shape.unclassified') },
            ...(schema.classes ?? []).map(({ id, name, description }) => ({
              value: id,
              label: name,
              ...(description && { hint: description }),
            })),
          ]}
        />
      )}
    </>
  );
}

function CurrencySelect({
  draft,
  onChange,
  disabled = false,
}: Pick<FieldSettingsProps, 'draft' | 'onChange'> & { readonly disabled?: boolean }) {
  const { t } = useTranslation();
  return (
    <Combobox
      label={t('shape.currency')}
      emptyText={t('common.nothingFound')}
      disabled={disabled}
      value={draft.currency}
      onChange={(currency) => currency && onChange({ currency })}
      items={currencyItems(draft.currency, t)}
    />
  );
}

function currencyItems(current: string, t: TFunction) {
  const known = currencies.map((code) => ({
    value: code as string,
    label: `${code} · ${t(`shape.currencies.${code}`)}`,
  }));
  const listed = known.some(({ value }) => value === current);
  return listed ? known : [{ value: current, label: current }, ...known];
}

function LinkSettings({
  draft,
  onChange,
  saved,
  schema,
}: FieldSettingsProps & { readonly schema: SchemaAnswer }) {
  const { t } = useTranslation();
  const target = schema.tables.find(({ id }) => id === draft.target);
  const stays = saved !== undefined && saved.single !== true;
  return (
    <>
      <Select
        label={t('shape.target')}
        placeholder={t('shape.chooseTable')}
        disabled={saved !== undefined}
        value={draft.target}
        onChange={(id) => onChange({ target: id })}
        items={schema.tables.map(({ id, name, icon, color }) => ({
          value: id,
          label: name,
          icon: <TableIcon icon={icon} color={color} />,
        }))}
      />
      <Select
        label={t('shape.single')}
        {...(stays && { hint: t('shape.manyStays') })}
        value={draft.single ? 'one' : 'many'}
        disabled={stays}
        onChange={(value) => onChange({ single: value === 'one' })}
        items={[
          { value: 'many', label: t('shape.many') },
          { value: 'one', label: t('shape.one') },
        ]}
      />
      {saved === undefined && target && (
        <TextField
          label={t('shape.reverse', { table: target.name })}
          hint={t('shape.reverseHint')}
          value={draft.reverse}
          maxLength={100}
          onChange={(event) => onChange({ reverse: event.currentTarget.value })}
        />
      )}
    </>
  );
}
