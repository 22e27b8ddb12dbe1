import { useQuery } from '@tanstack/react-query';
import { Outlet, useMatches } from '@tanstack/react-router';
import { AppError } from '@tessera/model';
import { PanelLeftOpen } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TwoStepRequired } from '../account/TwoStepRequired.tsx';
import { pane } from '../client/pane.ts';
import { schemaQuery, workspaceQuery } from '../client/workspaces.ts';
import { setLanguage } from '../i18n/i18n.ts';
import { KeyWindows } from '../keys/KeyWindows.tsx';
import { useWorkspaceLive } from '../state/workspace-live.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Skeleton, SkeletonLines } from '../ui/Skeleton.tsx';
import { Sidebar } from './Sidebar.tsx';
import { isNarrow, useSidebar } from './sidebar-state.ts';
import { FailedState, OfflineBanner, ShutState } from './states.tsx';
import { ViewAsBar } from './ViewAsBar.tsx';

const ShapeDialogs = lazy(() =>
  import('../shape/ShapeDialogs.tsx').then((page) => ({ default: page.ShapeDialogs })),
);

const DemoBar = lazy(() =>
  import('../demo/DemoBar.tsx').then((page) => ({ default: page.DemoBar })),
);

function useSidebarKey() {
  const toggle = useSidebar((state) => state.toggle);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const mod = event.ctrlKey || event.metaKey;
      if (!mod || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'b') return;
      event.preventDefault();
      toggle();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [toggle]);
}

/** Keeps the live connection on every page, so that a change of rights shows at once. */
function Live({ ws }: { readonly ws: string }) {
  useWorkspaceLive(ws);
  return null;
}

/** Everything inside a workspace: sidebar and content. */
export function WorkspaceFrame({ ws }: { readonly ws: string }) {
  const { t } = useTranslation();
  const open = useSidebar((state) => state.open);
  const toggle = useSidebar((state) => state.toggle);
  const workspace = useQuery(workspaceQuery(ws));
  const schema = useQuery(schemaQuery(ws));
  const onlyReads = useMatches({ select: (all) => all.at(-1)?.staticData.onlyReads === true });
  useSidebarKey();
  const refused = workspace.error;
  const stepMissing = refused instanceof AppError && refused.code === 'two_step_required';
  // Stays while recovery codes are shown, whatever is fetched again meanwhile.
  const [settingUp, setSettingUp] = useState(false);

  const language = workspace.data?.me.language ?? workspace.data?.language;
  useEffect(() => {
    if (language) setLanguage(language);
  }, [language]);
  const name = workspace.data?.name;
  useEffect(() => {
    document.title = name ? `${name} · Tessera` : 'Tessera';
  }, [name]);

  if (stepMissing && !settingUp) setSettingUp(true);
  if (settingUp)
    return (
      <TwoStepRequired onDone={() => void workspace.refetch().then(() => setSettingUp(false))} />
    );
  if (workspace.isPending)
    return (
      <div className="flex h-full">
        <div className="hidden w-60 flex-col gap-3 p-3 md:flex">
          <Skeleton className="h-8" />
          <Skeleton className="mt-4 h-6" />
          <Skeleton className="h-6" />
          <Skeleton className="h-6" />
        </div>
        <div className="flex-1 border-l border-line bg-surface p-8">
          <SkeletonLines count={6} label={t('common.loading')} />
        </div>
      </div>
    );
  if (workspace.isError)
    return <FailedState error={workspace.error} onRetry={() => void workspace.refetch()} />;

  return (
    <div className="flex h-full flex-col">
      <a
        href="#content"
        className="sr-only z-60 rounded bg-surface px-3 py-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t('shell.skip')}
      </a>
      {workspace.data.demo && pane === null && (
        <Suspense>
          <DemoBar ws={ws} me={workspace.data.me.id} />
        </Suspense>
      )}
      {workspace.data.viewAs && <ViewAsBar ws={ws} viewAs={workspace.data.viewAs} />}
      <OfflineBanner />
      <Live ws={ws} />
      <KeyWindows ws={ws} />
      <Suspense>
        <ShapeDialogs ws={ws} />
      </Suspense>
      <div className="relative flex min-h-0 flex-1">
        {open ? (
          <>
            {isNarrow() && (
              <button
                type="button"
                aria-label={t('shell.hideSidebar')}
                className="absolute inset-0 z-30 bg-scrim md:hidden"
                onClick={toggle}
              />
            )}
            <div className="absolute inset-y-0 left-0 z-30 border-r border-line md:static md:z-auto">
              <Sidebar workspace={workspace.data} schema={schema.data} />
            </div>
          </>
        ) : (
          <div className="flex w-10 shrink-0 flex-col items-center border-r border-line pt-2">
            <IconButton label={t('shell.showSidebar')} keys="Ctrl B" onClick={toggle}>
              <PanelLeftOpen size={16} aria-hidden />
            </IconButton>
          </div>
        )}
        <main id="content" tabIndex={-1} className="min-w-0 flex-1 bg-surface outline-none">
          {schema.isError && !schema.data ? (
            <FailedState error={schema.error} onRetry={() => void schema.refetch()} />
          ) : (
            <Suspense
              fallback={
                <div className="p-8">
                  <SkeletonLines count={6} label={t('common.loading')} />
                </div>
              }
            >
              {workspace.data.viewAs && !onlyReads ? <ShutState /> : <Outlet />}
            </Suspense>
          )}
        </main>
      </div>
    </div>
  );
}
