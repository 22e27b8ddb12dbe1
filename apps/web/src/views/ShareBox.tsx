import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { endOfDay, type ShareLevel, shareLevels, todayIn } from '@tessera/model';
import type { SharesAnswer } from '@tessera/protocol';
import type { TFunction } from 'i18next';
import { Trash2, UserPlus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shareRecord, sharesQuery, unshareRecord } from '../client/shares.ts';
import type { CellEnv } from '../field-types/field-ui.ts';
import { errorText } from '../i18n/error-text.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Combobox } from '../ui/Combobox.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Popover } from '../ui/Popover.tsx';
import { Select } from '../ui/Select.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { TextField } from '../ui/TextField.tsx';

interface SharedRecord {
  readonly env: CellEnv;
  readonly table: string;
  readonly record: string;
}

/** Whom a record is shared with, and the form to share it; for those who may. */
export function ShareBox(props: SharedRecord) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      label={t('shares.title')}
      open={open}
      onOpenChange={setOpen}
      align="end"
      className="w-[min(24rem,calc(100vw-1.5rem))]"
      trigger={
        <IconButton size="sm" label={t('shares.title')}>
          <UserPlus size={14} aria-hidden />
        </IconButton>
      }
    >
      {open && <Shares {...props} />}
    </Popover>
  );
}

function Shares({ env, table, record }: SharedRecord) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const query = sharesQuery(env.workspace, table, record);
  const { data, error } = useQuery(query);
  const renew = () => client.invalidateQueries({ queryKey: query.queryKey });
  const take = useMutation({
    mutationFn: (id: string) => unshareRecord(env.workspace, table, record, id),
    onSettled: renew,
  });
  if (error) return <p role="alert">{errorText(error)}</p>;
  if (!data)
    return (
      <div role="status" aria-label={t('shares.loading')} className="flex flex-col gap-2">
        <Skeleton className="h-4 w-3/4" />
        <Skeleton className="h-4 w-1/2" />
      </div>
    );
  return (
    <div className="flex flex-col gap-4 text-sm">
      <h3 className="font-semibold">{t('shares.title')}</h3>
      {take.error && <Banner kind="error">{errorText(take.error)}</Banner>}
      {data.shares.length === 0 ? (
        <p className="text-ink-muted">{t('shares.none')}</p>
      ) : (
        <ul className="flex max-h-52 flex-col gap-1 overflow-y-auto">
          {data.shares.map((share) => (
            <li key={share.id} className="flex items-start gap-2">
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium">
                  {share.to.kind === 'member'
                    ? share.to.name
                    : t(`shares.group.${share.to.kind}`, { name: share.to.name })}
                </span>
                <span className="block text-xs text-ink-muted">{lineOf(share, env, t)}</span>
              </span>
              <IconButton
                size="sm"
                label={t('shares.takeBack', { name: share.to.name })}
                disabled={take.isPending}
                onClick={() => take.mutate(share.id)}
              >
                <Trash2 size={14} aria-hidden />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <ShareForm env={env} table={table} record={record} groups={data.groups} onDone={renew} />
    </div>
  );
}

function lineOf(
  { level, until, by, reason }: SharesAnswer['shares'][number],
  { timeZone }: CellEnv,
  t: TFunction,
): string {
  return [
    t(`shares.level.${level}`),
    ...(until === undefined ? [] : [t('shares.until', { date: todayIn(until - 1, timeZone) })]),
    t('shares.by', { name: by.name }),
    ...(reason ? [reason] : []),
  ].join(' · ');
}

function ShareForm({
  env,
  table,
  record,
  groups,
  onDone,
}: SharedRecord & {
  readonly groups: SharesAnswer['groups'];
  readonly onDone: () => Promise<unknown>;
}) {
  const { t } = useTranslation();
  const [to, setTo] = useState<string | null>(null);
  const [level, setLevel] = useState<ShareLevel>('view');
  const [day, setDay] = useState('');
  const [reason, setReason] = useState('');
  const give = useMutation({
    mutationFn: (key: string) => {
      const [kind, id = ''] = key.split(' ');
      return shareRecord(env.workspace, table, record, {
        to: { kind: kind as 'member' | 'team' | 'role', id },
        level,
        reason,
        ...(day !== '' && { until: endOfDay(day, env.timeZone) }),
      });
    },
    onSuccess: async () => {
      setTo(null);
      setReason('');
      await onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (to !== null) give.mutate(to);
  };
  return (
    <form className="flex flex-col gap-3 border-t border-line pt-3" onSubmit={submit}>
      {give.error && <Banner kind="error">{errorText(give.error)}</Banner>}
      <Combobox
        label={t('shares.to')}
        size="sm"
        value={to}
        onChange={setTo}
        placeholder={t('shares.choose')}
        emptyText={t('common.nothingFound')}
        items={[
          ...env.members.map(({ id, name }) => ({ value: `member ${id}`, label: name })),
          ...groups.map(({ kind, id, name }) => ({
            value: `${kind} ${id}`,
            label: t(`shares.group.${kind}`, { name }),
          })),
        ]}
      />
      <div className="flex gap-2">
        <Select
          label={t('shares.may')}
          size="sm"
          className="flex-1"
          value={level}
          items={shareLevels.map((value) => ({ value, label: t(`shares.level.${value}`) }))}
          onChange={setLevel}
        />
        <TextField
          label={t('shares.lastDay')}
          type="date"
          className="flex-1"
          min={env.today}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
      </div>
      <TextField
        label={t('shares.reason')}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <p className="text-xs text-ink-muted">{t('shares.hint')}</p>
      <Button kind="primary" size="sm" type="submit" disabled={to === null} busy={give.isPending}>
        {t('shares.give')}
      </Button>
    </form>
  );
}
