import { isDenial, type Policy, type TableId } from '@tessera/model';
import {
  type Access,
  exportableFields,
  outcomeOf,
  type PolicyPreview,
  PreviewDraft,
  secureRows,
  systemAccess,
  type TableEffect,
} from '@tessera/permissions';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WorkspaceStore } from '../store.ts';
import { members } from './arbitraries.ts';
import { accessOf, moment, policyOver, tables } from './policies.ts';
import { firstSeed, openTwins, type Twins } from './twins.ts';

const runs = Number(process.env.RUNS ?? 60);
describe.each([firstSeed, firstSeed + 1])('the preview of a draft (seed %i)', (seed) => {
  let twins: Twins;
  beforeAll(async () => {
    twins = await openTwins(seed, true);
  });
  afterAll(() => twins.close());

  it('tells what reading again before and after it tells, in SQLite and PostgreSQL', async () => {
    const { stores } = twins;
    const { schema } = twins.ground;
    /** Members who gain or lose something on one table by one draft. */
    let moved = 0;
    const policies = fc.tuple(policyOver(schema.tables), policyOver(schema.tables));
    const agree = async ([before, other]: [Policy, Policy], keep: boolean) => {
      const after = keep ? { ...before, grants: [...before.grants, ...other.grants] } : other;
      for (const store of stores) {
        const told = await preview(store, before, after);
        for (const member of members)
          for (const table of tables) {
            const was = await readable(store, accessOf(store.schema(), before, member), table);
            const is = await readable(store, accessOf(store.schema(), after, member), table);
            const effect = told.effects
              .find((one) => one.members.includes(member))
              ?.tables.find((one) => one.table === table);
            expect(effect ? counted(effect) : {}).toEqual(turnover(was, is));
            moved += effect ? 1 : 0;
          }
      }
    };
    await fc.assert(fc.asyncProperty(policies, fc.boolean(), agree), { seed, numRuns: runs });
    if (process.env.TESSERA_PROOF_LOG) console.log({ moved });
    expect(moved).toBeGreaterThanOrEqual(Math.min(500, 8 * runs));
  }, 240_000);
});

async function preview(store: WorkspaceStore, before: Policy, after: Policy) {
  const draft = new PreviewDraft(systemAccess('test', store.schema(), moment));
  for (const member of members)
    draft.add(
      member,
      true,
      accessOf(store.schema(), before, member),
      accessOf(store.schema(), after, member),
    );
  const plan = draft.plan();
  const pause = async () => undefined;
  const found = new Map();
  for (const tally of plan.tallies)
    found.set(tally.signature.table, await store.tally(tally, pause));
  return (await plan.tell(found, pause)) satisfies PolicyPreview;
}

/** All that a member may do with records and cells, as reading tells. */
async function readable(
  store: WorkspaceStore,
  access: Access,
  table: TableId,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const own = access.tables.get(table);
  const query = secureRows(access, { table, limit: 1000, fields: [] });
  if (isDenial(query) || !own) return found;
  const { rows } = await store.rows(query);
  for (const { id, bits } of rows) {
    const { actions, fields } = outcomeOf(own, bits);
    for (const action of actions) if (action !== 'create') found.add(`${action}:${id}`);
    const exported = exportableFields(own, bits);
    for (const [field, level] of Object.entries(fields)) {
      found.add(`${level === 'masked' ? 'masked' : 'read'} ${field}:${id}`);
      if (level === 'edit') found.add(`edit ${field}:${id}`);
      if (exported?.has(field)) found.add(`export ${field}:${id}`);
    }
  }
  return found;
}

type Counts = Record<string, { gained: unknown; lost: unknown }>;

function turnover(before: ReadonlySet<string>, after: ReadonlySet<string>): Counts {
  const counts: Record<string, { gained: number; lost: number }> = {};
  const count = (from: ReadonlySet<string>, to: ReadonlySet<string>, way: 'gained' | 'lost') => {
    for (const text of to) {
      if (from.has(text)) continue;
      const name = text.slice(0, text.indexOf(':'));
      counts[name] ??= { gained: 0, lost: 0 };
      counts[name][way] += 1;
    }
  };
  count(before, after, 'gained');
  count(after, before, 'lost');
  return counts;
}

function counted({ records: { gained, lost }, actions, cells }: TableEffect): Counts {
  const found: Counts = {};
  if (gained !== 0 || lost !== 0) found.view = { gained, lost };
  for (const { action, ...counts } of actions) found[action] = counts;
  for (const { use, fields, ...counts } of cells)
    for (const field of fields) found[`${use} ${field}`] = counts;
  return found;
}
