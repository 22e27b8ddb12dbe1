import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountsOf, hasSalesData, readSalesData, sumOf } from '../../src/sales-data.ts';
import { type Imported, importSales, joinAs, refusal } from '../../src/sales-workspace.ts';
import type { Session } from '../../src/session.ts';
import { join, startWorld, type World } from '../../src/setup.ts';
import { waitFor } from '../../src/wait-for.ts';
import { broughtIn, titlesOf, total } from './brought-in.ts';

if (!hasSalesData) {
  console.log(
    'The acceptance run is skipped: ../shared/data/crm-sales-opportunities is not there.',
  );
}

describe.skipIf(!hasSalesData)('a company of 41 people and 8,800 opportunities', () => {
  const data = hasSalesData ? readSalesData() : ({} as never);
  let world: World;
  let imported: Imported;
  let moses: Session;

  beforeAll(async () => {
    world = await startWorld();
    imported = await importSales(world.owner);
    moses = await joinAs(world.owner, imported.links, 'Moses Frase');
  }, 120_000);
  afterAll(async () => {
    await world?.server.stop();
  });

  const sum = async (who: Session) => {
    const { groups } = await who.groups('opportunities', {
      aggregate: [{ fn: 'sum', field: 'close_value' }, { fn: 'count' }],
    });
    return groups[0]?.measures.map(Number);
  };

  describe('is brought in', () => {
    broughtIn(data, () => ({ owner: world.owner, imported }));
  });

  describe('and shows to Moses Frase', () => {
    const mine = hasSalesData ? data.dealsOf(['Moses Frase']) : [];
    const others = hasSalesData ? data.deals.filter(({ agent }) => agent !== 'Moses Frase') : [];

    it('his 260 opportunities with their sum', async () => {
      expect(mine.length).toBe(260);
      expect(await titlesOf(moses, 'opportunities')).toEqual(mine.map(({ id }) => id).sort());
      expect(await sum(moses)).toEqual([sumOf(mine), 260]);
    });

    it('exactly the customers they name', async () => {
      expect(await titlesOf(moses, 'customers')).toEqual(accountsOf(mine));
    });

    it('no margin, and no rule of others', async () => {
      const { fields } = await moses.table('opportunities');
      expect(fields.map(({ slug }) => slug)).not.toContain('margin');
      expect((await moses.tryIn('GET', '/policy')).status).toBe(403);
    });

    it('nothing of others by search or filter', async () => {
      for (const { id } of others.slice(0, 20)) {
        expect((await moses.query('opportunities', { search: id })).total).toBe(0);
        const is = { op: 'is', field: 'name', value: id };
        expect(await total(moses, 'opportunities', is)).toBe(0);
        expect(
          await total(moses, 'opportunities', {
            op: 'or',
            of: [is, { op: 'empty', field: 'name' }],
          }),
        ).toBe(0);
      }
      const not = { op: 'not', of: { op: 'is', field: 'owner', value: { context: 'me' } } };
      expect(await total(moses, 'opportunities', not)).toBe(0);
      const darcel = (await moses.memberNamed('Darcel Schlecht')).id;
      expect(await total(moses, 'opportunities', { op: 'is', field: 'owner', value: darcel })).toBe(
        0,
      );
    });

    it('nothing of others by sort, group, sum or count', async () => {
      const first = await moses.query('opportunities', {
        sort: [{ field: 'close_value', direction: 'desc' }],
        limit: 1,
      });
      const largest = Math.max(...mine.map(({ cents }) => cents ?? 0)) / 100;
      const value = (await moses.field('opportunities', 'close_value')).id;
      expect(first.records[0]?.fields[value]).toBe(largest);
      const { groups } = await moses.groups('opportunities', {
        group: ['owner'],
        aggregate: [{ fn: 'count' }, { fn: 'sum', field: 'close_value' }],
      });
      expect(groups.map(({ measures }) => measures.map(Number))).toEqual([[260, sumOf(mine)]]);
      const stages = await moses.groups('opportunities', {
        group: ['stage'],
        aggregate: [{ fn: 'count' }],
      });
      const counts = stages.groups.map(({ measures }) => Number(measures[0]));
      const wanted = [...new Set(mine.map(({ stage }) => stage))].map(
        (name) => mine.filter(({ stage }) => stage === name).length,
      );
      expect(counts.sort()).toEqual(wanted.sort());
    });

    it('nothing of others by id, and answers as for what does not exist', async () => {
      const ids = await world.owner.allIds('opportunities');
      const his = new Set(await moses.allIds('opportunities'));
      const hidden = ids.filter((id) => !his.has(id));
      expect(hidden.length).toBe(others.length);
      const absent = await moses.tryIn('GET', '/tables/opportunities/records/recnosuchrecord0000');
      expect(absent.status).toBe(404);
      for (const id of hidden.slice(0, 10)) {
        const path = `/tables/opportunities/records/${id}`;
        expect(await moses.tryIn('GET', path)).toEqual(absent);
        expect(await refusal(moses.update('opportunities', id, { name: 'mine now' }))).toBe(404);
        expect((await moses.tryIn('DELETE', path)).status).toBe(404);
      }
      expect((await moses.query('opportunities', { ids: hidden.slice(0, 1000) })).total).toBe(0);
    });

    it('no opportunity of others through the links of customers and products', async () => {
      const his = new Set(await moses.allIds('opportunities'));
      for (const table of ['customers', 'products']) {
        const back = (await moses.table(table)).fields.find(({ slug }) => slug === 'opportunities');
        if (!back) continue;
        const { records } = await moses.query(table, { limit: 1000 });
        for (const { fields } of records) {
          for (const target of (fields[back.id] ?? []) as readonly object[]) {
            expect('id' in target && his.has(String(target.id)), table).toBe(true);
          }
        }
      }
    });

    it('in all answers together no name of an opportunity that is not his', () => {
      const received = moses.received.join('\n');
      const codes = new Set([...received.matchAll(/"([0-9A-Z]{8})"/g)].map(([, code]) => code));
      expect(codes.has(mine[0]?.id)).toBe(true);
      const seen = others.filter(({ id }) => codes.has(id));
      expect(seen.map(({ id }) => id)).toEqual([]);
    });
  });

  describe('and shows to others what their place opens', () => {
    it('Dustin Brinkmann his team of five with the right sum', async () => {
      const dustin = await joinAs(world.owner, imported.links, 'Dustin Brinkmann');
      const team = data.dealsOf(data.teamOf('Dustin Brinkmann'));
      expect(team.length).toBe(1583);
      expect(await total(dustin, 'opportunities')).toBe(1583);
      expect(await sum(dustin)).toEqual([sumOf(team), 1583]);
      expect(await titlesOf(dustin, 'customers')).toEqual(accountsOf(team));
    });

    it('a member of Service no table of opportunities at all', async () => {
      const { session } = await join(world.owner, { name: 'Sven Service', role: 'Service' });
      const { tables } = await session.schema();
      expect(tables.map(({ slug }) => slug).sort()).toEqual([
        'activities',
        'contacts',
        'customers',
        'products',
      ]);
      const closed = await session.tryIn('POST', '/tables/opportunities/records/query', {});
      const absent = await session.tryIn('POST', '/tables/nosuchtable/records/query', {});
      expect(closed.status).toBe(404);
      expect(closed.text.replaceAll('opportunities', 'nosuchtable')).toBe(absent.text);
      expect((await session.query('customers')).total).toBe(85);
      expect(session.received.join('\n')).not.toMatch(/opportunit/i);
    });

    it('Management all 8,800 and the whole sum', async () => {
      const { session } = await join(world.owner, { name: 'Mia Chief', role: 'Management' });
      expect(await sum(session)).toEqual([sumOf(data.deals), 8800]);
      expect((await session.query('customers', { limit: 0 })).total).toBe(85);
    });
  });

  it('moves Darcel Schlecht to another manager on open screens within a second', async () => {
    const { owner } = world;
    const melvin = await joinAs(owner, imported.links, 'Melvin Marxen');
    const cara = await joinAs(owner, imported.links, 'Cara Losch');
    const before = data.dealsOf(data.teamOf('Melvin Marxen'));
    const gained = data.dealsOf(['Darcel Schlecht']);
    const caras = data.dealsOf(data.teamOf('Cara Losch'));
    const [old, next, own] = await Promise.all([melvin.live(), cara.live(), moses.live()]);
    const [lost, won] = await Promise.all([
      old.subscribe('opportunities'),
      next.subscribe('opportunities'),
      own.subscribe('opportunities'),
    ]);
    expect([lost.total(), won.total()]).toEqual([before.length, caras.length]);
    const frames = own.frames.length;

    const darcel = (await owner.memberNamed('Darcel Schlecht')).id;
    const begun = performance.now();
    const done = owner.changeMember(darcel, {
      manager: (await owner.memberNamed('Cara Losch')).id,
    });
    await waitFor(
      'both screens to follow',
      () =>
        lost.total() === before.length - gained.length &&
        won.total() === caras.length + gained.length,
      30_000,
    );
    await done;
    console.log(`both screens follow after ${Math.round(performance.now() - begun)} ms`);
    const name = (await owner.field('opportunities', 'name')).id;
    const shown = lost.ids().map((id) => String(lost.record(id)?.fields[name]));
    const taken = new Set(gained.map(({ id }) => id));
    expect(shown.filter((one) => taken.has(one))).toEqual([]);
    expect(await total(melvin, 'opportunities')).toBe(before.length - gained.length);
    expect(await total(cara, 'opportunities')).toBe(caras.length + gained.length);
    // Somebody who is neither learns nothing of it by a record or an id.
    expect(own.frames.slice(frames).join('')).not.toMatch(/"rec/);
    for (const socket of [old, next, own]) socket.close();
  });
});
