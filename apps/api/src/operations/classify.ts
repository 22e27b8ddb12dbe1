import {
  applySchemaChanges,
  type Denial,
  denial,
  isDenial,
  type Policy,
  type SchemaChange,
  type Table,
  unclassified,
} from '@tessera/model';
import type { MemberContext } from '../context.ts';
import { refuseBroken } from './broken-guarantees.ts';

/** Whether some rule that reaches this table tells fields apart: then a new field must be classified first. */
export function tellsFieldsApart(policy: Policy, table: Pick<Table, 'id' | 'app'>): boolean {
  const reaches = (on: Policy['grants'][number]['on']) =>
    on.kind === 'workspace' ||
    (on.kind === 'app' && on.id === table.app) ||
    (on.kind === 'table' && on.id === table.id);
  return (
    policy.grants.some(({ on, fields }) => reaches(on) && fields.except.length > 0) ||
    policy.restrictions.some(
      ({ on, fields, classes }) =>
        reaches(on) && ((fields?.length ?? 0) > 0 || (classes?.length ?? 0) > 0),
    )
  );
}

/** The classes a new field starts with: what a holder of managePolicy says, or unclassified where rules tell fields apart. */
export function classesOfNew(
  context: MemberContext,
  table: Pick<Table, 'id' | 'app'>,
  given: readonly string[] | undefined,
): readonly string[] | Denial {
  if (given === undefined) {
    return tellsFieldsApart(context.workspace.store.policy(), table) ? [unclassified] : [];
  }
  return resolveClasses(context, given);
}

/** Classes by id or name; only for holders of managePolicy. */
export function resolveClasses(
  context: MemberContext,
  given: readonly string[],
): readonly string[] | Denial {
  if (!context.access.workspace.has('managePolicy')) {
    return denial('forbidden', 'Classifying fields needs the right to change the rules.');
  }
  const { classes } = context.workspace.store.schema();
  const ids: string[] = [];
  for (const name of given) {
    const found =
      name === unclassified
        ? unclassified
        : (classes.find(({ id }) => id === name) ?? classes.find((one) => one.name === name))?.id;
    if (found === undefined) return denial('invalid', 'There is no such class.');
    ids.push(found);
  }
  return [...new Set(ids)];
}

/** The refusal of a change of classes by which the rules would break a guarantee about a class. */
export function refuseBreaking(context: MemberContext, change: SchemaChange): Denial | null {
  const { store } = context.workspace;
  const schema = applySchemaChanges(store.schema(), [change]);
  if (isDenial(schema)) return schema;
  const policy = store.policy();
  const after = { schema, organisation: store.organisation() };
  return refuseBroken(context.workspace, policy, policy, context.now, after);
}
