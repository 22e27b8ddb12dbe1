import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../world.ts';
import { type Stage, setStage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.world.close());

const why = (client: Client, asked: Record<string, string>) =>
  client.get(`${stage.world.base}/explain?${new URLSearchParams(asked)}`);
const who = (client: Client, asked: Record<string, string>) =>
  client.get(`${stage.world.base}/who-can?${new URLSearchParams(asked)}`);

describe('why, and who', () => {
  it('tells a member by which role and which way his own record is open to him', async () => {
    const { sam, ids } = stage;
    const told = await why(sam, { table: 'opportunities', record: ids.myDeal });
    expect(told.status, told.text).toBe(200);
    expect(told.body.allowed).toBe(true);
    const opening = told.body.grants.find(({ opens }: { opens: unknown }) => opens === true);
    expect(opening.paths[0].to).toMatchObject({ kind: 'role', name: 'Sales' });
    expect(opening.scope.of).toContainEqual(expect.objectContaining({ part: 'own', holds: true }));
  });

  it('tells whoever writes the rules of anybody, as far as he reads the record himself', async () => {
    const { owner, people, ids } = stage;
    const tia = await why(owner, {
      table: 'opportunities',
      record: ids.myDeal,
      member: people.tia.id,
    });
    expect(tia.body.allowed).toBe(false);
    const sales = tia.body.grants.find(({ to }: { to: { name: string } }) => to.name === 'Sales');
    expect(sales).toMatchObject({ opens: false, paths: [{ to: { name: 'Sales' } }] });
    // Another role would open it: that is what one may do about it.
    const boss = tia.body.grants.find(
      ({ to }: { to: { name: string } }) => to.name === 'Management',
    );
    expect(boss).toMatchObject({ paths: [], scope: { holds: true } });
    const can = await who(owner, { table: 'opportunities', record: ids.myDeal });
    const names = (wanted: boolean) =>
      can.body.members
        .filter(({ allowed }: { allowed: unknown }) => allowed === wanted)
        .map(({ name }: { name: string }) => name);
    expect(names(true)).toEqual(
      expect.arrayContaining(['Sam Seller', 'Bo Boss', 'Kim Consultant']),
    );
    expect(names(false)).toEqual(expect.arrayContaining(['Tia Teller', 'Vic Service']));
  });

  it('agrees with what each of them is answered', async () => {
    const { world, owner, people, ids } = stage;
    for (const [name, member] of Object.entries(people)) {
      const client = stage[name as keyof typeof people];
      for (const id of [ids.myDeal, ids.theirDeal, ids.kimDeal]) {
        const told = await why(owner, { table: 'opportunities', record: id, member: member.id });
        const read = await client.get(`${world.base}/tables/opportunities/records/${id}`);
        expect(told.body.allowed, `${name} ${id}`).toBe(read.status === 200);
        for (const field of ['close_value', 'next_step', 'name']) {
          const cell = await why(owner, {
            table: 'opportunities',
            record: id,
            field,
            member: member.id,
          });
          const shown = Object.hasOwn(
            read.body?.record?.fields ?? {},
            stage.id('opportunities', field),
          );
          expect(cell.body.allowed, `${name} ${id} ${field}`).toBe(shown);
        }
      }
    }
  });
});

describe('attack 57: explaining is no oracle', () => {
  it('answers for a record one may not see as for one that does not exist', async () => {
    const { sam, ids } = stage;
    for (const ask of [why, who]) {
      const unseen = await ask(sam, { table: 'opportunities', record: ids.theirDeal });
      const nothing = await ask(sam, { table: 'opportunities', record: 'recnothere' });
      expect(unseen.status).toBe(404);
      expect(unseen.text).toBe(nothing.text);
    }
  });

  it('knows no table and no field that the one who asks does not', async () => {
    const { vic } = stage;
    for (const ask of [why, who]) {
      const hidden = await ask(vic, { table: 'opportunities' });
      const none = await ask(vic, { table: 'nothing' });
      expect(hidden.status).toBe(404);
      expect(hidden.text).toBe(none.text);
    }
    const margin = await why(stage.sam, { table: 'opportunities', field: 'margin' });
    const none = await why(stage.sam, { table: 'opportunities', field: 'nothing' });
    expect(margin.status).toBe(none.status);
    expect(margin.text.replace('margin', 'nothing')).toBe(none.text);
  });

  it('tells nobody of others but whoever writes the rules, and him not of records he does not see', async () => {
    const { sam, ada, people, ids } = stage;
    const known = await why(sam, { table: 'customers', member: people.tia.id });
    const unknown = await why(sam, { table: 'customers', member: 'memnothere' });
    expect(known.status).toBe(403);
    expect(known.text).toBe(unknown.text);
    expect((await who(sam, { table: 'customers' })).body.members).toBeUndefined();
    const unseen = await why(ada, {
      table: 'opportunities',
      record: ids.myDeal,
      member: people.sam.id,
    });
    expect(unseen.status).toBe(404);
    // Of the table as such she may ask: what hangs on a record is unknown then.
    const table = await why(ada, { table: 'opportunities', member: people.sam.id });
    expect(table.body.allowed).toBe('unknown');
    const service = await why(ada, { table: 'opportunities', member: people.vic.id });
    expect(service.body.allowed).toBe(false);
  });

  it('tells whoever writes the rules of no share of a record that he does not see', async () => {
    const { ada, bo, people, ids, world } = stage;
    const on = { kind: 'table', id: world.table('opportunities') } as const;
    const grant = { on, origin: 'role', reason: 'Test' } as const;
    const fields = { default: 'read', except: [] } as const;
    const vic = { kind: 'member', id: people.vic.id } as const;
    const boss = { kind: 'member', id: people.bo.id } as const;
    await stage.rule((grants) => [
      ...grants,
      { ...grant, id: 'graone', to: vic, actions: ['view'], scope: { kind: 'none' }, fields },
      {
        ...grant,
        id: 'gratwo',
        to: boss,
        actions: ['view', 'share'],
        scope: { kind: 'all' },
        fields,
      },
      // Ada sees what she owns, which is nothing.
      {
        ...grant,
        id: 'grathree',
        to: { kind: 'member', id: people.ada.id },
        actions: ['view'],
        scope: { kind: 'any', of: [{ kind: 'own' }] },
        fields,
      },
    ]);
    const begun = await ada.post(`${world.base}/view-as`, { member: people.vic.id });
    expect(begun.status, begun.text).toBe(201);
    const answers = async () => [
      (await why(ada, { table: 'opportunities', member: people.vic.id })).text,
      (await why(ada, { table: 'opportunities', field: 'name', member: people.vic.id })).text,
      (await who(ada, { table: 'opportunities' })).text,
      (await ada.get(`${world.base}/schema`, { 'x-tessera-view-as': begun.body.id })).text,
    ];
    const before = await answers();
    const shares = `${stage.records('opportunities')}/${ids.theirDeal}/shares`;
    const shared = await bo.post(shares, { to: vic, level: 'view', reason: 'Look' });
    expect(shared.status, shared.text).toBe(201);
    expect(await answers()).toEqual(before);
  });
});
