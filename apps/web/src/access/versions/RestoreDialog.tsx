import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Things } from '@tessera/words';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { policyQuery, policyVersionQuery, restorePolicy } from '../../client/policy.ts';
import { schemaQuery, workspaceQuery } from '../../client/workspaces.ts';
import { errorText } from '../../i18n/error-text.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextArea } from '../../ui/TextField.tsx';
import { toast } from '../../ui/Toast.tsx';
import { Preview } from '../preview/Preview.tsx';
import { Changes } from './Changes.tsx';

/** Asks for a reason, after telling what would become of the rules of today. */
export function RestoreDialog({
  ws,
  version,
  current,
  things,
  onClose,
}: {
  readonly ws: string;
  readonly version: number;
  readonly current: number;
  readonly things: Things;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [previewing, setPreviewing] = useState(false);
  const former = useQuery({ ...policyVersionQuery(ws, version), enabled: previewing });
  const restore = async () => {
    if (reason.trim() === '') {
      setProblem(t('access.reasonNeeded'));
      return;
    }
    setBusy(true);
    setProblem(undefined);
    try {
      const policy = await restorePolicy(ws, version, current, reason.trim());
      client.setQueryData(policyQuery(ws).queryKey, policy);
      toast({ kind: 'success', text: t('access.savedToast', { version: policy.version }) });
      onClose();
      void client.invalidateQueries(policyQuery(ws));
      void client.invalidateQueries(workspaceQuery(ws));
      void client.invalidateQueries(schemaQuery(ws));
    } catch (error) {
      setProblem(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('versions.restoreTitle', { version })}
      description={t('versions.restoreText')}
      closeLabel={t('common.close')}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" busy={busy} onClick={() => void restore()}>
            {t('versions.restore')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Changes ws={ws} from={current} to={version} things={things} />
        {!previewing && (
          <Button className="self-start" onClick={() => setPreviewing(true)}>
            {t('preview.open')}
          </Button>
        )}
        {former.isError && (
          <Banner kind="error" title={t('preview.failed', { text: errorText(former.error) })} />
        )}
        {previewing && former.data && (
          <Preview ws={ws} policy={{ ...former.data, version: current }} />
        )}
        <TextArea
          label={t('access.reason')}
          value={reason}
          maxLength={500}
          error={problem}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </div>
    </Dialog>
  );
}
