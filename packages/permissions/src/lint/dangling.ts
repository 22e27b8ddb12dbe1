import {
  type Atom,
  type Condition,
  conditionAtoms,
  type Field,
  type Finding,
  fieldsById,
  findOption,
  type Grant,
  type Restriction,
  type Table,
} from '@tessera/model';
import { isPrincipal } from './dead.ts';
import { finding, type Looked, roleOf, tablesOf } from './finding.ts';

/**
 * Rules that name what is gone. In a condition it changes what the rule does (PERMISSIONS section 3: false in grants,
 * true in restrictions); among exceptions, locked fields and key-holders it only stands there.
 */
export function findDangling(looked: Looked): readonly Finding[] {
  const { policy, schema } = looked;
  return [...policy.grants, ...policy.restrictions].flatMap((rule) => {
    const tables = tablesOf(schema, rule);
    if (tables.length === 0) return 'exempt' in rule ? [named(rule, tables)] : [];
    const atoms = conditionsOf(rule).flatMap(conditionAtoms);
    const lost = atoms.some((atom) => isLost(atom, tables, looked)) || hasLostLink(rule, tables);
    if (lost) return [{ ...named(rule, tables), ...grave }];
    const names = 'exempt' in rule ? restricted(rule) : rule.fields.except;
    const fields = new Set(tables.flatMap((table) => table.fields.map(({ id }) => id)));
    const classes = new Set(schema.classes.map(({ id }) => id));
    const gone = names.some((one) =>
      'field' in one ? !fields.has(one.field) : !classes.has(one.class),
    );
    const nobody =
      'exempt' in rule && rule.exempt.some(({ to }) => !isPrincipal(to, looked.organisation));
    return gone || nobody ? [named(rule, tables)] : [];
  });
}

const { code, severity } = finding('danglingCondition', {});
const grave = { code, severity };

function named(rule: Grant | Restriction, tables: readonly Table[]): Finding {
  return finding('danglingName', {
    rules: [rule.id],
    tables: rule.on.kind === 'table' ? tables.map(({ id }) => id) : [],
    roles: 'to' in rule ? roleOf(rule) : [],
  });
}

/** Every condition a rule holds. */
export function conditionsOf(rule: Grant | Restriction): readonly Condition[] {
  if ('exempt' in rule) return rule.when ? [rule.when] : [];
  if (rule.scope.kind !== 'any') return [];
  return rule.scope.of.flatMap((part) => [
    ...(part.and ? [part.and] : []),
    ...(part.kind === 'where' ? [part.condition] : []),
  ]);
}

function restricted({ fields = [], classes = [] }: Restriction) {
  return [...fields.map((field) => ({ field })), ...classes.map((id) => ({ class: id }))];
}

function hasLostLink(rule: Grant | Restriction, tables: readonly Table[]): boolean {
  if ('exempt' in rule || rule.scope.kind !== 'any') return false;
  const ids = new Set(tables.flatMap(({ fields }) => fields.map(({ id }) => id)));
  return rule.scope.of.some((part) => part.kind === 'via' && !ids.has(part.link));
}

function isLost(atom: Atom, tables: readonly Table[], looked: Looked): boolean {
  const field = tables.map((table) => fieldsById(table).get(atom.field)).find(Boolean);
  if (!field) return true;
  const values = Array.isArray(atom.value) ? atom.value : [atom.value];
  return values.some((value) => typeof value === 'string' && !isThere(value, field, looked));
}

/** A deleted choice, or a member who never was; other constants stand for themselves. */
function isThere(value: string, field: Field, { organisation }: Looked): boolean {
  if (field.type === 'singleSelect' || field.type === 'multiSelect')
    return findOption(field, value) !== null;
  return field.type !== 'member' || organisation.members.some(({ id }) => id === value);
}
