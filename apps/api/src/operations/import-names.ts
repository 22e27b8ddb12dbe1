import {
  type Field,
  type FieldOf,
  fold,
  isDenial,
  isId,
  parseCell,
  type RecordId,
} from '@tessera/model';
import type { MemberContext } from '../context.ts';
import type { Sheet } from '../import/read-sheet.ts';
import type { ImportColumn, ImportMapping } from './import-columns.ts';
import { findTitles, type Titles } from './import-lookup.ts';
import type { parseContext } from './values.ts';

/** What a cell of the file says after the mapping of names: its text, and whether a mapping was used. */
export function mappedText(
  mapping: ImportMapping,
  { column, field }: ImportColumn,
  cells: readonly string[],
): { readonly text: string; readonly mapped: boolean } {
  const text = (cells[column] ?? '').trim();
  const to = mapping.names.get(field.id)?.get(text);
  return to === undefined ? { text, mapped: false } : { text: to ?? '', mapped: true };
}

/** A cell that may name several is first taken as one name, then as a list. */
export function partsOf(text: string): readonly string[] {
  return text
    .split(/[;；,，、\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Titles of visible records, per table that a mapped link leads to; each table is asked once for all rows. */
export async function titlesFor(
  context: MemberContext,
  mapping: ImportMapping,
  sheet: Sheet,
): Promise<ReadonlyMap<string, Titles>> {
  const wanted = new Map<string, Set<string>>();
  for (const column of mapping.columns) {
    const { field } = column;
    if (field.type !== 'link') continue;
    const names = wanted.get(field.target) ?? new Set();
    wanted.set(field.target, names);
    for (const { cells } of sheet.rows) {
      const { text } = mappedText(mapping, column, cells);
      if (text === '') continue;
      names.add(text);
      if (!field.single) for (const part of partsOf(text)) names.add(part);
    }
  }
  const titles = new Map<string, Titles>();
  for (const [table, names] of wanted) titles.set(table, await findTitles(context, table, names));
  return titles;
}

/** What the names in a link cell stand for. */
export interface ResolvedLink {
  readonly ids: readonly RecordId[];
  /** Names that nothing, or more than one visible record, is called by. */
  readonly missing: readonly string[];
}

/** Resolves the text of a link cell by titles; an id of a record stands for itself and is checked on writing. */
export function resolveLink(field: FieldOf<'link'>, text: string, titles: Titles): ResolvedLink {
  const find = (name: string) => titles.get(fold(name)) ?? (isRecordId(name) ? name : null);
  const whole = find(text);
  if (whole !== null) return { ids: [whole], missing: [] };
  if (field.single) return { ids: [], missing: [text] };
  const ids: RecordId[] = [];
  const missing: string[] = [];
  for (const part of partsOf(text)) {
    const id = find(part);
    if (id === null) missing.push(part);
    else ids.push(id);
  }
  return { ids, missing };
}

const isRecordId = (text: string) => isId(text) && text.startsWith('rec');

/** The names in a select cell that are no option of the field. */
export function missingOptions(
  field: FieldOf<'singleSelect' | 'multiSelect'>,
  text: string,
  parsing: ReturnType<typeof parseContext>,
): readonly string[] {
  const single = { ...field, type: 'singleSelect' } as Field;
  const isOption = (name: string) => !isDenial(parseCell(single, name, parsing));
  if (isOption(text)) return [];
  if (field.type === 'singleSelect') return [text];
  return partsOf(text).filter((part) => !isOption(part));
}
