import { useQuery } from '@tanstack/react-query';
import { type ReadFormula, todayIn } from '@tessera/model';
import type { OutField, OutTable } from '@tessera/protocol';
import { useTranslation } from 'react-i18next';
import { firstRecordQuery } from '../client/records.ts';
import { isEmptyValue } from '../field-types/convert.ts';
import { CellFace } from '../field-types/masked.tsx';
import { currentLanguage } from '../i18n/i18n.ts';
import { useTimeZone } from '../members/use-time-zone.ts';
import type { FieldDraft } from './field-draft.ts';
import { formulaValue } from './formula-value.ts';

/** What the formula gives on the first record that I see, worked out here while it is typed. */
export function FormulaPreview({
  ws,
  table,
  draft,
  read,
  fields,
}: {
  readonly ws: string;
  readonly table: OutTable;
  readonly draft: FieldDraft;
  readonly read: ReadFormula;
  readonly fields: readonly OutField[];
}) {
  const { t } = useTranslation();
  const timeZone = useTimeZone(ws);
  const record = useQuery(firstRecordQuery(ws, table.id)).data?.record;
  const made = record && formulaValue(read, draft, fields, record, timeZone);
  if (!made) return null;
  const title = table.titleField === null ? null : record.fields[table.titleField];
  const env = {
    ...{ workspace: ws, language: currentLanguage(), timeZone, members: [] },
    today: todayIn(Date.now(), timeZone),
  };
  return (
    <div className="flex min-w-0 items-center gap-2">
      <span className="shrink-0 text-ink-muted">
        {typeof title === 'string' && title !== ''
          ? t('formula.on', { record: title.slice(0, 40) })
          : t('formula.onFirst')}
      </span>
      <output className="min-w-0 truncate">
        {isEmptyValue(made.value) && made.field.result !== 'checkbox' ? (
          <span className="text-ink-muted">{t('formula.nothing')}</span>
        ) : (
          <CellFace field={made.field} value={made.value} env={env} lines={1} />
        )}
      </output>
    </div>
  );
}

/** While existing records are filled by a formula that is saved. */
export function WorkingOut({ ws, table }: { readonly ws: string; readonly table: string }) {
  const { t } = useTranslation();
  const count = useQuery(firstRecordQuery(ws, table)).data?.total ?? 0;
  if (count === 0) return null;
  return (
    <p role="status" className="text-xs text-ink-muted">
      {t('formula.working', { count })}
    </p>
  );
}
