import { isDenial } from '@tessera/model';
import type { TokenRequest } from '@tessera/protocol';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type LiveWorld, liveWorld } from '../../test/live-world.ts';
import { makeToken, revokeToken } from '../operations/tokens.ts';

let world: LiveWorld;
beforeEach(async () => {
  world = await liveWorld();
  const { small } = world;
  const { id } = small.workspace;
  await small.app.accounts.addWorkspace(id, 'Small', 0);
});
afterEach(() => world.close());

async function made(ceiling: TokenRequest['ceiling']) {
  const answer = await makeToken(world.small.as('memsam'), { name: 'Screen', ceiling, days: 1 });
  if (isDenial(answer)) throw new Error(answer.message);
  return { id: answer.token.id, headers: { authorization: `Bearer ${answer.secret}` } };
}

it('shows a program what its token opens, as it changes, until the token is revoked', async () => {
  const { id, headers } = await made({
    rules: [{ on: { kind: 'table', id: 'tbldeals' }, actions: ['view'], level: 'read' }],
    duties: [],
  });
  const screen = await world.connect('memsam', undefined, headers);
  await screen.subscribe('tbldeals');
  expect(screen.names()).toEqual(['One']);
  expect(screen.windows.get('s')?.outcomes[0]?.actions).toEqual(['view']);
  await world.small.create('tbldeals', 'recnew', { flddeal: 'New', fldowner: 'memsam' });
  await screen.until(() => screen.names().includes('New'));
  await screen.subscribe('tblcustomers', {}, 'other');
  expect(screen.frames.at(-1)).toMatchObject({ type: 'error', sub: 'other' });
  await revokeToken(world.small.as('memsam'), id);
  await screen.until(() => screen.closed);
  expect(screen.frames.at(-1)).toMatchObject({ type: 'bye' });
  expect(await world.refusal(headers)).toBe(401);
});

it('keeps a member and his token apart on equal screens', async () => {
  const { headers } = await made({
    rules: [{ on: { kind: 'workspace' }, actions: ['view'], level: 'read' }],
    duties: [],
  });
  const [himself, program] = [
    await world.connect('memsam'),
    await world.connect('memsam', undefined, headers),
  ];
  await Promise.all([himself, program].map((screen) => screen.subscribe('tbldeals')));
  await world.small.create('tbldeals', 'recnew', { flddeal: 'New', fldowner: 'memsam' });
  await himself.until(() => himself.names().includes('New'));
  await program.until(() => program.names().includes('New'));
  const edits = [himself, program].map((screen) =>
    screen.windows.get('s')?.outcomes.some(({ actions }) => actions.includes('edit')),
  );
  expect(edits).toEqual([true, false]);
});
