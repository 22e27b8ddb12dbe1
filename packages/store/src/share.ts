import { type Denial, denial, isDenial, noSuchRecord, type Share } from '@tessera/model';
import { isProven, type SharePlan } from '@tessera/permissions';
import type { Tell, Told } from './audit/write.ts';
import type { Queries, Words } from './dialects/dialect.ts';
import { rendering } from './expressions.ts';
import type { Layout } from './layout.ts';
import { loadLinked, loadRecords } from './records.ts';
import type { Authorship } from './store.ts';
import { addShare, closeShares } from './system/share-rows.ts';

/** A record has no more shares at a time. */
const mostOfRecord = 200;

/**
 * Loads what a sharing needs, lets it decide and writes it, within one transaction; gives the open shares afterwards.
 * A share of a record to whom it is shared already takes the place of the former one.
 */
export async function runSharing(
  queries: Queries,
  words: Words,
  layout: Layout,
  open: readonly Share[],
  plan: SharePlan,
  id: string,
  authorship: Authorship,
  tell: Tell,
): Promise<readonly Share[] | Denial> {
  const r = rendering(words, layout);
  const table = layout.tables.get(plan.needs.table);
  if (!table) return noSuchRecord;
  const loaded = await loadRecords(queries, r, table, { ids: plan.needs.records });
  const linked = await loadLinked(queries, r, plan.needs, loaded);
  const records = new Map([...loaded].map(([key, { cells }]) => [key, { ...cells }]));
  const decided = plan.decide({ records, linked });
  if (isDenial(decided)) return decided;
  if (!isProven(decided)) throw new Error('Only what the permission engine has decided is shared.');
  if (decided.kind === 'unshare') {
    const found = open.find((share) => share.id === decided.id);
    if (!found) return noSuchShare;
    await closeShares(queries, [decided.id], authorship);
    await tell([toldOf('share.take', found)], authorship);
    return open.filter((share) => share.id !== decided.id);
  }
  const { record, to, level, until, reason, fields } = decided;
  const ofRecord = open.filter((one) => one.table === decided.table && one.record === record);
  const former = ofRecord.filter((one) => one.to.kind === to.kind && one.to.id === to.id);
  if (ofRecord.length - former.length >= mostOfRecord)
    return denial('too_large', `A record is shared with at most ${mostOfRecord}.`);
  const { by, at } = authorship;
  const share: Share = {
    id,
    table: decided.table,
    record,
    to: { kind: to.kind, id: to.id },
    level,
    ...(until !== undefined && { until }),
    by,
    at,
    reason,
    fields,
  };
  const gone = new Set(former.map((one) => one.id));
  await closeShares(queries, [...gone], authorship);
  await addShare(queries, share);
  await tell([toldOf('share.give', share)], authorship);
  return [...open.filter((one) => !gone.has(one.id)), share];
}

function toldOf(kind: 'share.give' | 'share.take', share: Share): Told {
  const { table, record, to, level, until, reason } = share;
  const objects = {
    table,
    records: [record],
    [to.kind]: to.id,
    aspects: [level],
    ...(until !== undefined && { until }),
  };
  return { kind, objects, ...(kind === 'share.give' && reason !== '' && { reason }) };
}

/** The answer to a share that is none, or is taken back already. */
export const noSuchShare: Denial = denial('not_found', 'There is no such share.');
