import type { Duty } from '@tessera/protocol';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../i18n/error-text.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextField } from '../ui/TextField.tsx';

/** Asks for a reason and a confirmation before somebody comes to hold guarded duties. */
export function GuardedDialog({
  name,
  duties,
  onConfirm,
  onClose,
}: {
  /** Who, or which role's holders, would hold them. */
  readonly name: string;
  readonly duties: readonly Duty[];
  readonly onConfirm: (reason: string) => Promise<void>;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [confirmed, setConfirmed] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  // Whoever owns the workspace holds every other duty with it.
  const duty = duties.includes('owner') ? 'owner' : (duties[0] ?? 'owner');
  const submit = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      await onConfirm(reason.trim());
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
          <Button
            kind="primary"
            busy={busy}
            disabled={reason.trim().length < 3 || !confirmed}
            onClick={() => void submit()}
          >
            {t('duties.give')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {problem && <Banner kind="error">{problem}</Banner>}
        <TextField
          label={t('duties.reason')}
          hint={t('duties.reasonHint')}
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Checkbox checked={confirmed} onChange={setConfirmed}>
          {t('duties.confirm', { name, duty: t(`duties.names.${duty}`) })}
        </Checkbox>
      </div>
    </Dialog>
  );
}
