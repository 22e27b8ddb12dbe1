import { type AggregateFunction, shownType } from '@tessera/model';
import type { OutField } from '@tessera/protocol';
import type { CellEnv } from '../field-types/field-ui.ts';
import { showCount, showDay, showInstant, showNumber } from '../field-types/format.ts';
import { isReadable } from '../field-types/readable.ts';

/** Which measure each column shows. */
export type Measures = Readonly<Record<string, AggregateFunction>>;

const numeric: ReadonlySet<string> = new Set(['number', 'currency', 'percent']);
const dated: ReadonlySet<string> = new Set(['date', 'dateTime', 'createdTime', 'modifiedTime']);

/** The measures that make sense for a field. */
export function measuresOf(field: OutField): readonly AggregateFunction[] {
  if (!isReadable(field)) return [];
  if (field.many) return ['filled', 'empty'];
  const type = shownType(field);
  if (numeric.has(type)) return ['filled', 'empty', 'unique', 'sum', 'average', 'min', 'max'];
  if (dated.has(type)) return ['filled', 'empty', 'unique', 'min', 'max'];
  return type === 'checkbox' ? ['filled'] : ['filled', 'empty', 'unique'];
}

/** What is measured while nobody has chosen: currency columns show their sum. */
export function usualMeasures(fields: readonly OutField[]): Measures {
  const money = fields.filter((field) => shownType(field) === 'currency' && field.everywhere);
  return Object.fromEntries(money.map((field) => [field.id, 'sum' as const]));
}

/** The chosen measures of fields that are there, as they are asked for. */
export function askedMeasures(
  fields: readonly OutField[],
  chosen: Measures | undefined,
): readonly { readonly field: string; readonly fn: AggregateFunction }[] {
  const wanted = chosen ?? usualMeasures(fields);
  return fields.flatMap((field) => {
    const fn = wanted[field.id];
    return fn && measuresOf(field).includes(fn) ? [{ field: field.id, fn }] : [];
  });
}

/** A measure as people read it; `undefined` while it is on its way, null when there is nothing to measure. */
export function measureText(
  field: OutField,
  fn: AggregateFunction,
  measure: number | string | null | undefined,
  env: CellEnv,
): string {
  if (measure === undefined) return '…';
  if (measure === null) return '–';
  if (fn === 'filled' || fn === 'empty' || fn === 'unique' || fn === 'count') {
    return showCount(Number(measure), env.language);
  }
  if (typeof measure === 'number') {
    const precise =
      fn === 'average' && shownType(field) === 'number'
        ? { ...field, precision: Math.max(2, field.precision ?? 0) }
        : field;
    return showNumber(precise, measure, env.language);
  }
  return shownType(field) === 'date'
    ? showDay(measure, env.language)
    : showInstant(measure, env.language, env.timeZone);
}
