import type {
  Condition,
  Field,
  Grant,
  Level,
  Restriction,
  ScopePart,
  Share,
  Table,
} from '@tessera/model';
import { namesMe } from './oracle-condition.ts';
import { type Asked, wayOf } from './oracle-derived.ts';
import type { Who } from './who.ts';

/** The rules that reach one member, as the oracle knows them. */
interface Rules {
  readonly who: Who;
  readonly tables: readonly Table[];
  readonly shares: readonly Share[];
  grantsOn(table: Table, action: 'view'): readonly Grant[];
  locksOn(table: Table): readonly Restriction[];
  ruled(table: Table, grant: Grant, field: Field): Level;
  watched(table: Table, field: Field): readonly Field[];
}

/**
 * Whether no record behind a link could ever count for the member: the rules let him see none there, or show him the
 * field that is read on none. Asked of the rules alone, whichever records there are.
 */
export function isBlind(oracle: Rules, table: Table, field: Asked): boolean {
  const { target, of } = wayOf(oracle, table, field);
  return !maySee(oracle, target, 2) || (of !== null && !mayRead(oracle, target, of));
}

const reads = (level: Level) => level === 'read' || level === 'edit';

/** Whether the rules let some record of a table be seen that may be there. */
function maySee(oracle: Rules, table: Table, hops: number): boolean {
  const shut = oracle
    .locksOn(table)
    .some(
      ({ effect, actions, when }) => effect.kind !== 'cap' && !when && actions?.includes('view'),
    );
  return !shut && (ways(oracle, table, hops).length > 0 || isShared(oracle, table));
}

function mayRead(oracle: Rules, table: Table, field: Field): boolean {
  const tells = [field, ...oracle.watched(table, field)];
  const shut = oracle
    .locksOn(table)
    .some(
      ({ effect, when, ...lock }) =>
        effect.kind === 'cap' &&
        !when &&
        !reads(effect.level) &&
        tells.some(
          ({ id, classes }) =>
            lock.fields?.includes(id) || classes.some((one) => lock.classes?.includes(one)),
        ),
    );
  if (shut) return false;
  if (ways(oracle, table, 2).some((grant) => reads(oracle.ruled(table, grant, field)))) return true;
  const own = oracle.grantsOn(table, 'view');
  return oracle.shares.some(
    (share) =>
      share.table === table.id &&
      own.some((grant) => reads(oracle.ruled(table, grant, field))) &&
      tells.every(({ id }) => reads(share.fields[id] ?? 'hidden')),
  );
}

/** Grants to view whose scope may hold a record. */
function ways(oracle: Rules, table: Table, hops: number): readonly Grant[] {
  return oracle
    .grantsOn(table, 'view')
    .filter(
      ({ scope }) =>
        scope.kind === 'all' ||
        (scope.kind === 'any' && scope.of.some((part) => mayHold(oracle, table, part, hops))),
    );
}

/** Shares reach him who may view something of the table by himself. */
function isShared(oracle: Rules, table: Table): boolean {
  return (
    oracle.grantsOn(table, 'view').length > 0 && oracle.shares.some((one) => one.table === table.id)
  );
}

function mayHold(oracle: Rules, table: Table, part: ScopePart, hops: number): boolean {
  if (part.and && !mayBeTrue(oracle, part.and)) return false;
  const { sets } = oracle.who;
  const owned = table.fields.some((field) => field.type === 'member' && field.ownership);
  switch (part.kind) {
    case 'own':
      return owned && sets.me.length > 0;
    case 'team':
      return owned && sets.myTeams.length > 0;
    case 'department':
      return owned && sets.myDepartments.length > 0;
    case 'departmentTree':
      return owned && sets.myDepartmentTree.length > 0;
    case 'reports':
      return owned && (part.depth === 'all' ? sets.myAllReports : sets.myReports).length > 0;
    case 'unowned':
      return true;
    case 'sharedWithMe':
      return oracle.shares.some((one) => one.table === table.id);
    case 'where':
      return mayBeTrue(oracle, part.condition);
    case 'via': {
      const link = table.fields.find(({ id }) => id === part.link);
      const target = oracle.tables.find(({ id }) => link?.type === 'link' && id === link.target);
      return target !== undefined && hops > 0 && maySee(oracle, target, hops - 1);
    }
  }
}

/** Only what names a set that nobody stands in is never true. */
function mayBeTrue(oracle: Rules, condition: Condition, negated = false): boolean {
  if (condition.op === 'not') return mayBeTrue(oracle, condition.of, !negated);
  if ('of' in condition) {
    const parts = condition.of.map((part) => mayBeTrue(oracle, part, negated));
    return (condition.op === 'and') !== negated ? !parts.includes(false) : parts.includes(true);
  }
  if (oracle.who.service && namesMe(condition)) return false;
  const { value } = condition as { value?: unknown };
  if (negated || typeof value !== 'object' || value === null || !('context' in value)) return true;
  return oracle.who.sets[value.context as 'me'].length > 0;
}
