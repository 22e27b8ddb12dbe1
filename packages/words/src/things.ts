import { isId } from '@tessera/model';
import type { OrganisationAnswer, OutMember, SchemaAnswer } from '@tessera/protocol';

/** Names of everything a rule may mention; undefined where there is none the reader may know. */
export interface Things {
  readonly table: (id: string) => string | undefined;
  readonly app: (id: string) => string | undefined;
  readonly field: (id: string) => string | undefined;
  readonly class: (id: string) => string | undefined;
  readonly role: (id: string) => string | undefined;
  readonly team: (id: string) => string | undefined;
  readonly department: (id: string) => string | undefined;
  readonly member: (id: string) => string | undefined;
  readonly service: (id: string) => string | undefined;
  /** The words of a constant in a condition: an option's or member's name, or the constant itself. */
  readonly value: (constant: string | number) => string | undefined;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

function lookup(list: readonly Named[]) {
  const names = new Map(list.map(({ id, name }) => [id, name]));
  return (id: string) => names.get(id);
}

/** `services` are the service accounts the reader may know; they are no part of the directory. */
export function thingsOf(
  schema: SchemaAnswer,
  organisation: OrganisationAnswer,
  members: readonly OutMember[],
  services: readonly Named[] = [],
): Things {
  const fields = schema.tables.flatMap((table) => table.fields);
  const member = lookup(members);
  const option = lookup(fields.flatMap((field) => field.options ?? []));
  return {
    table: lookup(schema.tables),
    app: lookup(schema.apps),
    field: lookup(fields),
    class: lookup(schema.classes ?? []),
    role: lookup(organisation.roles),
    team: lookup(organisation.teams),
    department: lookup(organisation.departments),
    member,
    service: lookup(services),
    value: (constant) => {
      const text = String(constant);
      const named = option(text) ?? member(text);
      if (named !== undefined) return named;
      return /^(opt|mem|rec)/u.test(text) && isId(text) && text.length === 17 ? undefined : text;
    },
  };
}
