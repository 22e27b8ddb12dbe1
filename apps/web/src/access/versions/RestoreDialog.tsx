import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Things } from '@tessera/words';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ReasonDialog } from '../../app/ReasonDialog.tsx';
import { policyQuery, policyVersionQuery, restorePolicy } from '../../client/policy.ts';
import { schemaQuery, workspaceQuery } from '../../client/workspaces.ts';
import { errorText } from '../../i18n/error-text.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { toast } from '../../ui/Toast.tsx';
import { Preview } from '../preview/Preview.tsx';
import { useGiving } from '../use-giving.tsx';
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
  const [previewing, setPreviewing] = useState(false);
  const former = useQuery({ ...policyVersionQuery(ws, version), enabled: previewing });
  const giving = useGiving(things);
  const restore = async (reason: string, confirmed?: true) => {
    const policy = await restorePolicy(ws, version, current, reason, confirmed);
    client.setQueryData(policyQuery(ws).queryKey, policy);
    toast({ kind: 'success', text: t('access.savedToast', { version: policy.version }) });
    for (const { queryKey } of [policyQuery(ws), workspaceQuery(ws), schemaQuery(ws)])
      void client.invalidateQueries({ queryKey });
  };
  return (
    <ReasonDialog
      title={t('versions.restoreTitle', { version })}
      text={t('versions.restoreText')}
      confirmLabel={t('versions.restore')}
      width="lg"
      onConfirm={(reason) => giving.run((confirmed) => restore(reason, confirmed))}
      onClose={onClose}
      above={
        <>
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
          {giving.notice}
        </>
      }
    />
  );
}
