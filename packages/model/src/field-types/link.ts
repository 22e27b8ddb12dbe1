import { isId } from '../ids.ts';
import {
  invalidCell,
  isBlank,
  namedBy,
  notWritable,
  operatorsByStorage,
  type SpecOf,
} from './field-type.ts';

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
};
