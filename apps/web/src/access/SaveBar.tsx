import { useBlocker } from '@tanstack/react-router';
import type { Things } from '@tessera/words';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { Drawer } from '../ui/Drawer.tsx';
import { Preview } from './preview/Preview.tsx';
import { SaveDialog } from './SaveDialog.tsx';
import type { Draft } from './use-draft.ts';

/** Unsaved changes: give up, look at what they would do, or save. Leaving the page asks first. */
export function SaveBar({
  ws,
  draft,
  things,
}: {
  readonly ws: string;
  readonly draft: Draft;
  readonly things: Things;
}) {
  const { t } = useTranslation();
  const [saving, setSaving] = useState(false);
  // Kept for the next try while the page is open.
  const [reason, setReason] = useState('');
  const discard = () => {
    setReason('');
    draft.discard();
  };
  const [previewing, setPreviewing] = useState(false);
  const blocker = useBlocker({
    shouldBlockFn: () => draft.dirty,
    enableBeforeUnload: () => draft.dirty,
    withResolver: true,
  });
  return (
    <>
      {draft.stale ? (
        <div className="sticky bottom-4 z-20 mt-6">
          <Banner
            kind="warning"
            title={t('access.conflict')}
            actions={
              <Button size="sm" onClick={discard}>
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
            <Button onClick={discard}>{t('common.discard')}</Button>
            <Button onClick={() => setPreviewing(true)}>{t('preview.open')}</Button>
            <Button kind="primary" onClick={() => setSaving(true)}>
              {t('access.save')}
            </Button>
          </div>
        )
      )}
      {saving && !draft.stale && (
        <SaveDialog
          ws={ws}
          draft={draft}
          things={things}
          reason={reason}
          onClose={(typed) => {
            setReason(typed);
            setSaving(false);
          }}
        />
      )}
      {previewing && (
        <Drawer
          open
          onOpenChange={setPreviewing}
          title={t('preview.title')}
          description={t('preview.text')}
          closeLabel={t('common.close')}
        >
          <Preview ws={ws} policy={draft.policy} />
        </Drawer>
      )}
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
