import type { Grant } from '@tessera/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { duties, type Stage, setStage } from './stage.ts';

let stage: Stage;
const fields = () => `${stage.world.base}/tables/opportunities/fields`;

/** Sam sells, sees no margin and no deals of others, and may shape tables. Bo sees all, and rules too. */
beforeAll(async () => {
  stage = await setStage();
  const shaping = (member: string, actions: Grant['actions']): Grant =>
    duties(`gra${member}`, { kind: 'member', id: member }, actions);
  const { sam, bo } = stage.people;
  await stage.rule((grants) => [
    ...grants,
    shaping(sam.id, ['manageSchema']),
    shaping(bo.id, ['manageSchema', 'managePolicy']),
  ]);
});
afterAll(() => stage.world.close());

describe('shaping', () => {
  it('attack 25: whether a product would be too large on a record one does not see is told by no field made of it', async () => {
    const { sam, bo, ids } = stage;
    const unseen = `${stage.records('opportunities')}/${ids.theirDeal}`;
    const factor = { name: 'Factor', type: 'number', classes: [] };
    expect((await bo.post(fields(), factor)).status).toBe(201);
    expect((await bo.patch(unseen, { fields: { factor: 9_000_000_000 } })).status).toBe(200);
    const answers: number[] = [];
    for (const close_value of [9_000_000_000_000, 5]) {
      expect((await bo.patch(unseen, { fields: { close_value } })).status).toBe(200);
      const made = await sam.post(fields(), {
        name: 'Square',
        type: 'number',
        precision: 2,
        product: ['close_value', 'factor'],
      });
      answers.push(made.status);
      if (made.status === 201) await sam.delete(`${fields()}/${made.body.id}`);
    }
    expect(answers).toEqual([201, 201]);
  });

  it('attack 42: what a rule decides by watches other fields for nobody but who makes the rules', async () => {
    const { sam, bo, people } = stage;
    const made = await bo.post(fields(), {
      name: 'Signed by',
      type: 'modifiedBy',
      watch: ['name'],
      classes: [],
    });
    const field = made.body.id as string;
    const path = `${fields()}/${field}`;
    expect((await sam.patch(path, { watch: ['name', 'next_step'] })).status).toBe(200);
    const signed: Grant = {
      id: 'grasigned',
      to: { kind: 'member', id: people.sam.id },
      on: { kind: 'table', id: stage.world.table('opportunities') },
      actions: ['view'],
      scope: {
        kind: 'any',
        of: [{ kind: 'where', condition: { op: 'is', field, value: { context: 'me' } } }],
      },
      fields: { default: 'read', except: [] },
      origin: 'role',
      reason: 'Signed',
    };
    await stage.rule((grants) => [...grants, signed]);
    const widened = await sam.patch(path, { watch: 'all' });
    expect([widened.status, widened.body.error?.code]).toEqual([403, 'forbidden']);
    await stage.rule((grants) => grants.filter(({ id }) => id !== 'grasigned'));
    expect((await sam.delete(path)).status).toBe(200);
  });

  it('attack 36: who last changed a hidden cell is told to nobody by watching fewer fields, or by taking it away', async () => {
    const { sam, bo, ids } = stage;
    const made = await bo.post(fields(), {
      name: 'Touched by',
      type: 'modifiedBy',
      watch: ['name', 'margin'],
      classes: [],
    });
    expect(made.status, made.text).toBe(201);
    const field = made.body.id as string;
    const path = `${stage.records('opportunities')}/${ids.myDeal}`;
    expect((await sam.patch(path, { fields: { name: 'Our deal' } })).status).toBe(200);
    expect((await bo.patch(path, { fields: { margin: 31 } })).status).toBe(200);
    const cell = async () => (await sam.get(path)).body.record.fields[field];
    expect(await cell()).toBeUndefined();
    const narrowed = await sam.patch(`${fields()}/${field}`, { watch: ['name'] });
    expect(narrowed.status, narrowed.text).toBe(200);
    expect(await cell()).toMatchObject({ id: stage.people.sam.id });

    // Nor by one that is new, where the field itself is gone.
    const whole = { name: 'Touched at all', type: 'modifiedBy', classes: [] };
    const second = (await bo.post(fields(), whole)).body.id as string;
    const shown = async () => (await sam.get(path)).body.record.fields[second];
    expect(await shown()).toBeUndefined();
    expect((await sam.patch(path, { fields: { next_step: 'Wait' } })).status).toBe(200);
    expect((await bo.patch(path, { fields: { margin: 32 } })).status).toBe(200);
    const { fields: known } = (await bo.get(`${stage.world.base}/structure`)).body.tables.find(
      ({ slug }: { slug: string }) => slug === 'opportunities',
    );
    for (const { slug, classes } of known)
      if (classes.length > 0) expect((await sam.delete(`${fields()}/${slug}`)).status).toBe(200);
    expect(await shown()).toMatchObject({ id: stage.people.sam.id });
  });
});
