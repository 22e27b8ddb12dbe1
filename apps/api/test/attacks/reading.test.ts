import { createCipheriv } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  atomsOn,
  expectAlike,
  expectUnknown,
  namesIn,
  type Stage,
  setStage,
  withoutIds,
} from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.world.close());

const hidden = () => ['margin', stage.id('opportunities', 'margin')];

describe('reading', () => {
  it('attack 1: sorting by a hidden field is refused as by one that does not exist', async () => {
    for (const field of [...hidden(), 'nothing']) {
      const sort = [{ field, direction: 'asc' }];
      expectUnknown(await stage.query(stage.sam, 'opportunities', { sort }), field);
    }
    const sort = [{ field: 'margin', direction: 'asc' }];
    expect(
      namesIn(
        await stage.query(stage.bo, 'opportunities', { sort }),
        stage.id('opportunities', 'name'),
      ),
    ).toEqual(['Kim deal', 'My deal', 'Their deal']);
  });

  it('attack 2: sorted by a field seen on some records, the others come last and by creation', async () => {
    const name = stage.id('opportunities', 'name');
    for (const direction of ['asc', 'desc']) {
      const answer = await stage.query(stage.kim, 'opportunities', {
        sort: [{ field: 'close_value', direction }],
      });
      expect(namesIn(answer, name)).toEqual(['Kim deal', 'My deal', 'Their deal']);
    }
  });

  it('attack 3: no filter on a hidden field is taken, however it is written', async () => {
    for (const field of hidden())
      for (const filter of atomsOn(field))
        expectUnknown(await stage.query(stage.sam, 'opportunities', { filter }), field);
    const filter = { op: 'gte', field: 'margin', value: 50 };
    expect((await stage.query(stage.bo, 'opportunities', { filter })).body.total).toBe(1);
  });

  it('attack 4: a filter through a link finds nothing that is not seen behind it', async () => {
    const answers = await Promise.all(
      [
        { op: 'contains', field: 'customer', value: 'Zebra' },
        { op: 'hasAny', field: 'customer', value: [stage.ids.theirs] },
        { op: 'hasAny', field: 'customer', value: ['recnothere'] },
      ].map((filter) => stage.query(stage.kim, 'opportunities', { filter })),
    );
    for (const answer of answers) expect(namesIn(answer, 'x')).toEqual([]);
    const filter = { op: 'contains', field: 'customer', value: 'Zebra' };
    expect((await stage.query(stage.bo, 'opportunities', { filter })).body.total).toBe(2);
  });

  it('attack 5: other spellings of a parameter are refused, not passed by', async () => {
    const bodies: object[] = [
      { filters: {} },
      { Filter: {} },
      { sort: [{ field: 'name', direction: 'asc', nulls: 'first' }] },
      { where: '1=1' },
      { fields: 'margin' },
      { sort: [{ column: 'margin', direction: 'asc' }] },
    ];
    for (const body of bodies) {
      const answer = await stage.query(stage.sam, 'opportunities', body);
      expect([answer.status, answer.body.error.code], JSON.stringify(body)).toEqual([
        400,
        'invalid',
      ]);
    }
    const filter = {
      op: 'is',
      field: 'name',
      value: 'x',
      fieldId: stage.id('opportunities', 'margin'),
    };
    expect((await stage.query(stage.sam, 'opportunities', { filter })).status).toBe(400);
    const twice = await stage.sam.get(`/api/setup?token=a&token=b`);
    expect(twice.status).toBe(400);
  });

  it('attack 6: a refused clause refuses the request and never widens it', async () => {
    const good = { op: 'is', field: 'name', value: 'My deal' };
    for (const op of ['and', 'or']) {
      const filter = { op, of: [good, { op: 'gte', field: 'margin', value: 0 }] };
      expectUnknown(await stage.query(stage.sam, 'opportunities', { filter }), 'margin');
    }
    expectUnknown(
      await stage.query(stage.sam, 'opportunities', { fields: ['name', 'margin'] }),
      'margin',
    );
  });

  it('attack 7: empty, not and negation are false for cells hidden on a record', async () => {
    const atom = { op: 'is', field: 'next_step', value: 'Bribe them' };
    const filters = [
      atom,
      { op: 'empty', field: 'next_step' },
      { op: 'not', of: { ...atom, empty: 'match' } },
      { op: 'not', of: { op: 'empty', field: 'close_value' } },
    ];
    const totals = [];
    for (const filter of filters)
      totals.push((await stage.query(stage.kim, 'opportunities', { filter })).body.total);
    expect(totals).toEqual([0, 0, 1, 1]);
  });

  it('attack 8: groups by a hidden field are refused, by one seen in parts they hide the rest', async () => {
    expectUnknown(await stage.query(stage.sam, 'opportunities', { group: ['margin'] }), 'margin');
    const aggregate = [{ fn: 'count' }];
    const answer = await stage.query(stage.kim, 'opportunities', {
      group: ['next_step'],
      aggregate,
    });
    expect(answer.body.groups).toEqual([
      { keys: [{ value: 'Visit them' }], measures: [1] },
      { keys: [{ noAccess: true }], measures: [null] },
    ]);
  });

  it('attack 9: measures of a hidden field are refused, of one seen in parts they count readable cells', async () => {
    const all = ['filled', 'empty', 'unique', 'sum', 'average', 'min', 'max'].map((fn) => ({
      fn,
      field: 'close_value',
    }));
    const answer = await stage.query(stage.kim, 'opportunities', { aggregate: all });
    expect(answer.body.groups[0].measures).toEqual([1, 0, 1, 200, 200, 200, 200]);
    for (const fn of ['filled', 'sum', 'min'])
      expectUnknown(
        await stage.query(stage.sam, 'opportunities', { aggregate: [{ fn, field: 'margin' }] }),
        'margin',
      );
  });

  it('attack 10: totals count what is seen, whatever the window', async () => {
    for (const body of [{}, { limit: 1 }, { limit: 0 }, { offset: 5 }, { limit: 1, offset: 1 }])
      expect(
        (await stage.query(stage.sam, 'customers', body)).body.total,
        JSON.stringify(body),
      ).toBe(1);
    const answer = await stage.query(stage.sam, 'customers', { aggregate: [{ fn: 'count' }] });
    expect(answer.body.groups[0].measures).toEqual([1]);
    expect((await stage.query(stage.bo, 'customers')).body.total).toBe(2);
  });

  it('attack 11: a search matches neither hidden cells nor unseen records', async () => {
    for (const search of ['Bribe', 'Call them', '999'])
      expect((await stage.query(stage.kim, 'opportunities', { search })).body.total, search).toBe(
        0,
      );
    expect((await stage.query(stage.kim, 'opportunities', { search: 'Visit' })).body.total).toBe(1);
    for (const search of ['Zebra', '0199'])
      expect((await stage.query(stage.sam, 'customers', { search })).body.total, search).toBe(0);
    // The title of a linked customer that Kim may not see.
    expect((await stage.query(stage.kim, 'opportunities', { search: 'Zebra' })).body.total).toBe(0);
    expect((await stage.query(stage.bo, 'opportunities', { search: 'Zebra' })).body.total).toBe(2);
  });

  it('attack 12: neither groups nor a search as one types nor choices tell of values behind them', async () => {
    const groups = await stage.query(stage.sam, 'opportunities', { group: ['name'] });
    expect(groups.status, groups.text).toBe(200);
    expect(groups.text).toContain('My deal');
    expect(groups.text).not.toMatch(/Their deal|Kim deal/);
    // Hers only where she reads them: the others lie together, without one another's values.
    const mixed = await stage.query(stage.kim, 'opportunities', { group: ['close_value'] });
    expect(mixed.status, mixed.text).toBe(200);
    expect(mixed.text).toContain('200');
    expect(mixed.text).not.toMatch(/\b(100|999)\b/);
    for (const typed of ['Z', 'Ze', 'Zebra Secret']) {
      const found = await stage.query(stage.sam, 'customers', { search: typed });
      const nothing = await stage.query(stage.sam, 'customers', { search: 'Qx' });
      expectAlike(found, typed, nothing, 'Qx');
    }
    const { tables } = (await stage.sam.get(`${stage.world.base}/schema`)).body;
    const fields = tables.flatMap((table: { fields: { slug: string }[] }) => table.fields);
    expect(fields.map(({ slug }: { slug: string }) => slug)).not.toContain('margin');
    const unseen = await stage.query(stage.sam, 'opportunities', { group: ['margin'] });
    expectUnknown(unseen, 'margin');
  });

  it('attack 13: a cursor holds no value, and is good for its member and question alone', async () => {
    const sort = [{ field: 'close_value', direction: 'desc' }];
    const first = await stage.query(stage.bo, 'opportunities', { sort, limit: 1 });
    const cursor: string = first.body.cursor;
    const inside = Buffer.from(cursor, 'base64url').toString('latin1');
    for (const value of ['999', '99900', stage.ids.theirDeal]) expect(inside).not.toContain(value);
    const stolen = [
      stage.query(stage.kim, 'opportunities', { sort, limit: 1, cursor }),
      stage.query(stage.bo, 'opportunities', { limit: 1, cursor }),
      stage.query(stage.bo, 'customers', { limit: 1, cursor }),
      stage.query(stage.bo, 'opportunities', {
        sort,
        limit: 1,
        cursor: `${cursor.slice(0, -2)}AA`,
      }),
      stage.query(stage.bo, 'opportunities', { sort, limit: 1, cursor: forged() }),
    ];
    for (const answer of await Promise.all(stolen))
      expect([answer.status, answer.body.error.code]).toEqual([400, 'invalid']);
    expect((await stage.query(stage.bo, 'opportunities', { sort, limit: 1, cursor })).status).toBe(
      200,
    );
  });

  it('attack 14: opening, changing or deleting by id what the list hides answers as what is absent', async () => {
    const path = (id: string) => `${stage.records('customers')}/${id}`;
    const unseen = stage.ids.theirs;
    const absent = 'rec00000000000000';
    for (const other of [absent, stage.ids.theirDeal, 'x']) {
      expectAlike(
        await stage.sam.get(path(unseen)),
        unseen,
        await stage.sam.get(path(other)),
        other,
      );
      const body = { fields: { name: 'Y' }, base: { name: 'Zebra Secret' } };
      expectAlike(
        await stage.sam.patch(path(unseen), body),
        unseen,
        await stage.sam.patch(path(other), body),
        other,
      );
      expectAlike(
        await stage.sam.delete(path(unseen)),
        unseen,
        await stage.sam.delete(path(other)),
        other,
      );
    }
    expect((await stage.sam.get(path(unseen))).status).toBe(404);
    const ids = [unseen, stage.ids.mine, absent];
    expect((await stage.query(stage.sam, 'customers', { ids })).body.total).toBe(1);
    expect((await stage.tia.get(path(unseen))).status).toBe(200);
  });

  it('attack 15: ETag and answer stand still when a hidden cell changes, and move with a visible one', async () => {
    const path = `${stage.records('opportunities')}/${stage.ids.myDeal}`;
    const before = await stage.sam.get(path);
    stage.world.time.now += 60_000;
    expect((await stage.bo.patch(path, { fields: { margin: 31 } })).status).toBe(200);
    const after = await stage.sam.get(path);
    expect(after.text).toBe(before.text);
    expect(after.headers.get('etag')).toBe(before.headers.get('etag'));
    const etag = before.headers.get('etag') ?? '';
    expect((await stage.sam.get(path, { 'if-none-match': etag })).status).toBe(304);
    // A stale base of a visible cell is a conflict; the hidden change in between is not.
    const change = { fields: { next_step: 'Write' }, base: { next_step: 'Call them' } };
    expect((await stage.sam.patch(path, change)).status).toBe(200);
    expect((await stage.sam.get(path)).headers.get('etag')).not.toBe(etag);
  });

  it('attacks 8, 9 and 10: records come group by group without telling what is in a group that may not be read', async () => {
    const step = stage.id('opportunities', 'next_step');
    const grouped = [{ field: 'next_step', direction: 'desc' }];
    const rows = await stage.query(stage.kim, 'opportunities', { grouped });
    const all = [stage.ids.kimDeal, stage.ids.myDeal, stage.ids.theirDeal];
    // The readable one first, whatever the others hold; those in the order of their creation.
    expect(rows.body.records.map(({ id }: { id: string }) => id)).toEqual([
      stage.ids.kimDeal,
      ...all.slice(1),
    ]);
    const turned = await stage.query(stage.kim, 'opportunities', {
      grouped: [{ field: 'next_step' }, { field: 'name', direction: 'desc' }],
    });
    expect(turned.body.records).toEqual(rows.body.records);
    const answer = await stage.query(stage.kim, 'opportunities', {
      group: grouped,
      aggregate: [{ fn: 'count' }, { fn: 'sum', field: 'close_value' }],
    });
    expect(answer.body.groups).toEqual([
      { keys: [{ value: 'Visit them' }], measures: [1, expect.anything()] },
      { keys: [{ noAccess: true }], measures: [null, null] },
    ]);
    expect(answer.text).not.toContain(step);
    for (const key of ['grouped', 'group'] as const) {
      const ask = (field: string) =>
        stage.query(stage.sam, 'opportunities', { [key]: [{ field }] });
      expectAlike(await ask('margin'), 'margin', await ask('nothing'), 'nothing');
    }
  });

  it('attack 16: hidden cells have no key, empty ones are null, for each record alike', async () => {
    const { records } = (await stage.query(stage.kim, 'opportunities', {})).body;
    const step = stage.id('opportunities', 'next_step');
    const closes = stage.id('opportunities', 'close_date');
    for (const { id, fields } of records) {
      expect(Object.hasOwn(fields, step)).toBe(id === stage.ids.kimDeal);
      expect(fields[closes]).toBeNull();
      expect(Object.hasOwn(fields, stage.id('opportunities', 'margin'))).toBe(false);
    }
  });

  it('attack 17: errors quote no cell and name no hidden field', async () => {
    const path = `${stage.records('opportunities')}/${stage.ids.theirDeal}`;
    const tried = [
      await stage.kim.patch(path, { fields: { next_step: 5 } }),
      await stage.kim.patch(path, { fields: { next_step: 'x' }, base: { next_step: 'y' } }),
      await stage.kim.patch(path, { fields: { margin: 'x' } }),
      await stage.sam.patch(path, { fields: { name: 'x' }, base: { name: 'Their deal' } }),
    ];
    for (const { text, status } of tried) {
      expect(status).toBeGreaterThanOrEqual(400);
      for (const word of ['Bribe', '999', '77', 'Gross margin'])
        expect(withoutIds(text)).not.toContain(word);
    }
  });

  it('attack 18: every id of a batch is checked, and one refusal stops all', async () => {
    const { mine, theirs } = stage.ids;
    for (const ids of [
      [mine, theirs],
      [theirs, mine],
    ]) {
      const change = { records: ids.map((id) => ({ id, fields: { notes: 'Batch' } })) };
      expect((await stage.sam.patch(stage.records('customers'), change)).status).toBe(404);
      expect(
        (await stage.sam.delete(stage.records('customers'), { ids })).status,
      ).toBeGreaterThanOrEqual(403);
    }
    const notes = stage.id('customers', 'notes');
    const answer = await stage.query(stage.bo, 'customers', {});
    expect(namesIn(answer, notes)).toEqual([null, null]);
  });
});

function forged(): string {
  const cipher = createCipheriv('aes-256-gcm', Buffer.alloc(32), Buffer.alloc(12));
  const sealed = Buffer.concat([cipher.update('000000000000', 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.alloc(12), cipher.getAuthTag(), sealed]).toString('base64url');
}
