import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeWorld, type World } from '../../test/world.ts';
import { createRecords } from './change-records.ts';
import { memberContext } from './enter-workspace.ts';

let world: World;
beforeEach(async () => {
  world = await makeWorld();
});
afterEach(() => world.close());

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
