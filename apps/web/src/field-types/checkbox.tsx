import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { cx } from '../ui/cx.ts';
import type { CellProps, FieldUi } from './field-ui.ts';
import { CheckboxFilter } from './parts/filter-inputs.tsx';

function CheckboxCell({ value }: CellProps) {
  const { t } = useTranslation();
  const on = value === true;
  return (
    <span
      data-toggle=""
      className={cx(
        'flex size-4 items-center justify-center rounded border',
        on ? 'border-accent bg-accent text-ink-inverse' : 'border-control bg-surface',
      )}
    >
      {on && <Check size={12} strokeWidth={3} aria-hidden />}
      <span className="sr-only">{on ? t('grid.filter.ticked') : t('grid.filter.notTicked')}</span>
    </span>
  );
}

export const checkbox: FieldUi = {
  editing: 'toggle',
  align: 'center',
  Cell: CheckboxCell,
  FilterInput: CheckboxFilter,
  invalid: 'checkbox',
};
