import {
  type Action,
  type Breach,
  boundKey,
  fieldsById,
  type Grant,
  type Guarantee,
  type MemberId,
  type Membership,
  type Organisation,
  type Policy,
  type Principal,
  type Schema,
  type Table,
  type TableAction,
  tableActions,
  workspaceActions,
} from '@tessera/model';
import type { Access, Lock, Rectangle, TableAccess } from './access.ts';
import { compileAccess } from './compile.ts';
import { covers } from './covers.ts';
import { rank } from './levels.ts';
import type { Outcome } from './outcome.ts';
import { isPrincipalOf, type Subject, subjectOf } from './subject.ts';
import { openWhere } from './table-access.ts';

export interface GuaranteeGround {
  readonly schema: Schema;
  readonly organisation: Organisation;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly timeZone: string;
}

/** Somebody a guarantee may be about: a member, or one who would be new in a role, team or department. */
interface Candidate {
  readonly id: MemberId;
  readonly group: Principal | null;
  /** What he is at each moment from now on at which something changes for him. */
  readonly subjects: readonly { readonly subject: Subject; readonly now: number }[];
}

/**
 * In what a policy breaks its guarantees (PERMISSIONS section 5), decided from rules, structure and people alone: it is
 * broken when somebody it is about could have on some record what he should never have, now or from a day on that is known
 * already. Records are not read, so a scope that holds for no record today counts all the same, as does what a
 * share would open.
 */
export function findBreaches(policy: Policy, ground: GuaranteeGround): readonly Breach[] {
  const guarantees = policy.guarantees ?? [];
  if (guarantees.length === 0) return [];
  const opened = withSharesOpen(policy);
  const candidates = candidatesOf(policy, ground);
  const compiled = new Map<string, Access>();
  const accessOf = (subject: Subject, now: number): Access => {
    const key = `${now} ${likeness(policy, subject)}`;
    const known = compiled.get(key);
    if (known) return known;
    const moment = { now, timeZone: ground.timeZone };
    const access = compileAccess({
      policy: opened,
      schema: ground.schema,
      subject,
      moment,
      digest: () => key,
    });
    compiled.set(key, access);
    return access;
  };
  return guarantees.flatMap((guarantee) => {
    const found = new Found(guarantee);
    for (const { id, group, subjects } of candidates)
      for (const { subject, now } of subjects)
        if (isAbout(guarantee, subject) && found.add(accessOf(subject, now), ground.schema))
          found.name(id, group);
    return found.breach();
  });
}

/** What of a draft's breaches was not there before: whoever saves it would break a guarantee. */
export function newBreaches(
  before: readonly Breach[],
  after: readonly Breach[],
): readonly Breach[] {
  return after.filter((breach) => {
    const was = before.find(({ guarantee }) => guarantee === breach.guarantee);
    return !was || parts(breach).some((part) => !parts(was).includes(part));
  });
}

const parts = ({ members, groups, tables, fields, actions }: Breach): readonly string[] =>
  [...members, ...groups, ...tables, ...fields, ...actions].map((part) => JSON.stringify(part));

/** Whether a guarantee is about somebody. One about everyone is about service accounts too. */
export function isAbout({ who, except }: Guarantee, subject: Subject): boolean {
  const named = who.kind === 'everyone' || isPrincipalOf(subject, who);
  return named && !except.some((to) => isPrincipalOf(subject, to));
}

/** Whether records of a table show, by their outcomes, what a guarantee says they never do. */
export function breaksOn(
  { never, on }: Guarantee,
  { table }: TableAccess,
  outcomes: readonly Outcome[],
): boolean {
  if (!covers(on, table)) return false;
  if (never.kind === 'do')
    return outcomes.some(({ actions }) => actions.some((one) => never.actions.includes(one)));
  const named = namedFields(table, never.fields, never.classes);
  return outcomes.some(({ fields }) =>
    named.some((id) => rank(fields[id] ?? 'hidden') >= rank(never.level)),
  );
}

/** Collects what one guarantee is broken by. */
class Found {
  readonly #guarantee: Guarantee;
  readonly #members = new Set<MemberId>();
  readonly #groups = new Map<string, Principal>();
  readonly #tables = new Set<string>();
  readonly #fields = new Set<string>();
  readonly #actions = new Set<Action>();
  readonly #rules = new Set<string>();

  constructor(guarantee: Guarantee) {
    this.#guarantee = guarantee;
  }

  /** Whether this access has anything of it. */
  add(access: Access, schema: Schema): boolean {
    const { never, on } = this.#guarantee;
    let found = false;
    if (never.kind === 'do' && on.kind === 'workspace')
      for (const action of workspaceActions)
        if (never.actions.includes(action) && access.workspace.has(action)) {
          this.#actions.add(action);
          found = true;
        }
    for (const table of schema.tables) {
      const own = covers(on, table) ? access.tables.get(table.id) : undefined;
      if (own && (never.kind === 'do' ? this.#doing(own, never) : this.#seeing(own, never))) {
        this.#tables.add(table.id);
        found = true;
      }
    }
    return found;
  }

  name(member: MemberId, group: Principal | null): void {
    if (group) this.#groups.set(JSON.stringify(group), group);
    else this.#members.add(member);
  }

  breach(): readonly Breach[] {
    if (this.#members.size + this.#groups.size === 0) return [];
    return [
      {
        guarantee: this.#guarantee.id,
        members: [...this.#members],
        groups: [...this.#groups.values()],
        tables: [...this.#tables],
        fields: [...this.#fields],
        actions: [...this.#actions],
        rules: [...this.#rules],
      },
    ];
  }

  #doing(table: TableAccess, { actions }: { readonly actions: readonly Action[] }): boolean {
    let found = false;
    for (const action of tableActions) {
      if (!actions.includes(action)) continue;
      const giving = table.rectangles.filter((one) => one.actions.has(action));
      if (boundKey(openWhere(giving, shutting(table, action))) === 'false') continue;
      this.#note(giving, action);
      found = true;
    }
    return found;
  }

  #seeing(
    table: TableAccess,
    { fields, classes, level }: Extract<Guarantee['never'], { kind: 'see' }>,
  ): boolean {
    let found = false;
    const actions: readonly TableAction[] = level === 'edit' ? ['edit', 'create'] : ['view'];
    for (const field of namedFields(table.table, fields, classes))
      for (const action of actions) {
        const giving = table.rectangles.filter(
          (one) =>
            one.actions.has(action) && rank(one.levels.get(field) ?? 'hidden') >= rank(level),
        );
        const capping = table.locks.filter(
          ({ caps }) => rank(caps.get(field) ?? 'edit') < rank(level),
        );
        const open = openWhere(giving, [...shutting(table, action), ...capping]);
        if (boundKey(open) === 'false') continue;
        this.#note(giving);
        this.#fields.add(field);
        found = true;
      }
    return found;
  }

  #note(giving: readonly Rectangle[], action?: Action): void {
    for (const { grant } of giving) this.#rules.add(grant);
    if (action) this.#actions.add(action);
  }
}

/** The fields of a table that are named, by themselves or by a class. */
function namedFields(
  table: Table,
  fields: readonly string[],
  classes: readonly string[],
): readonly string[] {
  return [...fieldsById(table).values()]
    .filter(
      ({ id, classes: own }) => fields.includes(id) || own.some((one) => classes.includes(one)),
    )
    .map(({ id }) => id);
}

/** What closes an action on records; all but create need to see them. */
function shutting(table: TableAccess, action: TableAction): readonly Lock[] {
  return table.locks.filter(
    ({ forbids }) => forbids.has(action) || (action !== 'create' && forbids.has('view')),
  );
}

/**
 * The policy as if every record might be shared with everybody: a share gives the fields of a grant on whatever record it
 * is for, also to who finds none in the grant's own scope.
 */
function withSharesOpen(policy: Policy): Policy {
  return { ...policy, grants: policy.grants.flatMap((grant) => [grant, ...openedByShares(grant)]) };
}

/** What a share gives of a grant's actions. */
const byShares: readonly Action[] = ['view', 'comment', 'edit'];

function openedByShares(grant: Grant): readonly Grant[] {
  const actions = grant.actions.filter((one) => byShares.includes(one));
  if (grant.scope.kind === 'all' || actions.length === 0) return [];
  return [{ ...grant, actions, scope: { kind: 'all' } }];
}

/** The same text for subjects for whom the same can be open at all: which records are whose makes no difference. */
function likeness(policy: Policy, subject: Subject): string {
  const names = (to: Principal) => to.kind === 'member' && to.id === subject.id;
  const direct =
    policy.grants.some(({ to }) => names(to)) ||
    policy.restrictions.some(({ exempt }) => exempt.some(({ to }) => names(to)));
  return JSON.stringify([
    direct ? subject.id : '',
    [...subject.roles].sort(),
    [...subject.teams].sort(),
    [...subject.departments].sort(),
    [
      subject.directReports,
      subject.allReports,
      subject.teamMembers,
      subject.departmentMembers,
      subject.departmentTreeMembers,
    ].map(({ length }) => length > 0),
  ]);
}

function candidatesOf(policy: Policy, ground: GuaranteeGround): readonly Candidate[] {
  const { organisation } = ground;
  const members = [...organisation.members, ...(organisation.services ?? [])]
    .filter(({ status }) => status !== 'deactivated')
    .map(({ id }) => ({ id, group: null, organisation }));
  const groups: readonly Principal[] = [
    ...organisation.roles.map(({ id }) => ({ kind: 'role' as const, id })),
    ...organisation.teams.map(({ id }) => ({ kind: 'team' as const, id })),
    ...organisation.departments.map(({ id }) => ({
      kind: 'department' as const,
      id,
      subtree: false,
    })),
  ];
  const newcomers = groups.map((group) => ({
    id: newcomer,
    group,
    organisation: withNewcomer(organisation, group),
  }));
  return [...members, ...newcomers].map(({ id, group, organisation: people }) => ({
    id,
    group,
    subjects: momentsOf(id, policy, people, ground.now).map((now) => ({
      subject: subjectOf(people, id, now),
      now,
    })),
  }));
}

/** No member has this id. */
const newcomer: MemberId = '';

function withNewcomer(organisation: Organisation, group: Principal): Organisation {
  if (group.kind !== 'role' && group.kind !== 'team' && group.kind !== 'department')
    return organisation;
  const membership: Membership = {
    group: { kind: group.kind, id: group.id },
    holder: { kind: 'member', id: newcomer },
  };
  return { ...organisation, memberships: [...organisation.memberships, membership] };
}

/** Now, and each later moment at which a rule or a membership that may concern somebody begins or ends. */
function momentsOf(
  member: MemberId,
  policy: Policy,
  { memberships }: Organisation,
  now: number,
): readonly number[] {
  const spans = [
    ...policy.grants,
    ...policy.restrictions.flatMap(({ exempt }) => exempt),
    ...memberships.filter(({ holder }) => holder.kind !== 'member' || holder.id === member),
  ];
  const later = spans.flatMap(({ from, until }) => [from ?? now, until ?? now]);
  return [...new Set([now, ...later.filter((at) => at > now)])].sort((a, b) => a - b);
}
