import {
  allInputs,
  type Field,
  type FieldId,
  isDeclassified,
  isDerived,
  type Level,
  pathOf,
  type Table,
  type TableId,
} from '@tessera/model';
import type { Access } from '../access.ts';
import { readsBehind } from '../blind.ts';
import { lowest, rank } from '../levels.ts';

/** A field that another is made of and that takes from its level, with its own. */
export interface InputTrace {
  /** Absent: a field of which the reader may not know that it is read. */
  readonly field?: FieldId;
  readonly level: Level;
}

/** Of a field that is asked behind a link: whether some record there can count for the subject. */
export interface BehindTrace {
  /** The link, the table behind it and what is read there; each absent where the reader may not know it. */
  readonly link?: FieldId;
  readonly table?: TableId;
  readonly of?: FieldId;
  /** It is made of all linked records, whoever asks. */
  readonly declassified?: true;
  readonly opens: boolean;
}

/**
 * The inputs of a field, through whatever lies between, that are less open than the field by itself. `levelOf`: what a
 * rule makes of a field whatever that tells of. Those that the reader may not know stand as one.
 */
export function lowering(
  table: Table,
  field: Field,
  levelOf: (field: FieldId) => Level,
  reader: Access,
): readonly InputTrace[] {
  const own = levelOf(field.id);
  const found = allInputs(table, field)
    .map((id): Required<InputTrace> => ({ field: id, level: levelOf(id) }))
    .filter(({ level }) => rank(level) < rank(own));
  const named = found.filter((input) => knowsInput(reader, table, field.id, input.field));
  const others = found.filter((input) => !named.includes(input)).map(({ level }) => level);
  return others.length > 0 ? [...named, { level: others.reduce(lowest) }] : named;
}

/** How a field is made is told with the field to whoever reads it, and nobody else (decision 011). */
function knowsInput(reader: Access, table: Table, field: FieldId, input: FieldId): boolean {
  const own = reader.tables.get(table.id);
  return own?.references.has(field) === true && own.shown.has(input);
}

/** What lies behind the link of a field that is asked there; undefined for any other. */
export function traceBehind(
  table: Table,
  field: Field,
  subject: Access,
  reader: Access,
): BehindTrace | undefined {
  if (!isDerived(field)) return undefined;
  const opens = readsBehind(field, table, subject.tables, subject.schema);
  const own = reader.tables.get(table.id);
  const path = pathOf(subject.schema, table, field);
  if (!path || !own?.references.has(field.id)) return { opens };
  const target = reader.tables.get(path.target.id);
  const of = path.of?.id;
  return {
    ...(own.references.has(path.link.id) && { link: path.link.id }),
    ...(target && { table: path.target.id }),
    ...(of !== undefined && target?.references.has(of) && { of }),
    ...(isDeclassified(field) && { declassified: true as const }),
    opens,
  };
}
