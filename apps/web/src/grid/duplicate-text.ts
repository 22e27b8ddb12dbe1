import type { OutTable } from '@tessera/protocol';
import i18next from 'i18next';
import { plainText } from '../field-types/convert.ts';
import type { CellEnv } from '../field-types/field-ui.ts';
import type { Duplicate } from '../state/table-data.ts';

/** That another record has the same value, in words. */
export function duplicateText(
  { title, count }: Duplicate,
  table: Pick<OutTable, 'titleField' | 'fields'> | undefined,
  env: CellEnv,
): string {
  const field = table?.fields.find(({ id }) => id === table.titleField);
  const name = (field && plainText(field, title, env)) || i18next.t('grid.untitled');
  return count > 1
    ? i18next.t('unique.alsoMany', { title: name, count: count - 1 })
    : i18next.t('unique.also', { title: name });
}
