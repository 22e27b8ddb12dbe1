import type { OutField, OutTable } from '@tessera/protocol';
import { useTranslation } from 'react-i18next';
import { MultiCombobox } from '../ui/Combobox.tsx';
import { Select } from '../ui/Select.tsx';
import { hasPrecision } from './field-draft.ts';

export interface ProductSettingsProps {
  readonly table: OutTable;
  /** null: its cells are filled in by hand. */
  readonly product: readonly string[] | null;
  readonly onChange: (product: readonly string[] | null) => void;
  readonly saved: OutField | undefined;
}

/** Whether a field of numbers is filled in by hand or multiplied from others, and from which. */
export function ProductSettings({ table, product, onChange, saved }: ProductSettingsProps) {
  const { t } = useTranslation();
  const factors = table.fields.filter(
    (field) => hasPrecision(field.type) && !field.product && field.id !== saved?.id,
  );
  if (saved ? product === null : factors.length < 2) return null;
  return (
    <>
      {saved === undefined && (
        <Select
          label={t('values.source')}
          value={product === null ? 'hand' : 'product'}
          onChange={(next) => onChange(next === 'hand' ? null : [])}
          items={[
            { value: 'hand', label: t('values.byHand') },
            { value: 'product', label: t('values.product'), hint: t('values.productHint') },
          ]}
        />
      )}
      {product !== null && (
        <MultiCombobox
          label={t('values.factors')}
          hint={t('values.factorsHint')}
          placeholder={t('values.findFactor')}
          emptyText={t('common.nothingFound')}
          values={product}
          onChange={onChange}
          removeLabel={(name) => t('common.remove', { name })}
          items={factors.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
    </>
  );
}
