import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { LinkValue, OutRecord, QueryAnswer, SchemaAnswer } from '@tessera/protocol';
import { useDeferredValue, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { recordsClient } from '../../client/records.ts';
import { schemaQuery } from '../../client/workspaces.ts';
import { isClosed, plainText } from '../convert.ts';
import type { CellEnv, PickerProps } from '../field-ui.ts';
import { ClearLine, PickList } from './PickList.tsx';

type Open = Exclude<LinkValue, { readonly noAccess: true }>;

/** Records of the linked table, searched by what is typed: one or several. */
export function LinkPicker({
  field,
  env,
  text,
  draft,
  onDraft,
  onText,
  onCommit,
  handle,
}: PickerProps) {
  const { t } = useTranslation();
  const target = useTarget(env, field.target);
  const search = useDeferredValue(text.trim());
  const answer = useQuery<QueryAnswer>({
    queryKey: ['link-picker', env.workspace, field.target, search],
    enabled: field.target !== undefined,
    placeholderData: (last) => last,
    staleTime: 10_000,
    queryFn: ({ signal }) =>
      recordsClient(env.workspace).query(
        field.target ?? '',
        {
          limit: 50,
          ...(search && { search }),
          ...(target?.titleField && { fields: [target.titleField] }),
        },
        signal,
      ),
  });
  const all = useMemo(() => (Array.isArray(draft) ? (draft as readonly LinkValue[]) : []), [draft]);
  const chosen = all.filter((one): one is Open => !isClosed(one));
  const closed = all.filter(isClosed);
  const found = (answer.data?.records ?? []).map((record) => ({
    id: record.id,
    title: titleOf(record, target, env),
  }));
  const shown: readonly Open[] =
    text.trim() === ''
      ? [...chosen, ...found.filter((one) => !chosen.some((other) => other.id === one.id))]
      : found;
  const linkTo = (id: string): Open => shown.find((one) => one.id === id) ?? { id, title: '' };
  const toggled = (id: string): readonly LinkValue[] => {
    if (chosen.some((one) => one.id === id))
      return all.filter((one) => isClosed(one) || one.id !== id);
    return field.single ? [linkTo(id)] : [...chosen, linkTo(id), ...closed];
  };

  return (
    <PickList
      items={shown.map((one) => ({
        id: one.id,
        label: one.title,
        body: one.title || t('grid.untitled'),
      }))}
      chosen={chosen.map((one) => one.id)}
      many={!field.single}
      text={text}
      busy={answer.isFetching}
      handle={handle}
      nothing={{ ok: false, reason: 'record' }}
      onToggle={(id) => {
        if (field.single) return onCommit([linkTo(id)]);
        onDraft(toggled(id));
        onText('');
      }}
      resultOf={(id) => ({
        ok: true,
        value: id === null ? draft : field.single ? [linkTo(id)] : toggled(id),
      })}
      footer={chosen.length > 0 ? <ClearLine onClear={() => onCommit(closed)} /> : undefined}
    />
  );
}

function useTarget(env: CellEnv, table: string | undefined) {
  const schema = useQueryClient().getQueryData(schemaQuery(env.workspace).queryKey);
  return schema?.tables.find((one) => one.id === table);
}

function titleOf(
  record: OutRecord,
  target: SchemaAnswer['tables'][number] | undefined,
  env: CellEnv,
): string {
  const field = target?.fields.find((one) => one.id === target.titleField);
  return field ? plainText(field, record.fields[field.id] ?? null, env) : '';
}
