import type { OutField, OutTable } from '@tessera/protocol';
import { ArrowLeftToLine, ArrowRightToLine, Copy, Pencil, Shuffle, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { MenuItem, MenuLine } from '../ui/Menu.tsx';
import { canConvert } from './field-draft.ts';
import { openShape } from './shape-task.ts';

/** What those who shape tables can do to a field, in the menu of its column. */
export function FieldMenuItems({
  table,
  field,
  view,
}: {
  readonly table: OutTable;
  readonly field: OutField;
  /** Id of the view whose order a new field joins. */
  readonly view: string;
}) {
  const { t } = useTranslation();
  const title = field.id === table.titleField;
  const on = { table: table.id, field: field.id };
  const beside = (side: 'left' | 'right') =>
    openShape({ kind: 'addField', table: table.id, near: { view, field: field.id, side } });
  return (
    <>
      <MenuItem
        icon={<Pencil size={14} />}
        onSelect={() => openShape({ kind: 'editField', ...on })}
      >
        {t('shape.editField')}
      </MenuItem>
      {canConvert(field) && (
        <MenuItem
          icon={<Shuffle size={14} />}
          onSelect={() => openShape({ kind: 'convertField', ...on })}
        >
          {t('reshape.convertMenu')}
        </MenuItem>
      )}
      <MenuItem icon={<Copy size={14} />} onSelect={() => openShape({ kind: 'copyField', ...on })}>
        {t('shape.copyField')}
      </MenuItem>
      {!title && (
        <MenuItem icon={<ArrowLeftToLine size={14} />} onSelect={() => beside('left')}>
          {t('shape.insertLeft')}
        </MenuItem>
      )}
      <MenuItem icon={<ArrowRightToLine size={14} />} onSelect={() => beside('right')}>
        {t('shape.insertRight')}
      </MenuItem>
      <MenuLine />
    </>
  );
}

/** The end of the same menu: away with the field. */
export function DeleteFieldItem({
  table,
  field,
}: {
  readonly table: OutTable;
  readonly field: OutField;
}) {
  const { t } = useTranslation();
  const title = field.id === table.titleField;
  return (
    <>
      <MenuLine />
      <MenuItem
        danger
        disabled={title}
        icon={<Trash2 size={14} />}
        onSelect={() => openShape({ kind: 'deleteField', table: table.id, field: field.id })}
      >
        {t('shape.deleteField')}
        {title && <span className="block text-xs text-ink-muted">{t('shape.gone.title')}</span>}
      </MenuItem>
    </>
  );
}
