import { useQuery } from '@tanstack/react-query';
import type { OutField, OutTable, SchemaAnswer } from '@tessera/protocol';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { policyQuery } from '../client/policy.ts';
import { changeField, createField, saveView } from '../client/shape.ts';
import { orderedFields } from '../grid/columns.ts';
import { FieldIcon } from '../grid/field-icon.tsx';
import { currentLanguage } from '../i18n/i18n.ts';
import { savedLook, useViewLook } from '../state/view-look.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextField } from '../ui/TextField.tsx';
import { toast } from '../ui/Toast.tsx';
import { viewRequestOf } from '../views/view-request.ts';
import { firstClasses, placedBeside } from './dependents.ts';
import { FieldSettings } from './FieldSettings.tsx';
import { WorkingOut } from './FormulaPreview.tsx';
import {
  canConvert,
  copyOf,
  draftOf,
  draftProblem,
  type FieldDraft,
  fieldChangeOf,
  fieldRequestOf,
  hasOptions,
  isValueProblem,
  newDraft,
  withType,
} from './field-draft.ts';
import { SaveFailed } from './SaveFailed.tsx';
import { type Near, openShape } from './shape-task.ts';
import { TypePicker } from './TypePicker.tsx';
import { useFreshSchema, useMay } from './use-shaping.ts';

export interface FieldDialogProps {
  readonly ws: string;
  readonly schema: SchemaAnswer;
  readonly table: OutTable;
  readonly mode: 'add' | 'copy' | 'edit';
  /** The field to edit or copy. */
  readonly field?: OutField | undefined;
  readonly near?: Near | undefined;
}

/** Makes a field, or changes one: its name, type and settings. */
export function FieldDialog({ ws, schema, table, mode, field, near }: FieldDialogProps) {
  const { t } = useTranslation();
  const policy = useMay(ws, 'managePolicy');
  const rules = useQuery({ ...policyQuery(ws), enabled: policy && mode !== 'edit' }).data;
  const saved = mode === 'edit' ? field : undefined;
  const [draft, setDraft] = useState<FieldDraft>(() => {
    if (saved) return draftOf(saved);
    if (field) return copyOf(field, t('shape.copyName', { name: field.name }));
    return newDraft(currentLanguage());
  });
  const [classesChosen, setClassesChosen] = useState(field !== undefined);
  const classes = classesChosen ? draft.classes : firstClasses(rules, table);
  const whole = { ...draft, classes };
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<{ readonly error: unknown }>();
  const fresh = useFreshSchema(ws);
  const place = usePlacing(ws, table, near);

  const taken = table.fields.filter(({ id }) => id !== saved?.id).map(({ name }) => name);
  const problem = draftProblem(whole, taken);
  const change = (part: Partial<FieldDraft>) => {
    setFailed(undefined);
    if (part.classes) setClassesChosen(true);
    setDraft((now) => ({ ...now, ...part }));
  };
  const save = async () => {
    setAsked(true);
    if (problem !== null) return;
    setBusy(true);
    try {
      if (saved) {
        const body = fieldChangeOf(whole, saved, policy);
        if (Object.keys(body).length > 0) await changeField(ws, table.id, saved.id, body);
        await fresh();
      } else {
        const made = await createField(ws, table.id, fieldRequestOf(whole, policy && !!rules));
        const schema = await fresh();
        const now = schema.tables.find(({ id }) => id === table.id);
        const seen = now?.fields.some(({ id }) => id === made.id) ?? false;
        if (seen && now) await place(now, made.id);
        const text = t(seen ? 'shape.fieldAdded' : 'shape.fieldHidden', {
          name: whole.name.trim(),
        });
        toast({ text, kind: seen ? 'success' : 'info' });
      }
      openShape(null);
    } catch (error) {
      setFailed({ error });
    } finally {
      setBusy(false);
    }
  };
  const aboutName = problem === 'name' || problem === 'taken';
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && !busy && openShape(null)}
      title={t(saved ? 'shape.editField' : 'shape.newField')}
      description={table.name}
      width={saved ? 'md' : 'lg'}
      closeLabel={t('common.close')}
      actions={
        <>
          <Button disabled={busy} onClick={() => openShape(null)}>
            {t('common.cancel')}
          </Button>
          <Button kind="primary" busy={busy} type="submit" form="field-form">
            {t(saved ? 'common.save' : 'shape.addField')}
          </Button>
        </>
      }
    >
      <form
        id="field-form"
        className={saved ? undefined : 'grid gap-x-6 gap-y-4 md:grid-cols-[18rem_minmax(0,1fr)]'}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
        }}
      >
        {!saved && (
          <TypePicker
            value={draft.type}
            onChange={(type) => {
              const next = withType(draft, type);
              const others = schema.tables.filter(({ id }) => id !== table.id);
              const [only] = others.length === 1 ? others : [];
              const first = hasOptions(type) && next.options.length === 0;
              change({
                ...next,
                ...(type === 'link' && draft.target === null && only && { target: only.id }),
                ...(first && { options: [{ key: 'first', name: '', color: 'blue' }] }),
              });
            }}
          />
        )}
        <div className="flex min-w-0 flex-col gap-3.5">
          <TextField
            label={t('shape.fieldName')}
            data-first=""
            maxLength={100}
            value={draft.name}
            error={asked && aboutName ? t(`shape.problems.${problem}`) : undefined}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          {saved && (
            <p className="flex items-center gap-2 text-sm">
              <FieldIcon type={draft.type} />
              {t(`shape.types.${draft.type}`)}
              {canConvert(saved) ? (
                <Button
                  size="sm"
                  onClick={() =>
                    openShape({ kind: 'convertField', table: table.id, field: saved.id })
                  }
                >
                  {t('reshape.convertMenu')}
                </Button>
              ) : (
                <span className="text-xs text-ink-muted">{t('shape.typeStays')}</span>
              )}
            </p>
          )}
          <FieldSettings
            ws={ws}
            table={table}
            draft={whole}
            onChange={change}
            saved={saved}
            policy={policy}
          />
          {asked && problem !== null && !aboutName && (
            <Banner kind="error">
              {isValueProblem(problem)
                ? t(`values.problems.${problem}`)
                : t(`shape.problems.${problem}`)}
            </Banner>
          )}
          {failed && <SaveFailed error={failed.error} />}
          {busy && draft.type === 'formula' && <WorkingOut ws={ws} table={table.id} />}
        </div>
      </form>
    </Dialog>
  );
}

/** Puts a new field beside another: in the view for everyone where I may change it, else in my own look. */
function usePlacing(ws: string, table: OutTable, near: Near | undefined) {
  const view = table.views.find(({ id }) => id === near?.view);
  const look = useViewLook(near?.view ?? table.id, view);
  const fresh = useFreshSchema(ws);
  return async (now: OutTable, added: string) => {
    if (!near) return;
    const orderIn = (order: readonly string[]) =>
      placedBeside(
        orderedFields(now, order).map(({ id }) => id),
        added,
        near,
      );
    if (look.changed.includes('fieldOrder') || !view || view.locked || view.usesHiddenFields) {
      look.change({ fieldOrder: orderIn(look.look.fieldOrder) });
      return;
    }
    const own = savedLook(view);
    const kept = { ...own, fieldOrder: orderIn(own.fieldOrder) };
    try {
      await saveView(ws, table.id, view.id, viewRequestOf(view.name, kept, now));
      await fresh();
    } catch {
      look.change({ fieldOrder: kept.fieldOrder });
    }
  };
}
