import { AppError, type FormulaProblem, isProblem, problemText } from '@tessera/model';
import type { DuplicatesDetails } from '@tessera/protocol';
import { useTranslation } from 'react-i18next';
import { errorText } from '../i18n/error-text.ts';
import { currentLanguage } from '../i18n/i18n.ts';
import { Banner } from '../ui/Banner.tsx';

/** Why a field was not saved; where records share values, which ones. */
export function SaveFailed({ error }: { readonly error: unknown }) {
  const { t } = useTranslation();
  const found = duplicatesOf(error);
  const more = found ? found.values - found.examples.length : 0;
  return (
    <Banner kind="error">
      <p>{formulaText(error) ?? errorText(error)}</p>
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

/** What is wrong with a formula, in the language of the page. */
function formulaText(error: unknown): string | null {
  if (!(error instanceof AppError)) return null;
  const { formula } = (error.details ?? {}) as { readonly formula?: FormulaProblem };
  return isProblem(formula) ? problemText(formula, currentLanguage()) : null;
}

function duplicatesOf(error: unknown): DuplicatesDetails | null {
  if (!(error instanceof AppError) || error.code !== 'conflict') return null;
  const details = error.details as Partial<DuplicatesDetails> | undefined;
  return details?.unique === 'duplicates' ? (details as DuplicatesDetails) : null;
}
