import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../world.ts';
import { expectAlike, type Stage, setStage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.world.close());

const path = (rest = '') => `${stage.world.base}/audit${rest}`;

/** Everything the log tells somebody, in every way it can be asked. */
async function allTold(client: Client): Promise<string> {
  const list = await client.get(path('?limit=200'));
  expect(list.status, list.text).toBe(200);
  const lines = await client.get(path('/export?format=ndjson'));
  const csv = await client.get(path('/export?format=csv'));
  return [list.text, lines.text, csv.text].join('\n');
}

describe('the log', () => {
  it('attack 14: for whoever may not read it, its addresses do not exist, whatever is asked', async () => {
    const { sam, vic, kim, bo, world } = stage;
    for (const client of [sam, vic, kim, bo]) {
      for (const rest of [
        '',
        '?limit=5',
        '?sort=at',
        '?limit=0',
        '/head',
        '/export?format=csv',
        '/export',
      ])
        expectAlike(
          await client.get(path(rest)),
          'audit',
          await client.get(`${world.base}/nothing${rest}`),
          'nothing',
        );
      for (const body of [{}, { head: 'x' }, { other: 1 }])
        expectAlike(
          await client.post(path('/verify'), body),
          'audit',
          await client.post(`${world.base}/nothing/verify`, body),
          'nothing',
        );
    }
  });

  it('attacks 10, 14, 23, 28: names only what its reader sees, and nothing of what he does not', async () => {
    const { ada, bo, sam, ids, people } = stage;
    const at = `${stage.records('opportunities')}/${ids.theirDeal}`;
    const seen = await bo.patch(at, { fields: { next_step: 'Whisper', margin: 78 } });
    expect(seen.status, seen.text).toBe(200);
    // Ada looks after rules and structure: she knows the fields, and no record.
    const told = await allTold(ada);
    for (const secret of ['Zebra', 'Their deal', 'Mine Ltd', 'Whisper', 'Bribe', '555 0199'])
      expect(told, secret).not.toContain(secret);
    for (const id of Object.values(ids)) expect(told, id).not.toContain(id);
    const { entries } = (await ada.get(path('?kind=record.update&limit=1'))).body;
    expect(entries).toMatchObject([{ closed: true, count: 1, actor: { name: 'Bo Boss' } }]);
    // Sam gets the right to read the log, and nothing else with it.
    await stage.rule((grants) => [
      ...grants,
      {
        id: 'grasamaudit',
        to: { kind: 'member', id: people.sam.id },
        on: { kind: 'workspace' },
        actions: ['viewAudit'],
        scope: { kind: 'none' },
        fields: { default: 'hidden', except: [] },
        origin: 'direct',
        reason: 'Looks after the log',
      },
    ]);
    const his = await allTold(sam);
    expect(his).toContain('Mine Ltd');
    for (const secret of ['Zebra', 'Their deal', 'Whisper', 'Margin'])
      expect(his, secret).not.toContain(secret);
    for (const id of [
      ids.theirs,
      ids.theirDeal,
      ids.theirContact,
      stage.id('opportunities', 'margin'),
    ])
      expect(his, id).not.toContain(id);
  });

  it('attacks 3, 14: a filter by what one may not see finds as little as one by what does not exist', async () => {
    const { ada, owner, ids } = stage;
    const by = async (client: Client, query: string) => (await client.get(path(`?${query}`))).text;
    expect(await by(ada, `object=${ids.theirs}`)).toBe(await by(ada, 'object=recnothere'));
    expect(await by(ada, 'text=zebra')).toBe(await by(ada, 'text=nothere'));
    expect(JSON.parse(await by(owner, `object=${ids.theirs}`)).entries).not.toEqual([]);
    // Titles are cells: names are those of people and of the structure.
    expect(JSON.parse(await by(owner, 'text=zebra')).entries).toEqual([]);
  });

  it('attack 40: what is deleted is named no more than what is unseen', async () => {
    const { owner, ids } = stage;
    await owner.delete(stage.records('contacts'), { ids: [ids.theirContact] });
    const { entries } = (await owner.get(path('?limit=1'))).body;
    expect(entries).toMatchObject([{ kind: 'record.delete', closed: true, count: 1 }]);
    expect(JSON.stringify(entries)).not.toContain('Dora');
    expect((await owner.get(path(`?object=${ids.theirContact}`))).body.entries).toEqual([]);
  });

  it('attacks 15, 36: no value reaches it, not even as a part of a hash', async () => {
    const { owner, ids, world } = stage;
    const at = `${stage.records('customers')}/${ids.mine}`;
    await owner.patch(at, { fields: { name: 'Quiet Ltd' } });
    const kept = JSON.stringify(await world.workspace.store.audit({ limit: 500 }));
    for (const value of ['Quiet', 'Zebra', '555 0101', 'Bribe', 'Carl', '@example.com'])
      expect(kept, value).not.toContain(value);
  });

  it('attack 33: the right taken away ends it at once, an export in the middle too', async () => {
    const { ada, owner, people, world } = stage;
    expect((await ada.get(path())).status).toBe(200);
    const left = await owner.patch(`${world.base}/members/${people.ada.id}`, { roles: [] });
    expect(left.status, left.text).toBe(200);
    expectAlike(await ada.get(path()), 'audit', await ada.get(`${world.base}/nothing`), 'nothing');
  });

  it('attack 61: names that a spreadsheet would compute are defused', async () => {
    const { owner, world } = stage;
    const made = await owner.post(`${world.base}/roles`, { name: '=cmd()', description: '' });
    expect(made.status, made.text).toBeLessThan(300);
    await stage.rule((grants) => grants);
    const renamed = await owner.patch(`${world.base}/me`, { name: '@SUM(A1)' });
    expect(renamed.status, renamed.text).toBe(200);
    const csv = (await owner.get(path('/export?format=csv'))).text;
    expect(csv).toContain(",'@SUM(A1),");
    expect(csv).toContain('role: =cmd()');
    expect(csv).not.toMatch(/(^|,)[=@]/m);
  });

  it('attacks 5, 58, 59, 64: closed parameters, and ids that are only ids', async () => {
    const { owner } = stage;
    for (const bad of ['limit=5&limit=6', 'offset=1', 'from=today', `text=${'x'.repeat(101)}`])
      expect((await owner.get(path(`?${bad}`))).status, bad).toBe(400);
    const answer = await owner.get(path(`?object=${encodeURIComponent(`" OR 1=1 --`)}`));
    expect(answer.body).toEqual({ entries: [] });
    expect((await owner.get(path('?actor=__proto__'))).body).toEqual({ entries: [] });
    expect((await owner.get(path('?object=constructor&text=__proto__'))).body).toEqual({
      entries: [],
    });
  });

  it('attack 51: who tries to give himself the log is refused, and stands in it', async () => {
    const { sam, owner, people, world } = stage;
    const policy = { version: 1, grants: [], restrictions: [], reason: 'Mine now' };
    expect((await sam.put(`${world.base}/policy`, policy)).status).toBe(403);
    expect((await sam.get(path())).status).toBe(404);
    const { entries } = (await owner.get(path(`?kind=refused&actor=${people.sam.id}`))).body;
    const duties = entries.map(({ duty }: { duty: string }) => duty);
    expect(duties.sort()).toEqual(['managePolicy', 'viewAudit']);
  });
});
