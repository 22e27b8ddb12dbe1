import type { ConversionAnswer } from '@tessera/protocol';
import { ArrowRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Banner } from '../ui/Banner.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';

/** How many cells stay, change and are lost, with examples. Absent while it is being counted. */
export function ConversionPreview({ found }: { readonly found: ConversionAnswer | undefined }) {
  const { t } = useTranslation();
  if (!found)
    return (
      <div role="status" aria-label={t('common.loading')} className="flex flex-col gap-2">
        <Skeleton className="h-16 w-full" />
        <Skeleton className="h-32 w-full" />
      </div>
    );
  const { empty, exact, changed, lost, choices, examples, views } = found;
  const full = exact + changed + lost;
  return (
    <div className="flex flex-col gap-3" aria-live="polite">
      <dl className="grid grid-cols-3 divide-x divide-line rounded-lg border border-line">
        <Count label={t('reshape.exact')} value={exact} />
        <Count label={t('reshape.changed')} value={changed} />
        <Count label={t('reshape.lost')} value={lost} danger={lost > 0} />
      </dl>
      <p className="text-xs text-ink-muted">
        {full === 0 ? t('reshape.allEmpty') : t('reshape.emptyToo', { count: empty })}{' '}
        {choices !== undefined && t('reshape.choices', { count: choices })}
      </p>
      {examples.length > 0 && (
        <table className="w-full table-fixed text-sm">
          <caption className="pb-1 text-left text-sm font-medium">{t('reshape.examples')}</caption>
          <thead className="sr-only">
            <tr>
              <th scope="col">{t('reshape.before')}</th>
              <th scope="col">{t('reshape.after')}</th>
            </tr>
          </thead>
          <tbody>
            {examples.map(({ before, after }) => (
              <tr key={before} className="border-t border-line">
                <td className="truncate py-1 pr-3" title={before}>
                  {before}
                </td>
                <td className="truncate py-1" title={after ?? undefined}>
                  <ArrowRight size={12} aria-hidden className="mr-2 inline text-ink-muted" />
                  {after ?? <span className="text-danger">{t('reshape.isLost')}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {views.length > 0 && (
        <Banner kind="warning" title={t('reshape.viewsCease')}>
          <ul className="list-disc pl-4">
            {views.map(({ id, name, conditions }) => (
              <li key={id}>{t('reshape.viewCeases', { name, count: conditions })}</li>
            ))}
          </ul>
        </Banner>
      )}
    </div>
  );
}

function Count({
  label,
  value,
  danger = false,
}: {
  readonly label: string;
  readonly value: number;
  readonly danger?: boolean;
}) {
  return (
    <div className="flex flex-col justify-between px-3 py-2">
      <dt className="text-xs text-ink-muted">{label}</dt>
      <dd className={danger ? 'text-lg font-semibold text-danger' : 'text-lg font-semibold'}>
        {value.toLocaleString()}
      </dd>
    </div>
  );
}
