import { conditionFields, type Policy, unclassified } from '@tessera/model';
import type { OutField, OutTable, OutView, SchemaAnswer } from '@tessera/protocol';

/** What hangs on a field or table, by name, as far as its reader may know. */
export interface Dependents {
  /** Names of views that filter or sort by it. */
  readonly views: readonly string[];
  /** Fields of other tables that go with it: `Tickets · Customer`. */
  readonly links: readonly string[];
  /** How many rules name it; null when the reader may not know rules. */
  readonly rules: number | null;
}

function usesField(view: OutView, field: string): boolean {
  const filtered = view.filter !== undefined && conditionFields(view.filter).has(field);
  return filtered || (view.sort ?? []).some((sort) => sort.field === field);
}

/** Rules that mention an id anywhere: in their place, exceptions, scopes and conditions. */
function rulesNaming(policy: Policy | undefined, id: string): number | null {
  if (policy === undefined) return null;
  const named = (rule: unknown) => JSON.stringify(rule).includes(`"${id}"`);
  return policy.grants.filter(named).length + policy.restrictions.filter(named).length;
}

const place = (table: OutTable, field: OutField) => `${table.name} · ${field.name}`;

/** What depends on a field: views, the other side of a link, rules. */
export function fieldDependents(
  schema: SchemaAnswer,
  table: OutTable,
  field: OutField,
  policy: Policy | undefined,
): Dependents {
  const others = schema.tables.filter(({ id }) => field.type === 'link' && id === field.target);
  // Which of several links between two tables is the other side is not told; then all are named.
  const links = others.flatMap((other) =>
    other.fields
      .filter((one) => one.type === 'link' && one.target === table.id && one.id !== field.id)
      .filter((one) => one.side !== field.side)
      .map((one) => place(other, one)),
  );
  return {
    views: table.views.filter((view) => usesField(view, field.id)).map(({ name }) => name),
    links,
    rules: rulesNaming(policy, field.id),
  };
}

/** What goes with a table: its views, links of other tables to it, rules. */
export function tableDependents(
  schema: SchemaAnswer,
  table: OutTable,
  policy: Policy | undefined,
): Dependents {
  const links = schema.tables
    .filter(({ id }) => id !== table.id)
    .flatMap((other) =>
      other.fields
        .filter((field) => field.type === 'link' && field.target === table.id)
        .map((field) => place(other, field)),
    );
  const own = [table.id, ...table.fields.map(({ id }) => id)];
  const rules =
    policy === undefined
      ? null
      : [...policy.grants, ...policy.restrictions].filter((rule) => {
          const text = JSON.stringify(rule);
          return own.some((id) => text.includes(`"${id}"`));
        }).length;
  return { views: table.views.map(({ name }) => name), links, rules };
}

/** Whether rules that reach this table tell fields apart: then a new field must be classified first. */
export function tellsFieldsApart(policy: Policy, table: Pick<OutTable, 'id' | 'app'>): boolean {
  const reaches = (on: Policy['grants'][number]['on']) =>
    on.kind === 'workspace' || on.id === (on.kind === 'app' ? table.app : table.id);
  return (
    policy.grants.some(({ on, fields }) => reaches(on) && fields.except.length > 0) ||
    policy.restrictions.some(
      ({ on, fields, classes }) =>
        reaches(on) && ((fields?.length ?? 0) > 0 || (classes?.length ?? 0) > 0),
    )
  );
}

/** The classes a new field begins with when its maker decides about rules. */
export function firstClasses(
  policy: Policy | undefined,
  table: Pick<OutTable, 'id' | 'app'>,
): readonly string[] {
  return policy && tellsFieldsApart(policy, table) ? [unclassified] : [];
}

/** The order of fields with a new one beside another; unchanged order when that one is not there. */
export function placedBeside(
  order: readonly string[],
  added: string,
  near: { readonly field: string; readonly side: 'left' | 'right' },
): readonly string[] {
  const rest = order.filter((id) => id !== added);
  const at = rest.indexOf(near.field);
  if (at < 0) return [...rest, added];
  const to = near.side === 'left' ? at : at + 1;
  return [...rest.slice(0, to), added, ...rest.slice(to)];
}
