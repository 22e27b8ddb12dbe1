import type { OutValue } from '@tessera/protocol';
import { type KeyboardEvent, memo, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { plainText } from '../field-types/convert.ts';
import type { InvalidReason, PickerHandle } from '../field-types/field-ui.ts';
import { uiOf } from '../field-types/registry.ts';
import { shownCell, shownCellOf } from '../state/table-data.ts';
import { cx } from '../ui/cx.ts';
import { EditorPopover } from './EditorPopover.tsx';
import { beginEdit, commitValue, resultOf, startText } from './edit-session.ts';
import { type Column, rowHeights } from './geometry.ts';
import { useGrid, useGridUi, useTableData } from './grid-context.ts';
import { useHeadLabel } from './groups/use-head-label.ts';
import { at, type Motion } from './selection.ts';
import { go, goTab, useIdleKeys } from './use-cell-keys.ts';

export interface CellInputProps {
  readonly columns: readonly Column[];
  readonly scrollLeft: number;
  readonly topOf: (row: number) => number;
  readonly input: React.RefObject<HTMLTextAreaElement | null>;
}

/**
 * The one text area that holds the grid's focus. It lies, unseen, over the active cell, so that typing and the
 * composition of an input method begin inside of it; while editing it is the cell's editor.
 */
export const CellInput = memo(function CellInput(props: CellInputProps) {
  const { columns, scrollLeft, topOf, input } = props;
  const { t } = useTranslation();
  const grid = useGrid();
  const active = useGridUi((ui) => ui.selection?.active ?? null);
  const editing = useGridUi((ui) => ui.editing);
  const [text, setText] = useState('');
  const [draft, setDraft] = useState<OutValue>(null);
  const [invalid, setInvalid] = useState<InvalidReason | null>(null);
  const handle = useRef<PickerHandle | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const spot = editing?.spot ?? active;
  const column = spot ? columns[spot.col] : undefined;
  const idle = useIdleKeys(grid, input, setText);
  const headLabel = useHeadLabel();
  const cellLabel = useTableData((data) => {
    const shown = spot && column ? shownCell(data, spot.row, column.field.id) : undefined;
    if (!spot || !column) return '';
    const value = !shown
      ? ''
      : shown.level === 'hidden'
        ? t('grid.noAccess')
        : plainText(column.field, shown.value, grid.env);
    return t('grid.cellLabel', {
      field: column.field.name,
      row: spot.row + 1,
      value: value || t('grid.empty'),
    });
  });

  const label = headLabel ?? cellLabel;
  const writeText = (next: string) => {
    if (input.current && input.current.value !== next) input.current.value = next;
    setText(next);
    setInvalid(null);
  };

  // What an opened editor begins with. Opened by typing, the text area already holds the first character. What is
  // typed stays when the table around it changes: a new field, other rights.
  const now = useRef({ grid, editing });
  now.current = { grid, editing };
  const opened = editing && `${editing.id} ${editing.field.id} ${editing.mode}`;
  useLayoutEffect(() => {
    const { grid, editing } = now.current;
    setInvalid(null);
    if (opened === null || !editing) {
      if (input.current) input.current.value = '';
      setText('');
      return;
    }
    const shown = shownCellOf(grid.session.store.getState(), editing.id, editing.field.id);
    setDraft(shown?.value ?? null);
    if (editing.mode === 'replace') return setText(input.current?.value ?? '');
    const start = startText(grid, editing);
    if (input.current) {
      input.current.value = start;
      input.current.setSelectionRange(start.length, start.length);
    }
    setText(start);
  }, [opened, input]);

  const kind = editing ? uiOf(editing.field).editing : null;
  const close = () => grid.ui.setState({ editing: null });

  /** Saves what is in the editor; an invalid value stays, with its message. */
  const commit = (everywhere = false): boolean => {
    const now = grid.ui.getState().editing;
    if (!now) return true;
    const result = resultOf(grid, now, input.current?.value ?? '', handle.current);
    if (!result.ok) {
      setInvalid(result.reason);
      return false;
    }
    commitValue(grid, now, result.value, everywhere);
    return true;
  };

  // A press elsewhere in the grid asks here first; see commitOpenEditor.
  useEffect(() => {
    openEditor = commit;
    return () => {
      openEditor = null;
    };
  });

  const onEditKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (!editing) return;
    const mod = event.ctrlKey || event.metaKey;
    if (handle.current?.onKey(event)) return event.preventDefault();
    const leave = (how: () => void) => {
      event.preventDefault();
      if (commit()) how();
    };
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      return close();
    }
    if (event.key === 'Enter' && mod) {
      event.preventDefault();
      return void commit(true);
    }
    if (event.key === 'Enter' && !(kind === 'multiline' && (event.shiftKey || event.altKey))) {
      return leave(() => go(grid, event.shiftKey ? 'up' : 'down'));
    }
    if (event.key === 'Tab') return leave(() => goTab(grid, event.shiftKey));
    const motion = arrowOf[event.key];
    if (motion && editing.mode === 'replace' && !mod && !event.shiftKey && kind !== 'multiline') {
      leave(() => go(grid, motion));
    }
  };

  const height = rowHeights[grid.rowHeight];
  const left = column ? column.left - (column.frozen ? 0 : scrollLeft) : 0;
  const Picker = editing ? uiOf(editing.field).Picker : undefined;
  return (
    <div
      ref={box}
      style={{
        left: left - 1,
        top: spot ? topOf(spot.row) - 1 : 0,
        width: (column?.width ?? 1) + 1,
        minHeight: height + 1,
      }}
      className={cx('absolute', editing ? 'z-1' : 'pointer-events-none')}
    >
      <textarea
        ref={input}
        data-grid-input=""
        rows={1}
        spellCheck={kind === 'multiline'}
        autoComplete="off"
        aria-label={label || grid.table.name}
        aria-invalid={invalid !== null || undefined}
        aria-describedby={invalid ? 'cell-invalid' : undefined}
        placeholder={
          editing && kind === 'pick'
            ? plainText(editing.field, draft, grid.env) || t('grid.find')
            : ''
        }
        style={{
          minHeight: height + 1,
          textAlign: column && uiOf(column.field).align === 'end' ? 'right' : 'left',
        }}
        className={cx(
          'block w-full resize-none px-[7px] text-sm outline-none',
          height > 40 || kind === 'multiline' ? 'py-[7px]' : 'py-[6px]',
          editing
            ? 'rounded-[2px] border-2 bg-surface text-ink shadow-high'
            : 'overflow-hidden border-2 border-transparent opacity-0 caret-transparent',
          invalid ? 'border-danger' : editing && 'border-accent',
          kind === 'multiline' && 'field-sizing-content max-h-64 min-w-72 whitespace-pre-wrap',
          editing && kind !== 'multiline' && 'h-full overflow-hidden whitespace-nowrap',
        )}
        onFocus={() => {
          grid.ui.setState((ui) => ({ focused: true, selection: ui.selection ?? at(0, 0) }));
        }}
        onBlur={() => {
          grid.ui.setState({ focused: false });
          // Losing the keyboard for good saves what was typed; an invalid value stays for a look.
          requestAnimationFrame(() => {
            if (
              document.activeElement !== input.current &&
              !box.current?.contains(document.activeElement)
            )
              commit();
          });
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (editing) onEditKey(event);
          else idle.onKeyDown(event);
        }}
        onCompositionStart={(event) => {
          if (!editing && !beginEdit(grid, 'replace')) {
            event.currentTarget.blur();
            grid.takeFocus();
          }
        }}
        onInput={(event) => {
          const { value } = event.currentTarget;
          if (!grid.ui.getState().editing && !beginEdit(grid, 'replace')) {
            event.currentTarget.value = '';
            return;
          }
          setText(value);
          setInvalid(null);
        }}
        {...(!editing && { onCopy: idle.onCopy, onCut: idle.onCut, onPaste: idle.onPaste })}
      />
      {editing && (Picker || invalid) && (
        <EditorPopover anchor={box} invalid={invalid} placeKey={`${scrollLeft} ${text.length}`}>
          {Picker && (
            <Picker
              field={grid.fields.find(({ id }) => id === editing.field.id) ?? editing.field}
              env={grid.env}
              text={text}
              draft={draft}
              onDraft={setDraft}
              onText={writeText}
              onCommit={(value) => commitValue(grid, editing, value)}
              handle={handle}
            />
          )}
        </EditorPopover>
      )}
      <span aria-live="polite" className="sr-only">
        {editing ? '' : label}
      </span>
    </div>
  );
});

const arrowOf: Readonly<Record<string, Motion>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

let openEditor: (() => boolean) | null = null;

/** Saves an open editor before something else happens; false when its value is invalid and it stays open. */
export function commitOpenEditor(): boolean {
  return openEditor ? openEditor() : true;
}
