import { TriangleAlert, VenetianMask } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { asShown } from './as-shown.ts';
import type { CellProps } from './field-ui.ts';
import { isFailed, isMasked } from './readable.ts';
import { uiOf } from './registry.ts';

/** The content of a cell, its mask with a mark that says so, or why a formula has no value. */
export function CellFace(props: CellProps) {
  const { t } = useTranslation();
  const { value } = props;
  if (isFailed(value)) {
    const reason = t(`formula.errors.${value.error}`);
    return (
      <span className="flex min-w-0 items-center gap-1 text-danger" title={reason}>
        <TriangleAlert size={12} role="img" aria-label={reason} className="shrink-0" />
        <span aria-hidden className="truncate text-xs">
          {t(`formula.shortErrors.${value.error}`)}
        </span>
      </span>
    );
  }
  if (!isMasked(value)) {
    const { Cell } = uiOf(props.field);
    return <Cell {...props} field={asShown(props.field)} />;
  }
  return (
    <span className="flex min-w-0 items-center gap-1 text-ink-muted" title={t('grid.masked')}>
      <VenetianMask size={12} role="img" aria-label={t('grid.masked')} className="shrink-0" />{' '}
      <span className="truncate">{value.masked}</span>
    </span>
  );
}
