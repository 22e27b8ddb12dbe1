import {
  type Denial,
  denial,
  type Field,
  type Policy,
  type Schema,
  type SchemaChange,
  type Table,
  tablesById,
} from '@tessera/model';
import { mayBeUnique } from '@tessera/permissions';

/**
 * The structure of a template with unique fields left as they are where the rules allow it and its starter may decide
 * it; elsewhere they point duplicates out instead of refusing them.
 */
export function withLawfulUnique(
  changes: readonly SchemaChange[],
  before: Schema,
  policy: Policy,
  decides: boolean,
): readonly SchemaChange[] {
  const places = new Map<string, Pick<Table, 'id' | 'app'>>(tablesById(before));
  for (const change of changes)
    if (change.kind === 'addTable') places.set(change.table.id, change.table);
  const lawful = <F extends Field>(field: F, table: string): F => {
    const place = places.get(table);
    if (!field.unique || (decides && place && mayBeUnique(policy, place, field))) return field;
    const { unique: _refused, ...plain } = field;
    return { ...plain, warnDuplicates: true } as F;
  };
  return changes.map((change) => {
    if (change.kind === 'addField') return { ...change, field: lawful(change.field, change.table) };
    if (change.kind !== 'addTable') return change;
    const { table } = change;
    return {
      ...change,
      table: { ...table, fields: table.fields.map((field) => lawful(field, table.id)) },
    };
  });
}

/**
 * Sample records give no unique field that was there before a value: whether it is taken would be told to who starts
 * from the template. Asked of the structure alone, so that the answer tells nothing.
 */
export function refuseUniqueSamples(
  records: readonly {
    readonly table: string;
    readonly records: readonly { readonly cells: Readonly<Record<string, unknown>> }[];
  }[],
  before: Schema,
): Denial | null {
  for (const { table, records: made } of records) {
    const unique = (tablesById(before).get(table)?.fields ?? []).filter((field) => field.unique);
    const given = unique.find(({ id }) => made.some(({ cells }) => Object.hasOwn(cells, id)));
    if (given)
      return denial(
        'invalid',
        `"${given.name}" is unique in this workspace: start from this template without its records.`,
      );
  }
  return null;
}
