import {
  and,
  type Bound,
  bindCondition,
  type Condition,
  fieldsById,
  linked,
  type MemberId,
  never,
  or,
  ownershipFields,
  type Scope,
  type ScopePart,
  type Table,
  type TableId,
} from '@tessera/model';
import type { Moment, Subject } from './subject.ts';

/** What scopes are compiled against; `visible` gives the visibility of a linked table, or never past the allowed hops. */
export interface ScopeContext {
  readonly subject: Subject;
  readonly moment: Moment;
  visible(table: TableId): Bound;
  /** The records of a table that are shared with the subject. */
  shared(table: TableId): Bound;
}

/** The residue of a scope once the subject's part is evaluated: which records of the table lie in it. */
export function compileScope(scope: Scope, table: Table, context: ScopeContext): Bound {
  switch (scope.kind) {
    case 'none':
      return never;
    case 'all':
      return and();
    case 'any':
      return or(...scope.of.map((part) => compilePart(part, table, context)));
  }
}

/** A condition of a rule, bound to the subject; unresolvable atoms close (PERMISSIONS section 3). */
export function compileCondition(
  condition: Condition,
  table: Table,
  polarity: 'grant' | 'restriction',
  { subject, moment }: Pick<ScopeContext, 'subject' | 'moment'>,
): Bound {
  const fields = fieldsById(table);
  return bindCondition(condition, {
    field: (id) => fields.get(id),
    context: contextOf(subject),
    now: moment.now,
    timeZone: moment.timeZone,
    polarity,
  });
}

/** The sets a condition may name, of one subject. */
export function contextOf(subject: Subject) {
  return {
    me: subject.kind === 'member' ? subject.id : null,
    myTeams: subject.teamMembers,
    myDepartments: subject.departmentMembers,
    myReports: subject.directReports,
    myAllReports: subject.allReports,
  };
}

function compilePart(part: ScopePart, table: Table, context: ScopeContext): Bound {
  const base = compileKind(part, table, context);
  return part.and ? and(base, compileCondition(part.and, table, 'grant', context)) : base;
}

function compileKind(part: ScopePart, table: Table, context: ScopeContext): Bound {
  const { subject } = context;
  switch (part.kind) {
    case 'own':
      return ownedBy(table, subject.kind === 'member' ? [subject.id] : []);
    case 'reports':
      return ownedBy(table, part.depth === 'direct' ? subject.directReports : subject.allReports);
    case 'team':
      return ownedBy(table, subject.teamMembers);
    case 'department':
      return ownedBy(table, subject.departmentMembers);
    case 'departmentTree':
      return ownedBy(table, subject.departmentTreeMembers);
    case 'unowned': {
      const owners = ownershipFields(table);
      if (owners.length === 0) return never;
      return and(
        ...owners.map(({ id }): Bound => ({ kind: 'atom', field: id, test: { op: 'empty' } })),
      );
    }
    case 'sharedWithMe':
      return context.shared(table.id);
    case 'where':
      return compileCondition(part.condition, table, 'grant', context);
    case 'via': {
      const link = fieldsById(table).get(part.link);
      if (link?.type !== 'link') return never;
      return linked(link.id, link.target, context.visible(link.target));
    }
  }
}

function ownedBy(table: Table, members: readonly MemberId[]): Bound {
  const [first] = members;
  if (first === undefined) return never;
  const test =
    members.length === 1
      ? ({ op: 'eq', value: first } as const)
      : ({ op: 'in', values: members } as const);
  return or(...ownershipFields(table).map(({ id }): Bound => ({ kind: 'atom', field: id, test })));
}
