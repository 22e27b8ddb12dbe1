import type { HandedOverAnswer } from '@tessera/protocol';
import { useTranslation } from 'react-i18next';
import { Banner } from '../ui/Banner.tsx';

/** What was handed over, table by table, and what could not be. */
export function HandedOver({
  tables,
  tableName,
}: {
  readonly tables: HandedOverAnswer['tables'];
  readonly tableName: (id: string) => string;
}) {
  const { t } = useTranslation();
  if (tables.length === 0) return <p>{t('people.leave.nothingOwned')}</p>;
  const left = tables.reduce((sum, one) => sum + one.left, 0);
  return (
    <div className="flex flex-col gap-3">
      {left > 0 && <Banner kind="warning">{t('people.leave.someLeft', { count: left })}</Banner>}
      <table className="w-full text-left">
        <thead className="text-sm text-ink-muted">
          <tr>
            <th scope="col" className="py-1 font-medium">
              {t('people.leave.table')}
            </th>
            <th scope="col" className="py-1 text-right font-medium">
              {t('people.leave.moved')}
            </th>
            <th scope="col" className="py-1 text-right font-medium">
              {t('people.leave.left')}
            </th>
          </tr>
        </thead>
        <tbody>
          {tables.map((one) => (
            <tr key={one.table} className="border-t border-line tabular-nums">
              <td className="py-1.5">{tableName(one.table)}</td>
              <td className="py-1.5 text-right">{one.moved}</td>
              <td className="py-1.5 text-right">{one.left}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
