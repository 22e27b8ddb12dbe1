import {
  type Denial,
  denial,
  type Field,
  type FieldDefault,
  isCellError,
  isDenial,
  isEmptyCell,
  parseCell,
} from '@tessera/model';
import { creatable } from '@tessera/permissions';
import type { DefaultRequest } from '@tessera/protocol';
import type { MemberContext } from '../context.ts';
import { parseContext } from './values.ts';

/** The field with the default that was asked for; an empty one is none. */
export function withDefault(
  context: MemberContext,
  field: Field,
  given: DefaultRequest | null | undefined,
): Field | Denial {
  if (given === undefined) return field;
  const { default: _before, ...plain } = field;
  if (given === null) return plain;
  const made = 'context' in given ? given : readDefault(context, field, given.value);
  if (isDenial(made)) return made;
  return made === null ? plain : { ...plain, default: made };
}

function readDefault(
  context: MemberContext,
  field: Field,
  value: unknown,
): FieldDefault | Denial | null {
  const cell = parseCell(field, value, parseContext(context));
  if (isDenial(cell)) return cell;
  return isEmptyCell(cell) || isCellError(cell) || cell === false ? null : { value: cell };
}

/**
 * A default is written into the records of others: on a field that is there already only who may give it a value
 * himself says which, so that nobody steers records under a rule; holders of the rules may anyway.
 */
export function refuseDefault(
  { access }: MemberContext,
  table: string,
  field: Field,
  given: DefaultRequest | null | undefined,
): Denial | null {
  if (given === undefined || access.workspace.has('managePolicy')) return null;
  const own = access.tables.get(table);
  const owns = field.type === 'member' && field.ownership === true;
  return own !== undefined && !owns && creatable(own, field.id)
    ? null
    : denial('forbidden', `Only who may fill "${field.name}" in says what it starts with.`);
}

/** The default of a field of numbers when its decimals change. */
export function rescaledDefault(before: Field, precision: number | undefined): Partial<Field> {
  const kept = before.default;
  if (precision === undefined || !('precision' in before) || !kept || 'context' in kept) return {};
  if (typeof kept.value !== 'number') return {};
  return { default: { value: kept.value * 10 ** (precision - before.precision) } };
}
