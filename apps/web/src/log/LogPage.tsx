import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { type AuditGroup, auditGroups } from '@tessera/model';
import { ScrollText } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../app/Page.tsx';
import { FailedState } from '../app/states.tsx';
import { auditQuery, type LogFilter } from '../client/audit.ts';
import { membersQuery } from '../client/people.ts';
import { Button } from '../ui/Button.tsx';
import { Combobox } from '../ui/Combobox.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Select } from '../ui/Select.tsx';
import { SkeletonLines } from '../ui/Skeleton.tsx';
import { TextField } from '../ui/TextField.tsx';
import { LogCheck } from './LogCheck.tsx';
import { LogExport } from './LogExport.tsx';
import { LogTable } from './LogTable.tsx';

const groups: readonly ('all' | AuditGroup)[] = [
  'all',
  ...(Object.keys(auditGroups) as AuditGroup[]),
];

/** What was done by whom, for holders of viewAudit: found by person, kind, name and day, verified, taken out. */
export function LogPage({ ws }: { readonly ws: string }) {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<LogFilter>({});
  const [checks, setChecks] = useState(false);
  const asked = useDeferredValue(filter);
  const found = useInfiniteQuery(auditQuery(ws, asked));
  const entries = found.data?.pages.flatMap((page) => page.entries) ?? [];
  const narrowed = Object.keys(filter).length > 0;
  if (found.isError) return <FailedState error={found.error} onRetry={() => found.refetch()} />;
  return (
    <Page
      title={t('log.title')}
      text={t('log.text')}
      wide
      actions={
        <>
          <Button onClick={() => setChecks(!checks)} aria-expanded={checks}>
            {t('log.check.open')}
          </Button>
          <LogExport ws={ws} filter={filter} />
        </>
      }
    >
      {checks && <LogCheck ws={ws} />}
      <Filters ws={ws} filter={filter} onChange={setFilter} />
      {found.isPending && <SkeletonLines count={6} label={t('common.loading')} />}
      {!found.isPending && entries.length === 0 && (
        <EmptyState
          icon={<ScrollText size={20} aria-hidden />}
          title={narrowed ? t('log.noneFit') : t('log.empty')}
          {...(narrowed && {
            actions: <Button onClick={() => setFilter({})}>{t('log.clear')}</Button>,
          })}
        >
          {narrowed ? t('log.noneFitText') : t('log.emptyText')}
        </EmptyState>
      )}
      {entries.length > 0 && <LogTable entries={entries} />}
      {found.hasNextPage && (
        <div className="mt-3 flex justify-center">
          <Button busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t('log.more')}
          </Button>
        </div>
      )}
    </Page>
  );
}

function Filters({
  ws,
  filter,
  onChange,
}: {
  readonly ws: string;
  readonly filter: LogFilter;
  readonly onChange: (filter: LogFilter) => void;
}) {
  const { t } = useTranslation();
  const members = useQuery(membersQuery(ws)).data ?? [];
  const people = [
    ...members.map(({ id, name }) => ({ value: id, label: name })),
    { value: 'nobody', label: t('log.nobody') },
  ];
  const set = (name: keyof LogFilter, value: string | null) => {
    const { [name]: _, ...rest } = filter;
    onChange(value ? { ...rest, [name]: value } : rest);
  };
  return (
    <search className="mb-4 flex flex-wrap items-end gap-3" aria-label={t('log.title')}>
      <Combobox
        label={t('log.member')}
        items={people}
        value={filter.actor ?? null}
        onChange={(actor) => set('actor', actor)}
        placeholder={t('log.anybody')}
        emptyText={t('log.noMember')}
        clearLabel={t('log.clear')}
        className="w-52"
      />
      <Select
        label={t('log.kind')}
        items={groups.map((group) => ({ value: group, label: t(`log.groups.${group}`) }))}
        value={(filter.kind as AuditGroup | undefined) ?? 'all'}
        onChange={(kind) => set('kind', kind === 'all' ? null : kind)}
        className="w-52"
      />
      <TextField
        label={t('log.name')}
        value={filter.text ?? ''}
        maxLength={100}
        onChange={({ currentTarget }) => set('text', currentTarget.value.trimStart())}
        className="w-44"
      />
      {(['from', 'to'] as const).map((name) => (
        <TextField
          key={name}
          type="date"
          label={t(`log.${name}`)}
          value={filter[name] ?? ''}
          onChange={({ currentTarget }) => set(name, currentTarget.value)}
          className="w-40"
        />
      ))}
    </search>
  );
}
