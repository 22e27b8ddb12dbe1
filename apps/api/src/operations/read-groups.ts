import {
  type AggregateFunction,
  type CellValue,
  cellText,
  type Field,
  type FormatContext,
  formatCell,
  scaledToDecimal,
} from '@tessera/model';
import type { ReadGroup, SecuredGroups } from '@tessera/permissions';
import type { GroupAnswer, OutGroup, OutValue } from '@tessera/protocol';
import type { MemberContext } from '../context.ts';
import { formatContext } from './values.ts';

/** Answers a secured question for groups. A group whose key may not be read carries no measures. */
export async function readGroups(
  context: MemberContext,
  secured: SecuredGroups,
): Promise<GroupAnswer> {
  const groups = await context.workspace.store.groups(secured);
  return { groups: groups.map((group) => outGroup(context, secured, group)) };
}

function outGroup(context: MemberContext, secured: SecuredGroups, group: ReadGroup): OutGroup {
  const format = formatContext(context);
  const fields = context.access.tables.get(secured.table)?.results;
  const closed = group.keys.some(({ noAccess }) => noAccess);
  return {
    keys: group.keys.map((key, index) => {
      if (key.noAccess) return { noAccess: true as const };
      const by = secured.group[index];
      const field = by && fields?.get(by.by.field);
      if (field === undefined) return { value: null };
      if (field.type !== 'link') return { value: formatCell(field, key.value, format) };
      return { value: linkKey(context, field, key.value, key.title ?? null) };
    }),
    measures: closed
      ? secured.aggregates.map(() => null)
      : group.measures.map((measure, index) => {
          const aggregate = secured.aggregates[index];
          const field = aggregate?.by ? fields?.get(aggregate.by.field) : undefined;
          return outMeasure(aggregate?.fn ?? 'count', field, measure, format);
        }),
  };
}

function linkKey(
  context: MemberContext,
  field: Extract<Field, { type: 'link' }>,
  value: CellValue,
  title: CellValue,
): OutValue {
  const id = Array.isArray(value) ? (value[0] as string | undefined) : value;
  if (typeof id !== 'string') return [];
  const target = context.access.tables.get(field.target);
  const titleField = target?.fields.get(target.table.titleField);
  const text =
    titleField && title !== null ? cellText(titleField, title, formatContext(context)) : '';
  return [{ id, title: text || id.slice(3, 9).toUpperCase() }];
}

/** Counts as numbers, sums in the field's own unit, averages as they are; what a number cannot hold exactly stays text. */
function outMeasure(
  fn: AggregateFunction,
  field: Field | undefined,
  measure: CellValue | string,
  format: FormatContext,
): number | string | null {
  if (measure === null || measure === undefined) return null;
  switch (fn) {
    case 'count':
    case 'filled':
    case 'empty':
    case 'unique':
    case 'average':
      return Number(measure);
    case 'sum':
    case 'min':
    case 'max': {
      if (field === undefined) return null;
      const precision = 'precision' in field ? field.precision : 0;
      if (typeof measure === 'number' && field.type in scaled)
        return scaledToDecimal(measure, precision);
      if (typeof measure === 'string' && field.type in scaled) return shifted(measure, precision);
      const value = formatCell(field, measure, format);
      return typeof value === 'string' || typeof value === 'number' ? value : null;
    }
  }
}

const scaled = { number: true, percent: true, currency: true, autonumber: true };

/** A whole number's text divided by 10^precision. */
function shifted(text: string, precision: number): string {
  if (precision === 0) return text;
  const negative = text.startsWith('-');
  const digits = text.slice(negative ? 1 : 0).padStart(precision + 1, '0');
  return `${negative ? '-' : ''}${digits.slice(0, -precision)}.${digits.slice(-precision)}`;
}
