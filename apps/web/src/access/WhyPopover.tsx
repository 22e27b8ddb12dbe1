import { useQuery } from '@tanstack/react-query';
import { todayIn } from '@tessera/model';
import type { WhoCanAnswer } from '@tessera/protocol';
import { describeExplanation, describePeople, thingsOf } from '@tessera/words';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Asked, whoQuery, whyQuery } from '../client/explain.ts';
import { membersQuery } from '../client/people.ts';
import { schemaQuery } from '../client/workspaces.ts';
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
  const { data: schema } = useQuery(schemaQuery(ws));
  const { data: members = [] } = useQuery(membersQuery(ws));
  if (error) return <p role="alert">{errorText(error)}</p>;
  if (!data || !schema)
    return (
      <div role="status" aria-label={t('why.loading')} className="flex flex-col gap-2">
        <Skeleton className="h-4 w-3/4" />
        <Skeleton className="h-4 w-1/2" />
      </div>
    );
  const { head, because, notes, would } = describeExplanation(
    data,
    {
      action: asked.action,
      record: true,
      // Conditions name fields, choices and members alone.
      things: thingsOf(schema, { roles: [], teams: [], departments: [] }, members),
      ...(asked.field !== undefined && { field: fieldName }),
    },
    t,
  );
  return (
    <div className="flex flex-col gap-2 text-sm">
      <h3 className="font-semibold">{head}</h3>
      {masked && <p>{t('why.masked', { field: fieldName })}</p>}
      <Rules title={t('why.because')} lines={because} />
      {notes.map((note) => (
        <p key={note} className="text-ink-muted">
          {note}
        </p>
      ))}
      <Rules title={t('why.would')} lines={would} />
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
        {lines.map((line) => (
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

function People(answer: WhoCanAnswer) {
  const { t } = useTranslation();
  return (
    <>
      {describePeople(answer, t, shownNames).map((line) => (
        <p key={line}>{line}</p>
      ))}
    </>
  );
}
