import { CircleHelp } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Popover } from '../ui/Popover.tsx';

/** A question mark that explains what stands beside it, each meaning with an example. */
export function Help({
  about,
  entries,
}: {
  readonly about: string;
  readonly entries: readonly {
    readonly term?: ReactNode;
    readonly text: string;
    readonly example?: string;
  }[];
}) {
  const { t } = useTranslation();
  const label = t('rules.help.about', { about });
  return (
    <Popover
      label={label}
      className="w-80 text-sm"
      trigger={
        <button
          type="button"
          aria-label={label}
          className="inline-flex size-6 shrink-0 items-center justify-center rounded align-middle text-ink-muted hover:bg-hover"
        >
          <CircleHelp size={13} aria-hidden />
        </button>
      }
    >
      <dl className="flex flex-col gap-2.5 font-normal whitespace-normal">
        {entries.map(({ term, text, example }) => (
          <div key={text}>
            {term && <dt className="font-medium text-ink">{term}</dt>}
            <dd className="text-ink">{text}</dd>
            {example && <dd className="text-ink-muted">{t('rules.help.example', { example })}</dd>}
          </div>
        ))}
      </dl>
    </Popover>
  );
}
