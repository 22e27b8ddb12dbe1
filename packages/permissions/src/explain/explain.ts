import {
  type Field,
  type FieldId,
  fieldsById,
  type Grant,
  isWritable,
  type Level,
  never,
  type Organisation,
  type Principal,
  type Restriction,
  type Share,
  type ShareLevel,
  type Table,
  type TableAction,
  type TableId,
} from '@tessera/model';
import type { Access, Lock, Rectangle, TableAccess } from '../access.ts';
import { covers } from '../covers.ts';
import { exportableOf } from '../exportable.ts';
import { intersectAccess } from '../intersect.ts';
import { plainLevel, rank, ruleLevels } from '../levels.ts';
import { type Holding, judge, levelOf, reads } from '../outcome.ts';
import { compileCondition } from '../scope.ts';
import { opensAction, sharedRecords, shareOrigin } from '../shares.ts';
import { isActive, isPrincipalOf } from '../subject.ts';
import { capsOf, namedCaps } from '../table-access.ts';
import { type BehindTrace, type InputTrace, lowering, traceBehind } from './made.ts';
import { type Path, pathsTo } from './path.ts';
import { type ConditionTrace, type ScopeTrace, traceCondition, traceScope } from './trace.ts';
import { type Ground, type Truth, weigh } from './truth.ts';

/** What is asked: may the subject do this with the record, or with one field of it (view, edit, export)? */
export interface ExplainQuestion {
  readonly action: TableAction;
  readonly field?: FieldId;
}

/** One grant with the action, and what it gave. */
export interface GrantTrace {
  readonly grant: string;
  readonly to: Principal;
  /** How it comes to the subject; empty: it does not. */
  readonly paths: readonly Path[];
  readonly active: boolean;
  readonly scope: ScopeTrace;
  /** What it gives to the field that was asked for. */
  readonly level?: Level;
  /** What that field is made of and the rule opens less far than the field by itself, for which it gives `own`. */
  readonly inputs?: readonly InputTrace[];
  readonly own?: Level;
  /** Whether it opens what was asked, locks apart. */
  readonly opens: Truth;
}

/** One restriction on what was asked, and whether it closes it. */
export interface LockTrace {
  readonly restriction: string;
  readonly name: string;
  readonly cap?: Level;
  /** What the field that was asked for is made of and the restriction names, where that is closed further than the field by itself. */
  readonly inputs?: readonly InputTrace[];
  readonly when?: ConditionTrace;
  readonly holds: Truth;
  readonly exempt: boolean;
  readonly closes: Truth;
}

/**
 * The evaluator with a trace (PERMISSIONS section 5). `allowed` is what the engine decides, `unknown` where that
 * hangs on cells the reader may not know.
 */
export interface Explanation {
  readonly allowed: Truth;
  /** Of the field under the action: the lowest and the highest it can be as far as the reader knows. */
  readonly level?: { readonly least: Level; readonly most: Level };
  readonly grants: readonly GrantTrace[];
  readonly locks: readonly LockTrace[];
  readonly shares: readonly ShareTrace[];
  /** Of a field that is asked behind a link. */
  readonly behind?: BehindTrace;
  /** To change a cell was asked for that nobody changes. */
  readonly fixed?: true;
  /** Of somebody who comes by a token. */
  readonly ceiling?: CeilingTrace;
}

/** What the ceiling of a token lets pass, whatever its holder has. */
export interface CeilingTrace {
  readonly holder: 'member' | 'service';
  readonly opens: boolean;
  /** Of the field that was asked for. */
  readonly level?: Level;
}

/** One share of the record, and what it gave. */
export interface ShareTrace {
  readonly share: string;
  readonly to: Principal;
  readonly level: ShareLevel;
  readonly until?: number;
  /** It gives nothing, since no rule gives its recipient fields of this table under the action. */
  readonly inert: boolean;
  readonly opens: boolean;
}

export interface ExplainInput {
  /** Of the subject that is asked about, without any ceiling. */
  readonly access: Access;
  /** What the ceiling alone lets pass of the token by which that subject comes. */
  readonly ceiling?: Access;
  /** Who is told: what he may not know of the structure is not named. */
  readonly reader: Access;
  readonly policy: {
    readonly grants: readonly Grant[];
    readonly restrictions: readonly Restriction[];
  };
  readonly organisation: Organisation;
  readonly shares: readonly Share[];
  readonly ground: Ground;
  /** Rules that are not about the subject are told of too: what another role would open, which locks he has the key to. */
  readonly others: boolean;
}

/** What is answered, without the reasons. */
export type Verdict = Pick<Explanation, 'allowed' | 'level'>;

/** Whether the subject may, as far as the reader of the answer may know. */
export function verdict(
  table: Table,
  question: ExplainQuestion,
  { access, ground }: Pick<ExplainInput, 'access' | 'ground'>,
): Verdict {
  const field = question.field === undefined ? undefined : fieldsById(table).get(question.field);
  const compiled = access.tables.get(table.id);
  const [least, most] = compiled
    ? extremes(compiled, ground).map((holding) => answer(compiled, holding, question))
    : [];
  return {
    allowed: least && most ? (least.allowed === most.allowed ? least.allowed : 'unknown') : false,
    ...(field && {
      level: { least: least?.level ?? 'hidden', most: most?.level ?? 'hidden' },
    }),
  };
}

/** Why, or why not. */
export function explain(table: Table, question: ExplainQuestion, input: ExplainInput): Explanation {
  const field = question.field === undefined ? undefined : fieldsById(table).get(question.field);
  const { access, ceiling, reader, ground } = input;
  const behind = field && traceBehind(table, field, access, reader);
  const under = ceiling ? intersectAccess(access, ceiling) : access;
  return {
    ...verdict(table, question, { access: under, ground }),
    grants: traceGrants(table, question, field, input),
    locks: traceLocks(table, question, field, input).filter(
      ({ exempt }) => input.others || !exempt,
    ),
    shares: traceShares(table, question, input),
    ...(behind && { behind }),
    ...(field && isFixed(question, field) && { fixed: true as const }),
    ...(ceiling && { ceiling: traceCeiling(table, question, field, ceiling, ground) }),
  };
}

const isFixed = ({ action }: ExplainQuestion, field: Field) =>
  action === 'edit' && !isWritable(field);

/** A ceiling asks no record. That nobody changes a cell is not its doing. */
function traceCeiling(
  table: Table,
  question: ExplainQuestion,
  field: Field | undefined,
  ceiling: Access,
  ground: Ground,
): CeilingTrace {
  const asked: ExplainQuestion =
    field && isFixed(question, field) ? { ...question, action: 'view' } : question;
  const { allowed, level } = verdict(table, asked, { access: ceiling, ground });
  return {
    holder: ceiling.subject.kind === 'service' ? 'service' : 'member',
    opens: allowed === true,
    ...(level && { level: level.most }),
  };
}

/** What holds where all that is unknown stands against the subject, and what where it stands for him. */
function extremes(table: TableAccess, ground: Ground): readonly Holding[] {
  const truths = new Map<Rectangle | Lock, Truth>();
  for (const one of table.rectangles) truths.set(one, weigh(one.scope, ground));
  for (const one of table.locks) truths.set(one, weigh(one.when, ground));
  const settle = (one: Rectangle | Lock, unknown: boolean) => {
    const truth = truths.get(one) ?? 'unknown';
    return truth === 'unknown' ? unknown : truth;
  };
  return [false, true].map((kind) => ({
    rectangle: (one) => settle(one, kind),
    lock: (one) => settle(one, !kind),
  }));
}

/** What holds of a record of which these rules hold. */
export function answer(
  table: TableAccess,
  holding: Holding,
  { action, field }: ExplainQuestion,
): { readonly allowed: boolean; readonly level: Level } {
  const outcome = judge(table, holding);
  const done = outcome.actions.includes(action);
  if (field === undefined) return { allowed: done, level: 'hidden' };
  const rectangles = table.rectangles.filter(
    (one) => one.actions.has(action) && holding.rectangle(one),
  );
  const locks = table.locks.filter((one) => holding.lock(one));
  const level = done ? levelOf(field, rectangles, locks) : 'hidden';
  const allowed =
    action === 'edit'
      ? outcome.fields[field] === 'edit'
      : action === 'export'
        ? exportableOf(table, holding)?.has(field) === true
        : done && reads(outcome, field);
  return { allowed, level };
}

/** The level that what was asked needs of a grant. */
const needed = (action: TableAction): Level => (action === 'edit' ? 'edit' : 'read');

function traceGrants(
  table: Table,
  { action }: ExplainQuestion,
  field: Field | undefined,
  { access, reader, policy, organisation, ground, others }: ExplainInput,
): readonly GrantTrace[] {
  const { subject, moment } = access;
  const visible = (id: TableId) => access.tables.get(id)?.visible ?? never;
  const shared = (id: TableId) => sharedRecords(access.shares.get(id) ?? []);
  const context = { subject, moment, visible, shared };
  const classifier = access.workspace.has('managePolicy');
  return policy.grants
    .filter(({ on, actions }) => covers(on, table) && actions.includes(action))
    .map((grant): GrantTrace => {
      const paths = pathsTo(grant.to, subject, organisation, moment.now);
      const active = isActive(grant, moment.now);
      const scope = traceScope(grant.scope, table, context, ground);
      const level = field && ruleLevels(table, grant.fields, classifier).get(field.id);
      const plain = plainLevels(table, grant, classifier);
      const inputs = field ? lowering(table, field, plain, reader) : [];
      const enough = !field || rank(level ?? 'hidden') >= rank(needed(action));
      return {
        grant: grant.id,
        to: grant.to,
        paths,
        active,
        scope,
        ...(level && { level }),
        ...(field && inputs.length > 0 && { inputs, own: plain(field.id) }),
        opens: paths.length > 0 && active && enough ? scope.holds : false,
      };
    })
    .filter(({ paths }) => others || paths.length > 0);
}

/** What a rule gives to each field by itself. */
function plainLevels(table: Table, { fields }: Grant, classifier: boolean) {
  const byId = fieldsById(table);
  return (id: FieldId): Level => {
    const field = byId.get(id);
    return field ? plainLevel(field, fields, classifier) : 'hidden';
  };
}

/** The shares of the record: those that come to the subject, and where others are told of, all of them. */
function traceShares(
  table: Table,
  { action, field }: ExplainQuestion,
  { access, shares, ground, others }: ExplainInput,
): readonly ShareTrace[] {
  const mine = access.shares.get(table.id) ?? [];
  const rectangles = access.tables.get(table.id)?.rectangles ?? [];
  const open = rectangles.filter(
    ({ grant, actions, scope, levels }) =>
      grant === shareOrigin &&
      actions.has(action) &&
      weigh(scope, ground) === true &&
      (field === undefined || rank(levels.get(field) ?? 'hidden') >= rank(needed(action))),
  );
  return shares
    .filter((share) => share.table === table.id && share.record === ground.record.id)
    .filter((share) => isActive(share, access.moment.now))
    .filter((share) => others || mine.some(({ id }) => id === share.id))
    .map((share): ShareTrace => {
      const comes = mine.some(({ id }) => id === share.id) && opensAction(share, action);
      return {
        share: share.id,
        to: share.to,
        level: share.level,
        ...(share.until !== undefined && { until: share.until }),
        inert: comes && open.length === 0,
        opens: comes && open.length > 0,
      };
    });
}

function traceLocks(
  table: Table,
  { action }: ExplainQuestion,
  field: Field | undefined,
  { access, reader, policy, ground }: ExplainInput,
): readonly LockTrace[] {
  const { subject, moment } = access;
  return policy.restrictions
    .filter(({ on }) => covers(on, table))
    .flatMap((lock): readonly LockTrace[] => {
      const cap = field && capsOf(table, lock).get(field.id);
      const named = namedCaps(table, lock);
      const inputs = field ? lowering(table, field, (id) => named.get(id) ?? 'edit', reader) : [];
      const forbids =
        lock.effect.kind === 'forbid' &&
        (lock.actions?.includes(action) || lock.actions?.includes('view'));
      if (!forbids && cap === undefined) return [];
      const exempt = lock.exempt.some(
        (entry) => isPrincipalOf(subject, entry.to) && isActive(entry, moment.now),
      );
      const holds = lock.when
        ? weigh(compileCondition(lock.when, table, 'restriction', { subject, moment }), ground)
        : true;
      const stops = forbids || (cap !== undefined && rank(cap) < rank(needed(action)));
      return [
        {
          restriction: lock.id,
          name: lock.name,
          ...(cap && { cap }),
          ...(inputs.length > 0 && { inputs }),
          ...(lock.when && {
            when: traceCondition(lock.when, table, 'restriction', { subject, moment }, ground),
          }),
          holds,
          exempt,
          closes: exempt || !stops ? false : holds,
        },
      ];
    });
}
