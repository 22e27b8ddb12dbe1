import { scaledToExact } from '../display-number.ts';
import { isId } from '../ids.ts';
import type { CellValue, Field } from '../schema.ts';
import {
  type ConvertContext,
  invalidCell,
  isBlank,
  namedBy,
  notWritable,
  operatorsByStorage,
  type SpecOf,
} from './field-type.ts';
import { writtenList } from './multi-select.ts';

/** The most targets one cell may name. */
const maxTargets = 1000;

/**
 * Links to records of another table. In: record ids or `{id}`, one or an array; whether they exist and may be
 * seen is decided where the change is authorized. Out: `[{id, title}]` of the targets given, which must be
 * visible ones. Written on the forward side alone.
 */
export const link: SpecOf<'link'> = {
  storage: 'link',
  operators: operatorsByStorage.link,
  writable: true,
  parse: (field, wire, context) => {
    if (field.side === 'reverse') return notWritable(field);
    if (isBlank(wire)) return null;
    const items: readonly unknown[] = Array.isArray(wire) ? wire : [wire];
    if (items.length > maxTargets) return invalidCell(field, 'takes at most 1,000 records');
    const ids = new Set<string>();
    for (const item of items) {
      const given = namedBy(item);
      const byTitle =
        given !== null && context.lenient && context.record ? context.record(field, given) : null;
      const id = byTitle ?? given;
      if (!isId(id)) return invalidCell(field, 'needs ids of records');
      ids.add(id);
    }
    if (field.single && ids.size > 1) return invalidCell(field, 'takes one record');
    return [...ids];
  },
  format: (field, cell, context) =>
    Array.isArray(cell)
      ? cell.map((id: string) => ({ id, title: context.title?.(field, id) ?? '' }))
      : [],
  text: (field, cell, context) =>
    Array.isArray(cell)
      ? cell
          .map((id: string) => context.title?.(field, id) ?? '')
          .filter(Boolean)
          .join(', ')
      : '',
  convert: (field, from, cell, context) => {
    const text = fieldText(from, cell, context);
    const titled = (title: string) => context.record?.(field, title) ?? null;
    const whole = titled(text);
    // Never by id: a text that looks like one would name a record nobody checked.
    const found = whole === null ? writtenList(text).map(titled) : [whole];
    const ids = [...new Set(found.filter((id) => id !== null))];
    if (ids.length === 0) return null;
    return field.single ? ids.slice(0, 1) : ids.slice(0, maxTargets);
  },
};

/** How another field's cell reads; text of several kinds is kept as it is. */
function fieldText(from: Field, cell: CellValue, context: ConvertContext): string {
  if (from.type === 'singleSelect' || from.type === 'multiSelect') {
    const ids: readonly unknown[] = Array.isArray(cell) ? cell : [cell];
    return from.options
      .filter(({ id }) => ids.includes(id))
      .map(({ name }) => name)
      .join(', ');
  }
  if (from.type === 'member' || from.type === 'createdBy')
    return typeof cell === 'string' ? (context.memberName(cell) ?? '') : '';
  if (typeof cell === 'number')
    return 'precision' in from ? scaledToExact(cell, from.precision).toFixed() : String(cell);
  return typeof cell === 'string' ? cell : '';
}
