import type { OutField, OutTable, OutValue } from '@tessera/protocol';
import { Lock } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { WhyPopover } from '../access/WhyPopover.tsx';
import { isLooking } from '../client/sitting.ts';
import { isEmptyValue, parseText, plainText, sameValue } from '../field-types/convert.ts';
import type { CellEnv, InvalidReason, PickerHandle } from '../field-types/field-ui.ts';
import { CellFace } from '../field-types/masked.tsx';
import { isComputed, uiOf } from '../field-types/registry.ts';
import { duplicateText } from '../grid/duplicate-text.ts';
import { FieldIcon } from '../grid/field-icon.tsx';
import { duplicateOf, editCell } from '../state/duplicates.ts';
import { type ShownCell, shownCellOf } from '../state/table-data.ts';
import type { TableSession } from '../state/table-session.ts';
import { cx } from '../ui/cx.ts';
import { IconButton } from '../ui/IconButton.tsx';

interface PanelFieldProps {
  readonly session: TableSession;
  readonly table: OutTable;
  readonly id: string;
  readonly field: OutField;
  readonly env: CellEnv;
}

/** One field of an open record: its value, and its editor once pressed. */
export function PanelField({ session, table, id, field, env }: PanelFieldProps) {
  const { t } = useTranslation();
  const value = useStore(session.store, (data) => shownCellOf(data, id, field.id)?.value ?? null);
  const level = useStore(session.store, (data) => shownCellOf(data, id, field.id)?.level);
  const state = useStore(session.store, (data) => shownCellOf(data, id, field.id)?.pending?.state);
  const duplicate = useStore(session.store, (data) => duplicateOf(data, id, field.id));
  const [open, setOpen] = useState(false);
  const name = useId();
  const { editing } = uiOf(field);
  const closed = level !== 'edit' || isComputed(field);
  const save = (next: OutValue) => {
    setOpen(false);
    if (!sameValue(value, next))
      void editCell(session, table, field, { id, field: field.id, value: next, base: value });
  };
  const press = () => {
    if (closed || isLooking()) return;
    if (editing === 'toggle') save(value !== true);
    else setOpen(true);
  };
  // Nobody changes what is computed: there the question is how it comes to be shown.
  const why = t(isComputed(field) ? 'why.computed' : 'why.field', { field: field.name });
  return (
    <div className="mb-3">
      <div className="mb-1 flex items-center gap-1.5 text-xs text-ink-muted">
        <FieldIcon type={field.type} />
        <span id={name} className="min-w-0 flex-1 truncate">
          {field.name}
        </span>
        {closed && (
          <WhyPopover
            ws={env.workspace}
            asked={{
              ...{ table: table.id, record: id, field: field.id },
              action: isComputed(field) ? 'view' : 'edit',
            }}
            label={why}
            fieldName={field.name}
            masked={level === 'masked'}
            trigger={
              <IconButton size="sm" label={why}>
                <Lock size={11} aria-hidden />
              </IconButton>
            }
          />
        )}
      </div>
      {open ? (
        <PanelEditor
          field={field}
          env={env}
          value={value}
          onSave={save}
          onCancel={() => setOpen(false)}
        />
      ) : (
        <button
          type="button"
          disabled={closed}
          id={`${name}-value`}
          aria-labelledby={`${name} ${name}-value`}
          className={cx(
            'flex min-h-9 w-full items-center rounded-md border px-2 py-1.5 text-left text-sm',
            closed ? 'border-transparent bg-sunken' : 'border-line bg-surface hover:border-control',
            (state === 'failed' || state === 'conflict') && 'border-danger',
          )}
          onClick={press}
        >
          {isEmptyValue(value) && editing !== 'toggle' ? (
            <span className="text-ink-faint">{closed ? '–' : t('grid.empty')}</span>
          ) : (
            <CellFace field={field} value={value} env={env} lines={12} />
          )}
        </button>
      )}
      <p role="status" className="text-xs text-warning">
        {duplicate && !open && duplicateText(duplicate, table, env)}
      </p>
    </div>
  );
}

function PanelEditor({
  field,
  env,
  value,
  onSave,
  onCancel,
}: {
  readonly field: OutField;
  readonly env: CellEnv;
  readonly value: ShownCell['value'];
  readonly onSave: (value: OutValue) => void;
  readonly onCancel: () => void;
}) {
  const { t } = useTranslation();
  const { Picker, editing } = uiOf(field);
  const [text, setText] = useState(editing === 'pick' ? '' : plainText(field, value, env));
  const [draft, setDraft] = useState<OutValue>(value);
  const [invalid, setInvalid] = useState<InvalidReason | null>(null);
  const handle = useRef<PickerHandle | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const commit = () => {
    const result = handle.current
      ? handle.current.result(text)
      : parseText(field, text, env, undefined, true);
    if (result.ok) onSave(result.value);
    else setInvalid(result.reason);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only notices that the keyboard left.
    <div
      ref={frame}
      onBlur={(event) => {
        if (!frame.current?.contains(event.relatedTarget)) commit();
      }}
    >
      <textarea
        // biome-ignore lint/a11y/noAutofocus: the member has just pressed this very field.
        autoFocus
        aria-label={field.name}
        aria-invalid={invalid !== null || undefined}
        rows={1}
        value={text}
        placeholder={editing === 'pick' ? t('grid.find') : ''}
        className={cx(
          'field-box field-sizing-content max-h-80 min-h-9 resize-none px-2 py-1.5 text-sm',
          editing !== 'multiline' && 'overflow-hidden',
        )}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => {
          setText(event.target.value);
          setInvalid(null);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (handle.current?.onKey(event)) return event.preventDefault();
          if (event.key === 'Escape') {
            event.preventDefault();
            onCancel();
          } else if (event.key === 'Enter' && !(editing === 'multiline' && event.shiftKey)) {
            event.preventDefault();
            commit();
          }
        }}
      />
      {invalid && (
        <p role="alert" className="mt-1 text-xs text-danger">
          {t(`grid.invalid.${invalid}`)}
        </p>
      )}
      {Picker && (
        <div className="popup mt-1 shadow-low">
          <Picker
            field={field}
            env={env}
            text={text}
            draft={draft}
            onDraft={setDraft}
            onText={setText}
            onCommit={onSave}
            handle={handle}
          />
        </div>
      )}
    </div>
  );
}
