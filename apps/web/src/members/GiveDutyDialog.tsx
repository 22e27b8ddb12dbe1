import { endOfDay, todayIn } from '@tessera/model';
import { type AdministratorsAnswer, guardedDuties, type OutMember } from '@tessera/protocol';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { giveDuty } from '../client/administrators.ts';
import { Banner } from '../ui/Banner.tsx';
import { Combobox } from '../ui/Combobox.tsx';
import { TextField } from '../ui/TextField.tsx';
import { toast } from '../ui/Toast.tsx';
import { DutyDialog } from './DutyDialog.tsx';
import { useTimeZone } from './use-time-zone.ts';

/** Asks who is to have a duty, why and until when; those that open everything are confirmed. */
export function GiveDutyDialog({
  ws,
  state: { duty, holders, role },
  members,
  me,
  onDone,
  onClose,
}: {
  readonly ws: string;
  readonly state: AdministratorsAnswer['duties'][number];
  readonly members: readonly OutMember[];
  readonly me: string;
  readonly onDone: (answer: AdministratorsAnswer) => Promise<void>;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const timeZone = useTimeZone(ws);
  const [member, setMember] = useState<string | null>(null);
  const [until, setUntil] = useState('');
  const guarded = guardedDuties.includes(duty);
  const holds = new Set(holders.map((one) => one.member));
  const chosen = members.find(({ id }) => id === member);
  const give = async (reason: string) => {
    if (member === null) return;
    const answer = await giveDuty(ws, {
      duty,
      member,
      reason,
      ...(until !== '' && { until: endOfDay(until, timeZone) }),
      ...(guarded && { confirmed: true as const }),
    });
    await onDone(answer);
    toast({ kind: 'success', text: t('duties.given', { name: chosen?.name ?? '' }) });
  };
  return (
    <DutyDialog
      duty={duty}
      guarded={guarded}
      name={chosen?.name ?? '…'}
      ready={member !== null}
      onConfirm={give}
      onClose={onClose}
      above={
        <Combobox
          label={t('duties.person')}
          items={members
            .filter(({ id, status }) => id !== me && status !== 'deactivated' && !holds.has(id))
            .map(({ id, name, email }) => ({
              value: id,
              label: name,
              ...(email && { hint: email }),
            }))}
          value={member}
          onChange={setMember}
          placeholder={t('people.choose')}
          emptyText={t('common.nothingFound')}
        />
      }
      below={
        <>
          <TextField
            label={t('duties.lastDay')}
            hint={t('duties.lastDayHint')}
            type="date"
            min={todayIn(Date.now(), timeZone)}
            value={until}
            onChange={(event) => setUntil(event.currentTarget.value)}
          />
          {role === null && <Banner>{t('duties.makesRole')}</Banner>}
        </>
      }
    />
  );
}
