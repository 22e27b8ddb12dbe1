import { useBlocker } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../i18n/error-text.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextArea } from '../ui/TextField.tsx';
import type { Draft } from './use-draft.ts';

/** Unsaved changes: give up, or save with a reason. Leaving the page asks first. */
export function SaveBar({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation();
  const [saving, setSaving] = useState(false);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const blocker = useBlocker({
    shouldBlockFn: () => draft.dirty,
    enableBeforeUnload: () => draft.dirty,
    withResolver: true,
  });
  const save = async () => {
    if (reason.trim() === '') {
      setProblem(t('access.reasonNeeded'));
      return;
    }
    setBusy(true);
    setProblem(undefined);
    try {
      await draft.save(reason.trim());
      setSaving(false);
      setReason('');
    } catch (error) {
      setProblem(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {draft.stale ? (
        <div className="sticky bottom-4 z-20 mt-6">
          <Banner
            kind="warning"
            title={t('access.conflict')}
            actions={
              <Button size="sm" onClick={draft.discard}>
                {t('access.loadNewer')}
              </Button>
            }
          >
            {t('access.conflictText')}
          </Banner>
        </div>
      ) : (
        draft.dirty && (
          <div
            role="status"
            className="sticky bottom-4 z-20 mt-6 flex flex-wrap items-center gap-2 rounded-xl border border-line-strong bg-raised px-4 py-2.5 shadow-high"
          >
            <span className="flex-1 font-medium">{t('access.unsaved')}</span>
            <Button onClick={draft.discard}>{t('common.discard')}</Button>
            <Button kind="primary" onClick={() => setSaving(true)}>
              {t('access.save')}
            </Button>
          </div>
        )
      )}
      <Dialog
        open={saving && !draft.stale}
        onOpenChange={setSaving}
        title={t('access.saveTitle')}
        description={t('access.saveText')}
        closeLabel={t('common.close')}
        actions={
          <>
            <Button onClick={() => setSaving(false)}>{t('common.cancel')}</Button>
            <Button kind="primary" busy={busy} onClick={() => void save()}>
              {t('common.save')}
            </Button>
          </>
        }
      >
        <TextArea
          label={t('access.reason')}
          placeholder={t('access.reasonPlaceholder')}
          value={reason}
          maxLength={500}
          error={problem}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </Dialog>
      <ConfirmDialog
        open={blocker.status === 'blocked'}
        onOpenChange={(open) => !open && blocker.reset?.()}
        title={t('access.leaveTitle')}
        confirmLabel={t('access.leave')}
        cancelLabel={t('access.stay')}
        danger
        onConfirm={() => blocker.proceed?.()}
      >
        {t('access.leaveText')}
      </ConfirmDialog>
    </>
  );
}
