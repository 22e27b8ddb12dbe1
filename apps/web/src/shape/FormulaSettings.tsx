import {
  type FormulaProblem,
  functionGroups,
  isProblem,
  problemText,
  readFormula,
} from '@tessera/model';
import type { OutField, OutTable } from '@tessera/protocol';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isReadable } from '../field-types/readable.ts';
import { currentLanguage } from '../i18n/i18n.ts';
import { Combobox } from '../ui/Combobox.tsx';
import { Select } from '../ui/Select.tsx';
import { TextArea } from '../ui/TextField.tsx';
import { FormulaPreview } from './FormulaPreview.tsx';
import type { FieldDraft } from './field-draft.ts';

export interface FormulaSettingsProps {
  readonly ws: string;
  readonly table: OutTable;
  readonly draft: FieldDraft;
  readonly onChange: (part: Partial<FieldDraft>) => void;
  readonly saved: OutField | undefined;
  /** The choice of a currency, shown where it counts. */
  readonly children: ReactNode;
}

type FunctionName = {
  [Group in keyof typeof functionGroups]: keyof (typeof functionGroups)[Group];
}[keyof typeof functionGroups];

const functionNames = Object.values(functionGroups).flatMap((group) => Object.keys(group));

/** The text of a formula with what it gives, or what is wrong with it and where; fields and functions to put in. */
export function FormulaSettings({
  ws,
  table,
  draft,
  onChange,
  saved,
  children,
}: FormulaSettingsProps) {
  const { t } = useTranslation();
  const area = useRef<HTMLTextAreaElement>(null);
  const fields = table.fields.filter((field) => field.id !== saved?.id && isReadable(field));
  const read = readFormula(draft.expression, fields);
  const problem = isProblem(read) && draft.expression.trim() !== '' ? read : null;
  const write = (expression: string) => {
    const now = readFormula(expression, fields);
    onChange({ expression, gives: isProblem(now) ? null : now.type });
  };
  const insert = (text: string, caret: number) => {
    const start = area.current?.selectionStart ?? draft.expression.length;
    const end = area.current?.selectionEnd ?? start;
    write(draft.expression.slice(0, start) + text + draft.expression.slice(end));
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(start + caret, start + caret);
    });
  };
  return (
    <>
      <TextArea
        ref={area}
        label={t('formula.text')}
        hint={t('formula.textHint')}
        error={problem && <Problem text={draft.expression} problem={problem} />}
        code
        rows={4}
        maxLength={4000}
        spellCheck={false}
        value={draft.expression}
        onChange={(event) => write(event.currentTarget.value)}
      />
      {!isProblem(read) && (
        <div className="flex flex-wrap gap-x-4 gap-y-1 text-xs">
          <p className="text-ink-muted">{t(`formula.gives.${read.type}`)}</p>
          <FormulaPreview ws={ws} table={table} draft={draft} read={read} fields={fields} />
        </div>
      )}
      <div className="flex gap-2">
        <Combobox
          className="flex-1"
          label={t('formula.insertField')}
          placeholder={t('formula.find')}
          emptyText={t('common.nothingFound')}
          value={null}
          onChange={(name) => name && insert(name, name.length)}
          items={fields
            .filter((field) => !isProblem(readFormula(named(field), fields)))
            .map((field) => ({ value: named(field), label: field.name }))}
        />
        <Combobox
          className="flex-1"
          label={t('formula.insertFunction')}
          placeholder={t('formula.find')}
          emptyText={t('common.nothingFound')}
          value={null}
          onChange={(name) => name && insert(`${name}()`, name.length + 1)}
          items={functionNames.map((name) => ({
            value: name,
            label: name,
            hint: t(`formula.functions.${name as FunctionName}`),
          }))}
        />
      </div>
      {!isProblem(read) && read.type === 'number' && (
        <NumberLook draft={draft} onChange={onChange}>
          {children}
        </NumberLook>
      )}
    </>
  );
}

/** A field as a formula names it. */
const named = ({ name }: OutField) => `{${name.replace(/[\\}]/g, '\\$&')}}`;

/** The text around a problem, the place marked, and what is wrong there. */
function Problem({ text, problem }: { readonly text: string; readonly problem: FormulaProblem }) {
  const { at, length } = problem;
  const end = at + Math.max(1, Math.min(length, 40));
  return (
    <>
      <span
        aria-hidden
        className="mb-1 block overflow-hidden rounded bg-sunken px-2 py-1 font-mono whitespace-pre text-ink-muted"
      >
        {at > 24 && '…'}
        {text.slice(Math.max(0, at - 24), at)}
        <mark className="bg-danger-soft text-danger">{text.slice(at, end) || '⎵'}</mark>
        {text.slice(end, end + 24)}
      </span>
      {problemText(problem, currentLanguage())}
    </>
  );
}

function NumberLook({
  draft,
  onChange,
  children,
}: Pick<FormulaSettingsProps, 'draft' | 'onChange' | 'children'>) {
  const { t } = useTranslation();
  return (
    <>
      <div className="grid grid-cols-2 gap-2">
        <Select
          label={t('formula.shownAs')}
          value={draft.result}
          onChange={(result) => onChange({ result: result as FieldDraft['result'] })}
          items={(['number', 'currency', 'percent'] as const).map((type) => ({
            value: type,
            label: t(`shape.types.${type}`),
          }))}
        />
        <Select
          label={t('shape.precision')}
          value={String(draft.precision)}
          onChange={(value) => onChange({ precision: Number(value) })}
          items={Array.from({ length: 9 }, (_, digits) => ({
            value: String(digits),
            label: (1234).toLocaleString(undefined, { minimumFractionDigits: digits }),
          }))}
        />
      </div>
      {draft.result === 'currency' && children}
    </>
  );
}
