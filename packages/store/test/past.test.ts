import { createHash } from 'node:crypto';
import { isDenial, type Policy } from '@tessera/model';
import { compileAccess, planExplanation, subjectOf, systemAccess } from '@tessera/permissions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrganisationChange, WorkspaceStore } from '../src/store.ts';
import {
  author,
  create,
  customers,
  databases,
  must,
  planOf,
  remove,
  shop,
  type Temporary,
} from './fixtures.ts';

const member = (
  id: string,
  manager: string | null,
  status: 'active' | 'deactivated' = 'active',
): OrganisationChange => ({
  kind: 'putMember',
  member: { id, name: id, email: `${id}@example.com`, status, manager },
});

/** Whoever is in sales sees customers of more than 100. */
const big: Policy = {
  version: 0,
  restrictions: [],
  grants: [
    {
      id: 'grabig',
      to: { kind: 'role', id: 'rolsales' },
      on: { kind: 'workspace' },
      actions: ['view'],
      scope: {
        kind: 'any',
        of: [{ kind: 'where', condition: { op: 'gt', field: 'fldamount', value: 100 } }],
      },
      fields: { default: 'read', except: [] },
      origin: 'role',
      reason: '',
    },
  ],
};

describe.each(databases)('the past in %s', (_name, temporary) => {
  let home: Temporary;
  let store: WorkspaceStore;
  const minute = (n: number) => author.at + n * 60_000;
  const at = (n: number) => ({ ...author, at: minute(n), change: `chg${n}x` });
  const digest = (text: string) => createHash('sha256').update(text).digest('hex');

  /** Whether Ann could see a record after so many minutes, to somebody: unless told, to one who reads everything. */
  async function could(record: string, after: number, rules?: Policy): Promise<unknown> {
    const moment = { now: minute(after), timeZone: 'UTC' };
    const { policy, organisation, shares } = await store.past(moment.now);
    const schema = store.schema();
    const subject = subjectOf(organisation, 'memann', moment.now);
    const plan = must(
      planExplanation({
        action: 'view',
        reader: rules
          ? compileAccess({ policy: rules, schema, subject, moment, digest })
          : systemAccess('test', schema, moment),
        table: customers.id,
        record,
        at: moment.now,
        policy,
        shares,
        organisation,
        subject: compileAccess({ policy, schema, subject, moment, digest }),
        others: true,
      }),
    );
    const told = await store.explain(plan);
    return isDenial(told) ? told.code : told.allowed;
  }

  beforeAll(async () => {
    home = temporary();
    store = await shop(home.place);
    await create(store, customers.id, { rec1: { fldname: 'One', fldamount: 150_00 } });
    const role = { kind: 'role', id: 'rolsales' } as const;
    const ann = { kind: 'member', id: 'memann' } as const;
    const changed = async (n: number, ...changes: OrganisationChange[]) =>
      must(await store.changeOrganisation(changes, at(n)));
    await changed(1, member('memann', null), member('membob', 'memann'), {
      kind: 'putRole',
      id: 'rolsales',
      name: 'Sales',
    });
    must(await store.savePolicy(big, at(2), 'Big customers'));
    await changed(3, { kind: 'addMembership', membership: { group: role, holder: ann } });
    const set = (n: number, fldamount: number) =>
      store.change(
        planOf({
          table: customers.id,
          changes: [{ kind: 'update', id: 'rec1', cells: { fldamount } }],
        }),
        at(n),
      );
    must(await set(5, 50_00));
    must(await set(7, 500_00));
    await changed(9, { kind: 'removeMembership', group: role, holder: ann });
    await changed(9, member('membob', null));
    must(await store.savePolicy({ ...big, version: 1, grants: [] }, at(11), 'Nobody'));
    await changed(13, member('membob', null, 'deactivated'));
  });
  afterAll(async () => {
    await store.close();
    await home.remove();
  });

  it('is made of the rules, the people and the cells of then', async () => {
    const seen = await Promise.all([0, 2, 4, 6, 8, 10, 12].map((n) => could('rec1', n)));
    expect(seen).toEqual([false, false, true, false, true, false, false]);
    expect(await could('rec1', -1)).toBe('not_found');
  });

  it('tells nothing that hangs on a cell of then that its reader may not read', async () => {
    const [one] = big.grants;
    if (!one) throw new Error('There is no rule.');
    const seeing = (level: 'hidden' | 'masked' | 'read'): Policy => ({
      ...big,
      grants: [
        {
          ...one,
          to: { kind: 'everyone' },
          actions: ['view', 'viewHistory'],
          scope: { kind: 'all' },
          fields: { default: 'read', except: [{ field: 'fldamount', level }] },
        },
      ],
    });
    for (const level of ['hidden', 'masked'] as const)
      expect([level, await could('rec1', 4, seeing(level))]).toEqual([level, 'unknown']);
    expect(await could('rec1', 4, seeing('read'))).toBe(true);
  });

  it('knows who reported to whom, and who was where', async () => {
    const of = async (n: number) => {
      const { organisation } = await store.past(minute(n));
      const bob = organisation.members.find(({ id }) => id === 'membob');
      return [bob?.manager, bob?.status, organisation.memberships.length];
    };
    expect(await Promise.all([0, 2, 4, 10, 14].map(of))).toEqual([
      [undefined, undefined, 0],
      ['memann', 'active', 0],
      ['memann', 'active', 1],
      [null, 'active', 0],
      [null, 'deactivated', 0],
    ]);
  });

  it('lists the versions of the rules with their reasons, and gives each as it was', async () => {
    const heads = await store.policyVersions(10);
    expect(heads.map(({ version, reason, at: when }) => [version, reason, when])).toEqual([
      [2, 'Nobody', minute(11)],
      [1, 'Big customers', minute(2)],
    ]);
    expect(await store.policyVersions(10, 2)).toEqual(heads.slice(1));
    expect(await store.policyVersion(1)).toEqual({ ...big, version: 1 });
    expect(await store.policyVersion(3)).toBeNull();
  });

  it('goes back behind a record that was deleted and put back', async () => {
    await create(store, customers.id, { rec2: { fldname: 'Two', fldamount: 150_00 } });
    await remove(store, customers.id, 'rec2');
    const restored = planOf({ table: customers.id, changes: [{ kind: 'restore', id: 'rec2' }] });
    must(await store.change(restored, at(8)));
    expect(await could('rec2', 4)).toBe('not_found');
    expect(await could('rec2', 8)).toBe(true);
  });
});
