import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../i18n/error-text.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog, type DialogProps } from '../ui/Dialog.tsx';
import { TextArea } from '../ui/TextField.tsx';

/** Asks why something is done, before it is done. */
export function ReasonDialog({
  title,
  text,
  confirmLabel,
  danger = false,
  width = 'md',
  placeholder,
  hint,
  shortest = 1,
  ready = true,
  start = '',
  above,
  below,
  onConfirm,
  onClose,
}: {
  readonly title: string;
  readonly text: string;
  readonly confirmLabel: string;
  readonly danger?: boolean;
  readonly width?: DialogProps['width'];
  readonly placeholder?: string;
  readonly hint?: string;
  /** Characters a reason has at least. */
  readonly shortest?: number;
  /** Whether everything else that is asked for is there. */
  readonly ready?: boolean;
  /** The reason as it was typed before. */
  readonly start?: string;
  readonly above?: ReactNode;
  readonly below?: ReactNode;
  /** Does it; the dialog closes after that, or tells what went wrong. */
  readonly onConfirm: (reason: string) => Promise<void>;
  /** With the reason as it was typed so far; empty once it is done. */
  readonly onClose: (typed: string) => void;
}) {
  const { t } = useTranslation();
  const [reason, setReason] = useState(start);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    // Above it there may be a long list: what is wrong comes into sight.
    if (problem !== undefined) box.current?.focus();
  }, [problem]);
  const confirm = async () => {
    if (reason.trim().length < shortest) return setProblem(t('access.reasonNeeded'));
    setBusy(true);
    setProblem(undefined);
    try {
      await onConfirm(reason.trim());
      onClose('');
    } catch (error) {
      setProblem(errorText(error));
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && !busy && onClose(reason)}
      width={width}
      title={title}
      description={text}
      closeLabel={t('common.close')}
      actions={
        <>
          <Button disabled={busy} onClick={() => onClose(reason)}>
            {t('common.cancel')}
          </Button>
          <Button
            kind={danger ? 'danger' : 'primary'}
            busy={busy}
            disabled={!ready}
            onClick={() => void confirm()}
          >
            {confirmLabel}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {above}
        <TextArea
          ref={box}
          label={t('access.reason')}
          {...(placeholder !== undefined && { placeholder })}
          hint={hint}
          value={reason}
          maxLength={500}
          error={problem}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {below}
      </div>
    </Dialog>
  );
}
