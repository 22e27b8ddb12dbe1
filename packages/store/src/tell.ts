import { type Denial, noSuchTable } from '@tessera/model';
import { type ExplainPlan, isProven } from '@tessera/permissions';
import type { Queries, Words } from './dialects/dialect.ts';
import { rendering } from './expressions.ts';
import type { Layout } from './layout.ts';
import { loadPast } from './past.ts';
import { loadLinked, loadRecords } from './records.ts';

/** Loads the facts of a question about access and lets the plan answer it. Nothing is written. */
export async function tellPlan<Told>(
  queries: Queries,
  words: Words,
  layout: Layout,
  plan: ExplainPlan<Told>,
  timeZone: string,
): Promise<Told | Denial> {
  if (!isProven(plan)) throw new Error('Only what the permission engine has planned is answered.');
  const r = rendering(words, layout);
  const table = layout.tables.get(plan.needs.table);
  if (!table) return noSuchTable;
  const loaded = await loadRecords(queries, r, table, { ids: plan.needs.records });
  const linked = await loadLinked(queries, r, plan.needs, loaded);
  const records = new Map([...loaded].map(([id, { cells }]) => [id, cells]));
  const { past: moment } = plan.needs;
  const past =
    moment === undefined
      ? undefined
      : await loadPast(queries, loaded, moment, table.table, timeZone);
  return plan.tell({ records, linked, ...(past && { past }) });
}
