import { AppError } from '@tessera/model';
import type { DuplicatesDetails } from '@tessera/protocol';
import { useTranslation } from 'react-i18next';
import { errorText } from '../i18n/error-text.ts';
import { Banner } from '../ui/Banner.tsx';

/** Why a field was not saved; where records share values, which ones. */
export function SaveFailed({ error }: { readonly error: unknown }) {
  const { t } = useTranslation();
  const found = duplicatesOf(error);
  const more = found ? found.values - found.examples.length : 0;
  return (
    <Banner kind="error">
      <p>{errorText(error)}</p>
      {found && (
        <ul aria-label={t('unique.examples')} className="mt-1 max-h-40 overflow-auto text-xs">
          {found.examples.map(({ value, records }) => (
            <li key={records.map(({ id }) => id).join()}>
              {t('unique.exampleLine', {
                value,
                records: records.map(({ title }) => title).join(t('common.listSeparator')),
              })}
            </li>
          ))}
          {more > 0 && <li>{t('unique.moreValues', { count: more })}</li>}
        </ul>
      )}
    </Banner>
  );
}

function duplicatesOf(error: unknown): DuplicatesDetails | null {
  if (!(error instanceof AppError) || error.code !== 'conflict') return null;
  const details = error.details as Partial<DuplicatesDetails> | undefined;
  return details?.unique === 'duplicates' ? (details as DuplicatesDetails) : null;
}
