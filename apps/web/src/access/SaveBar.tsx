import { useBlocker } from '@tanstack/react-router';
import type { Breach, Finding, Policy } from '@tessera/model';
import type { Things } from '@tessera/words';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lintDraft } from '../client/policy.ts';
import { errorText } from '../i18n/error-text.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Drawer } from '../ui/Drawer.tsx';
import { TextArea } from '../ui/TextField.tsx';
import { BreachList } from './guarantees/BreachList.tsx';
import { breachesOf } from './guarantees/breaches-of.ts';
import { FindingList } from './lint/FindingList.tsx';
import { Preview } from './preview/Preview.tsx';
import type { Draft } from './use-draft.ts';

/** Unsaved changes: give up, or save with a reason, and knowing of errors that the check finds. Leaving the page asks first. */
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
  const [previewing, setPreviewing] = useState(false);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [errors, setErrors] = useState<readonly Finding[]>([]);
  const [breaches, setBreaches] = useState<readonly Breach[]>([]);
  const [read, setRead] = useState(false);
  const start = () => {
    setErrors([]);
    setRead(false);
    setProblem(undefined);
    setBreaches([]);
    setSaving(true);
    void findErrors(ws, draft.policy).then(setErrors);
  };
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
    setBreaches([]);
    try {
      const found = await findErrors(ws, draft.policy);
      setErrors(found);
      if (found.length > 0 && !read) {
        setProblem(t('lint.acknowledgeNeeded'));
        return;
      }
      await draft.save(reason.trim());
      setSaving(false);
      setReason('');
    } catch (error) {
      const broken = breachesOf(error);
      setBreaches(broken);
      setProblem(broken.length > 0 ? t('guarantees.refused') : errorText(error));
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
            <Button onClick={() => setPreviewing(true)}>{t('preview.open')}</Button>
            <Button kind="primary" onClick={start}>
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
        {errors.length > 0 && (
          <div className="mb-4 flex flex-col gap-3">
            <Banner kind="error" title={t('lint.errors', { count: errors.length })} />
            <FindingList findings={errors} policy={draft.policy} things={things} />
            <Checkbox checked={read} onChange={setRead}>
              {t('lint.acknowledge')}
            </Checkbox>
          </div>
        )}
        {breaches.length > 0 && (
          <div className="mb-4 flex flex-col gap-3">
            <Banner kind="error" title={t('guarantees.broken', { count: breaches.length })} />
            <BreachList breaches={breaches} policy={draft.policy} things={things} />
          </div>
        )}
        <TextArea
          label={t('access.reason')}
          placeholder={t('access.reasonPlaceholder')}
          value={reason}
          maxLength={500}
          error={problem}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </Dialog>
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

/** What somebody must have read before the rules are saved. Rules that cannot be checked are refused by the save itself. */
async function findErrors(ws: string, policy: Policy): Promise<readonly Finding[]> {
  try {
    const { findings } = await lintDraft(ws, policy);
    return findings.filter(({ severity }) => severity === 'error');
  } catch {
    return [];
  }
}
