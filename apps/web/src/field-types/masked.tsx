import { VenetianMask } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CellProps } from './field-ui.ts';
import { isMasked } from './readable.ts';
import { uiOf } from './registry.ts';

/** The content of a cell, or its mask with a mark that says so. */
export function CellFace(props: CellProps) {
  const { t } = useTranslation();
  const { value } = props;
  if (!isMasked(value)) {
    const { Cell } = uiOf(props.field);
    return <Cell {...props} />;
  }
  return (
    <span className="flex min-w-0 items-center gap-1 text-ink-muted" title={t('grid.masked')}>
      <VenetianMask size={12} role="img" aria-label={t('grid.masked')} className="shrink-0" />
      <span className="truncate">{value.masked}</span>
    </span>
  );
}
