import type { OutTable } from '@tessera/protocol';
import { importFile } from '../client/imports.ts';
import { createTable } from '../client/shape.ts';
import type { CellEnv } from '../field-types/field-ui.ts';
import { errorText } from '../i18n/error-text.ts';
import { csvOf, fieldOfColumn, type PastedColumn, writtenValues } from './guess-columns.ts';

/** What became of pasted rows. `problem`: why some or all of them were not taken. */
export interface PastedOutcome {
  readonly table: string;
  readonly created: number;
  readonly refused: number;
  readonly problem: string | null;
  /** Made, but not to be seen by its maker, so that no rows could be added. */
  readonly unseen: boolean;
}

/** Makes a table with a field for each column, then imports the rows into it. */
export async function makePastedTable(
  env: CellEnv,
  head: { name: string; app?: string; icon: string; color: string },
  columns: readonly PastedColumn[],
): Promise<PastedOutcome> {
  const fields = columns.map((column) => fieldOfColumn(column, env.language));
  const made = await createTable(env.workspace, { ...head, fields });
  const nothing = { table: made.id, created: 0, refused: 0, problem: null };
  if (!('fields' in made)) return { ...nothing, unseen: true };
  try {
    return { ...nothing, ...(await importRows(env, made, columns)), unseen: false };
  } catch (error) {
    return { ...nothing, problem: errorText(error), unseen: false };
  }
}

async function importRows(env: CellEnv, table: OutTable, columns: readonly PastedColumn[]) {
  const placed = columns.flatMap((column) => {
    const field = table.fields.find(({ name }) => name === column.name);
    return field ? [{ field, ...writtenValues(column, field, env) }] : [];
  });
  const csv = csvOf(
    placed.map(({ field }) => field.name),
    placed.map(({ values }) => values),
  );
  const file = new File([csv], 'pasted.csv', { type: 'text/csv' });
  const report = await importFile(env.workspace, { kind: 'table', table: table.id }, file, {
    encoding: 'utf-8',
    delimiter: ',',
    header: true,
    dateOrder: 'ymd',
    columns: placed.map(({ field }, column) => ({ column, field: field.id })),
    unmatched: 'empty',
  });
  return {
    created: report.created,
    refused: report.refused,
    problem: report.refusals[0]?.reason ?? null,
  };
}
