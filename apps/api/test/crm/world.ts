import type { ChangeAnswer, OutTable, SchemaAnswer } from '@tessera/protocol';
import { crmWhoSeesWhat } from '@tessera/templates';
import { sampleValue } from '../sample-value.ts';
import type { Caller, CrmServer } from './caller.ts';

const { fieldSlugs, relations } = crmWhoSeesWhat;
export type Relation = crmWhoSeesWhat.Relation;
export type RoleSlug = crmWhoSeesWhat.RoleSlug;
export type TableSlug = crmWhoSeesWhat.TableSlug;
export const tableSlugs = Object.keys(fieldSlugs) as TableSlug[];

const roleNames: Readonly<Record<Exclude<RoleSlug, 'none'>, string>> = {
  sales: 'Sales',
  service: 'Service',
  management: 'Management',
  administrator: 'Administrator',
  owner: 'Owner',
};

/** The people around a member who holds one role: somebody two levels below, and somebody elsewhere. */
export interface Place {
  readonly caller: Caller;
  readonly owners: Readonly<Record<Relation, string>>;
  /** Makes a record that stands in this relation; opportunities also with a stage. */
  make(table: TableSlug, relation: Relation, stage?: string): Promise<string>;
  /** A value of the wire for a field that differs each time; links lead to something the member owns. */
  value(table: TableSlug, field: string): unknown;
}

let counter = 0;

/** The tables with all their fields by slug, as this person sees them. */
export async function tablesOf(caller: Caller): Promise<ReadonlyMap<string, OutTable>> {
  const { tables } = await caller.ask<SchemaAnswer>('GET', '/schema');
  return new Map(tables.map((table) => [table.slug, table]));
}

/** Adds the people around one role. `tables`: as somebody sees them from whom nothing is hidden. */
export async function placeOf(
  server: CrmServer,
  tables: ReadonlyMap<string, OutTable>,
  role: RoleSlug,
): Promise<Place> {
  const { owner } = server;
  const held =
    role === 'none'
      ? []
      : (await server.roles()).filter(({ name }) => name === roleNames[role]).map(({ id }) => id);
  if (role !== 'none' && held.length !== 1) throw new Error(`There is not one role ${role}.`);
  const me = await server.join(`Me ${role}`, held);
  const middle = await server.join(`Middle ${role}`, [], me.id);
  const below = await server.join(`Below ${role}`, [], middle.id);
  const stranger = await server.join(`Stranger ${role}`, []);
  const owners = { own: me.id, report: below.id, stranger: stranger.id, via: stranger.id };

  const create = async (table: TableSlug, fields: object) => {
    const path = `/tables/${table}/records`;
    const { ids } = await owner.ask<ChangeAnswer>('POST', path, { records: [{ fields }] });
    return ids[0] ?? '';
  };
  // Links lead here: a customer for each owner, a product, and what the member owns of the rest.
  const customers = {
    own: await create('customers', { name: 'Own', owner: owners.own }),
    report: await create('customers', { name: 'Report', owner: owners.report }),
    stranger: await create('customers', { name: 'Stranger', owner: owners.stranger }),
  };
  const linkTo: Readonly<Record<string, string>> = {
    customers: customers.own,
    products: await create('products', { name: 'Product' }),
    contacts: await create('contacts', { name: 'Own', owner: me.id, customer: [customers.own] }),
    opportunities: await create('opportunities', { name: 'Own', owner: me.id }),
  };

  const make = async (table: TableSlug, relation: Relation, stage?: string) => {
    const given: Record<string, unknown> = stage === undefined ? {} : { stage };
    if (table !== 'products') given.owner = owners[relation];
    if (table === 'contacts' || table === 'opportunities' || table === 'activities') {
      given.customer = [customers[relation === 'via' ? 'own' : relation]];
    }
    const id = await create(table, given);
    if (table === 'customers' && relation === 'via') {
      await create('opportunities', { owner: me.id, customer: [id] });
    }
    return id;
  };

  const value = (table: TableSlug, slug: string): unknown => {
    const field = tables.get(table)?.fields.find((one) => one.slug === slug);
    counter += 1;
    switch (field?.type) {
      case 'link': {
        const target = [...tables.values()].find(({ id }) => id === field.target)?.slug ?? '';
        return [linkTo[target]];
      }
      case 'member':
        return owners.stranger;
      default:
        // The second choice: none of them is Won, and a record made here has none yet.
        return field && sampleValue(field, counter, 1);
    }
  };
  return { caller: me.caller, owners, make, value };
}

export { relations };
