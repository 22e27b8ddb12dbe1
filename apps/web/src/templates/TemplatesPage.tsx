import { useQuery } from '@tanstack/react-query';
import type { SavedTemplate } from '@tessera/protocol';
import { Shapes } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../app/Page.tsx';
import { FailedState } from '../app/states.tsx';
import { templatesQuery } from '../client/templates.ts';
import { schemaQuery, workspaceQuery } from '../client/workspaces.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { SkeletonLines } from '../ui/Skeleton.tsx';
import { LeftOut } from './LeftOut.tsx';
import type { Looked } from './looked.ts';
import { OwnMenu } from './OwnMenu.tsx';
import { SaveTemplateDialog } from './SaveTemplateDialog.tsx';
import { StartDrawer } from './StartDrawer.tsx';
import { TemplateCard } from './TemplateCard.tsx';
import { UploadButton } from './UploadButton.tsx';

/** The gallery inside a workspace: templates kept here, those of Tessera, and saving what one has built. */
export function TemplatesPage({ ws, save = '' }: { readonly ws: string; readonly save?: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(templatesQuery(ws));
  const actions = useQuery(workspaceQuery(ws)).data?.actions ?? [];
  const tables = useQuery(schemaQuery(ws)).data?.tables ?? [];
  // Whoever shapes tables or writes rules saves also what he sees no records of.
  const saves =
    tables.length > 0 || actions.includes('manageSchema') || actions.includes('managePolicy');
  const [open, setOpen] = useState<Looked | null>(null);
  const [saving, setSaving] = useState(save !== '');
  const [saved, setSaved] = useState<SavedTemplate | null>(null);
  if (error && !data) return <FailedState error={error} onRetry={() => void refetch()} />;
  const saveButton = (
    <Button kind="primary" onClick={() => setSaving(true)}>
      {t('templates.save')}
    </Button>
  );
  return (
    <Page
      title={t('templates.title')}
      text={t('templates.text')}
      actions={
        <>
          {actions.includes('manageSchema') && (
            <UploadButton ws={ws} onKept={(own) => setOpen({ look: own.look, own })} />
          )}
          {saves && saveButton}
        </>
      }
    >
      {saved && <LeftOut saved={saved} onClose={() => setSaved(null)} />}
      {!data && <SkeletonLines count={6} height="h-16" label={t('common.loading')} />}
      {data && (
        <>
          <section aria-labelledby="own-templates">
            <h2 id="own-templates" className="font-semibold">
              {t('templates.own')}
            </h2>
            <p className="mb-3 max-w-2xl text-sm text-ink-muted">{t('templates.ownText')}</p>
            {data.own.length === 0 ? (
              <div className="rounded-lg border border-line border-dashed">
                <EmptyState
                  icon={<Shapes size={20} aria-hidden />}
                  title={t('templates.empty')}
                  {...(saves && {
                    actions: <Button onClick={() => setSaving(true)}>{t('templates.save')}</Button>,
                  })}
                >
                  {t(saves ? 'templates.emptyText' : 'templates.nothingToSave')}
                </EmptyState>
              </div>
            ) : (
              <ul className="grid gap-3 sm:grid-cols-2">
                {data.own.map((own) => (
                  <li key={own.id} className="flex">
                    <TemplateCard
                      ws={ws}
                      looked={{ look: own.look, own }}
                      onOpen={() => setOpen({ look: own.look, own })}
                      menu={<OwnMenu ws={ws} own={own} />}
                    />
                  </li>
                ))}
              </ul>
            )}
          </section>
          <section aria-labelledby="shipped-templates" className="mt-8">
            <h2 id="shipped-templates" className="mb-3 font-semibold">
              {t('templates.shipped')}
            </h2>
            <ul className="grid gap-3 sm:grid-cols-2">
              {data.shipped.map((look) => (
                <li key={look.slug} className="flex">
                  <TemplateCard ws={ws} looked={{ look }} onOpen={() => setOpen({ look })} />
                </li>
              ))}
            </ul>
          </section>
        </>
      )}
      {open && <StartDrawer ws={ws} looked={open} onClose={() => setOpen(null)} />}
      {saving && saves && (
        <SaveTemplateDialog
          ws={ws}
          app={save === '' ? 'workspace' : save}
          onClose={() => setSaving(false)}
          onSaved={setSaved}
        />
      )}
    </Page>
  );
}
