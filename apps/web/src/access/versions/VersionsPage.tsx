import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { PolicyVersionsAnswer, WorkspaceAnswer } from '@tessera/protocol';
import type { Things } from '@tessera/words';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../app/Page.tsx';
import { FailedState } from '../../app/states.tsx';
import { policyVersionsQuery } from '../../client/policy.ts';
import { workspaceQuery } from '../../client/workspaces.ts';
import { currentLanguage } from '../../i18n/i18n.ts';
import { useTimeZone } from '../../members/use-time-zone.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Select } from '../../ui/Select.tsx';
import { SkeletonLines } from '../../ui/Skeleton.tsx';
import { BackToRoles } from '../BackToRoles.tsx';
import { RulesFrame, type RulesPart } from '../RulesFrame.tsx';
import { Changes } from './Changes.tsx';
import { Copies } from './Copies.tsx';
import { RestoreDialog } from './RestoreDialog.tsx';

type Version = PolicyVersionsAnswer['versions'][number];

/** Every version of the rules: who saved it, when, why and what it changed; any can be brought back. */
export function VersionsPage({ ws }: { readonly ws: string }) {
  const { t } = useTranslation();
  return (
    <RulesFrame ws={ws} title={t('versions.title')}>
      {(part) => <Versions {...part} />}
    </RulesFrame>
  );
}

function Versions({ ws, things }: RulesPart) {
  const { t } = useTranslation();
  const { data: workspace } = useQuery(workspaceQuery(ws));
  const list = useInfiniteQuery(policyVersionsQuery(ws));
  const [restoring, setRestoring] = useState<number | null>(null);
  if (list.isError && !list.data)
    return <FailedState error={list.error} onRetry={() => void list.refetch()} />;
  const versions = list.data?.pages.flatMap((page) => page.versions) ?? [];
  const current = versions[0]?.version;
  return (
    <Page title={t('versions.title')} text={t('versions.text')} above={<BackToRoles ws={ws} />}>
      {current === undefined ? (
        <SkeletonLines count={5} height="h-14" label={t('common.loading')} />
      ) : (
        <ul className="flex flex-col gap-2">
          {versions.map((one) => (
            <VersionRow
              key={one.version}
              ws={ws}
              version={one}
              current={one.version === current}
              others={versions.filter(({ version }) => version < one.version)}
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
      {restoring !== null && current !== undefined && (
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
  others,
  things,
  onRestore,
}: {
  readonly ws: string;
  readonly version: Version;
  readonly current: boolean;
  /** The earlier ones that were loaded, to compare with. */
  readonly others: readonly Version[];
  readonly things: Things;
  readonly onRestore: () => void;
}) {
  const { t } = useTranslation();
  const timeZone = useTimeZone(ws);
  const [open, setOpen] = useState(current);
  const { version: number, at, by, reason } = version;
  const [from, setFrom] = useState(number - 1);
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
            <>
              {others.length > 1 && (
                <Select
                  label={t('versions.since')}
                  items={others.map((one) => ({
                    value: String(one.version),
                    label: t('versions.option', { version: one.version, reason: one.reason }),
                  }))}
                  value={String(from)}
                  onChange={(next) => setFrom(Number(next))}
                  size="sm"
                  className="mb-3 max-w-md"
                />
              )}
              <Changes ws={ws} from={from} to={number} things={things} />
            </>
          )}
        </div>
      )}
    </li>
  );
}
