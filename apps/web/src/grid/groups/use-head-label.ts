import { useTranslation } from 'react-i18next';
import { showCount } from '../../field-types/format.ts';
import { useGrid, useGridUi } from '../grid-context.ts';
import { headText } from './head-text.ts';

/** What a screen reader says of the head that has the focus; null while a cell has it. */
export function useHeadLabel(): string | null {
  const { t } = useTranslation();
  const grid = useGrid();
  const key = useGridUi((ui) => ui.head);
  const line = key === null ? undefined : grid.lines().heads.find(({ head }) => head.key === key);
  if (!line) return null;
  const { head, folded } = line;
  const field = grid.table.fields.find((one) => one.id === head.by.field);
  return t(folded ? 'groups.foldedLabel' : 'groups.openLabel', {
    field: field?.name ?? '',
    value: headText(head, field, grid.env),
    count: head.count,
    shown: showCount(head.count, grid.env.language),
  });
}
