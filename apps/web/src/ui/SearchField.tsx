import { Search, X } from 'lucide-react';
import { cx } from './cx.ts';

/** A field to search in what is shown; Escape empties it. */
export function SearchField({
  label,
  clearLabel,
  value,
  onChange,
  className,
}: {
  readonly label: string;
  readonly clearLabel: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly className?: string;
}) {
  return (
    <div className={cx('field-box min-h-8 min-w-44 gap-2 pr-1.5 pl-2.5', className)}>
      <Search size={14} aria-hidden className="shrink-0 text-ink-muted" />
      <input
        aria-label={label}
        placeholder={label}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && value !== '') {
            event.stopPropagation();
            onChange('');
          }
        }}
        className="min-w-0 flex-1 self-stretch bg-transparent outline-none"
      />
      {value !== '' && (
        <button
          type="button"
          aria-label={clearLabel}
          onClick={() => onChange('')}
          className="flex size-5 items-center justify-center rounded text-ink-muted hover:bg-hover"
        >
          <X size={13} aria-hidden />
        </button>
      )}
    </div>
  );
}
