import {
  type FieldId,
  type Finding,
  type Grant,
  type Level,
  type Organisation,
  type Principal,
  type Scope,
  type ScopePart,
  type Table,
  type Target,
  tablesById,
} from '@tessera/model';
import { ruleText } from '../compare.ts';
import { rank, ruleLevels } from '../levels.ts';
import { finding, type Looked, roleOf, tablesOf } from './finding.ts';

/** Grants that another one contains whatever happens; where that cannot be told for sure nothing is said. */
export function findRedundant(looked: Looked): readonly Finding[] {
  const { grants } = looked.policy;
  return grants.flatMap((grant, at) => {
    const wider = grants.find(
      (other, i) =>
        i !== at && contains(other, grant, looked) && (i < at || !contains(grant, other, looked)),
    );
    if (!wider) return [];
    const tables = grant.on.kind === 'table' ? [grant.on.id] : [];
    return [
      finding('redundantGrant', { rules: [grant.id, wider.id], tables, roles: roleOf(grant) }),
    ];
  });
}

function contains(wide: Grant, narrow: Grant, { schema, organisation }: Looked): boolean {
  return (
    (wide.from ?? 0) <= (narrow.from ?? 0) &&
    (wide.until ?? Infinity) >= (narrow.until ?? Infinity) &&
    isWider(wide.to, narrow.to, organisation) &&
    narrow.actions.every((action) => wide.actions.includes(action)) &&
    targetWithin(narrow.on, wide.on, (id) => tablesById(schema).get(id)?.app) &&
    scopeWithin(narrow.scope, wide.scope) &&
    (narrow.on.kind === 'table' ||
      ruleText(narrow.fields) === ruleText(wide.fields) ||
      (wide.fields.default === 'edit' && wide.fields.except.length === 0)) &&
    tablesOf(schema, narrow).every((table) => levelsWithin(table, narrow, wide))
  );
}

/** Whether everybody of the second is surely among the first, today and tomorrow. */
export function isWider(wide: Principal, narrow: Principal, organisation: Organisation): boolean {
  if (ruleText(wide) === ruleText(narrow)) return true;
  if (wide.kind === 'everyone') return narrow.kind !== 'link' && narrow.kind !== 'service';
  if (wide.kind !== 'department' || !wide.subtree || narrow.kind !== 'department') return false;
  const parents = new Map(organisation.departments.map(({ id, parent }) => [id, parent]));
  const passed = new Set<string>();
  for (let at: string | null | undefined = narrow.id; at && !passed.has(at); at = parents.get(at)) {
    if (at === wide.id) return true;
    passed.add(at);
  }
  return false;
}

function targetWithin(
  narrow: Target,
  wide: Target,
  appOf: (table: string) => string | undefined,
): boolean {
  if (wide.kind === 'workspace') return true;
  if (narrow.kind === wide.kind) return narrow.id === wide.id;
  return narrow.kind === 'table' && wide.kind === 'app' && appOf(narrow.id) === wide.id;
}

/** Whether every record of the first scope surely lies in the second. */
export function scopeWithin(narrow: Scope, wide: Scope): boolean {
  if (wide.kind === 'all' || narrow.kind === 'none') return true;
  if (wide.kind === 'none' || narrow.kind === 'all') return false;
  return narrow.of.every((part) => wide.of.some((other) => partWithin(part, other)));
}

function partWithin(narrow: ScopePart, wide: ScopePart): boolean {
  const { and: more, ...plain } = narrow;
  const { and: wanted, ...other } = wide;
  if (wanted !== undefined && ruleText(wanted) !== ruleText(more ?? null)) return false;
  if (plain.kind === 'reports' && other.kind === 'reports')
    return plain.depth === other.depth || other.depth === 'all';
  return ruleText(plain) === ruleText(other);
}

function levelsWithin(table: Table, narrow: Grant, wide: Grant): boolean {
  return [true, false].every((classifier) => {
    const [less, more] = [narrow, wide].map(({ fields }) => ruleLevels(table, fields, classifier));
    return table.fields.every(({ id }) => rankIn(less, id) <= rankIn(more, id));
  });
}

export function rankIn(levels: ReadonlyMap<FieldId, Level> | undefined, id: FieldId): number {
  return rank(levels?.get(id) ?? 'hidden');
}
