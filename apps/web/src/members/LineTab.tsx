import { UsersRound } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { changeMember } from '../client/people.ts';
import { Chip } from '../ui/Chip.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { MoveTree } from './MoveTree.tsx';
import type { PeopleProps } from './people-props.ts';
import { childrenOf, withBelow } from './tree.ts';
import { useMoves } from './use-moves.ts';

/** Who reports to whom, as a tree of people who are dragged from one superior to another. */
export function LineTab({ ws, members, me }: PeopleProps & { readonly me: string }) {
  const { t } = useTranslation();
  const topLabel = t('staff.tree.lineTop');
  const items = useMemo(() => {
    const all = members.map((member) => ({ ...member, parent: member.manager ?? null }));
    const leads = new Set(
      all.flatMap(({ status, parent }) => (status === 'deactivated' || !parent ? [] : [parent])),
    );
    // Whoever has left stands in the line only while somebody still reports to them.
    return all.filter(({ id, status }) => status !== 'deactivated' || leads.has(id));
  }, [members]);
  const children = useMemo(() => childrenOf(items), [items]);
  const move = useMoves(ws, items, topLabel, (id, manager) => changeMember(ws, id, { manager }));
  if (items.length < 2)
    return (
      <EmptyState icon={<UsersRound size={20} aria-hidden />} title={t('staff.tree.alone')}>
        {t('staff.tree.aloneText')}
      </EmptyState>
    );
  return (
    <>
      <p className="mb-4 max-w-3xl text-ink-muted">{t('staff.tree.lineText')}</p>
      <MoveTree
        items={items}
        label={t('staff.tree.line')}
        topLabel={topLabel}
        onMove={move}
        hint={({ title, email }) => title ?? email}
        fixed={({ id }) => id === me}
        content={(member) => {
          const direct = children.get(member.id)?.length ?? 0;
          const all = direct > 0 ? withBelow(items, member.id).size - 1 : 0;
          return (
            <>
              <span className="min-w-0 truncate">
                {member.name}
                {member.id === me && <span className="text-ink-muted"> ({t('people.you')})</span>}
                {member.title && <span className="text-sm text-ink-muted"> · {member.title}</span>}
              </span>
              {member.status !== 'active' && member.status && (
                <Chip>{t(`people.status.${member.status}`)}</Chip>
              )}
              {direct > 0 && (
                <span className="ml-auto shrink-0 text-sm text-ink-muted tabular-nums">
                  {t('staff.tree.reports', { count: direct })}
                  {all > direct && ` · ${t('staff.tree.allReports', { count: all })}`}
                </span>
              )}
            </>
          );
        }}
      />
    </>
  );
}
