import {
  type Denial,
  denial,
  type Field,
  isDenial,
  isWritable,
  storageOf,
  unknownField,
} from '@tessera/model';
import type { TableAccess } from '@tessera/permissions';
import type { ImportOptions } from '@tessera/protocol';
import type { MemberContext } from '../context.ts';
import { knownField, readableField, seenTable } from './seen.ts';

/** A column of the file and the field it fills. */
export interface ImportColumn {
  readonly column: number;
  readonly field: Field;
  /** Only finds the record; its field is not written. */
  readonly keyOnly: boolean;
}

/** The mapping of a file, resolved in what the member knows of the table. */
export interface ImportMapping {
  readonly columns: readonly ImportColumn[];
  readonly key: ImportColumn | null;
  readonly onMatch: 'update' | 'skip' | 'add';
  readonly unmatched: 'refuse' | 'empty';
  /** Field id -> name in the file (trimmed) -> name to use, null: leave empty. */
  readonly names: ReadonlyMap<string, ReadonlyMap<string, string | null>>;
  /** Ids of select fields whose unknown choices are to be added. */
  readonly createOptions: ReadonlySet<string>;
}

/** The table a member may import into: to one who does not see it, it does not exist. */
export function importTable(context: MemberContext, given: string): TableAccess | Denial {
  const table = seenTable(context.access, given);
  if (isDenial(table)) return table;
  return mayImport(table)
    ? table
    : denial('forbidden', `You may not import into "${table.table.name}".`);
}

export function mayImport(table: TableAccess): boolean {
  return (
    table.rectangles.some(({ actions }) => actions.has('import')) &&
    !table.locks.some(({ bit, forbids }) => bit < 0 && forbids.has('import'))
  );
}

/** Resolves the options of an import. A field the member does not know is refused as one that does not exist. */
export function importMapping(
  context: MemberContext,
  table: TableAccess,
  options: ImportOptions,
  width: number,
): ImportMapping | Denial {
  const key = options.key === undefined ? undefined : keyField(table, options.key);
  if (isDenial(key)) return key;
  const columns: ImportColumn[] = [];
  for (const { column, field: given } of options.columns) {
    const field = knownField(table, given);
    if (field === undefined) return unknownField(given);
    if (column >= width) return denial('invalid', `The file has no column ${column + 1}.`);
    if (columns.some((other) => other.field.id === field.id || other.column === column)) {
      return denial('invalid', `The column or the field "${field.name}" is given twice.`);
    }
    const keyOnly = !isWritable(field);
    if (keyOnly && field.id !== key?.id) {
      return denial('invalid', `The field "${field.name}" is filled by Tessera.`);
    }
    columns.push({ column, field, keyOnly });
  }
  if (columns.length === 0) return denial('invalid', 'No column is mapped to a field.');
  const keyColumn = columns.find(({ field }) => field.id === key?.id) ?? null;
  if (key !== undefined && keyColumn === null) {
    return denial('invalid', `No column is mapped to the key field "${key.name}".`);
  }
  const names = namesOf(table, options.names ?? {});
  if (isDenial(names)) return names;
  const createOptions = optionFields(context, table, options.createOptions ?? []);
  if (isDenial(createOptions)) return createOptions;
  return {
    columns,
    key: keyColumn,
    onMatch: options.onMatch ?? 'update',
    unmatched: options.unmatched ?? 'refuse',
    names,
    createOptions,
  };
}

/** A record can be found by text and by number; by a field the member can read. */
function keyField(table: TableAccess, given: string): Field | Denial {
  const field = readableField(table, given);
  if (field === undefined) return unknownField(given);
  const storage = storageOf(field);
  const fits = (storage === 'text' && field.type !== 'longText') || storage === 'number';
  return fits ? field : denial('invalid', `Records cannot be found by the field "${field.name}".`);
}

function namesOf(
  table: TableAccess,
  given: NonNullable<ImportOptions['names']>,
): ImportMapping['names'] | Denial {
  const found = new Map<string, ReadonlyMap<string, string | null>>();
  for (const [name, entries] of Object.entries(given)) {
    const field = knownField(table, name);
    if (field === undefined) return unknownField(name);
    found.set(
      field.id,
      new Map(Object.entries(entries).map(([from, to]) => [from.trim(), to?.trim() || null])),
    );
  }
  return found;
}

function optionFields(
  context: MemberContext,
  table: TableAccess,
  given: readonly string[],
): ReadonlySet<string> | Denial {
  const found = new Set<string>();
  for (const name of given) {
    const field = knownField(table, name);
    if (field === undefined) return unknownField(name);
    if (field.type !== 'singleSelect' && field.type !== 'multiSelect') {
      return denial('invalid', `The field "${field.name}" has no options.`);
    }
    found.add(field.id);
  }
  if (found.size > 0 && !context.access.workspace.has('manageSchema')) {
    return denial('forbidden', 'You may not add options to a field.');
  }
  return found;
}
