import type { SeenTable } from '@tessera/protocol';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../i18n/i18n.ts';

/** The tables somebody would see: which records, what may be done with them, which fields not. */
export function SeenTables({ tables }: { readonly tables: readonly SeenTable[] }) {
  const { t } = useTranslation();
  if (tables.length === 0) return <p className="text-ink-muted">{t('staff.preview.nothing')}</p>;
  const list = new Intl.ListFormat(currentLanguage(), { type: 'conjunction' });
  const count = ({ least, most }: NonNullable<SeenTable['count']>) =>
    least === most
      ? t('staff.preview.now', { count: most })
      : t('staff.preview.range', { least, most });
  return (
    <div className="overflow-x-auto">
      <table className="w-full min-w-[30rem] text-left text-sm">
        <thead className="text-ink-muted">
          <tr>
            {(['table', 'records', 'may', 'hidden'] as const).map((name) => (
              <th key={name} scope="col" className="py-1 pr-3 font-medium">
                {t(`staff.preview.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {tables.map((one) => (
            <tr key={one.table} className="border-t border-line align-top">
              <th scope="row" className="py-1.5 pr-3 font-medium whitespace-nowrap">
                {one.name}
              </th>
              <td className="py-1.5 pr-3">
                {one.records.length === 0
                  ? t('staff.preview.none')
                  : list.format(one.records.map((word) => t(`staff.preview.words.${word}`)))}
                {one.locked && <>, {t('staff.preview.locked')}</>}
                {one.count && <span className="text-ink-muted"> · {count(one.count)}</span>}
              </td>
              <td className="py-1.5 pr-3">
                {one.may
                  .map((action) => t(`staff.preview.actions.${action}`))
                  .join(t('common.listSeparator'))}
              </td>
              <td className="py-1.5" title={one.hidden.join(t('common.listSeparator'))}>
                {one.hidden.length > 3
                  ? t('staff.preview.hiddenFields', { count: one.hidden.length })
                  : one.hidden.join(t('common.listSeparator'))}
                {one.masked.length > 0 && (
                  <span className="block text-ink-muted">
                    {t('staff.preview.maskedFields', {
                      fields: one.masked.join(t('common.listSeparator')),
                    })}
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
