import { always } from '@tessera/model';
import {
  accessWhile,
  changed,
  hash,
  type Leak,
  placeOf,
  queryOf,
  rawRows,
  records,
  straight,
  uncovered,
  unmasked,
  withRows,
} from './leaks.ts';

/** A filter, search, grouping or measure that forgot the masks. */
function maskForgotten(name: string, key: string, subject: Leak['subject'], pair: number): Leak {
  return {
    name,
    subject,
    only: [queryOf],
    pair,
    plant: (world) => accessWhile(world, (body) => key in body, unmasked),
  };
}

const id = 'recFFFFFF';

/** Doors through which records are read. */
export const readingLeaks: readonly Leak[] = [
  {
    name: 'a total that counts unseen records',
    subject: 'sales',
    only: [queryOf],
    plant(world) {
      withRows(world, async (store, query) => {
        const read = await store.rows(query);
        return { ...read, total: (await rawRows(world, query.table, store)).length };
      });
      return straight;
    },
  },
  {
    name: 'masked cells shown as they are',
    subject: 'consultant',
    only: [queryOf],
    pair: 1,
    plant: (world) => accessWhile(world, () => true, uncovered),
  },
  {
    name: 'a sort by a column without its mask',
    subject: 'consultant',
    only: [queryOf],
    pair: 5,
    plant(world) {
      withRows(world, (store, query) => {
        const order = query.order.map((key) => ({ ...key, by: { ...key.by, when: always } }));
        Reflect.set(query, 'order', order);
        return store.rows(query);
      });
      return straight;
    },
  },
  maskForgotten('a search in hidden cells', 'search', 'service', 7),
  maskForgotten('a filter on hidden cells', 'filter', 'consultant', 1),
  maskForgotten('groups by hidden cells', 'group', 'consultant', 1),
  maskForgotten('measures of hidden cells', 'aggregate', 'consultant', 1),
  {
    name: 'the title of an unseen record behind a link',
    subject: 'sales',
    only: [queryOf, `get ${records}/{record}`],
    pair: 1,
    plant(world) {
      withRows(world, async (store, query) => {
        const read = await store.rows(query);
        const raw = new Map(
          (await rawRows(world, query.table, store)).map((row) => [row.id, row.links]),
        );
        const rows = read.rows.map((row) => ({
          ...row,
          links: Object.fromEntries(
            Object.entries(row.links).map(([field, link]) => [
              field,
              { ...link, targets: raw.get(row.id)?.[field]?.targets ?? [] },
            ]),
          ),
        }));
        return { ...read, rows };
      });
      return straight;
    },
  },
  {
    name: 'the number of unseen records behind a link',
    subject: 'sales',
    only: [queryOf, `get ${records}/{record}`],
    pair: 4,
    plant(world) {
      withRows(world, async (store, query) => {
        const read = await store.rows(query);
        const raw = new Map(
          (await rawRows(world, query.table, store)).map((row) => [row.id, row.links]),
        );
        const rows = read.rows.map((row) => ({
          ...row,
          links: Object.fromEntries(
            Object.entries(row.links).map(([field, link]) => {
              const all = raw.get(row.id)?.[field]?.targets.length ?? 0;
              const more = Array.from({ length: all - link.targets.length }, () => ({
                id,
                title: null,
              }));
              return [field, { ...link, targets: [...link.targets, ...more] }];
            }),
          ),
        }));
        return { ...read, rows };
      });
      return straight;
    },
  },
  {
    name: 'an ETag over the stored record',
    subject: 'consultant',
    only: [queryOf, `get ${records}/{record}`],
    plant: () => async (world, request) => {
      const response = await world.app.fetch(request);
      if (request.method !== 'GET' || !response.headers.has('etag')) return response;
      const { table, record } = placeOf(world, request);
      const raw = (await rawRows(world, table)).find((row) => row.id === record);
      if (raw) response.headers.set('etag', `"${hash(raw.cells)}"`);
      return response;
    },
  },
  {
    name: '403 for an unseen record, 404 for an absent one',
    subject: 'sales',
    only: [queryOf, `get ${records}/{record}`],
    plant: () => async (world, request) => {
      const response = await world.app.fetch(request);
      const { table, record } = placeOf(world, request);
      if (request.method !== 'GET' || response.status !== 404) return response;
      const there = (await rawRows(world, table)).some((row) => row.id === record);
      return there ? new Response(await response.text(), { status: 403 }) : response;
    },
  },
  {
    name: 'a cursor that carries a value of the last record',
    subject: 'consultant',
    only: [queryOf],
    plant: () => async (world, request) => {
      const { table } = placeOf(world, request);
      return changed(await world.app.fetch(request), async (body) => {
        const last = (body.records as { id: string }[] | undefined)?.at(-1);
        if (body.cursor === undefined || !last) return null;
        const raw = (await rawRows(world, table)).find((row) => row.id === last.id);
        return { ...body, cursor: Buffer.from(JSON.stringify(raw?.cells)).toString('base64url') };
      });
    },
  },
];
