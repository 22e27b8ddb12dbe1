import {
  allInputs,
  conditionFields,
  type Finding,
  type Grant,
  type Principal,
  type Table,
} from '@tessera/model';
import { covers } from '../covers.ts';
import { rank, ruleLevels } from '../levels.ts';
import { isWider, rankIn, scopeWithin } from './contained.ts';
import { conditionsOf } from './dangling.ts';
import { finding, type Looked, roleOf } from './finding.ts';
import { does, living, on } from './living.ts';

/** A scope reads a field that its holder may change himself, and so bring a record in that gives him more. */
export function findEscalations(looked: Looked): readonly Finding[] {
  const grants = living(looked).filter(({ scope }) => scope.kind !== 'none');
  return grants.flatMap((grant) => {
    const { on: target, scope } = grant;
    if (target.kind !== 'table' || scope.kind !== 'any') return [];
    const table = looked.schema.tables.find(({ id }) => id === target.id);
    if (!table) return [];
    const read = fieldsRead(grant, table);
    if (read.size === 0) return [];
    const edits = grants.filter(
      (other) =>
        on(table)(other) &&
        does('edit')(other) &&
        !other.actions.includes('transfer') &&
        sameHolder(other, grant, looked),
    );
    for (const edit of edits) {
      const levels = ruleLevels(table, edit.fields, false);
      const fields = [...read].filter(
        (id) =>
          levels.get(id) === 'edit' &&
          !isShut(table, id, grant.to, looked) &&
          stays(table, edit, grant, id) &&
          gains(table, edit, grant, grants, looked),
      );
      if (fields.length > 0)
        return [
          finding('selfEscalation', {
            rules: [grant.id, edit.id],
            tables: [table.id],
            fields,
            roles: roleOf(grant),
          }),
        ];
    }
    return [];
  });
}

/** Without ownership, which takes the right to transfer. */
function fieldsRead(grant: Grant, table: Table): ReadonlySet<string> {
  const links =
    grant.scope.kind === 'any'
      ? grant.scope.of.flatMap((part) => (part.kind === 'via' ? [part.link] : []))
      : [];
  const read = [...conditionsOf(grant).flatMap((one) => [...conditionFields(one)]), ...links];
  const owned = new Set(
    table.fields.filter((one) => one.type === 'member' && one.ownership).map(({ id }) => id),
  );
  // Whoever changes what a formula is made of changes the formula.
  const made = table.fields
    .filter(({ id }) => read.includes(id))
    .flatMap((field) => allInputs(table, field));
  return new Set([...read, ...made].filter((id) => !owned.has(id)));
}

function sameHolder(a: Grant, b: Grant, { organisation, holders }: Looked): boolean {
  if (isWider(a.to, b.to, organisation)) return true;
  const some = holders(a.to);
  return [...holders(b.to)].some((id) => some.has(id));
}

/** A lock that always stands closes the field, or every edit, to this principal. */
function isShut(table: Table, field: string, to: Principal, looked: Looked): boolean {
  const classes = table.fields.find(({ id }) => id === field)?.classes ?? [];
  return looked.policy.restrictions.some(
    ({ on: target, when, effect, fields, classes: capped, actions, exempt }) =>
      covers(target, table) &&
      !when &&
      !exempt.some((entry) => isWider(entry.to, to, looked.organisation)) &&
      (effect.kind === 'cap'
        ? rank(effect.level) < rank('edit') &&
          (fields?.includes(field) || classes.some((id) => capped?.includes(id)))
        : actions?.includes('edit')),
  );
}

/** Whether the record stays within an edit scope when the field changes: one that does not read it, or the new one. */
function stays(table: Table, edit: Grant, grant: Grant, field: string): boolean {
  if (edit === grant) return false;
  if (grant.actions.includes('edit') || edit.scope.kind !== 'any') return true;
  return edit.scope.of.some((part) => {
    const one: Grant = { ...edit, scope: { kind: 'any', of: [part] } };
    return !fieldsRead(one, table).has(field);
  });
}

/** Whether the grant gives on a record what those that hold on all records of the edit scope do not. */
function gains(
  table: Table,
  edit: Grant,
  grant: Grant,
  grants: readonly Grant[],
  { organisation }: Looked,
): boolean {
  const standing = grants.filter(
    (one) =>
      one !== grant &&
      on(table)(one) &&
      (one === edit || isWider(one.to, grant.to, organisation)) &&
      scopeWithin(edit.scope, one.scope),
  );
  const given = ruleLevels(table, grant.fields, false);
  return grant.actions
    .filter((action) => action !== 'create')
    .some((action) => {
      const having = standing
        .filter(({ actions }) => actions.includes(action))
        .map(({ fields }) => ruleLevels(table, fields, false));
      if (having.length === 0) return true;
      if (action !== 'view' && action !== 'edit' && action !== 'export') return false;
      return table.fields.some(({ id }) =>
        having.every((levels) => rankIn(levels, id) < rankIn(given, id)),
      );
    });
}
