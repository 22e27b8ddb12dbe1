import type { ChangeAnswer, OutField, OutTable, SchemaAnswer } from '@tessera/protocol';
import { templateBySlug, type WhoSeesWhat } from '@tessera/templates';
import type { Caller, CrmServer } from '../crm/caller.ts';
import { sampleValue } from '../sample-value.ts';

type Tables = ReadonlyMap<string, OutTable>;

/** The people around a member who holds one role alone: somebody two levels below, and somebody elsewhere. */
export interface Place {
  readonly caller: Caller;
  /** Makes a record that stands in this relation to the member. */
  make(table: string, relation: string): Promise<string>;
  /** A cell of the "who sees what" as on the wire. */
  wire(table: string, field: string, value: string): Promise<unknown>;
  /** A value of the wire for a field that differs each time; links lead to a record made for it. */
  value(table: string, field: string): Promise<unknown>;
}

let counter = 0;

/** The tables with all their fields by slug, as this person sees them. */
export async function tablesOf(caller: Caller): Promise<Tables> {
  const { tables } = await caller.ask<SchemaAnswer>('GET', '/schema');
  return new Map(tables.map((table) => [table.slug, table]));
}

/** The id of a role by its slug in the template. */
export async function roleOf(server: CrmServer, template: string, slug: string): Promise<string> {
  const named = templateBySlug(template)?.roles.find((role) => role.slug === slug)?.name.en;
  const name = slug === 'owner' ? 'Owner' : named;
  const found = (await server.roles()).filter((role) => role.name === name);
  if (found.length !== 1 || !found[0]) throw new Error(`There is not one role ${slug}.`);
  return found[0].id;
}

/** Adds the people around one role. `tables`: as somebody sees them from whom nothing is hidden. */
export async function placeOf(
  server: CrmServer,
  tables: Tables,
  sheet: WhoSeesWhat,
  given: { readonly template: string; readonly role: string },
): Promise<Place> {
  const { role } = given;
  const held = role === 'none' ? [] : [await roleOf(server, given.template, role)];
  const me = await server.join(`Me ${role}`, held);
  const middle = await server.join(`Middle ${role}`, [], me.id);
  const below = await server.join(`Below ${role}`, [], middle.id);
  const stranger = await server.join(`Stranger ${role}`, []);
  const people: Readonly<Record<string, string>> = {
    me: me.id,
    below: below.id,
    stranger: stranger.id,
  };
  const targets = new Map<string, string>();

  const fieldOf = (table: string, slug: string): OutField => {
    const found = tables.get(table)?.fields.find((field) => field.slug === slug);
    if (!found) throw new Error(`no field ${table}.${slug}`);
    return found;
  };
  const target = async (name: string): Promise<string> => {
    const [table = '', relation = ''] = name.split('.');
    const id = targets.get(name) ?? (await make(table, relation));
    targets.set(name, id);
    return id;
  };
  const wire = async (table: string, slug: string, value: string): Promise<unknown> => {
    const field = fieldOf(table, slug);
    if (field.type === 'member') return people[value];
    if (field.type === 'link') return [await target(value)];
    if (field.type !== 'singleSelect') return value;
    return field.options?.find(({ name }) => name.toLowerCase() === value)?.name;
  };
  const create = async (table: string, cells: Readonly<Record<string, string>>) => {
    const fields: Record<string, unknown> = {};
    for (const [slug, value] of Object.entries(cells))
      fields[slug] = await wire(table, slug, value);
    const body = { records: [{ fields }] };
    const { ids } = await server.owner.ask<ChangeAnswer>('POST', `/tables/${table}/records`, body);
    return ids[0] ?? '';
  };
  const make = async (table: string, relation: string): Promise<string> => {
    const spec = sheet.tables[table]?.records[relation];
    if (!spec) throw new Error(`no relation ${table}.${relation}`);
    const id = await create(table, spec.cells);
    const { linkedBy } = spec;
    if (linkedBy) {
      const other = await create(linkedBy.table, linkedBy.cells);
      const path = `/tables/${linkedBy.table}/records/${other}`;
      await server.owner.ask('PATCH', path, { fields: { [linkedBy.field]: [id] } });
    }
    return id;
  };
  const value = async (table: string, slug: string): Promise<unknown> => {
    const field = fieldOf(table, slug);
    counter += 1;
    switch (field.type) {
      case 'link': {
        const name = [...tables.values()].find(({ id }) => id === field.target)?.slug ?? '';
        const [relation = ''] = Object.keys(sheet.tables[name]?.records ?? {});
        return [await target(`${name}.${relation}`)];
      }
      case 'member':
        return stranger.id;
      default:
        // The first choice: none of them is a state that a lock waits for.
        return sampleValue(field, counter, 0);
    }
  };
  return { caller: me.caller, make, wire, value };
}
