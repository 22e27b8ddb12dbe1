import {
  type Action,
  type FieldRule,
  type Grant,
  type Guarantee,
  type Policy,
  type Principal,
  type Restriction,
  type Scope,
  type ScopePart,
  type Target,
  tableActions,
  workspaceActions,
} from '../policy.ts';
import { writeTime } from './file-time.ts';
import {
  type FileFieldRule,
  type FileGuarantee,
  type FilePrincipal,
  type FileRestriction,
  type FileRule,
  type FileScopePart,
  type FileScopeWord,
  type FileTarget,
  type FileTime,
  type PolicyFile,
  policyFileFormat,
} from './policy-file.ts';
import {
  type FieldNames,
  fieldNames,
  goneText,
  type NamedKind,
  type NameList,
  nameLists,
  type PolicyNames,
} from './policy-names.ts';
import { writeCondition } from './write-condition.ts';

/** What a rule is written with. */
interface Pen {
  readonly names: PolicyNames;
  readonly lists: Readonly<Record<NamedKind, NameList>>;
  readonly fields: FieldNames;
}

/**
 * A policy by names. Always the same for the same policy: rules stand in the order of what they are on, whom they are
 * for and their ids, so that a change of one moves no other.
 */
export function writePolicyFile(
  policy: Policy,
  names: PolicyNames,
  workspace?: string,
): PolicyFile {
  const pen = { names, lists: nameLists(names), fields: fieldNames(names) };
  return {
    tessera: policyFileFormat,
    ...(workspace !== undefined && { workspace }),
    version: policy.version,
    rules: inOrder(
      policy.grants.map((one) => writeGrant(one, pen)),
      (one) => [targetKey(one.on), JSON.stringify(one.to)],
    ),
    restrictions: inOrder(
      policy.restrictions.map((one) => writeRestriction(one, pen)),
      (one) => [targetKey(one.on), one.name],
    ),
    ...(policy.guarantees && {
      guarantees: inOrder(
        policy.guarantees.map((one) => writeGuarantee(one, pen)),
        (one) => [targetKey(one.on), one.name],
      ),
    }),
  };
}

function writeGuarantee(guarantee: Guarantee, pen: Pen): FileGuarantee {
  const { name, who, except, on, never, reason, id } = guarantee;
  const table = tableOf(on);
  return {
    name,
    who: writePrincipal(who, pen),
    ...(except.length > 0 && { except: except.map((one) => writePrincipal(one, pen)) }),
    on: writeTarget(on, pen),
    never:
      never.kind === 'do'
        ? { do: inTheirOrder(never.actions) }
        : {
            see: never.level,
            ...(never.fields.length > 0 && {
              fields: never.fields.map((one) => fieldText(one, table, pen)),
            }),
            ...(never.classes.length > 0 && {
              classes: never.classes.map((one) => nameText('class', one, pen)),
            }),
          },
    reason,
    id,
  };
}

const inTheirOrder = (actions: readonly Action[]) =>
  [...tableActions, ...workspaceActions].filter((action) => actions.includes(action));

function inOrder<Rule extends { readonly id?: string }>(
  rules: readonly Rule[],
  keys: (rule: Rule) => readonly string[],
): readonly Rule[] {
  const keyed = rules.map((rule) => ({ rule, key: [...keys(rule), rule.id ?? ''].join('\u0000') }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ rule }) => rule);
}

/** What is on the workspace first, then apps, then tables. */
const targetKey = (on: FileTarget): string =>
  on === 'workspace' ? '0' : 'app' in on ? `1 ${on.app}` : `2 ${on.table}`;

function writeGrant(grant: Grant, pen: Pen): FileRule {
  const { to, on, actions, scope, fields, from, until, origin, reason, id } = grant;
  const table = tableOf(on);
  return {
    to: writePrincipal(to, pen),
    on: writeTarget(on, pen),
    may: inTheirOrder(actions),
    records: writeScope(scope, table, pen),
    fields: fields.except.length === 0 ? fields.default : writeFields(fields, table, pen),
    ...writeTimes({ from, until }, pen),
    ...(origin !== usualOrigin(to.kind) && { origin }),
    reason,
    id,
  };
}

/** The origin of a rule that says nothing of it. */
export const usualOrigin = (to: Principal['kind']): Grant['origin'] =>
  to === 'role' ? 'role' : 'direct';

function writeFields(fields: FieldRule, table: string | null, pen: Pen): FileFieldRule {
  return {
    default: fields.default,
    except: fields.except.map((one) =>
      'field' in one
        ? { field: fieldText(one.field, table, pen), level: one.level }
        : { class: nameText('class', one.class, pen), level: one.level },
    ),
  };
}

function writeRestriction(restriction: Restriction, pen: Pen): FileRestriction {
  const { name, on, effect, actions, fields, classes, when, exempt, reason, id } = restriction;
  const table = tableOf(on);
  return {
    name,
    on: writeTarget(on, pen),
    effect:
      effect.kind === 'forbid'
        ? 'forbid'
        : effect.kind === 'cap'
          ? { cap: effect.level }
          : { requireApproval: effect.flow },
    ...(actions && { actions: tableActions.filter((action) => actions.includes(action)) }),
    ...(fields && { fields: fields.map((one) => fieldText(one, table, pen)) }),
    ...(classes && { classes: classes.map((one) => nameText('class', one, pen)) }),
    ...(when && { when: condition(when, table, pen) }),
    ...(exempt.length > 0 && {
      exempt: exempt.map(({ to, from, until }) => {
        const who = writePrincipal(to, pen);
        if (from === undefined && until === undefined) return who;
        return {
          ...(who === 'everyone' ? { everyone: true as const } : who),
          ...writeTimes({ from, until }, pen),
        };
      }),
    }),
    reason,
    id,
  };
}

function writePrincipal(to: Principal, pen: Pen): FilePrincipal {
  switch (to.kind) {
    case 'everyone':
      return 'everyone';
    case 'role':
      return { role: nameText('role', to.id, pen) };
    case 'team':
      return { team: nameText('team', to.id, pen) };
    case 'member':
      return { member: nameText('member', to.id, pen) };
    case 'department': {
      const department = nameText('department', to.id, pen);
      return to.subtree ? { department, below: true } : { department };
    }
    case 'link':
      return { link: to.id };
    case 'service':
      return { service: to.id };
  }
}

function writeTarget(on: Target, pen: Pen): FileTarget {
  if (on.kind === 'workspace') return 'workspace';
  return on.kind === 'app'
    ? { app: nameText('app', on.id, pen) }
    : { table: nameText('table', on.id, pen) };
}

function writeScope(scope: Scope, table: string | null, pen: Pen): FileRule['records'] {
  return scope.kind === 'any' ? scope.of.map((part) => writePart(part, table, pen)) : scope.kind;
}

function writePart(part: ScopePart, table: string | null, pen: Pen): FileScopePart {
  const and = part.and && { and: condition(part.and, table, pen) };
  switch (part.kind) {
    case 'where':
      return { where: condition(part.condition, table, pen), ...and };
    case 'via':
      return { via: fieldText(part.link, table, pen), ...and };
    default: {
      const which: FileScopeWord =
        part.kind !== 'reports'
          ? part.kind
          : part.depth === 'direct'
            ? 'directReports'
            : 'allReports';
      return and ? { which, ...and } : which;
    }
  }
}

function writeTimes(
  { from, until }: { readonly from: number | undefined; readonly until: number | undefined },
  { names: { timeZone } }: Pen,
): { readonly from?: FileTime; readonly until?: FileTime } {
  return {
    ...(from !== undefined && { from: writeTime(from, 'from', timeZone) }),
    ...(until !== undefined && { until: writeTime(until, 'until', timeZone) }),
  };
}

const condition = (given: Parameters<typeof writeCondition>[0], table: string | null, pen: Pen) =>
  writeCondition(given, table, { fields: pen.fields, members: pen.lists.member });

const nameText = (kind: NamedKind, id: string, { lists }: Pen): string =>
  lists[kind].nameOf(id) ?? goneText(id);

const fieldText = (id: string, table: string | null, { fields }: Pen): string =>
  fields.nameOf(table, id) ?? goneText(id);

/** The table that plain API names of fields belong to. */
const tableOf = (on: Target): string | null => (on.kind === 'table' ? on.id : null);
