import { ClipboardPaste } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CellEnv } from '../field-types/field-ui.ts';
import { readBlock } from '../grid/clipboard/paste.ts';
import { FieldIcon } from '../grid/field-icon.tsx';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Select } from '../ui/Select.tsx';
import {
  columnsOf,
  draftField,
  hasHeader,
  isTitleType,
  type PastedColumn,
  type PastedType,
  pastedTypes,
  type Rows,
  writtenValues,
} from './guess-columns.ts';

const most = { rows: 5000, columns: 60 };

export interface Pasted {
  readonly rows: Rows;
  readonly header: boolean;
  readonly columns: readonly PastedColumn[];
}

/** The place to paste cells into, then each column with the type its values look like. */
export function PastedTable({
  env,
  pasted,
  onChange,
}: {
  readonly env: CellEnv;
  readonly pasted: Pasted | null;
  readonly onChange: (pasted: Pasted | null) => void;
}) {
  const { t } = useTranslation();
  const [problem, setProblem] = useState<string>();
  const named = (rows: Rows, header: boolean) =>
    columnsOf(rows, header, (number) => t('shape.start.column', { number }));
  const take = (event: React.ClipboardEvent) => {
    event.preventDefault();
    const block = readBlock(event.clipboardData, true);
    const rows = (block ?? []).map((row) => row.map(({ text }) => text));
    const width = Math.max(0, ...rows.map((row) => row.length));
    if (!rows.some((row) => row.some((cell) => cell.trim() !== '')))
      return setProblem(t('shape.start.nothing'));
    if (rows.length > most.rows || width > most.columns)
      return setProblem(t('shape.start.tooMany', most));
    setProblem(undefined);
    const header = hasHeader(rows);
    onChange({ rows, header, columns: named(rows, header) });
  };
  if (!pasted)
    return (
      <div className="flex flex-col gap-2">
        <textarea
          aria-label={t('shape.start.pasteHere')}
          readOnly
          rows={5}
          onPaste={take}
          placeholder={t('shape.start.pasteHint')}
          className="field-box resize-none border-dashed bg-canvas p-3 text-sm"
        />
        {problem && <Banner kind="error">{problem}</Banner>}
      </div>
    );
  const { rows, header, columns } = pasted;
  const put = (at: number, part: Partial<PastedColumn>) =>
    onChange({
      ...pasted,
      columns: columns.map((column, index) => (index === at ? { ...column, ...part } : column)),
    });
  const unfit = columns.reduce(
    (sum, column) => sum + writtenValues(column, draftField(column, env.language), env).unfit,
    0,
  );
  const count = header ? rows.length - 1 : rows.length;
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <span className="text-sm text-ink-muted">
          {t('shape.start.rows', { count })}
          {t('common.listSeparator')}
          {t('shape.start.columns', { count: columns.length })}
        </span>
        <Checkbox
          checked={header}
          onChange={(next) => onChange({ rows, header: next, columns: named(rows, next) })}
        >
          {t('shape.start.header')}
        </Checkbox>
        <span className="flex-1" />
        <Button
          size="sm"
          kind="quiet"
          icon={<ClipboardPaste size={14} aria-hidden />}
          onClick={() => onChange(null)}
        >
          {t('shape.start.again')}
        </Button>
      </div>
      <div className="max-h-80 overflow-auto rounded-lg border border-line">
        <table className="w-max min-w-full text-sm">
          <thead className="sticky top-0 bg-canvas">
            <tr>
              {columns.map((column, at) => (
                <th
                  key={`${at}${columns.length}`}
                  className="w-44 border-b border-line p-1.5 text-left align-top font-normal"
                >
                  <input
                    aria-label={t('shape.start.fieldName', { number: at + 1 })}
                    className="field-box mb-1 min-h-7 w-40 px-2 font-medium"
                    maxLength={100}
                    value={column.name}
                    onChange={(event) => put(at, { name: event.target.value })}
                  />
                  <Select<PastedType>
                    label={t('shape.start.fieldType', { number: at + 1 })}
                    hideLabel
                    size="sm"
                    className="w-40"
                    value={column.type}
                    onChange={(type) => put(at, { type })}
                    items={pastedTypes
                      .filter((type) => at > 0 || isTitleType(type))
                      .map((type) => ({
                        value: type,
                        label: t(`shape.types.${type}`),
                        icon: <FieldIcon type={type} />,
                      }))}
                  />
                  {at === 0 && (
                    <span className="px-1 text-xs text-ink-muted">{t('shape.start.title')}</span>
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: Math.min(5, count) }, (_, row) => (
              <tr key={`${row}of${count}`} className="border-b border-line last:border-0">
                {columns.map((column, at) => (
                  <td
                    key={`${at}${columns.length}`}
                    className="max-w-44 truncate px-3 py-1.5 text-ink-muted"
                  >
                    {column.values[row]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {unfit > 0 && <Banner kind="warning">{t('shape.start.unfit', { count: unfit })}</Banner>}
    </div>
  );
}
