import type { LinkValue } from '@tessera/protocol';
import { Lock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isClosed } from '../convert.ts';
import type { CellProps } from '../field-ui.ts';
import { chipRow } from './cells.tsx';

/** Linked records by title. What may not be seen is one chip that neither names nor counts. */
export function LinkCell({ value, lines }: CellProps) {
  const { t } = useTranslation();
  if (!Array.isArray(value)) return null;
  return (
    <span className={chipRow(lines)}>
      {(value as readonly LinkValue[]).map((one) =>
        isClosed(one) ? (
          <span
            key="closed"
            className="inline-flex shrink-0 items-center gap-1 rounded border border-dashed border-line-strong px-1.5 text-xs text-ink-muted"
          >
            <Lock size={10} aria-hidden />
            {t('grid.noAccess')}
          </span>
        ) : (
          <span
            key={one.id}
            className="inline-flex max-w-full shrink-0 rounded border border-line bg-sunken px-1.5 text-xs text-ink"
          >
            <span className="truncate">{one.title || t('grid.untitled')}</span>
          </span>
        ),
      )}
    </span>
  );
}
