import {
  type Field,
  type Policy,
  type SchemaChange,
  type Table,
  unclassified,
} from '@tessera/model';
import { tellsFieldsApart } from './classify.ts';

/**
 * The structure of a template without what is decided with the rules, for who only shapes tables: its fields own no
 * record, and are as unclassified as any field he makes.
 */
export function withoutDecisions(
  changes: readonly SchemaChange[],
  policy: Policy,
): readonly SchemaChange[] {
  const places = new Map<string, Pick<Table, 'id' | 'app'>>();
  for (const change of changes)
    if (change.kind === 'addTable') places.set(change.table.id, change.table);
  const plain = <F extends Field>(given: F, table: string): F => {
    const place = places.get(table);
    // A table that was there before is not known here: what is added to it is closed until it is classified.
    const open = place !== undefined && !tellsFieldsApart(policy, place);
    const { ownership: _decided, ...field } = given as F & { readonly ownership?: boolean };
    return { ...field, classes: open ? [] : [unclassified] } as unknown as F;
  };
  return changes.flatMap((change): readonly SchemaChange[] => {
    switch (change.kind) {
      case 'addClass':
        return [];
      case 'addField': {
        const { field, reverse } = change;
        if (field.type !== 'link' || !reverse)
          return [{ ...change, field: plain(field, change.table) }];
        return [
          {
            ...change,
            field: plain(field, change.table),
            reverse: plain(reverse, field.target),
          },
        ];
      }
      case 'addTable': {
        const { table } = change;
        return [
          {
            ...change,
            table: { ...table, fields: table.fields.map((field) => plain(field, table.id)) },
          },
        ];
      }
      default:
        return [change];
    }
  });
}
