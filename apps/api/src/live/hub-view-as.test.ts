import type { WorkspaceAction } from '@tessera/model';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LiveWorld, liveWorld, ownDeals } from '../../test/live-world.ts';
import type { GrantText, SmallWorkspace } from '../../test/small-workspace.ts';
import { liveHub } from './hub.ts';

let world: LiveWorld;
let small: SmallWorkspace;
beforeEach(async () => {
  world = await liveWorld();
  small = world.small;
});
afterEach(() => world.close());

/** Tia writes the rules too, and sees all deals, but for their amounts. */
const rulers = { kind: 'role', id: 'rolrulers' } as const;
const ruling: readonly GrantText[] = [
  {
    to: rulers,
    on: { kind: 'workspace' },
    actions: ['managePolicy'] satisfies WorkspaceAction[],
    scope: { kind: 'none' },
  },
  {
    to: rulers,
    on: { kind: 'table', id: 'tbldeals' },
    actions: ['view'],
    scope: { kind: 'all' },
    fields: { default: 'read', except: [{ field: 'fldamount', level: 'hidden' }] },
  },
];
const everyDeal: GrantText = {
  ...ownDeals,
  scope: { kind: 'all' },
  fields: { default: 'edit', except: [] },
};

function sit(viewer: string, id = 'memsam', until = Date.now() + 60_000): string {
  const sitting = { id: `sit${viewer}${id}`, viewer, as: { kind: 'member' as const, id }, until };
  small.workspace.sittings.begin(sitting);
  return sitting.id;
}

async function appoint(member: string): Promise<void> {
  await small.organise(
    { kind: 'putRole', id: rulers.id, name: 'Rulers' },
    {
      kind: 'addMembership',
      membership: { group: rulers, holder: { kind: 'member', id: member } },
    },
  );
}

describe('live windows of one who looks as somebody else', () => {
  it('show what the other one is shown, and what changes of it', async () => {
    const screen = await world.connect(small.owner, sit(small.owner));
    await screen.subscribe('deals');
    expect(screen.names()).toEqual(['One']);
    expect(JSON.stringify(screen.frames)).not.toContain('fldamount');
    await small.create('tbldeals', 'recthree', { flddeal: 'Three', fldowner: 'memsam' });
    await small.create('tbldeals', 'recfour', { flddeal: 'Four', fldowner: 'memtia' });
    await screen.until(() => screen.names().length === 2);
    expect(screen.names()).toEqual(['One', 'Three']);
  });

  it('follow the rules of both: never more than either sees', async () => {
    await appoint('memtia');
    await small.rule([everyDeal, ...ruling]);
    const screen = await world.connect('memtia', sit('memtia'));
    await screen.subscribe('deals');
    // Tia sells as well, so she has all of it herself.
    expect(screen.windows.get('s')?.records[0]?.fields).toHaveProperty('fldamount');
    await small.rule([ownDeals, ...ruling]);
    await screen.until(() => screen.names().length === 1);
    expect(screen.names()).toEqual(['One']);
    expect(screen.windows.get('s')?.records[0]?.fields).not.toHaveProperty('fldamount');
    await small.rule([{ ...everyDeal, to: { kind: 'member', id: 'memsam' } }, ...ruling]);
    await screen.until(() => screen.names().length === 2);
    expect(screen.windows.get('s')?.records[0]?.fields).not.toHaveProperty('fldamount');
  });

  it('say goodbye at once when the right to look is taken away, and when the other one leaves', async () => {
    await appoint('memtia');
    await small.rule([ownDeals, ...ruling]);
    const [one, other, own] = [
      await world.connect('memtia', sit('memtia')),
      await world.connect('memtia', sit('memtia', small.owner)),
      await world.connect('memtia'),
    ];
    await small.organise({
      kind: 'putMember',
      member: { ...small.as('memsam').member, status: 'deactivated' },
    });
    await one.until(() => one.closed);
    expect(one.frames.at(-1)?.type).toBe('bye');
    expect(other.closed).toBe(false);
    await small.rule([ownDeals]);
    await other.until(() => other.closed);
    expect(other.frames.at(-1)?.type).toBe('bye');
    expect(own.closed).toBe(false);
  });

  it('say goodbye when the sitting is over, or was ended', async () => {
    const brief = await world.connect(small.owner, sit(small.owner, 'memtia', Date.now() + 1500));
    const sitting = sit(small.owner);
    const screen = await world.connect(small.owner, sitting);
    await brief.until(() => brief.closed);
    expect(screen.closed).toBe(false);
    liveHub(small.app).endSitting(sitting);
    await screen.until(() => screen.closed);
  });

  it('open for the one who began the sitting alone', async () => {
    const sitting = sit(small.owner);
    const { origin } = world;
    const refused = (member: string, name: string) =>
      world.refusal({ cookie: world.cookie(member), origin }, undefined, name);
    expect(await refused('memsam', sitting)).toBe(403);
    expect(await refused(small.owner, 'none')).toBe(403);
    // Without the right to look any more, his own sitting opens nothing either.
    expect(await refused('memtia', sit('memtia'))).toBe(403);
  });
});
