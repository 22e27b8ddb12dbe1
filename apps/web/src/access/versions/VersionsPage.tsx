import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { PolicyVersionsAnswer, WorkspaceAnswer } from '@tessera/protocol';
import { type Things, thingsOf } from '@tessera/words';
import { ArrowLeft, ChevronRight } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../app/Page.tsx';
import { FailedState, RefusedState } from '../../app/states.tsx';
import { policyVersionsQuery } from '../../client/policy.ts';
import { currentLanguage } from '../../i18n/i18n.ts';
import { useTimeZone } from '../../members/use-time-zone.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { SkeletonLines } from '../../ui/Skeleton.tsx';
import { useAccessData } from '../use-access-data.ts';
import { useServices } from '../use-services.ts';
import { Changes } from './Changes.tsx';
import { Copies } from './Copies.tsx';
import { RestoreDialog } from './RestoreDialog.tsx';

type Version = PolicyVersionsAnswer['versions'][number];

/** Every version of the rules: who saved it, when, why and what it changed; any can be brought back. */
export function VersionsPage({ ws }: { readonly ws: string }) {
  const { t } = useTranslation();
  const { workspace, rules, schema, members, organisation, error, retry } = useAccessData(ws);
  const list = useInfiniteQuery({ ...policyVersionsQuery(ws), enabled: rules });
  const [restoring, setRestoring] = useState<number | null>(null);
  const services = useServices(ws);
  const things = useMemo(
    () => schema && members && organisation && thingsOf(schema, organisation, members, services),
    [schema, organisation, members, services],
  );
  if (workspace && !rules) return <RefusedState right="managePolicy" />;
  if (list.isError && !list.data)
    return <FailedState error={list.error} onRetry={() => void list.refetch()} />;
  if (error && !things) return <FailedState error={error} onRetry={retry} />;
  const versions = list.data?.pages.flatMap((page) => page.versions) ?? [];
  const current = versions[0]?.version;
  return (
    <Page
      title={t('versions.title')}
      text={t('versions.text')}
      above={
        <Link
          to="/w/$ws/roles"
          params={{ ws }}
          className="inline-flex items-center gap-1 rounded text-ink-muted hover:text-ink"
        >
          <ArrowLeft size={14} aria-hidden />
          {t('access.backToRoles')}
        </Link>
      }
    >
      {!things || current === undefined ? (
        <SkeletonLines count={5} height="h-14" label={t('common.loading')} />
      ) : (
        <ul className="flex flex-col gap-2">
          {versions.map((one) => (
            <VersionRow
              key={one.version}
              ws={ws}
              version={one}
              current={one.version === current}
              things={things}
              onRestore={() => setRestoring(one.version)}
            />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <div className="mt-3">
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('versions.earlier')}
          </Button>
        </div>
      )}
      {workspace && copies(workspace) && <Copies ws={ws} />}
      {restoring !== null && things && current !== undefined && (
        <RestoreDialog
          ws={ws}
          version={restoring}
          current={current}
          things={things}
          onClose={() => setRestoring(null)}
        />
      )}
    </Page>
  );
}

/** Whether one may make copies of the workspace; a copy is not copied again. */
function copies({ actions, copiedAt, demo }: WorkspaceAnswer): boolean {
  return copiedAt === undefined && !demo && actions.includes('manageBackups');
}

function VersionRow({
  ws,
  version,
  current,
  things,
  onRestore,
}: {
  readonly ws: string;
  readonly version: Version;
  readonly current: boolean;
  readonly things: Things;
  readonly onRestore: () => void;
}) {
  const { t } = useTranslation();
  const timeZone = useTimeZone(ws);
  const [open, setOpen] = useState(current);
  const { version: number, at, by, reason } = version;
  const time = new Intl.DateTimeFormat(currentLanguage(), {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone,
  }).format(new Date(at));
  return (
    <li className="rounded-lg border border-line">
      <div className="flex items-center gap-2 px-3 py-2">
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="flex min-w-0 flex-1 items-center gap-2 rounded text-left"
        >
          <ChevronRight
            size={15}
            aria-hidden
            className={`shrink-0 text-ink-muted transition-transform ${open ? 'rotate-90' : ''}`}
          />
          <span className="min-w-0">
            <span className="block truncate font-medium">{reason}</span>
            <span className="block text-sm text-ink-muted">
              {t('versions.line', { version: number, name: by.name || t('versions.nobody'), time })}
            </span>
          </span>
        </button>
        {current ? (
          <Chip>{t('versions.current')}</Chip>
        ) : (
          <Button
            size="sm"
            onClick={onRestore}
            aria-label={t('versions.restoreOf', { version: number })}
          >
            {t('versions.restore')}
          </Button>
        )}
      </div>
      {open && (
        <div className="border-t border-line px-4 py-3">
          {number === 1 ? (
            <p className="text-ink-muted">{t('versions.first')}</p>
          ) : (
            <Changes ws={ws} from={number - 1} to={number} things={things} />
          )}
        </div>
      )}
    </li>
  );
}
