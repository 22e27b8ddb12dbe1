import type { Field, Table, TableAction } from '@tessera/model';
import type { ExplainQuestion } from '../src/index.ts';
import { exportLaw, type Law, levelLaw, mayLaw } from './law.ts';

/** What the law says of a question about a record, or a field of it. */
export function verdictLaw(law: Law, table: Table, id: string, { action, field }: ExplainQuestion) {
  const done = mayLaw(law, action, table, id);
  if (field === undefined) return { allowed: done, level: 'hidden' };
  const seen = ['read', 'edit'].includes(levelLaw(law, 'view', table, id, field));
  const level = levelLaw(law, action, table, id, field);
  const found = table.fields.find((one) => one.id === field);
  if (action === 'export') return { allowed: exportLaw(law, table, id, field), level };
  if (action === 'view') return { allowed: seen, level };
  const transfers = found?.type !== 'member' || mayLaw(law, 'transfer', table, id);
  return { allowed: seen && level === 'edit' && writable(found) && transfers, level };
}

const writable = (field: Field | undefined) =>
  field !== undefined &&
  !['modifiedTime', 'modifiedBy', 'formula', 'lookup', 'rollup', 'count'].includes(field.type) &&
  !('product' in field && field.product) &&
  !(field.type === 'link' && field.side === 'reverse');

const actions: readonly TableAction[] = ['view', 'edit', 'delete', 'export'];

/** Every question about records of a table. */
export const questions = (table: Table): ExplainQuestion[] =>
  actions.flatMap((action): ExplainQuestion[] => [
    { action },
    ...(action === 'delete' ? [] : table.fields.map(({ id }) => ({ action, field: id }))),
  ]);
