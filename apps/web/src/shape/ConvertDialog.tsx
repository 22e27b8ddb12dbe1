import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { conversionTypes } from '@tessera/model';
import type { ConversionRequest, OutField, OutTable, SchemaAnswer } from '@tessera/protocol';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { convertField, previewConversion } from '../client/shape.ts';
import { errorText } from '../i18n/error-text.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { toast } from '../ui/Toast.tsx';
import { ConversionPreview } from './ConversionPreview.tsx';
import { FieldSettings } from './FieldSettings.tsx';
import { draftOf, type FieldDraft, fieldRequestOf, withType } from './field-draft.ts';
import { openShape } from './shape-task.ts';
import { TypePicker } from './TypePicker.tsx';
import { useFreshSchema } from './use-shaping.ts';

/** Gives a field another type, after showing what becomes of its cells. */
export function ConvertDialog({
  ws,
  schema,
  table,
  field,
}: {
  readonly ws: string;
  readonly schema: SchemaAnswer;
  readonly table: OutTable;
  readonly field: OutField;
}) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<FieldDraft>(() => draftOf(field));
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string>();
  const fresh = useFreshSchema(ws);
  const chosen = draft.type !== field.type && (draft.type !== 'link' || draft.target !== null);
  const body = conversionOf(draft);
  const preview = useQuery({
    queryKey: ['conversion', ws, table.id, field.id, body],
    queryFn: () => previewConversion(ws, table.id, field.id, body),
    enabled: chosen,
    retry: false,
    staleTime: 0,
    gcTime: 0,
    placeholderData: keepPreviousData,
  });
  const found = chosen && !preview.isPlaceholderData ? preview.data : undefined;
  const save = async () => {
    if (!found) return;
    setBusy(true);
    setFailed(undefined);
    try {
      await convertField(ws, table.id, field.id, { ...body, lose: found.lost });
      await fresh();
      const type = t(`shape.types.${draft.type}`);
      toast({ text: t('reshape.converted', { name: field.name, type }), kind: 'success' });
      openShape(null);
    } catch (error) {
      setFailed(errorText(error));
      void preview.refetch();
    } finally {
      setBusy(false);
    }
  };
  const lost = found?.lost ?? 0;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && !busy && openShape(null)}
      title={t('reshape.convertTitle', { name: field.name })}
      description={t('reshape.convertFrom', {
        table: table.name,
        type: t(`shape.types.${field.type}`),
      })}
      width="lg"
      closeLabel={t('common.close')}
      actions={
        <>
          <Button disabled={busy} onClick={() => openShape(null)}>
            {t('common.cancel')}
          </Button>
          <Button
            kind={lost > 0 ? 'danger' : 'primary'}
            busy={busy}
            disabled={!found}
            onClick={() => void save()}
          >
            {lost > 0 ? t('reshape.convertLosing', { count: lost }) : t('reshape.convert')}
          </Button>
        </>
      }
    >
      <div className="grid gap-x-6 gap-y-4 md:grid-cols-[18rem_minmax(0,1fr)]">
        <TypePicker
          value={draft.type}
          types={conversionTypes}
          onChange={(type) => {
            const [only, ...more] = schema.tables.filter(({ id }) => id !== table.id);
            const target = only && more.length === 0 ? only.id : draft.target;
            setFailed(undefined);
            setDraft((now) => ({
              ...withType(now, type),
              precision: precisionFor(field, type),
              target,
            }));
          }}
        />
        <div className="flex min-w-0 flex-col gap-3.5">
          {draft.type !== field.type && (
            <FieldSettings
              ws={ws}
              table={table}
              draft={draft}
              onChange={(part) => setDraft((now) => ({ ...now, ...part }))}
              saved={undefined}
              policy={false}
              typeOnly
            />
          )}
          {!chosen && <p className="text-sm text-ink-muted">{t('reshape.chooseType')}</p>}
          {chosen && preview.isError && <Banner kind="error">{errorText(preview.error)}</Banner>}
          {chosen && !preview.isError && <ConversionPreview found={found} />}
          {failed && <Banner kind="error">{failed}</Banner>}
        </div>
      </div>
    </Dialog>
  );
}

/** As many decimals as there were; whole percents need two more, since they are kept as fractions. */
function precisionFor(field: OutField, type: OutField['type']): number {
  const usual = type === 'currency' || type === 'percent' ? 2 : 0;
  return Math.max(usual, field.precision ?? 0);
}

function conversionOf(draft: FieldDraft): ConversionRequest {
  const { type, precision, currency, target, single, reverse } = fieldRequestOf(draft, false);
  return {
    type,
    ...(precision !== undefined && { precision }),
    ...(currency !== undefined && { currency }),
    ...(target !== undefined && { target, single: single ?? false }),
    ...(reverse !== undefined && { reverse }),
  };
}
