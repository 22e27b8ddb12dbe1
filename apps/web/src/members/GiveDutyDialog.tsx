import { endOfDay, todayIn } from '@tessera/model';
import { type AdministratorsAnswer, guardedDuties, type OutMember } from '@tessera/protocol';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { giveDuty } from '../client/administrators.ts';
import { errorText } from '../i18n/error-text.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Combobox } from '../ui/Combobox.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextField } from '../ui/TextField.tsx';
import { toast } from '../ui/Toast.tsx';
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
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState('');
  const [confirmed, setConfirmed] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const guarded = guardedDuties.includes(duty);
  const holds = new Set(holders.map((one) => one.member));
  const chosen = members.find(({ id }) => id === member);
  const ready = member !== null && reason.trim().length >= 3 && (!guarded || confirmed);
  const submit = async () => {
    if (member === null) return;
    setBusy(true);
    setProblem(undefined);
    try {
      const answer = await giveDuty(ws, {
        duty,
        member,
        reason: reason.trim(),
        ...(until !== '' && { until: endOfDay(until, timeZone) }),
        ...(guarded && { confirmed: true as const }),
      });
      await onDone(answer);
      toast({ kind: 'success', text: t('duties.given', { name: chosen?.name ?? '' }) });
      onClose();
    } catch (error) {
      setProblem(errorText(error));
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && !busy && onClose()}
      title={t('duties.giveTitle', { duty: t(`duties.names.${duty}`) })}
      description={t(`duties.texts.${duty}`)}
      closeLabel={t('common.close')}
      actions={
        <>
          <Button disabled={busy} onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button kind="primary" busy={busy} disabled={!ready} onClick={() => void submit()}>
            {t('duties.give')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {problem && <Banner kind="error">{problem}</Banner>}
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
        <TextField
          label={t('duties.reason')}
          hint={t('duties.reasonHint')}
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <TextField
          label={t('duties.lastDay')}
          hint={t('duties.lastDayHint')}
          type="date"
          min={todayIn(Date.now(), timeZone)}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
        {role === null && <Banner>{t('duties.makesRole')}</Banner>}
        {guarded && (
          <Checkbox checked={confirmed} onChange={setConfirmed}>
            {t('duties.confirm', {
              name: chosen?.name ?? '…',
              duty: t(`duties.names.${duty}`),
            })}
          </Checkbox>
        )}
      </div>
    </Dialog>
  );
}
