import { useQueryClient } from '@tanstack/react-query';
import { AppError } from '@tessera/model';
import { useTranslation } from 'react-i18next';
import { membersQuery, organisationQuery } from '../client/people.ts';
import { errorText } from '../i18n/error-text.ts';
import { toast } from '../ui/Toast.tsx';
import type { TreeItem } from './tree.ts';

/** Moves something in a tree and offers to take it back; what the server refuses is told. */
export function useMoves<T extends TreeItem>(
  ws: string,
  items: readonly T[],
  topLabel: string,
  write: (id: string, to: string | null) => Promise<unknown>,
): (item: T, to: string | null) => Promise<void> {
  const { t } = useTranslation();
  const client = useQueryClient();
  const nameOf = (id: string | null) =>
    id === null ? topLabel : (items.find((one) => one.id === id)?.name ?? '');
  const move = async ({ id, name }: TreeItem, to: string | null): Promise<boolean> => {
    try {
      await write(id, to);
      return true;
    } catch (error) {
      // The only thing that can be wrong with a place that is there: it would close a circle.
      const circle = error instanceof AppError && error.code === 'invalid';
      toast({
        kind: 'error',
        text: circle ? t('staff.tree.circle', { name, to: nameOf(to) }) : errorText(error),
      });
      return false;
    } finally {
      await Promise.all([
        client.invalidateQueries(organisationQuery(ws)),
        client.invalidateQueries(membersQuery(ws)),
      ]);
    }
  };
  return async (item, to) => {
    if (!(await move(item, to))) return;
    toast({
      kind: 'success',
      text: t('staff.tree.moved', { name: item.name, to: nameOf(to) }),
      action: {
        label: t('common.undo'),
        run: () => void move(item, item.parent),
      },
    });
  };
}
