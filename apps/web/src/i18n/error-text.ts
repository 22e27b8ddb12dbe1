import { AppError, policyRefusal, uniqueRefusal } from '@tessera/model';
import type { ViewAsRefusal } from '@tessera/protocol';
import i18next from 'i18next';
import { currentLanguage } from './i18n.ts';

/** Codes whose server message says more than the general words for the code do. */
const telling = new Set(['invalid', 'forbidden', 'conflict', 'too_large', 'unknown_field']);

/**
 * What to tell the member about any thrown value. The server's message is used where it is specific and in
 * the language of the interface; otherwise the general words for its code.
 */
export function errorText(error: unknown): string {
  if (!(error instanceof AppError)) return i18next.t('common.errors.crashed');
  const looking = lookingText(error);
  if (looking !== null) return looking;
  const unique = uniqueText(error);
  if (unique !== null) return unique;
  const refusal = policyRefusal(error);
  if (refusal) {
    const none = { member: '', table: '', limit: '' };
    return i18next.t(`faults.${refusal.fault}`, { ...none, ...refusal.values });
  }
  const fits = /\p{Script=Han}/u.test(error.message) === (currentLanguage() === 'zh');
  if (telling.has(error.code) && error.message && fits) return error.message;
  return i18next.t(`common.errors.${error.code}`);
}

/** That one looks as somebody else, or no longer does; null when it was something else. */
function lookingText({ details }: AppError): string | null {
  const told = (details as Partial<ViewAsRefusal> | null | undefined)?.viewAs;
  return told === 'readOnly' || told === 'ended' ? i18next.t(`viewAs.${told}`) : null;
}

/** Why a field without duplicates refused something; null when it was something else. */
function uniqueText(error: AppError): string | null {
  const told = uniqueRefusal(error);
  switch (told?.unique) {
    case 'taken':
      return i18next.t('unique.errors.taken', { name: told.name });
    case 'duplicates':
      return i18next.t('unique.errors.duplicates', { name: told.name, count: told.records });
    case 'unread': {
      const { name, table } = told;
      return i18next.t(told.trashed ? 'unique.errors.unreadTrashed' : 'unique.errors.unread', {
        name,
        table,
      });
    }
    default:
      return null;
  }
}
