import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { OutTable, OutView } from '@tessera/protocol';
import { useTranslation } from 'react-i18next';
import { saveView } from '../client/shape.ts';
import { isLooking } from '../client/sitting.ts';
import { schemaQuery } from '../client/workspaces.ts';
import { errorText } from '../i18n/error-text.ts';
import { openShape } from '../shape/shape-task.ts';
import { useManagesViews } from '../shape/ViewDialog.tsx';
import type { LookHandle } from '../state/view-look.ts';
import { Button } from '../ui/Button.tsx';
import { toast } from '../ui/Toast.tsx';
import { viewRequestOf } from './view-request.ts';

/** Shows that my look differs from the saved view, and saves it for everyone where I may. */
export function SaveView({
  table,
  view,
  look,
  workspace,
}: {
  readonly table: OutTable;
  readonly view: OutView | undefined;
  readonly look: LookHandle;
  readonly workspace: string;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: async () => {
      if (!view) return;
      await saveView(workspace, table.id, view.id, viewRequestOf(view.name, look.look, table));
      await client.invalidateQueries({ queryKey: schemaQuery(workspace).queryKey });
    },
    onSuccess: () => {
      look.reset();
      toast({ text: t(view?.personal ? 'common.saved' : 'grid.viewSaved'), kind: 'success' });
    },
    onError: (error) => toast({ text: errorText(error), kind: 'error' }),
  });
  const manages = useManagesViews(workspace, table);
  if (look.changed.length === 0) return null;
  // Saving would drop the parts of the filter that I cannot see.
  const mayManage = view && !view.usesHiddenFields && !view.locked && (view.personal || manages);
  return (
    <span className="flex shrink-0 items-center gap-1">
      {!mayManage && (
        <span className="text-xs text-ink-muted max-md:hidden">{t('grid.viewMine')}</span>
      )}
      <Button size="sm" kind="quiet" onClick={look.reset}>
        {t('grid.viewReset')}
      </Button>
      {!isLooking() && !view?.usesHiddenFields && (
        <Button
          size="sm"
          kind="quiet"
          onClick={() =>
            openShape({ kind: 'addView', table: table.id, ...(view && { from: view.id }) })
          }
        >
          {t('shape.view.saveAs')}
        </Button>
      )}
      {mayManage && (
        <Button size="sm" busy={save.isPending} onClick={() => save.mutate()}>
          {t('grid.viewSave')}
        </Button>
      )}
    </span>
  );
}
