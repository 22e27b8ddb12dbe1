import { endOfDay, type Grant, startOfDay, todayIn } from '@tessera/model';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTimeZone } from '../../members/use-time-zone.ts';
import { Combobox } from '../../ui/Combobox.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextArea, TextField } from '../../ui/TextField.tsx';
import { principalKey, principalOf, serviceItems } from '../principals.ts';
import { RuleForm } from '../RuleForm.tsx';
import type { RuleFormProps } from '../RuleList.tsx';
import { usePrincipalItems } from '../use-principal-items.ts';
import { useServices } from '../use-services.ts';

/** A single rule; of a fresh one nobody has been named yet. */
export type StartOfGrant = Omit<Grant, 'to'> & { readonly to?: Grant['to'] };

/** A rule that is no part of a role: for whom, on which table, from when until when, and what it opens. */
export function GrantForm({
  ws,
  schema,
  organisation,
  members,
  things,
  start,
  onDone,
  onClose,
}: RuleFormProps<Grant, StartOfGrant>) {
  const { t } = useTranslation();
  const timeZone = useTimeZone(ws);
  const services = useServices(ws);
  const [to, setTo] = useState(start.to);
  const programs = serviceItems(services, t('rules.kinds.service'));
  const offered = to && programs.some(({ value }) => value === principalKey(to));
  const people = usePrincipalItems({ organisation, members, things }, to && !offered ? [to] : []);
  const [on, setOn] = useState(start.on.kind === 'table' ? start.on.id : '');
  const [from, setFrom] = useState(start.from);
  const [until, setUntil] = useState(start.until);
  const [reason, setReason] = useState(start.reason);
  const table = schema.tables.find(({ id }) => id === on);
  if (!table) return null;
  const turned = from !== undefined && until !== undefined && from >= until;
  const dayOf = (at: number | undefined) => (at === undefined ? '' : todayIn(at, timeZone));
  const complete = (grant: Grant): Grant => {
    const { from: _from, until: _until, ...rest } = grant;
    return {
      ...rest,
      to: to ?? { kind: 'everyone' },
      on: { kind: 'table', id: on },
      ...(from !== undefined && { from }),
      ...(until !== undefined && { until }),
      origin: until === undefined ? 'direct' : 'temporary',
      reason: reason.trim(),
    };
  };
  return (
    <RuleForm
      key={on}
      ws={ws}
      table={table}
      classes={schema.classes}
      members={members}
      things={things}
      // Another table has other fields and links.
      start={{
        ...start,
        to: to ?? { kind: 'everyone' },
        ...(on !== (start.on.kind === 'table' ? start.on.id : '') && {
          scope: { kind: 'any', of: [{ kind: 'own' }] },
          fields: { default: start.fields.default, except: [] },
        }),
      }}
      more={{
        whole: to !== undefined && reason.trim() !== '' && !turned,
        complete,
        before: (
          <div className="grid gap-4 sm:grid-cols-2">
            <Combobox
              label={t('grants.form.to')}
              placeholder={t('grants.form.nobody')}
              emptyText={t('common.nothingFound')}
              {...(to?.kind === 'service' && { hint: t('grants.form.serviceHint') })}
              value={to ? principalKey(to) : ''}
              items={[
                { value: 'everyone', label: t('grants.form.everyone') },
                ...people,
                ...programs,
              ]}
              onChange={(key) => setTo(key ? principalOf(key) : undefined)}
            />
            <Select<string>
              label={t('grants.form.table')}
              value={on}
              items={schema.tables.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={setOn}
            />
          </div>
        ),
        after: (
          <>
            <div className="grid gap-4 sm:grid-cols-2">
              <TextField
                label={t('grants.form.from')}
                hint={t('grants.form.fromHint')}
                type="date"
                value={dayOf(from)}
                onChange={({ currentTarget: { value } }) =>
                  setFrom(value === '' ? undefined : startOfDay(value, timeZone))
                }
              />
              <TextField
                label={t('grants.form.until')}
                hint={t('grants.form.untilHint')}
                type="date"
                value={until === undefined ? '' : dayOf(until - 1)}
                error={turned ? t('grants.form.turned') : undefined}
                onChange={({ currentTarget: { value } }) =>
                  setUntil(value === '' ? undefined : endOfDay(value, timeZone))
                }
              />
            </div>
            <TextArea
              label={t('grants.form.reason')}
              value={reason}
              maxLength={500}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          </>
        ),
      }}
      onDone={onDone}
      onClose={onClose}
    />
  );
}
