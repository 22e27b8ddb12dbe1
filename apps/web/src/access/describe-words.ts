import { type Action, type Grant, type TableAction, tableActions } from '@tessera/model';
import { describeScope, type Things } from '@tessera/words';
import type { TFunction } from 'i18next';
import { type Words, wordsOf } from './scope-words.ts';

/** Words as a chip shows them: "Own + All reports". */
export function describeWords(words: Words, t: TFunction): string {
  if (words === 'all') return t('access.words.all');
  if (words.length === 0) return t('access.words.nobody');
  return words
    .map((atom, i) => {
      const word = t(`access.words.${atom}`);
      return i === 0 ? word : word.toLocaleLowerCase();
    })
    .join(' + ');
}

/** A short name of a grant for a column: its words, or its sentence. */
export function describeGrantScope(grant: Grant, things: Things, t: TFunction): string {
  const words = wordsOf(grant.scope);
  return words ? describeWords(words, t) : describeScope(grant.scope, things, t);
}

/** Actions as a list of words: "see, edit, see history". */
export function describeActions(actions: readonly Action[], t: TFunction): string {
  return actions
    .filter(isTableAction)
    .map((action) => t(`access.action.${action}`).toLocaleLowerCase())
    .join(t('common.listSeparator'));
}

function isTableAction(action: Action): action is TableAction {
  return (tableActions as readonly string[]).includes(action);
}
