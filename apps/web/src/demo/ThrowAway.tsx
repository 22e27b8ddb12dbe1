import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rememberDemo, throwAwayDemo } from '../client/demo.ts';
import { errorText } from '../i18n/error-text.ts';
import { leaveWithoutGoodbye } from '../state/workspace-live.ts';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { toast } from '../ui/Toast.tsx';

/** Ends the demo company, after one question, and leads to an empty installation's set-up page. */
export function ThrowAway({
  before,
  onLeaving,
}: {
  /** What has to be done first, such as taking the key. */
  readonly before?: () => Promise<unknown>;
  /** It has begun, or was given up. */
  readonly onLeaving?: (leaving: boolean) => void;
}) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  const confirm = async () => {
    const stay = leaveWithoutGoodbye();
    onLeaving?.(true);
    try {
      await before?.();
      const { token } = await throwAwayDemo();
      rememberDemo(false);
      // A whole new page, so that nothing of the demo stays in memory.
      location.replace(`/setup?token=${encodeURIComponent(token)}`);
    } catch (error) {
      stay();
      onLeaving?.(false);
      toast({ kind: 'error', text: errorText(error) });
      throw error;
    }
  };
  return (
    <>
      <Button size="sm" icon={<Trash2 size={14} aria-hidden />} onClick={() => setAsked(true)}>
        {t('demo.throwAway')}
      </Button>
      <ConfirmDialog
        open={asked}
        onOpenChange={setAsked}
        title={t('demo.throwAwayTitle')}
        confirmLabel={t('demo.throwAwayConfirm')}
        cancelLabel={t('common.cancel')}
        danger
        onConfirm={confirm}
      >
        {t('demo.throwAwayText')}
      </ConfirmDialog>
    </>
  );
}
