import { boundKey, type Grant, type Policy, type Schema } from '@tessera/model';
import type { Access, TableAccess } from '@tessera/permissions';
import type { RecordsWord, SeenTable } from '@tessera/protocol';

const actions = ['create', 'edit', 'delete', 'import', 'export', 'approve'] as const;

/**
 * What compiled access lets somebody see, table by table, in words that need no record. Names every table and field:
 * only for those who may know the whole structure.
 */
export function describeAccess(access: Access, policy: Policy, schema: Schema): SeenTable[] {
  return schema.tables.flatMap((table): SeenTable[] => {
    const found = access.tables.get(table.id);
    if (found === undefined) return [];
    return [
      {
        table: table.id,
        name: table.name,
        records: recordsWords(found, policy),
        ...(found.locks.some(({ bit, forbids }) => bit >= 0 && forbids.has('view')) && {
          locked: true as const,
        }),
        may: actions.filter(
          (action) =>
            found.rectangles.some((one) => one.actions.has(action)) &&
            !found.locks.some(({ bit, forbids }) => bit < 0 && forbids.has(action)),
        ),
        hidden: table.fields.filter(({ id }) => !found.shown.has(id)).map(({ name }) => name),
        masked: table.fields
          .filter(({ id }) => found.shown.has(id) && !found.references.has(id))
          .map(({ name }) => name),
      },
    ];
  });
}

function recordsWords(found: TableAccess, policy: Policy): readonly RecordsWord[] {
  if (boundKey(found.visible) === 'false') return [];
  const grants = new Map(policy.grants.map((grant) => [grant.id, grant]));
  const words = new Set(
    found.rectangles
      .filter((one) => one.actions.has('view'))
      .flatMap(({ grant }) => wordsOf(grants.get(grant)?.scope)),
  );
  return words.has('all') ? ['all'] : [...words];
}

function wordsOf(scope: Grant['scope'] | undefined): readonly RecordsWord[] {
  if (scope?.kind === 'all') return ['all'];
  if (scope?.kind !== 'any') return [];
  return scope.of.map((part): RecordsWord => {
    if (part.and !== undefined) return 'rule';
    switch (part.kind) {
      case 'departmentTree':
        return 'department';
      case 'where':
      case 'sharedWithMe':
        return 'rule';
      default:
        return part.kind;
    }
  });
}
