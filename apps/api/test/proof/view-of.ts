import { type Field, levels, maskCell, type Table, workspaceActions } from '@tessera/model';
import { isWritten, type Oracle, ownersOf } from './oracle.ts';
import { atomsOf, truth } from './oracle-condition.ts';
import { type Asked, isAsked, isOpenToAll, linkedTo, plainCell, wayOf } from './oracle-derived.ts';
import { type RawRecord, type Spec, schemaOf, sharesIn, targetsOf, timeZone } from './spec.ts';

const readable = (level: string) => level === 'read' || level === 'edit';

/**
 * Everything about a workspace that a member may learn, as one text. Two workspaces are equal for the member
 * exactly when these texts are equal (PERMISSIONS 6.1): the visible records with their projected cells, actions and
 * levels; and, since the member may change the cells he sees, the truth of every single atom of his rules.
 */
export function viewOf(spec: Spec, oracle: Oracle): string {
  const schema = schemaOf(spec);
  const { who, workspace } = oracle;
  const manages = workspace.has('manageMembers');
  const shapes = workspace.has('manageSchema') || workspace.has('managePolicy');
  return JSON.stringify({
    who,
    rights: [...workspace].sort(),
    people: manages
      ? spec.organisation
      : [
          spec.organisation.members.map(({ id, name }) => [id, name]),
          spec.organisation.members.find(({ id }) => id === who.me),
        ],
    // Whoever writes rules is told whom they reach (docs/channels.md).
    reached: workspace.has('managePolicy')
      ? [spec.organisation.memberships, spec.organisation.members.map(({ manager }) => manager)]
      : null,
    policy: workspace.has('managePolicy') ? spec.policy : oracle.grants,
    given: manages ? givenRights(spec) : null,
    locks: oracle.locks,
    log: workspace.has('viewAudit') ? logOf(spec) : null,
    structure: shapes
      ? { ...schema, tables: schema.tables.map((one) => shownTo(one, who.me)) }
      : null,
    shared: sharedView(spec, oracle),
    tables: oracle.tables.flatMap((table) => tableView(oracle, table)),
  });
}

/**
 * Shares: those that reach him, and of a record he sees all that there are when he may share it or looks after the
 * rules (decision 006).
 */
function sharedView(spec: Spec, oracle: Oracle): unknown {
  return sharesIn(spec).filter((share) => {
    const table = oracle.tables.find(({ id }) => id === share.table);
    const record = oracle.raw.get(share.table)?.find(({ id }) => id === share.record);
    if (!table || !record || !oracle.sees(table, record)) return oracle.shares.includes(share);
    return (
      oracle.shares.includes(share) ||
      oracle.workspace.has('managePolicy') ||
      oracle.may(table, 'share', record)
    );
  });
}

/**
 * What managing members tells of the rules (docs/channels.md): whom they name, and who has which rights on the
 * workspace, since what a member lacks himself he cannot give, and what a rule names he cannot remove.
 */
function givenRights({ policy }: Spec): unknown {
  const named = [
    ...policy.grants.map(({ to }) => to),
    ...policy.restrictions.flatMap(({ exempt }) => exempt.map(({ to }) => to)),
  ].filter(({ kind }) => kind !== 'everyone' && kind !== 'member');
  const rights = policy.grants.flatMap(({ to, on, actions }) =>
    on.kind === 'workspace'
      ? workspaceActions.filter((one) => actions.includes(one)).map((one) => [to, one])
      : [],
  );
  return [named, rights].map((list) => [...new Set(list.map((one) => JSON.stringify(one)))].sort());
}

/**
 * What the log tells (docs/channels.md): who did what to which records and fields, and when; of what a cell held
 * nothing. Only whether a change changed anything hangs on values.
 */
function logOf(spec: Spec): unknown {
  const { changes, organisation, policy, records, updates } = spec;
  const later = new Set(
    updates.flatMap(({ id, cells }) => Object.keys(cells).map((field) => `${id} ${field}`)),
  );
  const marked = records.map(({ cells, ...record }) => ({
    ...record,
    cells: Object.entries(cells)
      .filter(([, cell]) => cell !== null)
      .map(([field, cell]) => (later.has(`${record.id} ${field}`) ? [field, cell] : field)),
  }));
  return { changes, organisation, policy, updates, records: marked, shares: sharesIn(spec) };
}

function tableView(oracle: Oracle, table: Table): unknown[] {
  const known = table.fields.filter((field) => isKnown(oracle, table, field));
  const open = (['view', 'create'] as const).filter(
    (action) => oracle.lets(table, action) && oracle.grantsOn(table, action).length > 0,
  );
  if (open.length === 0) return [];
  const { fields: _fields, views: _views, ...head } = table;
  const seen = (oracle.raw.get(table.id) ?? []).filter((record) => oracle.sees(table, record));
  return [
    {
      head,
      fields: known.map((field) => ('watch' in field ? { ...field, watch: null } : field)),
      views: shownTo(table, oracle.who.me).views.map(({ id, name }) => [id, name]),
      records: seen.map((record) => recordView(oracle, table, record)),
      told: known.flatMap((field) =>
        isAsked(field) && isOpenToAll(field) ? [toldView(oracle, table, field, seen)] : [],
      ),
    },
  ];
}

/**
 * What a declassified field tells: what each record behind its link gives that the member sees, since he may link
 * and unlink it; and on each record what all others give together.
 */
function toldView(
  oracle: Oracle,
  table: Table,
  field: Asked,
  records: readonly RawRecord[],
): unknown {
  const { target, of } = wayOf(oracle, table, field);
  const given = of ? [of, ...oracle.watched(target, of)] : [];
  const seen = (oracle.raw.get(target.id) ?? []).filter((one) => oracle.sees(target, one));
  return [
    seen.map(({ id, cells }) => [id, given.map((one) => cells[one.id] ?? null)]),
    records.map((record) => {
      const linked = linkedTo(oracle, table, field, record);
      const others = linked.filter((one) => !seen.includes(one));
      const own = linked.filter((one) => seen.includes(one));
      return [own.map(({ id }) => id), togetherView(field, of, others)];
    }),
  ];
}

/** What records give to a declassified field, whichever others are counted with them. */
function togetherView(field: Asked, of: Field | null, records: readonly RawRecord[]): unknown {
  if (!of) return records.length;
  const cells = records.map((one) => plainCell(one, of.id));
  const there = cells.filter((cell) => typeof cell === 'number');
  if (field.type !== 'rollup' || field.fn !== 'sum')
    return cells.map((one) => JSON.stringify(one)).sort();
  return [there.length > 0, there.reduce((sum, cell) => sum + cell, 0)];
}

/** Without the personal views of others, of which nobody knows. */
function shownTo(table: Table, me: string): Table {
  return {
    ...table,
    views: table.views.filter(({ owner }) => owner === undefined || owner === me),
  };
}

/** Whether some rule lets the member see the field, or fill it in when adding a record. */
export function isKnown(oracle: Oracle, table: Table, field: Field): boolean {
  if (oracle.isBlind(table, field)) return false;
  const reaches = (action: 'view' | 'create', least: 'masked' | 'edit') =>
    levels.indexOf(oracle.passes(table, action, field)) >= levels.indexOf(least) &&
    oracle
      .grantsOn(table, action)
      .some((grant) => levels.indexOf(oracle.ruled(table, grant, field)) >= levels.indexOf(least));
  return reaches('view', 'masked') || reaches('create', 'edit');
}

function recordView(oracle: Oracle, table: Table, record: RawRecord): unknown {
  const actions = oracle.actions(table, record);
  const cells = table.fields.flatMap((field) => {
    const view = oracle.level(table, 'view', record, field);
    if (view === 'masked') return [[field.id, view, maskView(field, record)]];
    if (!readable(view)) return [];
    const edit = actions.includes('edit') ? oracle.level(table, 'edit', record, field) : 'hidden';
    const exported =
      actions.includes('export') && readable(oracle.level(table, 'export', record, field));
    const open = edit === 'edit' && isWritten(field);
    return [[field.id, open, exported, cellView(oracle, field, record)]];
  });
  const within = withinReach(oracle, table, record, actions);
  return { id: record.id, actions, cells, within, truths: truthsOf(oracle, table, record) };
}

/**
 * Cells the member cannot see yet, but may bring into view by his own allowed changes: where he may edit or hand
 * over the record, or make it linked (`via`), any field that some rule shows him on some record. What he learns then
 * is what the law gives him then, so two workspaces are equal for him only when they agree on it.
 */
function withinReach(
  oracle: Oracle,
  table: Table,
  record: RawRecord,
  actions: readonly string[],
): unknown[] {
  const linked = oracle
    .grantsOn(table, 'view')
    .some(({ scope }) => scope.kind === 'any' && scope.of.some(({ kind }) => kind === 'via'));
  if (!linked && !actions.includes('edit') && !actions.includes('transfer')) return [];
  return table.fields
    .filter((field) => isKnown(oracle, table, field))
    .filter((field) => !readable(oracle.level(table, 'view', record, field)))
    .map(({ id }) => [id, record.cells[id] ?? null]);
}

/** What a masked cell shows: two cells with one mask are the same to the member. */
function maskView(field: Field, record: RawRecord): string | null {
  return maskCell(field, record.cells[field.id] ?? null, timeZone);
}

function cellView(oracle: Oracle, field: Field, record: RawRecord): unknown {
  // Made of cells that stand in this very text; what a declassified one tells beside them, `toldView` says.
  if (isAsked(field)) return null;
  const cell = record.cells[field.id] ?? null;
  if (field.type !== 'link') return cell;
  const target = oracle.tables.find(({ id }) => id === field.target);
  const title = target?.fields.find(({ id }) => id === target.titleField);
  let unseen = false;
  const seen = targetsOf(cell).flatMap((id) => {
    const other = target && oracle.raw.get(target.id)?.find((one) => one.id === id);
    if (!target || !other || !oracle.sees(target, other)) {
      unseen = true;
      return [];
    }
    const named = title && readable(oracle.level(target, 'view', other, title));
    return [[id, named ? (other.cells[title.id] ?? null) : null]];
  });
  return [seen, unseen && field.side === 'forward'];
}

function truthsOf(oracle: Oracle, table: Table, record: RawRecord): unknown {
  const fields = oracle.fields(table);
  const { who } = oracle;
  const conditions = oracle.grants
    .filter(({ on }) => on.kind === 'table' && on.id === table.id)
    .flatMap(({ scope }) => (scope.kind === 'any' ? scope.of : []))
    .flatMap((part) => [part.and, part.kind === 'where' ? part.condition : undefined])
    .filter((condition) => condition !== undefined);
  const locks = oracle.locksOn(table).flatMap(({ when }) => (when ? [when] : []));
  return [
    conditions.flatMap(atomsOf).map((atom) => truth(atom, record, fields, who, 'grant')),
    locks.flatMap(atomsOf).map((atom) => truth(atom, record, fields, who, 'restriction')),
    // An unseen owner counts by the sets it stands in: the member may add himself beside him.
    ownersOf(table).map(({ id }) => [
      (record.cells[id] ?? null) === null,
      ...Object.values(who.sets).map((set) => set.some((one) => one === record.cells[id])),
    ]),
    [1, 0].map((hops) => oracle.sees(table, record, hops)),
  ];
}
