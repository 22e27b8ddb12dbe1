import { type LucideIcon, Pencil, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../ui/IconButton.tsx';

/** What a rule says of itself. */
export interface RuleWords {
  /** Rules without a name stand with their text in the first line. */
  readonly name?: string;
  readonly text: string;
  /** What the text does not say. */
  readonly details?: string | undefined;
  readonly reason: string;
  /** A chip beside it. */
  readonly state?: ReactNode;
  readonly more?: ReactNode;
}

/** One rule in a list, with what can be done to it. */
export function RuleCard({
  Icon,
  name,
  text,
  details,
  reason,
  state,
  more,
  onEdit,
  onRemove,
}: RuleWords & {
  readonly Icon: LucideIcon;
  readonly onEdit?: (() => void) | undefined;
  readonly onRemove?: (() => void) | undefined;
}) {
  const { t } = useTranslation();
  const called = { name: name ?? text };
  return (
    <li className="rounded-lg border border-line px-4 py-3">
      <div className="flex min-h-7 items-center gap-2">
        <Icon size={14} aria-hidden className="shrink-0 text-ink-muted" />
        <p className={`min-w-0 flex-1 break-words ${name === undefined ? '' : 'font-medium'}`}>
          {name ?? text}
        </p>
        {state}
        {onEdit && (
          <IconButton label={t('rules.editOf', called)} onClick={onEdit}>
            <Pencil size={14} aria-hidden />
          </IconButton>
        )}
        {onRemove && (
          <IconButton label={t('common.remove', called)} onClick={onRemove}>
            <Trash2 size={14} aria-hidden />
          </IconButton>
        )}
      </div>
      {name !== undefined && <p>{text}</p>}
      {details && <p className="text-sm">{details}</p>}
      <p className="text-sm text-ink-muted">{reason}</p>
      {more}
    </li>
  );
}
