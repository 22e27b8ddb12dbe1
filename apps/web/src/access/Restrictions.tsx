import type { Restriction } from '@tessera/model';
import { describeRestriction } from '@tessera/words';
import { Lock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Chip } from '../ui/Chip.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { RuleCard } from './RuleCard.tsx';
import type { RolePart } from './role-part.ts';
import { useDay } from './use-day.ts';

/** The locks on tables of the role, as sentences. */
export function Restrictions({ ws, role, schema, draft, things }: RolePart) {
  const { t } = useTranslation();
  const day = useDay(ws);
  const tables = schema.tables.filter((table) =>
    draft.policy.grants.some(
      ({ to, on }) =>
        to.kind === 'role' &&
        to.id === role.id &&
        (on.kind === 'workspace' ||
          (on.kind === 'app' && on.id === table.app) ||
          (on.kind === 'table' && on.id === table.id)),
    ),
  );
  const touches = ({ on }: Restriction) =>
    tables.some((table) => (on.kind === 'app' ? table.app === on.id : table.id === on.id));
  const restrictions = draft.policy.restrictions.filter(touches);
  if (restrictions.length === 0)
    return <EmptyState icon={<Lock size={20} aria-hidden />} title={t('access.noRestrictions')} />;
  return (
    <div className="max-w-3xl">
      <p className="mb-4 text-ink-muted">{t('access.restrictionsText')}</p>
      <ul className="flex flex-col gap-2">
        {restrictions.map((restriction) => {
          const exempt = restriction.exempt.some(
            ({ to }) => to.kind === 'role' && to.id === role.id,
          );
          return (
            <RuleCard
              key={restriction.id}
              Icon={Lock}
              name={restriction.name}
              text={describeRestriction(restriction, things, t, day)}
              reason={restriction.reason}
              state={
                <Chip color={exempt ? 'green' : 'amber'}>
                  {t(exempt ? 'access.exempt' : 'access.bound')}
                </Chip>
              }
            />
          );
        })}
      </ul>
    </div>
  );
}
