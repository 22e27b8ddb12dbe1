import { useQuery } from '@tanstack/react-query';
import type { OutField, OutTable, SchemaAnswer } from '@tessera/protocol';
import { useTranslation } from 'react-i18next';
import { policyQuery } from '../client/policy.ts';
import { recordsClient } from '../client/records.ts';
import { removeField } from '../client/shape.ts';
import { errorText } from '../i18n/error-text.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { toast } from '../ui/Toast.tsx';
import { DependentList } from './DependentList.tsx';
import { fieldDependents } from './dependents.ts';
import { openShape } from './shape-task.ts';
import { useUndoRemoval } from './use-removal.ts';
import { useFreshSchema, useMay } from './use-shaping.ts';

/** Asks before a field goes with its cells, and says what depends on it. */
export function DeleteField({
  ws,
  schema,
  table,
  field,
}: {
  readonly ws: string;
  readonly schema: SchemaAnswer;
  readonly table: OutTable;
  readonly field: OutField;
}) {
  const { t } = useTranslation();
  const fresh = useFreshSchema(ws);
  const undo = useUndoRemoval(ws);
  const rules = useQuery({ ...policyQuery(ws), enabled: useMay(ws, 'managePolicy') }).data;
  const filled = useQuery({
    queryKey: ['filled', ws, table.id, field.id],
    queryFn: async () => {
      const aggregate = [{ fn: 'filled' as const, field: field.id }];
      const [count] = await recordsClient(ws).aggregate(table.id, { aggregate });
      return typeof count === 'number' ? count : null;
    },
    retry: false,
    staleTime: 0,
  }).data;
  const cells =
    typeof filled !== 'number'
      ? t('shape.gone.cellsUnknown')
      : filled === 0
        ? t('shape.gone.noCells')
        : t('shape.gone.cells', { count: filled });
  return (
    <ConfirmDialog
      open
      danger
      onOpenChange={(open) => !open && openShape(null)}
      title={t('shape.gone.field', { name: field.name })}
      confirmLabel={t('shape.deleteField')}
      cancelLabel={t('common.cancel')}
      onConfirm={async () => {
        try {
          const { trash } = await removeField(ws, table.id, field.id);
          await fresh();
          undo(trash, field.name);
        } catch (error) {
          toast({ text: errorText(error), kind: 'error' });
          throw error;
        }
      }}
    >
      <p>
        {cells} {t('trash.stays')}
      </p>
      <DependentList found={fieldDependents(schema, table, field, rules)} />
    </ConfirmDialog>
  );
}
