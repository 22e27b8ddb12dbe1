import type { Grant, Scope, TableAction } from '@tessera/model';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../world.ts';
import { expectAlike, type Stage, setStage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
  // Kim sees amounts and next steps of her own opportunities alone; she may share what she sees.
  await stage.rule((grants) => [
    ...grants,
    share('kim', stage.people.kim.id, { kind: 'all' }),
    ownComments(),
  ]);
});
afterEach(() => stage.world.close());

function share(
  id: string,
  member: string,
  scope: Scope,
  more: { readonly until?: number; readonly actions?: readonly TableAction[] } = {},
): Grant {
  const { actions = ['share'], ...span } = more;
  return {
    id: `grashare${id}`,
    to: { kind: 'member', id: member },
    on: { kind: 'table', id: stage.world.table('opportunities') },
    actions,
    scope,
    fields: { default: 'hidden', except: [] },
    origin: 'direct',
    reason: 'Test',
    ...span,
  };
}

/** To share at edit is to share at comment, too. */
const ownComments = () =>
  share(
    'comment',
    stage.people.kim.id,
    { kind: 'any', of: [{ kind: 'own' }] },
    { actions: ['comment'] },
  );

const at = (record: string) => `${stage.records('opportunities')}/${record}`;
const give = (client: Client, record: string, body: object) =>
  client.post(`${at(record)}/shares`, body);
const toTia = (level: string, more: object = {}) => ({
  to: { kind: 'member', id: stage.people.tia.id },
  level,
  ...more,
});
const field = (name: string) => stage.id('opportunities', name);

describe('shares', () => {
  it('open one record to a person until they are taken back or end', async () => {
    expect((await stage.tia.get(at(stage.ids.kimDeal))).status).toBe(404);
    const made = await give(
      stage.kim,
      stage.ids.kimDeal,
      toTia('view', { reason: 'Look at this' }),
    );
    expect(made.status, made.text).toBe(201);
    const seen = await stage.tia.get(at(stage.ids.kimDeal));
    expect(seen.status).toBe(200);
    expect(seen.body.outcome.actions).toEqual(['view']);
    expect(seen.body.record.fields[field('close_value')]).toBe(200);
    const list = await stage.query(stage.tia, 'opportunities');
    expect(list.body.total).toBe(2);
    const listed = await stage.kim.get(`${at(stage.ids.kimDeal)}/shares`);
    expect(listed.body.shares).toMatchObject([
      { id: made.body.id, to: { kind: 'member', name: 'Tia Teller' }, level: 'view' },
    ]);
    // The next one for the same person takes its place.
    const until = stage.world.time.now + 60_000;
    await give(stage.kim, stage.ids.kimDeal, toTia('edit', { until }));
    const edited = await stage.tia.patch(at(stage.ids.kimDeal), { fields: { next_step: 'Done' } });
    expect(edited.status, edited.text).toBe(200);
    const [one, ...others] = (await stage.kim.get(`${at(stage.ids.kimDeal)}/shares`)).body.shares;
    expect([one.level, one.until, others]).toEqual(['edit', until, []]);
    const back = await stage.kim.delete(`${at(stage.ids.kimDeal)}/shares/${one.id}`);
    expect(back.status, back.text).toBe(200);
    expect((await stage.tia.get(at(stage.ids.kimDeal))).status).toBe(404);
  });

  it('end by themselves', async () => {
    const until = stage.world.time.now + 1500;
    await give(stage.kim, stage.ids.kimDeal, toTia('view', { until }));
    expect((await stage.tia.get(at(stage.ids.kimDeal))).status).toBe(200);
    stage.world.time.now = until;
    expect((await stage.tia.get(at(stage.ids.kimDeal))).status).toBe(404);
    expect((await stage.kim.get(`${at(stage.ids.kimDeal)}/shares`)).body.shares).toEqual([]);
  });

  it('attack 48: are never more than the sharer has, nor show more', async () => {
    // Kim may look at their deal, and neither comment on it nor change it.
    for (const level of ['comment', 'edit'])
      expect((await give(stage.kim, stage.ids.theirDeal, toTia(level))).status).toBe(403);
    // Of a stranger's record she sees no amount: whoever gets it from her does not, either, himself included.
    const toSam = { to: { kind: 'member', id: stage.people.sam.id }, level: 'view' };
    const made = await give(stage.kim, stage.ids.theirDeal, toSam);
    expect(made.status, made.text).toBe(201);
    const seen = await stage.sam.get(at(stage.ids.theirDeal));
    expect(seen.status).toBe(200);
    expect(seen.body.record.fields[field('name')]).toBe('Their deal');
    expect(seen.text).not.toMatch(/999|Bribe/);
    const total = await stage.query(stage.sam, 'opportunities', {
      aggregate: [{ fn: 'sum', field: 'close_value' }],
    });
    expect(total.body.groups[0].measures).toEqual([100]);
    const own = { to: { kind: 'role', id: 'rolkim' }, level: 'view' };
    expect((await give(stage.kim, stage.ids.theirDeal, own)).status).toBe(201);
    expect((await stage.kim.get(at(stage.ids.theirDeal))).text).not.toMatch(/999|Bribe/);
    // Nor what the recipient's own rules hide: sales sees no margin, whoever shares.
    await give(stage.kim, stage.ids.kimDeal, toTia('view'));
    expect((await stage.tia.get(at(stage.ids.kimDeal))).body.record.fields).not.toHaveProperty(
      field('margin'),
    );
  });

  it('attack 48: are never longer than the sharer has', async () => {
    const until = stage.world.time.now + 3_600_000;
    await stage.rule((grants) => [
      ...grants.filter(({ id }) => id !== 'grasharekim'),
      share('kim', stage.people.kim.id, { kind: 'all' }, { until }),
    ]);
    const refused = await give(stage.kim, stage.ids.kimDeal, toTia('view'));
    expect([refused.status, refused.body.error.message]).toEqual([
      403,
      'A share may not outlast your own access.',
    ]);
    const late = toTia('view', { until: until + 1 });
    expect((await give(stage.kim, stage.ids.kimDeal, late)).status).toBe(403);
    expect((await give(stage.kim, stage.ids.kimDeal, toTia('view', { until }))).status).toBe(201);
    const past = toTia('view', { until: stage.world.time.now - 1 });
    expect((await give(stage.kim, stage.ids.kimDeal, past)).status).toBe(400);
  });

  it('attack 14: of an unseen record are answered as of one that is none', async () => {
    const bodies = [toTia('view')];
    for (const body of bodies)
      expectAlike(
        await give(stage.sam, stage.ids.theirDeal, body),
        stage.ids.theirDeal,
        await give(stage.sam, 'recnothere', body),
        'recnothere',
      );
    expectAlike(
      await stage.sam.get(`${at(stage.ids.theirDeal)}/shares`),
      stage.ids.theirDeal,
      await stage.sam.get(`${at('recnothere')}/shares`),
      'recnothere',
    );
    // A record that is seen, and may not be shared.
    expect((await give(stage.sam, stage.ids.myDeal, toTia('view'))).status).toBe(403);
    expect((await stage.sam.get(`${at(stage.ids.myDeal)}/shares`)).status).toBe(403);
  });

  it('name no group that is not one’s own, and are not taken back through another record', async () => {
    const unknown = await give(stage.kim, stage.ids.kimDeal, {
      to: { kind: 'role', id: stage.world.roles.sales },
      level: 'view',
    });
    const none = await give(stage.kim, stage.ids.kimDeal, {
      to: { kind: 'role', id: 'rolnothere' },
      level: 'view',
    });
    expect([unknown.status, unknown.text]).toEqual([400, none.text]);
    const made = await give(stage.kim, stage.ids.kimDeal, toTia('view'));
    const other = await stage.kim.delete(`${at(stage.ids.myDeal)}/shares/${made.body.id}`);
    const nothing = await stage.kim.delete(`${at(stage.ids.myDeal)}/shares/shrnothere`);
    expect([other.status, other.text]).toEqual([404, nothing.text]);
    expect((await stage.tia.get(at(stage.ids.kimDeal))).status).toBe(200);
  });

  it('are inert for whom no rule shows records of the table, and the explanation says so', async () => {
    await stage.rule((grants) =>
      grants.filter(
        ({ to, on }) =>
          !(to.kind === 'role' && to.id === stage.world.roles.service) ||
          on.kind !== 'table' ||
          on.id !== stage.world.table('opportunities'),
      ),
    );
    const toVic = { to: { kind: 'member', id: stage.people.vic.id }, level: 'view' };
    expect((await give(stage.kim, stage.ids.kimDeal, toVic)).status).toBe(201);
    expect((await stage.vic.get(at(stage.ids.kimDeal))).status).toBe(404);
    await give(stage.kim, stage.ids.kimDeal, toTia('view'));
    const asked = `table=opportunities&record=${stage.ids.kimDeal}&action=view`;
    const why = await stage.tia.get(`${stage.world.base}/explain?${asked}`);
    expect(why.body.shares).toMatchObject([{ level: 'view', inert: false, opens: true }]);
    const of = (member: string) =>
      stage.owner.get(`${stage.world.base}/explain?${asked}&member=${member}`);
    const vic = await of(stage.people.vic.id);
    expect(vic.body.allowed).toBe(false);
    expect(
      vic.body.shares.filter(({ to }: { to: { id: string } }) => to.id === stage.people.vic.id),
    ).toMatchObject([{ inert: true, opens: false }]);
  });
});
