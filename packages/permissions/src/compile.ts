import {
  always,
  type Bound,
  boundKey,
  type FieldId,
  type Grant,
  never,
  type Policy,
  type Restriction,
  resultsById,
  type Schema,
  type Share,
  type Table,
  type TableAction,
  type TableId,
  tableActions,
  tablesById,
  type WorkspaceAction,
  workspaceActions,
} from '@tessera/model';
import type { Access, Lock, Rectangle, SharesByTable, TableAccess } from './access.ts';
import { hideBlind } from './blind.ts';
import { covers } from './covers.ts';
import { ruleLevels } from './levels.ts';
import { compileCondition, compileScope } from './scope.ts';
import { sharedRecords, shareRectangles, sharesOf } from './shares.ts';
import { isActive, isPrincipalOf, type Moment, nextBoundary, type Subject } from './subject.ts';
import { assemble, capsOf, isOpen, tableFacts, visibility } from './table-access.ts';
import { uniqueFields } from './unique.ts';

export interface CompileInput {
  readonly policy: Policy;
  readonly schema: Schema;
  readonly subject: Subject;
  readonly moment: Moment;
  /** All shares of records that are not taken back; absent: there are none. */
  readonly shares?: readonly Share[];
  /** A collision-free short text of a long one (SHA-256); passed in, since this package runs anywhere. */
  readonly digest: (text: string) => string;
}

/** How many tables a scope may look through: a via, and one further via of the linked record's own scope. */
const viaHops = 2;

/**
 * A policy folded into what one subject may do now. Grants add rectangles, restrictions add locks; whatever
 * cannot be resolved closes. More principals never give less.
 */
export function compileAccess(input: CompileInput): Access {
  const { policy, schema, subject, moment } = input;
  const grants = policy.grants.filter(
    (grant) => isPrincipalOf(subject, grant.to) && isActive(grant, moment.now),
  );
  const restrictions = policy.restrictions.filter(
    ({ exempt }) =>
      !exempt.some((entry) => isPrincipalOf(subject, entry.to) && isActive(entry, moment.now)),
  );
  const workspace = new Set<WorkspaceAction>();
  for (const { on, actions } of grants)
    if (on.kind === 'workspace')
      for (const action of workspaceActions) if (actions.includes(action)) workspace.add(action);
  const decides =
    subject.kind !== 'system' && workspace.has('managePolicy') && workspace.has('manageSchema');
  const uniqueable = decides ? uniqueFields(policy, schema) : undefined;
  const shares = sharesOf(input.shares ?? [], subject, moment.now);
  const compiler = new Compiler(input, grants, restrictions, workspace, shares);
  const compiled = new Map<TableId, TableAccess>();
  for (const table of schema.tables) {
    const access = compiler.table(shownTo(table, subject));
    if (isOpen(access)) compiled.set(table.id, access);
  }
  const tables = hideBlind(compiled, schema);
  return {
    subject,
    moment,
    schema,
    workspace,
    tables,
    ...(uniqueable && { uniqueable }),
    shares,
    fingerprint: input.digest(fingerprintText(schema, workspace, tables, uniqueable)),
    validUntil: earliest(
      subject.validUntil,
      nextBoundary(policy.grants, moment.now),
      nextBoundary(
        policy.restrictions.flatMap(({ exempt }) => exempt),
        moment.now,
      ),
      nextBoundary([...shares.values()].flat(), moment.now),
    ),
  };
}

/** The table without the personal views of others, so that no door further on can know of them. */
function shownTo(table: Table, subject: Subject): Table {
  const theirs = (owner: string | undefined) => owner !== undefined && owner !== subject.id;
  if (!table.views.some(({ owner }) => theirs(owner))) return table;
  return { ...table, views: table.views.filter(({ owner }) => !theirs(owner)) };
}

/** Compiles the tables of one subject; kept as a class only for its memo of visibilities. */
class Compiler {
  readonly #input: CompileInput;
  readonly #grants: readonly Grant[];
  readonly #restrictions: readonly Restriction[];
  readonly #classifier: boolean;
  readonly #shares: SharesByTable;
  readonly #visible = new Map<string, Bound>();

  constructor(
    input: CompileInput,
    grants: readonly Grant[],
    restrictions: readonly Restriction[],
    workspace: ReadonlySet<WorkspaceAction>,
    shares: SharesByTable,
  ) {
    this.#shares = shares;
    this.#input = input;
    this.#grants = grants;
    this.#restrictions = restrictions;
    this.#classifier = workspace.has('managePolicy');
  }

  table(table: Table): TableAccess {
    const results = resultsById(this.#input.schema, table);
    return assemble({ table, results }, this.#rectangles(table, viaHops), this.#locks(table));
  }

  #rectangles(table: Table, hops: number): Omit<Rectangle, 'bits'>[] {
    const { subject, moment } = this.#input;
    const context = {
      subject,
      moment,
      visible: (target: TableId) => this.#visibleThroughLink(target, hops - 1),
      shared: (id: TableId) => sharedRecords(this.#shares.get(id) ?? []),
    };
    const grants = this.#grants.filter(({ on }) => covers(on, table));
    const own = grants
      .map((grant) => ({
        grant: grant.id,
        actions: new Set(tableActions.filter((action) => grant.actions.includes(action))),
        scope: compileScope(grant.scope, table, context),
        levels: ruleLevels(table, grant.fields, this.#classifier),
      }))
      .filter(({ actions, scope }) => actions.size > 0 && boundKey(scope) !== 'false');
    const shares = this.#shares.get(table.id) ?? [];
    return [...own, ...shareRectangles(table, shares, grants, this.#classifier)];
  }

  #locks(table: Table): Omit<Lock, 'bit'>[] {
    const { subject, moment } = this.#input;
    return this.#restrictions
      .filter(({ on }) => covers(on, table))
      .map((restriction) => ({
        restriction: restriction.id,
        when: restriction.when
          ? compileCondition(restriction.when, table, 'restriction', { subject, moment })
          : always,
        forbids: new Set<TableAction>(
          restriction.effect.kind === 'cap' ? [] : (restriction.actions ?? []),
        ),
        caps: capsOf(table, restriction),
      }))
      .filter(({ when }) => boundKey(when) !== 'false');
  }

  /** Which records of a table a scope finds behind a link: the subject's own visibility, with one hop less. */
  #visibleThroughLink(id: TableId, hops: number): Bound {
    const table = tablesById(this.#input.schema).get(id);
    if (!table || hops < 0) return never;
    const key = `${hops} ${id}`;
    const known = this.#visible.get(key);
    if (known) return known;
    const bound = visibility(this.#rectangles(table, hops), this.#locks(table));
    this.#visible.set(key, bound);
    return bound;
  }
}

function fingerprintText(
  schema: Schema,
  workspace: ReadonlySet<WorkspaceAction>,
  tables: ReadonlyMap<TableId, TableAccess>,
  uniqueable: ReadonlySet<FieldId> | undefined,
): string {
  return JSON.stringify([
    schema.workspace,
    schema.version,
    [...workspace].sort(),
    [...(uniqueable ?? [])],
    [...tables.values()].map(tableFacts),
  ]);
}

/** The first of some moments; null where none is known. */
export function earliest(...moments: (number | null)[]): number | null {
  const known = moments.filter((moment) => moment !== null);
  return known.length > 0 ? Math.min(...known) : null;
}
