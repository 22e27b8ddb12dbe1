import type { DemoProgress } from '@tessera/protocol';
import { useTranslation } from 'react-i18next';

/** How far the making of the demo company is. */
export function Progress({ progress: { done, total } }: { readonly progress: DemoProgress }) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  const part = total === 0 ? 0 : Math.round((done / total) * 100);
  const text =
    done === 0
      ? t('demo.setup.starting')
      : t('demo.setup.progress', { done: number.format(done), total: number.format(total) });
  return (
    <div className="mt-4">
      <div className="mb-1.5 flex justify-between gap-3 text-sm">
        <span className="font-medium">{t('demo.setup.making')}</span>
        <span className="text-ink-muted">{text}</span>
      </div>
      <div
        role="progressbar"
        aria-label={t('demo.setup.making')}
        aria-valuenow={part}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuetext={text}
        className="h-2 overflow-hidden rounded-full bg-sunken"
      >
        <div
          className="h-full rounded-full bg-accent transition-[width] duration-300"
          style={{ width: `${Math.max(2, part)}%` }}
        />
      </div>
    </div>
  );
}
