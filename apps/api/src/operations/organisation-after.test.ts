import type { Membership } from '@tessera/model';
import type { OrganisationChange } from '@tessera/store';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeWorld, type World } from '../../test/world.ts';
import { createRecords } from './change-records.ts';
import { memberContext } from './enter-workspace.ts';
import { organisationAfter } from './organisation-after.ts';

let world: World;
beforeEach(async () => {
  world = await makeWorld();
});
afterEach(() => world.close());

it('foresees what the store will make of changes of people', async () => {
  const member = await world.join('Sam Sales', ['sales']);
  const group = { kind: 'team', id: 'teaone' } as const;
  const membership: Membership = { group, holder: { kind: 'member', id: member.id } };
  const role = { kind: 'role', id: world.roles.service ?? '' } as const;
  const department = { kind: 'department', id: 'depone', subtree: true } as const;
  const steps: OrganisationChange[][] = [
    [
      { kind: 'putTeam', id: 'teaone', name: 'One' },
      { kind: 'addMembership', membership },
    ],
    [
      { kind: 'putDepartment', id: 'depone', name: 'One', parent: null },
      { kind: 'putDepartment', id: 'deptwo', name: 'Two', parent: 'depone' },
      { kind: 'addMembership', membership: { group: role, holder: department, until: 5 } },
    ],
    [{ kind: 'putMember', member: { ...member, manager: world.owner.id, name: 'Samuel' } }],
    [{ kind: 'putRole', id: 'rolone', name: 'One', description: 'First' }],
    [{ kind: 'removeMembership', group: role, holder: department }],
    [
      { kind: 'removeTeam', id: 'teaone' },
      { kind: 'removeRole', id: 'rolone' },
    ],
    [
      { kind: 'removeDepartment', id: 'deptwo' },
      { kind: 'removeDepartment', id: 'depone' },
    ],
  ];
  for (const changes of steps) {
    const foreseen = organisationAfter(world.workspace.store.organisation(), changes);
    await world.change(...changes);
    expect(foreseen).toEqual(world.workspace.store.organisation());
  }
});

it('writes nothing by rights that were taken away while the request waited', async () => {
  const member = await world.join('Sam Sales', ['sales']);
  const context = memberContext(world.app, world.workspace, member.id);
  if (!context) throw new Error('No member.');
  const add = () =>
    createRecords(context, 'customers', { records: [{ fields: { name: 'Late' } }] });
  expect(await add()).toMatchObject({ ids: [expect.any(String)] });
  await world.change({
    kind: 'removeMembership',
    group: { kind: 'role', id: world.roles.sales ?? '' },
    holder: { kind: 'member', id: member.id },
  });
  expect(await add()).toMatchObject({ kind: 'denial', code: 'conflict' });
});
