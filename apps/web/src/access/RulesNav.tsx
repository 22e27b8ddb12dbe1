import { Link } from '@tanstack/react-router';
import { BadgeCheck, Bot, Clock, History, Lock } from 'lucide-react';
import { useTranslation } from 'react-i18next';

export const rulesPages = [
  { to: '/w/$ws/single-rules', Icon: Clock, label: 'grants.open' },
  { to: '/w/$ws/restrictions', Icon: Lock, label: 'rules.locks.open' },
  { to: '/w/$ws/guarantees', Icon: BadgeCheck, label: 'guarantees.open' },
  { to: '/w/$ws/rules-history', Icon: History, label: 'versions.open' },
] as const;
export const programsPage = {
  to: '/w/$ws/service-accounts',
  Icon: Bot,
  label: 'tokens.services.open',
} as const;

/** The pages of rules beside the roles. */
export function RulesNav({
  ws,
  people,
}: {
  readonly ws: string;
  /** Whether I also manage people: service accounts are kept by whoever does both. */
  readonly people: boolean;
}) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t('access.rulesNav')} className="mb-4 flex flex-wrap gap-2">
      {[...rulesPages, ...(people ? [programsPage] : [])].map(({ to, Icon, label }) => (
        <Link
          key={to}
          to={to}
          params={{ ws }}
          className="inline-flex min-h-8 items-center gap-2 rounded-md border border-line-strong px-3 hover:bg-hover"
        >
          <Icon size={15} aria-hidden />
          {t(label)}
        </Link>
      ))}
    </nav>
  );
}
