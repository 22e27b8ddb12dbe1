import { shownType } from '@tessera/model';
import type { OutField } from '@tessera/protocol';
import i18next from 'i18next';
import { plainText } from '../../field-types/convert.ts';
import type { CellEnv } from '../../field-types/field-ui.ts';
import { localeOf, showDay } from '../../field-types/format.ts';
import type { GroupHead } from './group-tree.ts';

/** What the records of a group have in common, in words. */
export function headText(head: GroupHead, field: OutField | undefined, env: CellEnv): string {
  if (head.kind === 'closed') return i18next.t('grid.noAccess');
  if (head.kind === 'more') return i18next.t('groups.more');
  const { value } = head;
  if (!field || value === null || (Array.isArray(value) && value.length === 0)) {
    return i18next.t('groups.empty');
  }
  if (shownType(field) === 'checkbox')
    return i18next.t(value === true ? 'groups.yes' : 'groups.no');
  if (typeof value === 'string' && head.by.unit === 'year') return yearText(value, env);
  if (typeof value === 'string' && head.by.unit === 'month') return monthText(value, env);
  return shownType(field) === 'date' && typeof value === 'string'
    ? showDay(value, env.language)
    : plainText(field, value, env);
}

function yearText(year: string, { language }: CellEnv): string {
  return language === 'zh' ? `${year}年` : year;
}

function monthText(month: string, { language }: CellEnv): string {
  return new Intl.DateTimeFormat(localeOf(language), {
    year: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(Date.parse(`${month}-01T00:00:00Z`));
}
