import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  always,
  type Cells,
  type ChangeSet,
  type Denial,
  type Field,
  type FieldId,
  isDenial,
  type RecordId,
  type Table,
  type TableId,
} from '@tessera/model';
import type {
  AuthorizedChange,
  AuthorizedWrite,
  ChangePlan,
  Facts,
  LinkReference,
  SecuredGroups,
  SecuredRows,
} from '@tessera/permissions';
import pg from 'pg';
import { createWorkspace } from '../src/open-workspace.ts';
import type { Place } from '../src/place.ts';
import type { Authorship, Committed, WorkspaceStore } from '../src/store.ts';

export const author: Authorship = { by: 'memann', at: 1_700_000_000_000, change: 'chg1' };

/** A temporary place for a workspace and what removes it. */
export interface Temporary {
  readonly place: Place;
  remove(): Promise<void>;
}

export function temporaryFile(): Temporary {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-store-'));
  return {
    place: { kind: 'sqlite', file: join(folder, 'workspace.sqlite') },
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A schema of its own on the test server. The server must be there: without it the tests fail. */
export function temporarySchema(): Temporary {
  const url = process.env.TEST_PG_URL;
  if (!url) throw new Error('These tests need PostgreSQL: TEST_PG_URL is not set.');
  const schema = `t_${randomBytes(8).toString('hex')}`;
  return {
    place: { kind: 'postgres', url, schema },
    async remove() {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
      await client.end();
    },
  };
}

export const databases = [
  ['SQLite', temporaryFile],
  ['PostgreSQL', temporarySchema],
] as const;

export function field(
  id: FieldId,
  rest: Record<string, unknown> & { readonly type: Field['type'] },
): Field {
  return { id, name: id, slug: id, classes: [], ...rest } as unknown as Field;
}

const options = (...names: string[]) =>
  names.map((name) => ({ id: `opt${name}`, name, color: 'gray' }));

export const customers: Table = {
  id: 'tblcustomers',
  app: 'app1',
  name: 'Customers',
  slug: 'customers',
  titleField: 'fldname',
  views: [],
  fields: [
    field('fldname', { type: 'text' }),
    field('fldnotes', { type: 'longText' }),
    field('fldamount', { type: 'currency', precision: 2, currency: 'EUR' }),
    field('fldactive', { type: 'checkbox' }),
    field('fldstage', { type: 'singleSelect', options: options('new', 'open', 'won') }),
    field('fldtags', { type: 'multiSelect', options: options('red', 'green', 'blue') }),
    field('fldday', { type: 'date' }),
    field('fldmet', { type: 'dateTime' }),
    field('fldowner', { type: 'member', ownership: true }),
    field('fldnumber', { type: 'autonumber' }),
    field('fldcreated', { type: 'createdTime' }),
    field('fldcreator', { type: 'createdBy' }),
    field('fldmodified', { type: 'modifiedTime', watch: ['fldname'] }),
    field('fldmodifier', { type: 'modifiedBy', watch: 'all' }),
  ],
};

export const orders: Table = {
  id: 'tblorders',
  app: 'app1',
  name: 'Orders',
  slug: 'orders',
  titleField: 'fldcode',
  views: [],
  fields: [field('fldcode', { type: 'text' }), field('fldtotal', { type: 'number', precision: 0 })],
};

export const customerOfOrder = field('fldcustomer', {
  type: 'link',
  target: customers.id,
  reverse: 'fldorders',
  side: 'forward',
  single: true,
});
export const ordersOfCustomer = field('fldorders', {
  type: 'link',
  target: orders.id,
  reverse: 'fldcustomer',
  side: 'reverse',
  single: false,
});

export function must<T>(result: T | Denial): T {
  if (isDenial(result)) throw new Error(`Refused: ${result.message}`);
  return result;
}

/** A workspace with customers and orders, linked. */
export async function shop(place: Place): Promise<WorkspaceStore> {
  const store = await createWorkspace(place, {
    id: 'wsp1',
    name: 'Shop',
    language: 'en',
    timeZone: 'UTC',
  });
  must(
    await store.changeSchema(
      [
        { kind: 'addApp', app: { id: 'app1', name: 'Shop' } },
        { kind: 'addTable', table: customers },
        { kind: 'addTable', table: orders },
        { kind: 'addField', table: orders.id, field: customerOfOrder, reverse: ordersOfCustomer },
      ],
      author,
    ),
  );
  return store;
}

/** A question as the permission package would make it for someone who may see everything. */
export function asking(table: TableId, more: Partial<SecuredRows> = {}): SecuredRows {
  return {
    kind: 'rows',
    table,
    where: always,
    key: randomUUID(),
    dependsOn: [table],
    columns: [],
    links: [],
    derived: [],
    bits: [],
    grouped: [],
    order: [],
    offset: 0,
    limit: 100,
    total: false,
    ...more,
  } as unknown as SecuredRows;
}

export function grouping(table: TableId, more: Partial<SecuredGroups> = {}): SecuredGroups {
  return {
    kind: 'groups',
    table,
    where: always,
    key: randomUUID(),
    dependsOn: [table],
    group: [],
    aggregates: [],
    ...more,
  } as unknown as SecuredGroups;
}

export const plain = (id: FieldId) => ({ field: id, when: always });

export function linkTo(
  id: FieldId,
  target: TableId,
  title: FieldId,
  side: 'forward' | 'reverse',
): LinkReference {
  return { field: id, when: always, side, target, visible: always, title: plain(title) };
}

/** A plan that lets everything through. */
export function planOf(change: ChangeSet, watch?: (facts: Facts) => void): ChangePlan {
  return {
    change,
    needs: {
      table: change.table,
      records: change.changes
        .filter((one) => one.kind === 'update' || one.kind === 'delete')
        .map((one) => one.id),
      trashed: change.changes.filter((one) => one.kind === 'restore').map((one) => one.id),
      links: [],
      linked: [],
    },
    decide(facts) {
      watch?.(facts);
      const writes = change.changes.map((one): AuthorizedWrite => {
        const before = facts.records.get(one.id) ?? {};
        if (one.kind === 'create') return { kind: 'create', id: one.id, cells: one.cells };
        if (one.kind === 'restore') return { kind: 'restore', id: one.id, cells: before };
        if (one.kind === 'delete') return { kind: 'delete', id: one.id, before };
        return { kind: 'update', id: one.id, before, cells: one.cells };
      });
      return { table: change.table, writes } as unknown as AuthorizedChange;
    },
  };
}

export async function create(
  store: WorkspaceStore,
  table: TableId,
  records: Readonly<Record<RecordId, Cells>>,
): Promise<Committed> {
  const changes = Object.entries(records).map(([id, cells]) => ({
    kind: 'create' as const,
    id,
    cells,
  }));
  return must(await store.change(planOf({ table, changes }), author));
}

export async function update(
  store: WorkspaceStore,
  table: TableId,
  id: RecordId,
  cells: Cells,
): Promise<Committed> {
  return must(
    await store.change(planOf({ table, changes: [{ kind: 'update', id, cells }] }), author),
  );
}

export async function remove(
  store: WorkspaceStore,
  table: TableId,
  ...ids: RecordId[]
): Promise<Committed> {
  const changes = ids.map((id) => ({ kind: 'delete' as const, id }));
  return must(await store.change(planOf({ table, changes }), author));
}
