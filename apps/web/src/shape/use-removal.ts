import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { restoreItem } from '../client/trash.ts';
import { errorText } from '../i18n/error-text.ts';
import { toast } from '../ui/Toast.tsx';
import { useFreshSchema } from './use-shaping.ts';

/** Says that something was removed, with a way to take it back. */
export function useUndoRemoval(ws: string): (trash: string, name: string) => void {
  const { t } = useTranslation();
  const client = useQueryClient();
  const fresh = useFreshSchema(ws);
  const restore = async (trash: string, name: string) => {
    try {
      await restoreItem(ws, trash);
      await fresh();
      toast({ text: t('trash.restored', { name }), kind: 'success' });
    } catch (error) {
      toast({ text: errorText(error), kind: 'error' });
    }
    await client.invalidateQueries({ queryKey: ['trash', ws] });
  };
  return (trash, name) =>
    void toast({
      text: t('shape.gone.deleted', { name }),
      action: { label: t('common.undo'), run: () => void restore(trash, name) },
    });
}
