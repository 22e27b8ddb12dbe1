import {
  ArrowDownAZ,
  ArrowLeft,
  ArrowRight,
  ArrowUpAZ,
  EyeOff,
  Group,
  MoveHorizontal,
  Pin,
  PinOff,
  X,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isSortable } from '../field-types/readable.ts';
import { DeleteFieldItem, FieldMenuItems } from '../shape/FieldMenuItems.tsx';
import { useMay } from '../shape/use-shaping.ts';
import type { LookHandle } from '../state/view-look.ts';
import { MenuItem, MenuLine } from '../ui/Menu.tsx';
import { type Column, mostFrozen } from './geometry.ts';
import { useGrid } from './grid-context.ts';
import { isGroupable } from './groups/groupable.ts';
import { reordered } from './reorder-columns.ts';

/** Everything that can be done to a column with the mouse, as a menu. */
export function HeaderMenu({
  column,
  columns,
  view,
  onFit,
}: {
  readonly column: Column;
  readonly columns: readonly Column[];
  readonly view: LookHandle;
  readonly onFit: () => void;
}) {
  const { t } = useTranslation();
  const { table, env } = useGrid();
  const shapes = useMay(env.workspace, 'manageSchema');
  const { field } = column;
  const { sort, group, hiddenFields } = view.look;
  const sorted = sort.find((one) => one.field === field.id);
  const firstFree = columns.findIndex((one) => !one.frozen);
  const lastFrozen = column.frozen && column.index === firstFree - 1 && column.index > 0;
  const by = (direction: 'asc' | 'desc') =>
    view.change({
      sort: [{ field: field.id, direction }, ...sort.filter((one) => one.field !== field.id)].slice(
        0,
        8,
      ),
    });
  const move = (to: number) => view.change({ fieldOrder: reordered(columns, column.index, to) });
  return (
    <>
      {shapes && <FieldMenuItems table={table} field={field} view={view.key} />}
      {isSortable(field) && (
        <>
          <MenuItem icon={<ArrowDownAZ size={14} />} onSelect={() => by('asc')}>
            {t('grid.sortAscending')}
          </MenuItem>
          <MenuItem icon={<ArrowUpAZ size={14} />} onSelect={() => by('desc')}>
            {t('grid.sortDescending')}
          </MenuItem>
        </>
      )}
      {sorted && (
        <MenuItem
          icon={<X size={14} />}
          onSelect={() => view.change({ sort: sort.filter((one) => one.field !== field.id) })}
        >
          {t('grid.unsort')}
        </MenuItem>
      )}
      {isGroupable(field) && !group.some((one) => one.field === field.id) && group.length < 3 && (
        <MenuItem
          icon={<Group size={14} />}
          onSelect={() => view.change({ group: [...group, { field: field.id, direction: 'asc' }] })}
        >
          {t('groups.by')}
        </MenuItem>
      )}
      <MenuLine />
      {!column.frozen && (
        <>
          <MenuItem
            icon={<ArrowLeft size={14} />}
            disabled={column.index <= firstFree}
            onSelect={() => move(column.index - 1)}
          >
            {t('grid.moveLeft')}
          </MenuItem>
          <MenuItem
            icon={<ArrowRight size={14} />}
            disabled={column.index >= columns.length - 1}
            onSelect={() => move(column.index + 1)}
          >
            {t('grid.moveRight')}
          </MenuItem>
        </>
      )}
      <MenuItem icon={<MoveHorizontal size={14} />} onSelect={onFit}>
        {t('grid.fit')}
      </MenuItem>
      {lastFrozen ? (
        <MenuItem icon={<PinOff size={14} />} onSelect={() => view.change({ frozen: 1 })}>
          {t('groups.unfreeze')}
        </MenuItem>
      ) : (
        !column.frozen && (
          <MenuItem
            icon={<Pin size={14} />}
            disabled={column.left + column.width > mostFrozen}
            onSelect={() => view.change({ frozen: column.index + 1 })}
          >
            {t('groups.freeze')}
          </MenuItem>
        )
      )}
      {field.id !== table.titleField && (
        <MenuItem
          icon={<EyeOff size={14} />}
          onSelect={() =>
            view.change({
              hiddenFields: [...hiddenFields, field.id],
              ...(column.frozen && { frozen: view.look.frozen - 1 }),
            })
          }
        >
          {t('grid.hide')}
        </MenuItem>
      )}
      {shapes && <DeleteFieldItem table={table} field={field} />}
    </>
  );
}
