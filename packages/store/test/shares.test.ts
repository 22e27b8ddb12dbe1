import { type Denial, isDenial } from '@tessera/model';
import {
  type ExplainPlan,
  type Facts,
  planShare,
  planUnshare,
  type SharePlan,
  systemAccess,
} from '@tessera/permissions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkspace } from '../src/index.ts';
import type { WorkspaceStore } from '../src/store.ts';
import { author, create, customers, databases, must, shop, type Temporary } from './fixtures.ts';

describe.each(databases)('shares in %s', (_name, temporary) => {
  let home: Temporary;
  let store: WorkspaceStore;
  beforeAll(async () => {
    home = temporary();
    store = await shop(home.place);
    await create(store, customers.id, { rec1: { fldname: 'One' }, rec2: { fldname: 'Two' } });
  });
  afterAll(async () => {
    await store.close();
    await home.remove();
  });

  const access = () => systemAccess('test', store.schema(), { now: author.at, timeZone: 'UTC' });
  const sharing = (record: string, level: 'view' | 'edit', until?: number) =>
    planned(
      planShare([access()], {
        table: customers.id,
        record,
        to: { kind: 'member', id: 'membob' },
        level,
        reason: 'Why',
        ...(until !== undefined && { until }),
      }),
    );
  const planned = (plan: SharePlan | Denial): SharePlan => {
    if (isDenial(plan)) throw new Error(plan.message);
    return plan;
  };
  const heads = () =>
    store.shares().open.map(({ id, record, level, until }) => [id, record, level, until]);

  it('are kept, replaced by the next one for the same recipient, and there after a restart', async () => {
    must(await store.changeShares(sharing('rec1', 'view'), 'shr1', author));
    must(await store.changeShares(sharing('rec2', 'view', author.at + 5), 'shr2', author));
    const after = must(await store.changeShares(sharing('rec1', 'edit'), 'shr3', author));
    expect(after.version).toBe(3);
    const kept = [
      ['shr2', 'rec2', 'view', author.at + 5],
      ['shr3', 'rec1', 'edit', undefined],
    ];
    expect(heads()).toEqual(kept);
    expect(store.shares().open[1]).toMatchObject({ by: author.by, at: author.at, reason: 'Why' });
    expect(store.shares().open[1]?.fields.fldname).toBe('edit');
    const before = store.shares().open;
    await store.close();
    store = await openWorkspace(home.place);
    expect(store.shares().open).toEqual(before);
  });

  it('are taken back once, and not made of a record that is not there', async () => {
    const back = planned(
      planUnshare(access(), { id: 'shr2', table: customers.id, record: 'rec2' }),
    );
    must(await store.changeShares(back, 'x', author));
    expect(heads().map(([id]) => id)).toEqual(['shr3']);
    expect(await store.changeShares(back, 'x', author)).toMatchObject({ code: 'not_found' });
    const { version } = store.shares();
    expect(await store.changeShares(sharing('rec9', 'view'), 'shr4', author)).toMatchObject({
      code: 'not_found',
    });
    expect(store.shares().version).toBe(version);
  });

  it('are written only as the engine decided', async () => {
    const forged = { ...sharing('rec1', 'edit'), decide: () => ({ kind: 'unshare', id: 'shr3' }) };
    await expect(
      store.changeShares(forged as unknown as SharePlan, 'shr5', author),
    ).rejects.toThrow('Only what the permission engine');
    expect(heads().map(([id]) => id)).toEqual(['shr3']);
  });

  it('are explained only as the engine planned', async () => {
    const forged = {
      needs: { table: customers.id, records: ['rec1'], links: [], linked: [] },
      tell: ({ records }: Facts) => [...records.values()],
    };
    await expect(store.explain(forged as unknown as ExplainPlan<unknown>)).rejects.toThrow(
      'Only what the permission engine',
    );
  });
});
