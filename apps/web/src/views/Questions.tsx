import type { OutTable } from '@tessera/protocol';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import type { CellEnv } from '../field-types/field-ui.ts';
import { removeRecords } from '../grid/actions.ts';
import { focusGrid } from '../grid/focus-grid.ts';
import type { Grid, GridUi } from '../grid/grid-context.ts';
import type { TableSession } from '../state/table-session.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';

/** Asks before records are deleted, or appended by a paste. */
export function Questions({
  session,
  ui,
  table,
  env,
}: {
  readonly session: TableSession;
  readonly ui: StoreApi<GridUi>;
  readonly table: OutTable;
  readonly env: CellEnv;
}) {
  const { t } = useTranslation();
  const question = useStore(ui, (state) => state.question);
  const close = (yes: boolean) => {
    if (question?.kind === 'append') question.answer(yes);
    ui.setState({ question: null });
    requestAnimationFrame(focusGrid);
  };
  const grid: Pick<Grid, 'session' | 'ui' | 'table' | 'env'> = { session, ui, table, env };
  return (
    <>
      <ConfirmDialog
        open={question?.kind === 'delete'}
        onOpenChange={(open) => !open && close(false)}
        title={t('grid.askDelete.title', {
          count: question?.kind === 'delete' ? question.ids.length : 0,
        })}
        confirmLabel={t('common.delete')}
        cancelLabel={t('common.cancel')}
        danger
        onConfirm={async () => {
          if (question?.kind === 'delete') await removeRecords(grid, question.ids);
        }}
      >
        {t('grid.askDelete.text')}
      </ConfirmDialog>
      <ConfirmDialog
        open={question?.kind === 'append'}
        onOpenChange={(open) => !open && close(false)}
        title={t('grid.askAppend.title', {
          count: question?.kind === 'append' ? question.rows : 0,
        })}
        confirmLabel={t('grid.askAppend.yes')}
        cancelLabel={t('grid.askAppend.no')}
        onConfirm={() => close(true)}
      >
        {t('grid.askAppend.text')}
      </ConfirmDialog>
    </>
  );
}
