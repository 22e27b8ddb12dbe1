import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LiveWorld, liveWorld, ownDeals, settle } from '../../test/live-world.ts';
import type { SmallWorkspace } from '../../test/small-workspace.ts';

let world: LiveWorld;
let small: SmallWorkspace;
beforeEach(async () => {
  world = await liveWorld();
  small = world.small;
});
afterEach(() => world.close());

describe('live windows and access', () => {
  it('lets in members of the workspace with their own cookie and origin, others as if there were nothing', async () => {
    const cookie = world.cookie('memsam');
    const { origin } = world;
    expect(await world.refusal({ origin })).toBe(401);
    expect(await world.refusal({ cookie, origin: 'http://evil.example' })).toBe(403);
    expect(await world.refusal({ cookie, origin }, 'wspnothing00000')).toBe(404);
    await small.organise({
      kind: 'putMember',
      member: { ...small.as('memsam').member, status: 'deactivated' },
    });
    expect(await world.refusal({ cookie, origin })).toBe(404);
  });

  it('closes what is no longer mine within a second when a role or a rule is taken away', async () => {
    const sam = await world.connect('memsam');
    const owner = await world.connect(small.owner);
    await sam.subscribe('deals');
    await owner.subscribe('deals');
    await small.rule([{ ...ownDeals, actions: ['view'] }]);
    await sam.until(() => sam.frames.at(-1)?.type === 'snapshot' && sam.frames.length === 3);
    expect(sam.frames.map(({ type }) => type)).toEqual(['snapshot', 'access', 'snapshot']);
    expect(sam.windows.get('s')?.outcomes[0]?.actions).toEqual(['view']);
    await small.organise({
      kind: 'removeMembership',
      group: { kind: 'role', id: 'rolsales' },
      holder: { kind: 'member', id: 'memsam' },
    });
    await sam.until(() => sam.frames.at(-1)?.type === 'closed');
    expect(sam.windows.size).toBe(0);
    // To the owner, who writes the rules: where fields may be unique now, and the people he manages.
    await settle();
    const heard = ['access', 'snapshot'];
    expect(owner.frames.map(({ type }) => type)).toEqual(['snapshot', ...heard, ...heard]);
  });

  it('tells nothing of rules and fields that make no difference to me', async () => {
    const [sam, owner] = [await world.connect('memsam'), await world.connect(small.owner)];
    await sam.subscribe('deals');
    await owner.subscribe('deals');
    const first = owner.frames.length;
    await small.rule([
      ownDeals,
      {
        to: { kind: 'role', id: 'rolother' },
        on: { kind: 'table', id: 'tbldeals' },
        actions: ['view'],
        scope: { kind: 'all' },
      },
    ]);
    await small.addField('tblcustomers', {
      id: 'fldsecret',
      name: 'Secret',
      slug: 'secret',
      classes: [],
      type: 'text',
    });
    await owner.until(() => owner.frames.length > first);
    await settle();
    expect(sam.frames).toHaveLength(1);
  });

  it('notices by itself when access ends', async () => {
    const sam = await world.connect('memsam');
    await small.rule([{ ...ownDeals, until: Date.now() + 1500 }]);
    await sam.subscribe('deals');
    expect(sam.names()).toEqual(['One']);
    await sam.until(() => sam.frames.at(-1)?.type === 'closed');
  });

  it('says goodbye to a member who is deactivated and to a session that has ended', async () => {
    const [sam, tia] = [await world.connect('memsam'), await world.connect('memtia')];
    await sam.subscribe('deals');
    await small.organise({
      kind: 'putMember',
      member: { ...small.as('memsam').member, status: 'deactivated' },
    });
    await sam.until(() => sam.closed);
    expect(sam.frames.at(-1)?.type).toBe('bye');
    const cookie = world.cookie('memtia').split('=')[1] ?? '';
    const token = decodeURIComponent(cookie).split('.')[0] ?? '';
    await (await (await small.app.auth()).$context).internalAdapter.deleteSession(token);
    await tia.until(() => tia.closed);
    expect(tia.frames.at(-1)?.type).toBe('bye');
  });
});
