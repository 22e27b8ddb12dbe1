import { useQuery } from '@tanstack/react-query';
import { type ChangeWords, describeDifference, type Things } from '@tessera/words';
import { Minus, Pencil, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { policyDifferenceQuery } from '../../client/policy.ts';
import { errorText } from '../../i18n/error-text.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { SkeletonLines } from '../../ui/Skeleton.tsx';
import { useDay } from '../use-day.ts';

const icons = { added: Plus, removed: Minus, changed: Pencil } as const;

/** What was done to the rules between two versions, rule by rule in words. */
export function Changes({
  ws,
  from,
  to,
  things,
}: {
  readonly ws: string;
  readonly from: number;
  readonly to: number;
  readonly things: Things;
}) {
  const { t } = useTranslation();
  const day = useDay(ws);
  const difference = useQuery(policyDifferenceQuery(ws, from, to));
  if (difference.isError)
    return (
      <Banner
        kind="error"
        title={errorText(difference.error)}
        actions={
          <Button size="sm" onClick={() => void difference.refetch()}>
            {t('common.retry')}
          </Button>
        }
      />
    );
  if (!difference.data) return <SkeletonLines count={2} label={t('common.loading')} />;
  const changes = describeDifference(difference.data, things, t, day);
  if (changes.length === 0) return <p className="text-ink-muted">{t('versions.same')}</p>;
  return (
    <ul className="flex flex-col gap-2">
      {changes.map((change) => (
        <Change key={change.key} change={change} />
      ))}
    </ul>
  );
}

function Change({ change }: { readonly change: ChangeWords }) {
  const { t } = useTranslation();
  const Icon = icons[change.kind];
  return (
    <li className="flex items-start gap-2">
      <Icon
        size={14}
        role="img"
        aria-label={t(`versions.${change.kind}`)}
        className="mt-1 shrink-0 text-ink-muted"
      />
      <div className="min-w-0">
        {change.before !== undefined && (
          <p className="text-ink-muted line-through decoration-line-strong">{change.before}</p>
        )}
        <p className={change.kind === 'removed' ? 'text-ink-muted line-through' : undefined}>
          {change.text}
        </p>
        {change.details.map((detail) => (
          <p key={detail} className="text-sm text-ink-muted">
            {detail}
          </p>
        ))}
      </div>
    </li>
  );
}
