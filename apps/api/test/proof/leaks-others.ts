import { always, isDerived, tableActions } from '@tessera/model';
import { type Access, systemAccess } from '@tessera/permissions';
import { exportEndpoint, ws } from './asked.ts';
import {
  accessWhile,
  changed,
  type Leak,
  placeOf,
  queryOf,
  rawRows,
  records,
  replace,
  straight,
} from './leaks.ts';
import { subjects } from './people.ts';
import { timeZone } from './spec.ts';

/** Everything allowed everywhere: what an import that looks around as the system would find. */
function allOpen(access: Access): Access {
  const tables = [...access.tables].map(([id, table]) => {
    // What is asked of a table that is not seen cannot be asked.
    const fields = [...table.fields.values()]
      .filter((field) => !isDerived(field) || table.references.has(field.id))
      .map(({ id: field }) => field);
    const rectangle = {
      grant: 'graleak',
      actions: new Set(tableActions),
      scope: always,
      bits: [],
      levels: new Map(fields.map((field) => [field, 'edit' as const])),
    };
    const references = new Map(fields.map((field) => [field, { field, when: always }]));
    const rectangles = [...table.rectangles, rectangle];
    const open = { rectangles, locks: [], visible: always, references, shown: references };
    return [id, { ...table, ...open }] as const;
  });
  return { ...access, tables: new Map(tables), fingerprint: `${access.fingerprint} all` };
}

/** Doors beside reading: structure, people, errors, conflicts, imports. */
export const otherLeaks: readonly Leak[] = [
  {
    name: 'a schema that lists hidden fields',
    subject: 'sales',
    only: [`get ${ws}/schema`],
    plant: () => async (world, request) =>
      changed(await world.app.fetch(request), (body) => ({
        ...body,
        fields: world.workspace.store
          .schema()
          .tables.flatMap(({ fields }) => fields.map(({ id }) => id)),
      })),
  },
  {
    name: 'an error that knows the name of a hidden field',
    subject: 'service',
    only: [queryOf],
    pair: 4,
    plant: () => async (world, request) => {
      const { table } = placeOf(world, request);
      const fields = world.workspace.store.schema().tables.find(({ id }) => id === table)?.fields;
      return changed(await world.app.fetch(request), (body) => {
        const { message } = (body.error ?? {}) as { message?: string };
        const named = fields?.find(
          ({ id, slug }) => message?.includes(`"${id}"`) || message?.includes(`"${slug}"`),
        );
        return named
          ? { error: { code: 'forbidden', message: `You may not see "${named.name}".` } }
          : null;
      });
    },
  },
  {
    name: 'a conflict that shows hidden cells',
    subject: 'salesManager',
    only: [queryOf, `patch ${records}/{record}`],
    pair: 7,
    plant: () => async (world, request) => {
      const { table, record } = placeOf(world, request);
      const response = await world.app.fetch(request);
      if (response.status !== 409) return response;
      const raw = (await rawRows(world, table)).find((row) => row.id === record);
      return changed(response, (body) => ({ ...body, current: raw?.cells }));
    },
  },
  {
    name: 'an import whose key finds unseen records',
    subject: 'consultant',
    only: [queryOf, `post ${ws}/tables/{t}/import`],
    pair: 3,
    plant: (world) => {
      let importing = false;
      const ask = accessWhile(world, () => importing, allOpen);
      return async (_world, request) => {
        importing = request.url.endsWith('/import');
        return ask(world, request);
      };
    },
  },
  {
    name: 'an export of what is seen and unseen alike',
    subject: 'consultant',
    only: [exportEndpoint],
    plant: (world) =>
      accessWhile(
        world,
        (body) => 'format' in body,
        (access) => ({ ...allOpen(access), fingerprint: access.fingerprint }),
      ),
  },
  {
    name: 'a directory with the addresses of others',
    subject: 'sales',
    only: [`get ${ws}/members`],
    plant: () => async (world, request) =>
      changed(await world.app.fetch(request), (body) => ({
        ...body,
        addresses: world.workspace.store.organisation().members.map(({ email }) => email),
      })),
  },
  {
    name: 'a view that shows what it filters hidden fields by',
    subject: 'sales',
    only: [`get ${ws}/schema`],
    plant: () => async (world, request) =>
      changed(await world.app.fetch(request), (body) => ({
        ...body,
        filters: world.workspace.store
          .schema()
          .tables.flatMap(({ views }) => views.map(({ filter }) => filter)),
      })),
  },
  {
    name: 'an answer to a change that tells the sequence of the workspace',
    subject: 'consultant',
    only: [queryOf, `patch ${records}/{record}`, `post ${records}`],
    plant: (world) => {
      let seq = 0;
      const { store } = world.workspace;
      Reflect.set(world.workspace, 'store', {
        ...store,
        async change(...given: Parameters<typeof store.change>) {
          const made = await store.change(...given);
          if ('seq' in made) seq = made.seq;
          return made;
        },
      });
      return async (_world, request) =>
        changed(await world.app.fetch(request), (body) => ({ ...body, version: seq }));
    },
  },
  {
    name: 'a log that tells what was written',
    subject: 'auditor',
    only: [`get ${ws}/audit`],
    plant: (world) => {
      replace(world, 'store', (store) => ({
        ...store,
        async audit(asked) {
          const entries = await store.audit(asked);
          return await Promise.all(
            entries.map(async (entry) => {
              const { table = '' } = entry.objects;
              const rows = entry.kind === 'record.create' ? await rawRows(world, table, store) : [];
              return { ...entry, reason: JSON.stringify(rows) };
            }),
          );
        },
      }));
      return straight;
    },
  },
  {
    name: 'a look as somebody else that forgets who is looking',
    subject: 'administrator',
    only: [`post ${ws}/view-as`, queryOf, queryOf],
    pair: 6,
    plant: (world) => {
      let looking = false;
      const moment = { now: world.now, timeZone };
      const whole = systemAccess('leak', world.workspace.store.schema(), moment);
      replace(
        world,
        'accessOf',
        (before) => (member) =>
          looking && member === subjects.administrator ? whole : before(member),
      );
      return async (_world, request) => {
        looking = request.headers.has('x-tessera-view-as');
        try {
          return await world.app.fetch(request);
        } finally {
          looking = false;
        }
      };
    },
  },
];
