import type { FieldType } from '../schema.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** A field as a policy file knows it. */
export interface NamedField {
  readonly id: string;
  readonly slug: string;
  readonly type: FieldType;
  readonly options?: readonly Named[];
}

interface NamedTable {
  readonly id: string;
  readonly slug: string;
  readonly fields: readonly NamedField[];
}

/** Everything a policy file may name. A schema and an organisation are such names; so is what the API tells of them. */
export interface PolicyNames {
  readonly timeZone: string;
  readonly apps: readonly Named[];
  readonly tables: readonly NamedTable[];
  readonly classes: readonly Named[];
  readonly roles: readonly Named[];
  readonly teams: readonly Named[];
  readonly departments: readonly Named[];
  readonly members: readonly Named[];
}

/** The kinds of things that go by names of their own. */
export type NamedKind = 'app' | 'table' | 'class' | 'role' | 'team' | 'department' | 'member';

/** Names of one kind, or the choices of one field, both ways. */
export interface NameList {
  /** The name, or the id where the name belongs to several; undefined: there is no such thing. */
  nameOf(id: string): string | undefined;
  /** By id, else by name; `ambiguous` when several have it. */
  idOf(text: string): string | 'ambiguous' | undefined;
}

const gone = 'gone ';

/** How a thing that is gone stands in a file. */
export const goneText = (id: string): string => `${gone}${id}`;

/** The id of a thing that is gone; undefined: the text says no such thing. */
export function goneId(text: string): string | undefined {
  return text.startsWith(gone) && text.length > gone.length ? text.slice(gone.length) : undefined;
}

export function nameList(things: readonly Named[]): NameList {
  const names = new Map(things.map(({ id, name }) => [id, name]));
  const ids = new Map<string, string | 'ambiguous'>();
  for (const { id, name } of things) ids.set(name, ids.has(name) ? 'ambiguous' : id);
  const idOf = (text: string) => (names.has(text) ? text : ids.get(text));
  return {
    nameOf(id) {
      const name = names.get(id);
      if (name === undefined) return undefined;
      return idOf(name) === id && goneId(name) === undefined ? name : id;
    },
    idOf,
  };
}

/** The names of every kind; tables by their API names. */
export function nameLists(names: PolicyNames): Readonly<Record<NamedKind, NameList>> {
  return {
    app: nameList(names.apps),
    table: nameList(bySlug(names.tables)),
    class: nameList(names.classes),
    role: nameList(names.roles),
    team: nameList(names.teams),
    department: nameList(names.departments),
    member: nameList(names.members),
  };
}

const bySlug = (things: readonly { readonly id: string; readonly slug: string }[]) =>
  things.map(({ id, slug }) => ({ id, name: slug }));

/** Fields by API name: plain ones of one table, and `table.field` of any. */
export interface FieldNames {
  /** As it stands in a rule on the table, or in one on more than a table (null); undefined: there is none. */
  nameOf(table: string | null, field: string): string | undefined;
  find(table: string | null, text: string): NamedField | undefined;
  byId(field: string): NamedField | undefined;
}

export function fieldNames(names: PolicyNames): FieldNames {
  const all = new Map(
    names.tables.flatMap((table) => table.fields.map((field) => [field.id, { table, field }])),
  );
  const tables = new Map(names.tables.map((table) => [table.id, table]));
  const within = (table: NamedTable | undefined, text: string) =>
    table?.fields.find(({ slug }) => slug === text);
  const find = (table: string | null, text: string): NamedField | undefined => {
    const known = all.get(text)?.field;
    if (known) return known;
    const dot = text.indexOf('.');
    if (dot < 0) return table === null ? undefined : within(tables.get(table), text);
    const named = names.tables.find(({ slug }) => slug === text.slice(0, dot));
    return within(named, text.slice(dot + 1));
  };
  return {
    nameOf(table, field) {
      const known = all.get(field);
      if (!known) return undefined;
      const slug = known.field.slug;
      const full = `${known.table.slug}.${slug}`;
      const text = known.table.id === table ? slug : full;
      return find(table, text)?.id === field ? text : field;
    },
    find,
    byId: (field) => all.get(field)?.field,
  };
}
