import { ExternalLink } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CellProps, FieldUi } from './field-ui.ts';
import { TextFilter } from './parts/filter-inputs.tsx';

/** Only addresses of the web become links; anything else stays text. */
function addressOf(value: string): string | null {
  const url = URL.parse?.(value) ?? null;
  return url && (url.protocol === 'https:' || url.protocol === 'http:') ? url.href : null;
}

function UrlCell({ value }: CellProps) {
  const { t } = useTranslation();
  if (typeof value !== 'string') return null;
  const address = addressOf(value);
  return (
    <span className="group/url flex w-full min-w-0 items-center gap-1">
      <span className="truncate text-accent">{value.replace(/^https?:\/\//, '')}</span>
      {address && (
        <a
          href={address}
          target="_blank"
          rel="noopener noreferrer"
          tabIndex={-1}
          aria-label={t('grid.openLink')}
          className="ml-auto hidden shrink-0 rounded p-0.5 text-ink-muted group-hover/url:block hover:bg-pressed"
          onMouseDown={(event) => event.stopPropagation()}
        >
          <ExternalLink size={13} aria-hidden />
        </a>
      )}
    </span>
  );
}

export const url: FieldUi = {
  editing: 'text',
  align: 'start',
  Cell: UrlCell,
  FilterInput: TextFilter,
  invalid: 'url',
};
