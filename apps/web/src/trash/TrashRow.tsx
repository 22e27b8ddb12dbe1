import { Undo2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';

/** One thing in the trash: what it was, who removed it and when, and the way back. */
export function TrashRow({
  icon,
  name,
  detail,
  at,
  by,
  onRestore,
  more,
}: {
  readonly icon: ReactNode;
  readonly name: string;
  readonly detail?: string | undefined;
  readonly at: string;
  readonly by: string;
  readonly onRestore: () => Promise<void>;
  readonly more?: ReactNode;
}) {
  const { t, i18n } = useTranslation();
  const [busy, setBusy] = useState(false);
  const when = new Date(at).toLocaleString(i18n.language, {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  return (
    <li className="flex items-center gap-3 border-t border-line py-2 first:border-t-0">
      {icon}
      <div className="min-w-0 flex-1">
        <div className="truncate">
          {name}
          {detail && <span className="text-ink-muted"> · {detail}</span>}
        </div>
        <div className="truncate text-xs text-ink-muted">
          {by === '' ? when : t('trash.removedBy', { when, name: by })}
        </div>
      </div>
      <Button
        size="sm"
        busy={busy}
        icon={<Undo2 size={14} aria-hidden />}
        aria-label={t('trash.restoreNamed', { name })}
        onClick={async () => {
          setBusy(true);
          await onRestore();
          setBusy(false);
        }}
      >
        {t('trash.restore')}
      </Button>
      {more}
    </li>
  );
}
