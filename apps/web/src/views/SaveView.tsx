import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { OutTable, OutView, ViewRequest } from '@tessera/protocol';
import { useTranslation } from 'react-i18next';
import { saveView } from '../client/records.ts';
import { schemaQuery } from '../client/workspaces.ts';
import { errorText } from '../i18n/error-text.ts';
import type { LookHandle, ViewLook } from '../state/view-look.ts';
import { Button } from '../ui/Button.tsx';
import { toast } from '../ui/Toast.tsx';

/** A look as the server keeps it. Ids of fields that are gone are left out. */
export function viewRequestOf(name: string, look: ViewLook, table: OutTable): ViewRequest {
  const known = new Set(table.fields.map((field) => field.id));
  return {
    name,
    ...(look.filter && { filter: look.filter }),
    sort: look.sort.map(({ field, direction }) => ({ field, direction })),
    hiddenFields: look.hiddenFields.filter((id) => known.has(id)),
    fieldOrder: look.fieldOrder.filter((id) => known.has(id)),
    widths: Object.fromEntries(Object.entries(look.widths).filter(([id]) => known.has(id))),
    rowHeight: look.rowHeight,
  };
}

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
      toast({ text: t('grid.viewSaved'), kind: 'success' });
    },
    onError: (error) => toast({ text: errorText(error), kind: 'error' }),
  });
  if (look.changed.length === 0) return null;
  // Saving would drop the parts of the filter that I cannot see.
  const mayManage =
    view && !view.usesHiddenFields && (table.actions.manageViews ?? 'never') !== 'never';
  return (
    <span className="flex shrink-0 items-center gap-1">
      {!mayManage && (
        <span className="text-xs text-ink-muted max-md:hidden">{t('grid.viewMine')}</span>
      )}
      <Button size="sm" kind="quiet" onClick={look.reset}>
        {t('grid.viewReset')}
      </Button>
      {mayManage && (
        <Button size="sm" busy={save.isPending} onClick={() => save.mutate()}>
          {t('grid.viewSave')}
        </Button>
      )}
    </span>
  );
}
