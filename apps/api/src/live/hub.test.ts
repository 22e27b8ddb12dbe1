import type { Cells } from '@tessera/model';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type LiveWorld,
  liveWorld,
  ownDeals,
  pause,
  type Screen,
  sales,
  settle,
} from '../../test/live-world.ts';
import type { SmallWorkspace } from '../../test/small-workspace.ts';
import { readRecords } from '../operations/read-records.ts';
import { shareRecord, unshareRecord } from '../operations/share-records.ts';

let world: LiveWorld;
let small: SmallWorkspace;
beforeEach(async () => {
  world = await liveWorld();
  small = world.small;
});
afterEach(() => world.close());

describe('live windows', () => {
  it('shows a window as a request would, then an edit to those who may see it and no frame to others', async () => {
    const [sam, tia, owner] = [
      await world.connect('memsam'),
      await world.connect('memtia'),
      await world.connect(small.owner),
    ];
    for (const client of [sam, tia, owner]) await client.subscribe('deals');
    expect(sam.names()).toEqual(['One']);
    expect(owner.names()).toEqual(['One', 'Two']);
    const answer = await readRecords(small.as('memsam'), 'deals', {});
    expect(sam.windows.get('s')?.records).toEqual('records' in answer ? answer.records : null);

    await small.write('tbldeals', { kind: 'update', id: 'recone', cells: { flddeal: 'Uno' } });
    await sam.until(() => sam.names()[0] === 'Uno');
    await owner.until(() => owner.names()[0] === 'Uno');
    // The amount is hidden from sales: nothing is sent, not even a frame without a cell.
    await small.write('tbldeals', { kind: 'update', id: 'recone', cells: { fldamount: 999 } });
    await owner.until(() => owner.windows.get('s')?.records[0]?.fields.fldamount === 9.99);
    await settle();
    expect(tia.frames).toHaveLength(1);
    expect(sam.frames.map(({ n, type }) => [n, type])).toEqual([
      [1, 'snapshot'],
      [2, 'delta'],
    ]);
    expect(sam.frames[1]).toMatchObject({
      leave: [],
      enter: [],
      update: [{ id: 'recone', fields: { flddeal: 'Uno' }, gone: [] }],
    });
  });

  it('sends nothing for a change under a mask, and a new mask as such', async () => {
    const masked = { default: 'read', except: [{ field: 'fldphone', level: 'masked' }] } as const;
    await small.rule([
      {
        ...ownDeals,
        on: { kind: 'table', id: 'tblcustomers' },
        scope: { kind: 'all' },
        fields: masked,
      },
    ]);
    await small.create('tblcustomers', 'reccus', { fldname: 'Acme', fldphone: '13812341234' });
    const sam = await world.connect('memsam');
    await sam.subscribe('customers');
    const shown = () => sam.windows.get('s')?.records[0]?.fields.fldphone;
    expect(shown()).toEqual({ masked: '138****1234' });
    const change = (fldphone: string) =>
      small.write('tblcustomers', { kind: 'update', id: 'reccus', cells: { fldphone } });
    await change('13899991234');
    await settle();
    expect(sam.frames).toHaveLength(1);
    await change('13899995678');
    await sam.until(() => sam.frames.length > 1);
    expect(shown()).toEqual({ masked: '138****5678' });
    expect(JSON.stringify(sam.frames)).not.toContain('9999');
  });

  it('a shared record enters an open screen, leaves it at its end or when taken back, and moves no other', async () => {
    await small.rule([ownDeals, { ...ownDeals, actions: ['share'], scope: { kind: 'all' } }]);
    const [sam, tia] = [await world.connect('memsam'), await world.connect('memtia')];
    await sam.subscribe('deals');
    await tia.subscribe('deals');
    const to = { kind: 'member' as const, id: 'memsam' };
    const give = (until?: number) =>
      shareRecord(small.as('memtia'), 'deals', 'rectwo', {
        to,
        level: 'view',
        reason: '',
        ...(until !== undefined && { until }),
      });
    const made = await give();
    if (!('id' in made)) throw new Error(made.message);
    await sam.until(() => sam.names().includes('Two'));
    await unshareRecord(small.as('memtia'), 'deals', 'rectwo', made.id);
    await sam.until(() => !sam.names().includes('Two'));
    await give(small.app.clock() + 700);
    await sam.until(() => sam.names().includes('Two'));
    await sam.until(() => !sam.names().includes('Two'));
    expect(sam.frames.map(({ type }) => type)).toEqual([
      'snapshot',
      'delta',
      'delta',
      'delta',
      'delta',
    ]);
    expect(tia.frames).toHaveLength(1);
  });

  it('keeps groups and several stretches of a window true, also where only a count or a sum changed', async () => {
    const [owner, sam] = [await world.connect(small.owner), await world.connect('memsam')];
    const query = {
      grouped: [{ field: 'fldowner', direction: 'desc' as const }],
      aggregate: [{ fn: 'sum' as const, field: 'fldamount' }],
    };
    const stretches = { offset: 0, limit: 1, also: [{ offset: 1, limit: 5 }] };
    owner.send({ type: 'subscribe', sub: 's', table: 'deals', query, ...stretches });
    await owner.until(() => owner.windows.has('s'));
    const groups = () =>
      owner.windows
        .get('s')
        ?.groups?.[0]?.map(({ keys, measures }) => [
          keys[0] && 'value' in keys[0] ? (keys[0].value as { id: string } | null)?.id : 'closed',
          ...measures,
        ]);
    expect(owner.names()).toEqual(['Two', 'One']);
    expect(groups()).toMatchObject([
      ['memtia', 1, expect.anything()],
      ['memsam', 1, expect.anything()],
    ]);
    // What Sam may not read he does not measure.
    sam.send({ type: 'subscribe', sub: 's', table: 'deals', query, ...stretches });
    await sam.until(() => sam.frames.length > 0);
    expect(sam.frames).toMatchObject([{ type: 'error', error: { code: 'unknown_field' } }]);
    await small.write('tbldeals', { kind: 'update', id: 'recone', cells: { fldamount: 900 } });
    await owner.until(() => groups()?.[1]?.[2] === 9);
    await small.write('tbldeals', { kind: 'update', id: 'recone', cells: { fldowner: 'memtia' } });
    await owner.until(() => groups()?.length === 1);
    expect(groups()?.[0]?.slice(0, 2)).toEqual(['memtia', 2]);
    // Out of sight of the first stretch, and in none at all: the groups still follow.
    owner.send({ type: 'window', sub: 's', offset: 0, limit: 1 });
    await owner.until(() => owner.windows.get('s')?.records.length === 1);
    const away = owner.windows.get('s')?.records[0]?.id === 'recone' ? 'rectwo' : 'recone';
    await small.write('tbldeals', { kind: 'update', id: away, cells: { fldowner: 'memsam' } });
    await owner.until(() => groups()?.length === 2);
    sam.send({
      type: 'subscribe',
      sub: 'plain',
      table: 'deals',
      query: { aggregate: [{ fn: 'count' }] },
      offset: 0,
      limit: 1,
    });
    await sam.until(() => sam.frames.length > 1);
    expect(sam.frames.at(-1)).toMatchObject({ type: 'error', error: { code: 'invalid' } });
  });

  it('lets records enter and leave when they change hands, and says nothing of the deletion of an unseen one', async () => {
    const [sam, tia] = [await world.connect('memsam'), await world.connect('memtia')];
    await sam.subscribe('deals');
    await tia.subscribe('deals');
    await small.write('tbldeals', { kind: 'update', id: 'recone', cells: { fldowner: 'memtia' } });
    await sam.until(() => sam.names().length === 0);
    await tia.until(() => tia.names().length === 2);
    expect(sam.frames.at(-1)).toMatchObject({ leave: ['recone'], enter: [], order: [], total: 0 });
    const before = sam.frames.length;
    await small.write('tbldeals', { kind: 'delete', id: 'recone' });
    await tia.until(() => tia.names().length === 1);
    await settle();
    expect(sam.frames).toHaveLength(before);
  });

  it('reads again what another table decides: deals of my customers, and titles behind links', async () => {
    await small.rule([
      { ...ownDeals, scope: { kind: 'any', of: [{ kind: 'via', link: 'fldcustomer' }] } },
      {
        to: sales,
        on: { kind: 'table', id: 'tblcustomers' },
        actions: ['view'],
        scope: ownDeals.scope,
      },
    ]);
    await small.create('tblcustomers', 'recacme', { fldname: 'Acme', fldcowner: 'memtia' });
    await small.write('tbldeals', {
      kind: 'update',
      id: 'recone',
      cells: { fldcustomer: ['recacme'] },
    });
    const [sam, tia] = [await world.connect('memsam'), await world.connect('memtia')];
    await sam.subscribe('deals');
    await tia.subscribe('deals');
    expect([sam.names(), tia.names()]).toEqual([[], ['One']]);
    await small.write('tblcustomers', {
      kind: 'update',
      id: 'recacme',
      cells: { fldname: 'Acme 2' },
    });
    await tia.until(() => JSON.stringify(tia.windows.get('s')).includes('Acme 2'));
    await small.write('tblcustomers', {
      kind: 'update',
      id: 'recacme',
      cells: { fldcowner: 'memsam' },
    });
    await sam.until(() => sam.names()[0] === 'One');
    await tia.until(() => tia.names().length === 0);
    expect(tia.frames.at(-1)).toMatchObject({ leave: ['recone'] });
  });

  it('follows what is worked out behind a link: for each what he may see, and for all what was declassified', async () => {
    const base = { name: '', slug: '', classes: [] };
    const sum = { ...base, type: 'rollup', link: 'flddeals', of: 'fldamount', fn: 'sum' } as const;
    const count = { ...base, type: 'count', link: 'flddeals', declassified: true } as const;
    await small.addField('tblcustomers', { ...sum, id: 'fldsum', name: 'Sum', slug: 'sum' });
    await small.addField('tblcustomers', { ...count, id: 'fldall', name: 'All', slug: 'all' });
    await small.rule([
      { ...ownDeals, fields: { default: 'read', except: [] } },
      {
        to: sales,
        on: { kind: 'table', id: 'tblcustomers' },
        actions: ['view'],
        scope: { kind: 'all' },
      },
    ]);
    await small.create('tblcustomers', 'recacme', { fldname: 'Acme' });
    const customer = { fldcustomer: ['recacme'] };
    const deal = (id: string, cells: Cells) =>
      small.write('tbldeals', { kind: 'update', id, cells });
    await deal('recone', customer);
    const [sam, tia] = [await world.connect('memsam'), await world.connect('memtia')];
    await sam.subscribe('customers', { filter: { op: 'gte', field: 'all', value: 1 } });
    await tia.subscribe('customers');
    const shown = (screen: Screen) => {
      const { fldsum, fldall } = screen.windows.get('s')?.records[0]?.fields ?? {};
      return [fldsum, fldall];
    };
    expect([shown(sam), shown(tia)]).toEqual([
      [1, 1],
      [null, 1],
    ]);
    await deal('rectwo', customer);
    await sam.until(() => shown(sam)[1] === 2);
    await tia.until(() => shown(tia)[0] === 2);
    expect(shown(sam)[0]).toBe(1);
    const before = sam.frames.length;
    await deal('rectwo', { fldamount: 700 });
    await tia.until(() => shown(tia)[0] === 7);
    await settle();
    expect(sam.frames).toHaveLength(before);
    await small.write('tbldeals', { kind: 'delete', id: 'recone' });
    await sam.until(() => shown(sam)[0] === null && shown(sam)[1] === 1);
    await deal('rectwo', { fldcustomer: null });
    await sam.until(() => sam.windows.get('s')?.records.length === 0);
  });

  it('moves a window and keeps it in order', async () => {
    for (let index = 0; index < 30; index += 1) {
      const number = String(index).padStart(2, '0');
      await small.create('tbldeals', `recn${number}`, {
        flddeal: `N${number}`,
        fldowner: 'memsam',
      });
    }
    const sam = await world.connect('memsam');
    const query = { sort: [{ field: 'deal', direction: 'desc' as const }], search: 'N' };
    sam.send({ type: 'subscribe', sub: 's', table: 'deals', query, offset: 0, limit: 3 });
    await sam.until(() => sam.windows.has('s'));
    expect(sam.names()).toEqual(['One', 'N29', 'N28']);
    sam.send({ type: 'window', sub: 's', offset: 10, limit: 2 });
    await sam.until(() => sam.names()[0] === 'N20');
    await small.write('tbldeals', { kind: 'delete', id: 'recn25' });
    await sam.until(() => sam.names()[0] === 'N19');
    expect(sam.frames.at(-1)).toMatchObject({
      type: 'delta',
      leave: ['recn20'],
      order: ['recn19', 'recn18'],
      total: 30,
    });
  });

  it('refuses unknown fields, broken messages and too many subscriptions', async () => {
    const sam = await world.connect('memsam');
    sam.send({
      type: 'subscribe',
      sub: 'h',
      table: 'deals',
      query: { sort: [{ field: 'amount', direction: 'asc' }] },
      offset: 0,
      limit: 10,
    });
    await sam.until(() => sam.frames.length === 1);
    expect(sam.frames[0]).toMatchObject({
      type: 'error',
      sub: 'h',
      error: { code: 'unknown_field' },
    });
    sam.socket.send('{"type":');
    sam.socket.send('{"type":"ping","more":1}');
    sam.send({ type: 'ping' });
    await sam.until(() => sam.frames.length === 4);
    expect(sam.frames.slice(1).map(({ type }) => type)).toEqual(['error', 'error', 'pong']);
    for (let index = 0; index < 20; index += 1) await sam.subscribe('deals', {}, `s${index}`);
    sam.send({ type: 'subscribe', sub: 'more', table: 'deals', query: {}, offset: 0, limit: 1 });
    await sam.until(() => sam.frames.at(-1)?.type === 'error');
    expect(sam.frames.at(-1)).toMatchObject({ sub: 'more', error: { code: 'too_large' } });
    sam.socket.send(`{"type":"ping","x":"${'x'.repeat(70_000)}"}`);
    await sam.until(() => sam.closed);
  });

  it('keeps screens equal to a fresh reading through random changes of records', async () => {
    const clients = [
      await world.connect('memsam'),
      await world.connect('memtia'),
      await world.connect(small.owner),
    ];
    const members = ['memsam', 'memtia', small.owner];
    for (const client of clients)
      await client.subscribe('deals', { sort: [{ field: 'deal', direction: 'asc' }] });
    let seed = 42;
    const random = (below: number) => {
      seed = (seed * 1103515245 + 12345) % 2 ** 31;
      return seed % below;
    };
    const alive = new Set<string>();
    for (let step = 0; step < 120; step += 1) {
      const id = `recr${random(12)}`;
      const owner = members[random(3)] ?? null;
      const cells = { flddeal: `D${random(20)}`, fldowner: owner, fldamount: random(50) };
      const kind = alive.has(id) ? (random(4) === 0 ? 'delete' : 'update') : 'create';
      await small.write('tbldeals', kind === 'delete' ? { kind, id } : { kind, id, cells });
      if (kind === 'delete') alive.delete(id);
      else alive.add(id);
      if (random(5) === 0) await pause(10);
    }
    await settle();
    for (const [index, client] of clients.entries()) {
      const answer = await readRecords(small.as(members[index] ?? ''), 'deals', {
        sort: [{ field: 'deal', direction: 'asc' }],
      });
      const fresh = 'records' in answer ? answer : null;
      const shown = client.windows.get('s');
      expect(shown?.records.map(({ id, fields }) => ({ id, fields }))).toEqual(
        fresh?.records.map(({ id, fields }) => ({ id, fields })),
      );
      expect(shown?.total).toBe(fresh?.total);
    }
  });
});
