import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { WorkspaceAction } from '@tessera/model';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TemplateDetails } from '../account/TemplateDetails.tsx';
import { startFrom } from '../client/templates.ts';
import { workspaceQuery } from '../client/workspaces.ts';
import { errorText } from '../i18n/error-text.ts';
import { currentLanguage } from '../i18n/i18n.ts';
import { useFreshSchema } from '../shape/use-shaping.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { toast } from '../ui/Toast.tsx';
import type { Looked } from './looked.ts';

/** What is in a template and who will see what of it; from here one starts. */
export function StartDrawer({
  ws,
  looked: { look, own },
  onClose,
}: {
  readonly ws: string;
  readonly looked: Looked;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const fresh = useFreshSchema(ws);
  const actions = useQuery(workspaceQuery(ws)).data?.actions;
  const [samples, setSamples] = useState(true);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const ruled = look.roles.length + look.locks.length > 0;
  const needed: readonly WorkspaceAction[] = ruled
    ? ['manageSchema', 'managePolicy']
    : ['manageSchema'];
  const missing = actions && needed.find((right) => !actions.includes(right));
  const start = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const app = await startFrom(ws, { template: own?.id ?? look.slug, samples });
      const schema = await fresh();
      await client.invalidateQueries({ queryKey: ['workspace', ws] });
      toast({
        kind: 'success',
        text: t('templates.started', { name: look.name[currentLanguage()] }),
      });
      onClose();
      const table = schema.tables.find((one) => one.app === app.id);
      if (table) await navigate({ to: '/w/$ws/t/$table', params: { ws, table: table.id } });
    } catch (error) {
      setProblem(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  const holds = own === undefined || own.records > 0;
  return (
    <TemplateDetails
      template={look}
      onClose={() => !busy && onClose()}
      actions={
        missing ? (
          <p className="flex-1 text-sm text-ink-muted">
            {t('templates.mayNot', { right: t(`access.workspace.${missing}.name`) })}
          </p>
        ) : (
          <div className="flex w-full flex-col gap-3">
            {problem && <Banner kind="error">{problem}</Banner>}
            {holds && (
              <Checkbox checked={samples} onChange={setSamples}>
                {own
                  ? t('templates.withRecords', { count: own.records })
                  : t('templates.withSamples')}
              </Checkbox>
            )}
            <div className="flex items-center gap-3">
              <p className="flex-1 text-xs text-ink-muted">{t('templates.adds')}</p>
              <Button kind="primary" busy={busy} onClick={() => void start()}>
                {t(busy ? 'templates.starting' : 'templates.start')}
              </Button>
            </div>
          </div>
        )
      }
    />
  );
}
