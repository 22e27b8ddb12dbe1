import type { Grant, Level, Scope, TableAction } from '@tessera/model';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expectUnknown, type Stage, setStage, withoutIds } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
  await stage.rule((grants) => [
    ...grants,
    toKim('strangers', ['view', 'export', 'edit'], { kind: 'all' }, 'read', [
      'phone',
      'annual_revenue',
      'region',
    ]),
    toKim('own', ['view', 'edit', 'export'], { kind: 'any', of: [{ kind: 'own' }] }, 'edit', []),
  ]);
});
afterEach(() => stage.world.close());

/** What Kim may do with some customers: masks over some of their fields. */
function toKim(
  id: string,
  actions: readonly TableAction[],
  scope: Scope,
  level: Level,
  masked: readonly string[],
): Grant {
  return {
    id: `gra${id}`,
    to: { kind: 'member', id: stage.people.kim.id },
    on: { kind: 'table', id: stage.world.table('customers') },
    actions,
    scope,
    fields: {
      default: level,
      except: masked.map((name) => ({ field: stage.id('customers', name), level: 'masked' })),
    },
    origin: 'direct',
    reason: 'Test',
  };
}

const phone = () => stage.id('customers', 'phone');
const revenue = () => stage.id('customers', 'annual_revenue');
const at = (id: string) => `${stage.records('customers')}/${id}`;

describe('masked cells', () => {
  it('are masks on every way out, and their fields are marked', async () => {
    const list = await stage.query(stage.kim, 'customers');
    const shown = list.body.records.find(({ id }: { id: string }) => id === stage.ids.theirs);
    expect(shown.fields[phone()]).toEqual({ masked: '121****0199' });
    expect(shown.fields[revenue()]).toEqual({ masked: '100–1000' });
    expect(list.body.outcomes[shown._g].fields[phone()]).toBe('masked');
    const one = await stage.kim.get(at(stage.ids.theirs));
    expect(one.body.record.fields).toEqual(shown.fields);
    expect(list.text + one.text).not.toContain('555 0199');
  });

  it('attacks 1, 3, 8, 9: a field that is masked everywhere is refused like one that does not exist', async () => {
    await stage.rule((grants) => grants.filter(({ id }) => id !== 'graown'));
    const bodies: ((field: string) => object)[] = [
      (field) => ({ sort: [{ field, direction: 'asc' }] }),
      (field) => ({ filter: { op: 'empty', field } }),
      (field) => ({ filter: { op: 'is', field, value: '121****0199' } }),
      (field) => ({ group: [field] }),
      (field) => ({ grouped: [{ field, direction: 'asc' }] }),
      (field) => ({ aggregate: [{ fn: 'unique', field }] }),
    ];
    for (const field of ['phone', phone(), 'nothing'])
      for (const body of bodies)
        expectUnknown(await stage.query(stage.kim, 'customers', body(field)), field);
    const { tables } = (await stage.kim.get(`${stage.world.base}/schema`)).body;
    const table = tables.find(({ slug }: { slug: string }) => slug === 'customers');
    const field = (name: string) =>
      table.fields.find(({ slug }: { slug: string }) => slug === name);
    expect([field('phone').level, field('region').level]).toEqual(['masked', 'masked']);
    // The choices of a field that is never read tell what stands under the mask.
    expect(field('region').options).toBeUndefined();
  });

  it('attacks 2, 7, 8, 9: masked cells sort last, match nothing and are measured by nothing', async () => {
    const mine = await stage.bo.post(stage.records('customers'), {
      records: [
        {
          fields: {
            name: 'Kim & Co',
            owner: stage.people.kim.id,
            phone: '+1 999 888 7777',
            annual_revenue: 1,
          },
        },
      ],
    });
    const own = mine.body.ids[0];
    const ids = async (body: object) =>
      (await stage.query(stage.kim, 'customers', body)).body.records.map(
        ({ id }: { id: string }) => id,
      );
    for (const direction of ['asc', 'desc'])
      expect(await ids({ sort: [{ field: 'annual_revenue', direction }] })).toEqual([
        own,
        stage.ids.mine,
        stage.ids.theirs,
      ]);
    expect(await ids({ filter: { op: 'not', of: { op: 'empty', field: 'phone' } } })).toEqual([
      own,
    ]);
    expect(await ids({ filter: { op: 'empty', field: 'phone' } })).toEqual([]);
    const summed = await stage.query(stage.kim, 'customers', {
      group: ['phone'],
      aggregate: [{ fn: 'sum', field: 'annual_revenue' }],
    });
    expect(summed.body.groups).toHaveLength(2);
    expect(summed.body.groups[1]).toEqual({ keys: [{ noAccess: true }], measures: [null] });
    const total = await stage.query(stage.kim, 'customers', {
      aggregate: [{ fn: 'max', field: 'annual_revenue' }],
    });
    expect(total.body.groups[0].measures).toEqual([1]);
  });

  it('attack 11: a search finds nothing under a mask', async () => {
    for (const search of ['0199', '555', '121****0199'])
      expect((await stage.query(stage.kim, 'customers', { search })).body.total).toBe(0);
    expect((await stage.query(stage.bo, 'customers', { search: '0199' })).body.total).toBe(1);
  });

  it('attack 15: a change under the same mask moves nothing that its reader gets', async () => {
    const before = await stage.kim.get(at(stage.ids.theirs));
    const done = await stage.bo.patch(at(stage.ids.theirs), {
      fields: { phone: '+1 218 777 0199' },
    });
    expect(done.status, done.text).toBe(200);
    const after = await stage.kim.get(at(stage.ids.theirs));
    expect(after.text).toBe(before.text);
    expect(after.headers.get('etag')).toBe(before.headers.get('etag'));
  });

  it('attack 38: no masked cell is in a file', async () => {
    const answer = await stage.kim.post(`${stage.world.base}/tables/customers/export`, {
      format: 'csv',
    });
    expect(answer.status, answer.text).toBe(200);
    expect(answer.text).toContain('Zebra Secret');
    expect(answer.text).not.toMatch(/0199|121\*/);
  });

  it('attack 43: a masked cell is never written over, nor is its mask taken for a value', async () => {
    for (const value of ['+1 212 555 0199', { masked: '121****0199' }, null]) {
      const answer = await stage.kim.patch(at(stage.ids.theirs), { fields: { phone: value } });
      expect([400, 403], answer.text).toContain(answer.status);
      expect(withoutIds(answer.text)).not.toContain('0199');
    }
    const base = { phone: '+1 212 555 0199' };
    const guessed = await stage.kim.patch(at(stage.ids.theirs), {
      fields: { phone: '+1 212 555 0100' },
      base,
    });
    expect(guessed.status).toBe(403);
    const kept = await stage.bo.get(at(stage.ids.theirs));
    expect(kept.body.record.fields[phone()]).toBe('+1 212 555 0199');
  });

  it('attack 57: an explanation says masked, and does not tell what is under it', async () => {
    const asked = `table=customers&record=${stage.ids.theirs}&field=phone&action=view`;
    const answer = await stage.kim.get(`${stage.world.base}/explain?${asked}`);
    expect(answer.status, answer.text).toBe(200);
    expect(answer.body).toMatchObject({
      allowed: false,
      level: { least: 'masked', most: 'masked' },
    });
    expect(withoutIds(answer.text)).not.toContain('0199');
  });
});
