import { useTranslation } from 'react-i18next';
import { changeApp, changeTable } from '../client/shape.ts';
import { errorText } from '../i18n/error-text.ts';
import { toast } from '../ui/Toast.tsx';
import { useFreshSchema } from './use-shaping.ts';

interface Item {
  readonly id: string;
  readonly name: string;
}

/** In front of which item another one lands that is moved by one place; undefined where it is at the end already. */
export function beforeAfterStep(
  items: readonly Item[],
  id: string,
  by: -1 | 1,
): string | null | undefined {
  const at = items.findIndex((item) => item.id === id);
  const to = at + by;
  if (at < 0 || to < 0 || to >= items.length) return undefined;
  return items[by < 0 ? to : to + 1]?.id ?? null;
}

/** Moves tables and apps among those beside them, for everyone. */
export function useOrder(ws: string) {
  const { t } = useTranslation();
  const fresh = useFreshSchema(ws);
  return async (kind: 'table' | 'app', item: Item, before: string | null): Promise<void> => {
    try {
      await (kind === 'table' ? changeTable : changeApp)(ws, item.id, { before });
      await fresh();
      toast({ text: t('reshape.moved', { name: item.name }) });
    } catch (error) {
      toast({ text: errorText(error), kind: 'error' });
    }
  };
}
