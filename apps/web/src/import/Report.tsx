import type { ImportReport } from '@tessera/protocol';
import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';
import { cx } from '../ui/cx.ts';
import { saveText } from './save-text.ts';

/** What became, or would become, of the rows. */
export function ReportNumbers({ report }: { readonly report: ImportReport }) {
  const { t } = useTranslation();
  const numbers = [
    { label: t('import.created'), value: report.created, look: 'text-success' },
    { label: t('import.updated'), value: report.updated, look: 'text-ink' },
    { label: t('import.skipped'), value: report.skipped, look: 'text-ink' },
    { label: t('import.refusedRows'), value: report.refused, look: 'text-danger' },
    { label: t('import.mapped'), value: report.mapped, look: 'text-ink' },
    { label: t('import.total'), value: report.rows, look: 'text-ink' },
  ];
  return (
    <dl className="flex flex-wrap gap-3">
      {numbers.map(({ label, value, look }) => (
        <div key={label} className="min-w-28 flex-1 rounded-lg border border-line px-4 py-2.5">
          <dt className="text-sm text-ink-muted">{label}</dt>
          <dd
            className={cx(
              'text-xl font-semibold tabular-nums',
              value === 0 ? 'text-ink-faint' : look,
            )}
          >
            {value.toLocaleString()}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Refused rows with their reasons, all of them as a file. */
export function Refusals({ report }: { readonly report: ImportReport }) {
  const { t } = useTranslation();
  const { refusals, refused, refusedFile } = report;
  if (refused === 0) return null;
  const shown = refusals.slice(0, 20);
  return (
    <section>
      <h2 className="mb-2 font-semibold">{t('import.refusalsTitle')}</h2>
      <ul className="mb-3 max-h-80 overflow-y-auto rounded-lg border border-line text-sm">
        {shown.map(({ row, reason }) => (
          <li
            key={`${row}${reason}`}
            className="flex gap-4 border-b border-line px-3 py-1.5 last:border-b-0"
          >
            <span className="w-20 shrink-0 text-ink-muted tabular-nums">
              {t('import.refusalRow', { row })}
            </span>
            <span className="min-w-0">{reason}</span>
          </li>
        ))}
        {refused > shown.length && (
          <li className="px-3 py-1.5 text-ink-muted">
            {t('import.moreRefusals', { count: refused - shown.length })}
          </li>
        )}
      </ul>
      {refusedFile !== null && (
        <Button
          icon={<Download size={15} aria-hidden />}
          onClick={() => saveText(t('import.downloadName'), refusedFile)}
        >
          {t('import.download')}
        </Button>
      )}
    </section>
  );
}
