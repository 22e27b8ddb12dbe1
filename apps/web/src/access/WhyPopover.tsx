import { useQuery } from '@tanstack/react-query';
import { todayIn } from '@tessera/model';
import type { ExplainAnswer, WhoCanAnswer } from '@tessera/protocol';
import type { TFunction } from 'i18next';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Asked, whoQuery, whyQuery } from '../client/explain.ts';
import { errorText } from '../i18n/error-text.ts';
import { useTimeZone } from '../members/use-time-zone.ts';
import { Popover } from '../ui/Popover.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';

/** Why I may see a record or not change a field, and who sees the record: asked when it is opened. */
export function WhyPopover({
  ws,
  asked,
  label,
  fieldName = '',
  masked = false,
  trigger,
}: {
  readonly ws: string;
  readonly asked: Asked;
  readonly label: string;
  readonly fieldName?: string;
  /** A mask stands in the cell. */
  readonly masked?: boolean;
  readonly trigger: ReactElement;
}) {
  const [open, setOpen] = useState(false);
  return (
    <Popover trigger={trigger} label={label} open={open} onOpenChange={setOpen} className="w-80">
      {open && <Why ws={ws} asked={asked} fieldName={fieldName} masked={masked} />}
    </Popover>
  );
}

function Why({
  ws,
  asked,
  fieldName,
  masked,
}: {
  readonly ws: string;
  readonly asked: Asked;
  readonly fieldName: string;
  readonly masked: boolean;
}) {
  const { t } = useTranslation();
  const { data, error } = useQuery(whyQuery(ws, asked));
  if (error) return <p role="alert">{errorText(error)}</p>;
  if (!data)
    return (
      <div role="status" aria-label={t('why.loading')} className="flex flex-col gap-2">
        <Skeleton className="h-4 w-3/4" />
        <Skeleton className="h-4 w-1/2" />
      </div>
    );
  const may = data.allowed === true;
  const opening = data.grants.filter(({ opens }) => opens === true);
  const closing = data.locks.filter(({ closes }) => closes === true);
  const shared = data.shares.filter(({ opens }) => opens);
  const inert = data.shares.some((share) => share.inert);
  const other = data.grants.filter(
    ({ opens, paths, level }) =>
      opens !== true && paths.length > 0 && (level === undefined || level === asked.action),
  );
  return (
    <div className="flex flex-col gap-2 text-sm">
      <h3 className="font-semibold">
        {t(may ? `why.may.${asked.action}` : `why.mayNot.${asked.action}`, { field: fieldName })}
      </h3>
      {masked && <p>{t('why.masked', { field: fieldName })}</p>}
      {may && (
        <Rules
          title={t('why.because')}
          lines={[...opening.map((one) => ruleText(one, t)), ...shared.map(() => t('why.share'))]}
        />
      )}
      {inert && <p className="text-ink-muted">{t('why.inert')}</p>}
      {closing.map(({ restriction, name }) => (
        <p key={restriction}>{t('why.lock', { name })}</p>
      ))}
      {!may && closing.length === 0 && other.length === 0 && (
        <p className="text-ink-muted">{t('why.none')}</p>
      )}
      {!may && <Rules title={t('why.would')} lines={other.map((one) => ruleText(one, t, true))} />}
      {asked.field === undefined && <Who ws={ws} asked={asked} />}
    </div>
  );
}

function Rules({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <div>
      <p className="text-xs text-ink-muted">{title}</p>
      <ul className="mt-1 list-disc pl-4">
        {[...new Set(lines)].map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}

const shownNames = 12;

/** The people who see the record, or saw it on a past day; only whoever writes the rules is told. */
function Who({ ws, asked }: { readonly ws: string; readonly asked: Asked }) {
  const { t } = useTranslation();
  const [day, setDay] = useState('');
  const today = todayIn(Date.now(), useTimeZone(ws));
  const now = useQuery(whoQuery(ws, asked));
  const then = useQuery({ ...whoQuery(ws, asked, day), enabled: day !== '' });
  if (!now.data?.members) return null;
  const { data, error } = day === '' ? now : then;
  return (
    <div className="flex flex-col gap-1 border-t border-line pt-2">
      <div className="flex items-center justify-between gap-2">
        <p className="text-xs text-ink-muted">{t(day === '' ? 'why.who' : 'why.whoThen')}</p>
        <input
          type="date"
          aria-label={t('why.day')}
          max={today}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
          className="rounded border border-line-strong bg-transparent px-1 text-xs"
        />
      </div>
      {error ? <p role="alert">{errorText(error)}</p> : data && <People {...data} />}
    </div>
  );
}

function People({ members = [] }: WhoCanAnswer) {
  const { t } = useTranslation();
  const seeing = members.filter(({ allowed }) => allowed === true);
  const unknown = members.filter(({ allowed }) => allowed === 'unknown').length;
  const names = seeing.slice(0, shownNames).map(({ name }) => name);
  const more = seeing.length - names.length;
  return (
    <>
      <p>
        {names.length === 0 && unknown === 0 && t('why.nobody')}
        {names.join(t('common.listSeparator'))} {more > 0 && t('why.more', { count: more })}
      </p>
      {unknown > 0 && <p className="text-ink-muted">{t('why.whoUnknown', { count: unknown })}</p>}
    </>
  );
}

/** A rule in words: how it comes to me, and which records it opens; `all`: also those ways the record did not go. */
function ruleText(
  { paths, scope }: ExplainAnswer['grants'][number],
  t: TFunction,
  all = false,
): string {
  const parts = scope.of
    .filter(({ holds }) => all || holds === true)
    .map(({ part }) => t(`why.part.${part as 'own'}`));
  const which =
    scope.kind === 'all' ? t('why.all') : [...new Set(parts)].join(t('common.listSeparator'));
  const [path] = paths;
  return t('why.of', { who: path ? whoText(path, t) : '', parts: which });
}

function whoText(
  { to, by, until }: ExplainAnswer['grants'][number]['paths'][number],
  t: TFunction,
): string {
  const name = to.name ?? '';
  const text = (() => {
    switch (to.kind) {
      case 'role':
        return by ? t('why.roleBy', { name, by: by.name ?? '' }) : t('why.role', { name });
      case 'team':
      case 'department':
        return t(`why.${to.kind}`, { name });
      case 'everyone':
        return t('why.everyone');
      default:
        return t('why.member');
    }
  })();
  if (until === undefined) return text;
  return `${text} (${t('why.until', { date: new Date(until).toISOString().slice(0, 10) })})`;
}
