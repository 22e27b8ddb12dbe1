import { type Denial, denial } from './error.ts';
import type { FieldId, RecordId } from './ids.ts';
import type { CellValue, Field, FieldType } from './schema.ts';
import { isWritable, storageOf } from './storage.ts';
import { fold } from './text-key.ts';

const types: ReadonlySet<FieldType> = new Set<FieldType>([
  'text',
  'phone',
  'email',
  'url',
  'number',
  'percent',
  'currency',
  'date',
  'dateTime',
]);

/** Whether equal cells can be refused, or pointed out, in fields of this type. */
export function canBeUnique(type: FieldType): boolean {
  return types.has(type);
}

/** What equal cells of a field have in common: the folded key of a text, else the cell. Null: equal to none. */
export function uniqueKey(field: Field, cell: CellValue | undefined): string | number | null {
  if (typeof cell === 'number') return cell;
  if (typeof cell !== 'string') return null;
  const key = storageOf(field) === 'text' ? fold(cell) : cell;
  return key === '' ? null : key;
}

/** Refuses the settings `unique` and `warnDuplicates` where they mean nothing. */
export function checkUniqueSetting(field: Field): Denial | null {
  const no = (why: string) => denial('invalid', `"${field.name}" ${why}.`, { field: field.id });
  if (!field.unique && !field.warnDuplicates) return null;
  if (!canBeUnique(field.type) || !isWritable(field)) return no('cannot be unique');
  if (field.unique && field.warnDuplicates)
    return no('either refuses duplicates or points them out');
  return field.unique && field.default ? no('would start every record with the same value') : null;
}

/** Why uniqueness refused something; the details of its denials. Holds no cell. */
export type UniqueRefusal =
  /** A written cell is equal to another. `records`: those of the change that are to blame. */
  | {
      readonly unique: 'taken';
      readonly field: FieldId;
      readonly name: string;
      readonly records: readonly RecordId[];
    }
  /** The field has equal cells already: so many values in so many records, and the records of the first values. */
  | {
      readonly unique: 'duplicates';
      readonly field: FieldId;
      readonly name: string;
      readonly values: number;
      readonly records: number;
      readonly examples: readonly (readonly RecordId[])[];
    }
  /** Somebody may write the field without reading it on every record. */
  | {
      readonly unique: 'unread';
      readonly field: FieldId;
      readonly name: string;
      readonly table: string;
      /** It is in the trash, from where it can be put back. */
      readonly trashed?: true;
    };

/** The details of a denial that uniqueness gave; null for any other. */
export function uniqueRefusal({ details }: Pick<Denial, 'details'>): UniqueRefusal | null {
  return typeof details === 'object' && details !== null && 'unique' in details
    ? (details as UniqueRefusal)
    : null;
}

/** The refusal of records whose cell another record has already. */
export function takenCell({ id, name }: Field, records: readonly RecordId[]): Denial {
  const details: UniqueRefusal = { unique: 'taken', field: id, name, records };
  return denial('conflict', `"${name}" is unique, and another record has this value.`, details);
}

/** The refusal to make a field unique that has equal cells. */
export function hasDuplicates(
  { id, name }: Field,
  found: Pick<Extract<UniqueRefusal, { unique: 'duplicates' }>, 'values' | 'records' | 'examples'>,
): Denial {
  const details: UniqueRefusal = { unique: 'duplicates', field: id, name, ...found };
  const { values, records } = found;
  const what = values === 1 ? 'one value' : `${values} values`;
  return denial(
    'conflict',
    `"${name}" cannot be unique: ${records} records share ${what}.`,
    details,
  );
}
