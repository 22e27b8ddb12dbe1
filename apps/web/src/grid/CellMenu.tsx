import { ContextMenu } from '@base-ui/react/context-menu';
import {
  ArrowDownToLine,
  Copy,
  CopyPlus,
  Eraser,
  Maximize2,
  Pencil,
  Plus,
  Scissors,
  Trash2,
} from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { idAt } from '../state/window.ts';
import { MenuItem, MenuLine } from '../ui/Menu.tsx';
import { askDelete, clearSelection, duplicateRecord, fill, insertRecord } from './actions.ts';
import { beginEdit } from './edit-session.ts';
import { useGrid, useGridUi } from './grid-context.ts';
import { selectedRows } from './selection.ts';

const mod = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '') ? '⌘' : 'Ctrl ';

/** The menu of the selected cells: every key of the grid that changes something, in words. */
export const CellMenu = memo(function CellMenu() {
  const { t } = useTranslation();
  const grid = useGrid();
  const selection = useGridUi((ui) => ui.selection);
  const count = selection ? Math.min(selectedRows(selection).length, 100_000) : 0;
  const { actions } = grid.table;
  const idOf = () =>
    selection ? idAt(grid.session.store.getState().window, selection.active.row) : undefined;
  const clipboard = (command: 'copy' | 'cut') => {
    grid.takeFocus();
    requestAnimationFrame(() => document.execCommand(command));
  };
  return (
    <ContextMenu.Portal>
      <ContextMenu.Positioner className="z-50">
        <ContextMenu.Popup className="popup min-w-56 p-1" finalFocus={false}>
          <MenuItem
            icon={<Maximize2 size={14} />}
            keys={t('grid.keys.space')}
            onSelect={() => grid.ui.setState({ open: idOf() ?? null })}
          >
            {t('grid.openRecord')}
          </MenuItem>
          <MenuItem
            icon={<Pencil size={14} />}
            keys="Enter"
            onSelect={() => {
              grid.takeFocus();
              requestAnimationFrame(() => beginEdit(grid, 'keep'));
            }}
          >
            {t('common.edit')}
          </MenuItem>
          <MenuLine />
          <MenuItem
            icon={<Scissors size={14} />}
            keys={`${mod}X`}
            onSelect={() => clipboard('cut')}
          >
            {t('grid.cut')}
          </MenuItem>
          <MenuItem icon={<Copy size={14} />} keys={`${mod}C`} onSelect={() => clipboard('copy')}>
            {t('common.copy')}
          </MenuItem>
          <MenuItem
            icon={<ArrowDownToLine size={14} />}
            keys={`${mod}D`}
            onSelect={() => void fill(grid, 'down')}
          >
            {t('grid.fillDown')}
          </MenuItem>
          <MenuItem
            icon={<Eraser size={14} />}
            keys="Del"
            onSelect={() => void clearSelection(grid)}
          >
            {t('grid.clearCells')}
          </MenuItem>
          {(actions.create ?? 'never') !== 'never' && (
            <>
              <MenuLine />
              <MenuItem
                icon={<Plus size={14} />}
                keys="Shift Enter"
                onSelect={() => void insertRecord(grid)}
              >
                {t('grid.addRecord')}
              </MenuItem>
              <MenuItem
                icon={<CopyPlus size={14} />}
                keys={`${mod}Shift D`}
                onSelect={() => {
                  const id = idOf();
                  if (id !== undefined) void duplicateRecord(grid, id);
                }}
              >
                {t('grid.duplicate')}
              </MenuItem>
            </>
          )}
          {(actions.delete ?? 'never') !== 'never' && (
            <>
              <MenuLine />
              <MenuItem
                danger
                icon={<Trash2 size={14} />}
                keys={`${mod}⌫`}
                onSelect={() => void askDelete(grid)}
              >
                {t('grid.deleteRecords', { count })}
              </MenuItem>
            </>
          )}
        </ContextMenu.Popup>
      </ContextMenu.Positioner>
    </ContextMenu.Portal>
  );
});
