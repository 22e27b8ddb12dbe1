import {
  allInputs,
  always,
  and,
  type Bound,
  boundKey,
  type FieldId,
  fieldsById,
  type Grant,
  type Level,
  never,
  not,
  or,
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
import {
  type Access,
  bitLimit,
  type Lock,
  type Rectangle,
  type SharesByTable,
  type TableAccess,
} from './access.ts';
import { hideBlind } from './blind.ts';
import { covers } from './covers.ts';
import { lowest, rank, ruleLevels } from './levels.ts';
import { compileCondition, compileScope } from './scope.ts';
import type { FieldReference } from './secured-query.ts';
import { sharedRecords, shareRectangles, sharesOf } from './shares.ts';
import { isActive, isPrincipalOf, type Moment, nextBoundary, type Subject } from './subject.ts';
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

/** Whether some record of a table may be viewed or made. */
export function isOpen({ visible, rectangles }: TableAccess): boolean {
  return boundKey(visible) !== 'false' || rectangles.some(({ actions }) => actions.has('create'));
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

/** The rules over a table that reach one subject, put together: their distinct conditions as bits, and what they show. */
export function assemble(
  { table, results }: Pick<TableAccess, 'table' | 'results'>,
  granted: readonly Omit<Rectangle, 'bits'>[],
  given: readonly Omit<Lock, 'bit'>[],
): TableAccess {
  const bits: Bound[] = [];
  const bitOf = (bound: Bound): number | null => {
    if (bound.kind === 'const') return bound.value ? -1 : null;
    const known = bits.findIndex((bit) => boundKey(bit) === boundKey(bound));
    if (known >= 0) return known;
    // Checked when a policy is saved; a subject that is past the bound all the same gets less, never more.
    if (bits.length >= bitLimit) return null;
    return bits.push(bound) - 1;
  };
  const locks = given
    .filter(({ when }) => boundKey(when) !== 'false')
    .map((lock): Lock => ({ ...lock, bit: bitOf(lock.when) ?? -1 }));
  const rectangles: Rectangle[] = [];
  for (const rectangle of granted) {
    const bit = bitOf(rectangle.scope);
    if (bit !== null) rectangles.push({ ...rectangle, bits: bit < 0 ? [] : [bit] });
  }
  const visible = visibility(rectangles, locks);
  return {
    table,
    fields: fieldsById(table),
    results,
    rectangles,
    locks,
    bits,
    visible,
    references: references(table, rectangles, locks, 'read'),
    shown: references(table, rectangles, locks, 'masked'),
  };
}

/** The cap a restriction puts on each field; a modified time or a product is capped like the fields it tells of. */
export function capsOf(table: Table, restriction: Restriction): ReadonlyMap<FieldId, Level> {
  const direct = namedCaps(table, restriction);
  const caps = new Map(direct);
  for (const field of table.fields)
    for (const input of allInputs(table, field)) {
      const cap = direct.get(input);
      if (cap) caps.set(field.id, lowest(cap, caps.get(field.id) ?? cap));
    }
  return caps;
}

/** The cap on each field that a restriction names, by itself or by a class. */
export function namedCaps(table: Table, restriction: Restriction): ReadonlyMap<FieldId, Level> {
  const caps = new Map<FieldId, Level>();
  if (restriction.effect.kind !== 'cap') return caps;
  const { level } = restriction.effect;
  for (const field of table.fields)
    if (
      restriction.fields?.includes(field.id) ||
      field.classes.some((id) => restriction.classes?.includes(id))
    )
      caps.set(field.id, level);
  return caps;
}

/** Where one of these rectangles holds a record and none of these locks does. */
export function openWhere(
  open: readonly Pick<Rectangle, 'scope'>[],
  shut: readonly Pick<Lock, 'when'>[],
): Bound {
  return and(or(...open.map(({ scope }) => scope)), not(or(...shut.map(({ when }) => when))));
}

/** Where some rectangle lets a record be viewed and no lock forbids it. */
export function visibility(
  rectangles: readonly Pick<Rectangle, 'actions' | 'scope'>[],
  locks: readonly Pick<Lock, 'forbids' | 'when'>[],
): Bound {
  const open = rectangles.filter(({ actions }) => actions.has('view'));
  return openWhere(
    open,
    locks.filter(({ forbids }) => forbids.has('view')),
  );
}

/** Every field that some record shows at this level at least, and on which of the visible records it does. */
export function references(
  table: Table,
  rectangles: readonly Rectangle[],
  locks: readonly Lock[],
  least: Level,
): ReadonlyMap<FieldId, FieldReference> {
  const reaches = (level: Level) => rank(level) >= rank(least);
  const found = new Map<FieldId, FieldReference>();
  const views = rectangles.filter(({ actions }) => actions.has('view'));
  for (const { id } of table.fields) {
    const open = views.filter(({ levels }) => reaches(levels.get(id) ?? 'hidden'));
    const shut = locks.filter(({ caps }) => !reaches(caps.get(id) ?? 'edit'));
    // Where every way to see the record shows the field too, the reference is plain.
    const granted = open.length === views.length ? always : or(...open.map(({ scope }) => scope));
    const when = and(granted, not(or(...shut.map((lock) => lock.when))));
    if (open.length > 0 && boundKey(when) !== 'false') found.set(id, { field: id, when });
  }
  return found;
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

/** Equal for two accesses to a table exactly when they open the same of it. */
export function tableFacts({ table, rectangles, locks }: TableAccess): readonly unknown[] {
  const levelsText = (levels: ReadonlyMap<FieldId, Level>) =>
    [...levels].map(([id, level]) => `${id}:${rank(level)}`);
  return [
    table.id,
    rectangles.map(({ actions, scope, levels }) => [
      [...actions],
      boundKey(scope),
      levelsText(levels),
    ]),
    locks.map(({ when, forbids, caps }) => [boundKey(when), [...forbids], levelsText(caps)]),
  ];
}

/** The first of some moments; null where none is known. */
export function earliest(...moments: (number | null)[]): number | null {
  const known = moments.filter((moment) => moment !== null);
  return known.length > 0 ? Math.min(...known) : null;
}
