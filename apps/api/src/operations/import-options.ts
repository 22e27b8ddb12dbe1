import {
  type Denial,
  denial,
  type FieldOf,
  fold,
  isDenial,
  type SelectOption,
} from '@tessera/model';
import type { MemberContext } from '../context.ts';
import type { Sheet } from '../import/read-sheet.ts';
import { changeField } from './change-fields.ts';
import { again } from './enter-view-as.ts';
import type { ImportMapping } from './import-columns.ts';
import { mappedText, missingOptions, partsOf } from './import-names.ts';
import { parseContext } from './values.ts';

/** More different values than this are no list of choices. */
const most = 200;
const longest = 100;

/** New names of choices, by field, in order of appearance. */
export type NewOptions = ReadonlyMap<string, readonly string[]>;

/** The names in the file that the wanted select fields do not know yet. */
export function newOptions(
  context: MemberContext,
  mapping: ImportMapping,
  sheet: Sheet,
): NewOptions | Denial {
  const parsing = { ...parseContext(context), lenient: true };
  const found = new Map<string, readonly string[]>();
  for (const column of mapping.columns) {
    const { field } = column;
    if (!mapping.createOptions.has(field.id) || !isSelect(field)) continue;
    const texts = new Set(sheet.rows.map(({ cells }) => mappedText(mapping, column, cells).text));
    const names = new Map<string, string>();
    for (const text of texts) {
      if (text === '') continue;
      const whole = field.type === 'singleSelect' ? [text] : partsOf(text);
      if (missingOptions(field, text, parsing).length === 0) continue;
      for (const name of whole) {
        if (name.length > longest || missingOptions(field, name, parsing).length === 0) continue;
        if (!names.has(fold(name))) names.set(fold(name), name);
      }
    }
    if (names.size > most) {
      return denial('invalid', `"${field.name}" would get more than ${most} new options.`);
    }
    if (names.size > 0) found.set(field.id, [...names.values()]);
  }
  return found;
}

/** Adds the new choices to their fields, by the same operation as in the settings of a field. */
export async function addOptions(
  context: MemberContext,
  table: string,
  mapping: ImportMapping,
  options: NewOptions,
): Promise<Denial | null> {
  for (const { field } of mapping.columns) {
    const names = options.get(field.id);
    if (names === undefined || !isSelect(field)) continue;
    const { access } = again(context) ?? context;
    const request = { options: [...field.options, ...names.map((name) => ({ name }))] };
    const answer = await changeField({ ...context, access }, table, field.id, request);
    if (isDenial(answer)) return answer;
  }
  return null;
}

const pretended = 'optpretended';

/** For a dry run: the mapping as if the choices had been added. Their cells are left out of what is tried. */
export function withOptions(mapping: ImportMapping, options: NewOptions): ImportMapping {
  const columns = mapping.columns.map((column) => {
    const { field } = column;
    const names = options.get(field.id);
    if (names === undefined || !isSelect(field)) return column;
    const added: SelectOption[] = names.map((name, index) => ({
      id: `${pretended}${index}`,
      name,
      color: 'gray',
    }));
    return { ...column, field: { ...field, options: [...field.options, ...added] } };
  });
  const key = columns.find(({ field }) => field.id === mapping.key?.field.id) ?? null;
  return { ...mapping, columns, key };
}

/** Whether a cell names a choice that is only pretended. */
export function isPretended(cell: unknown): boolean {
  const ids = Array.isArray(cell) ? cell : [cell];
  return ids.some((id) => typeof id === 'string' && id.startsWith(pretended));
}

function isSelect(field: {
  readonly type: string;
}): field is FieldOf<'singleSelect' | 'multiSelect'> {
  return field.type === 'singleSelect' || field.type === 'multiSelect';
}
