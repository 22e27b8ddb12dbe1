import {
  type Bound,
  boundKey,
  type Cells,
  type ChangeSet,
  changeLimits,
  type Denial,
  denial,
  type FieldId,
  type FieldOf,
  isDenial,
  isWritable,
  noSuchRecord,
  noSuchTable,
  type RecordChange,
  type RecordId,
  unknownField,
} from '@tessera/model';
import type { Access, TableAccess } from './access.ts';
import { decideCreate, withDefaults } from './decide-create.ts';
import { decideRestore } from './decide-restore.ts';
import { decideDelete, decideUpdate } from './decide-update.ts';
import { linkedNodes, targetsIn, targetsKey } from './facts.ts';
import { rank } from './levels.ts';
import {
  type AuthorizedChange,
  type AuthorizedWrite,
  type Facts,
  type FactsNeeded,
  type Origin,
  prove,
} from './secured-query.ts';

/**
 * A member's change set, not yet decided. The store loads `needs` inside the transaction, calls `decide`
 * and writes what comes back; nothing is written before.
 */
export interface ChangePlan {
  readonly change: ChangeSet;
  readonly needs: FactsNeeded;
  decide(facts: Facts): AuthorizedChange | Denial;
  /** Given: all is decided and looked at as if it were written, and this comes back instead. */
  readonly tried?: Denial;
}

/**
 * Plans a change; what can be refused without looking at any record is refused here. One that comes from a file is
 * also held against restrictions that forbid `import`, on the old and on the new values.
 */
export function planChange(
  access: Access,
  given: ChangeSet,
  origin: Origin = 'member',
): ChangePlan | Denial {
  const table = access.tables.get(given.table);
  if (!table) return noSuchTable;
  if (given.changes.length > changeLimits.records)
    return denial('too_large', `At most ${changeLimits.records} records at once.`);
  if (new Set(given.changes.map(({ id }) => id)).size < given.changes.length)
    return denial('invalid', 'A record is named twice in one change.');
  for (const change of given.changes) {
    const refused = refuseFields(table, change);
    if (refused) return refused;
  }
  // What the member gave himself, apart from what is filled in for him.
  const givenFields = new Map(
    given.changes.map((change) => [
      change.id,
      change.kind === 'create' ? Object.keys(change.cells) : [],
    ]),
  );
  const changes = given.changes.map((change) =>
    change.kind === 'create' ? withDefaults(access, table, change) : change,
  );
  return {
    change: { table: given.table, changes },
    needs: factsNeeded(access, table, changes),
    decide: (facts) => {
      const writes: AuthorizedWrite[] = [];
      for (const change of changes) {
        const fields = givenFields.get(change.id) ?? [];
        const write = decideOne(access, table, change, fields, facts, origin);
        if (isDenial(write)) return write;
        writes.push(write);
      }
      return prove({ table: given.table, writes } as unknown as AuthorizedChange);
    },
  };
}

/** Fields that are as good as none to this member, and those nobody writes. */
function refuseFields(table: TableAccess, change: RecordChange): Denial | null {
  if (change.kind === 'delete' || change.kind === 'restore') return null;
  for (const id of Object.keys(change.cells)) {
    const field = table.fields.get(id);
    if (!field) return unknownField(id);
    const given = change.kind === 'create' && creatable(table, id);
    if (!table.shown.has(id) && !given) return unknownField(id);
    if (!isWritable(field))
      return denial('forbidden', `The field "${field.name}" is filled by Tessera.`);
  }
  return null;
}

/** Whether some grant lets a value be given to this field when a record is made, and no lock always forbids it. */
export function creatable(table: TableAccess, field: FieldId): boolean {
  const locked = table.locks.some(
    ({ bit, forbids, caps }) =>
      bit < 0 && (forbids.has('create') || rank(caps.get(field) ?? 'edit') < rank('edit')),
  );
  if (locked) return false;
  return table.rectangles.some(
    ({ actions, levels }) => actions.has('create') && levels.get(field) === 'edit',
  );
}

function factsNeeded(
  access: Access,
  table: TableAccess,
  changes: readonly RecordChange[],
): FactsNeeded {
  const written = changes.filter((change) => change.kind === 'create' || change.kind === 'update');
  const links = new Set<FieldId>();
  const linked: FactsNeeded['linked'][number][] = [];
  for (const node of linkedNodes(table.bits)) {
    links.add(node.link);
    linked.push({ ...node, key: boundKey(node), ids: newTargets(written, node.link) });
  }
  for (const field of table.fields.values()) {
    if (field.type !== 'link' || !written.some(({ cells }) => field.id in cells)) continue;
    links.add(field.id);
    linked.push({
      key: targetsKey(field.id),
      link: field.id,
      target: field.target,
      some: targetVisible(access, field),
      ids: newTargets(written, field.id),
    });
  }
  const named = (wanted: (kind: RecordChange['kind']) => boolean) =>
    changes.filter(({ kind }) => wanted(kind)).map(({ id }) => id);
  const records = named((kind) => kind === 'update' || kind === 'delete');
  const trashed = named((kind) => kind === 'restore');
  return { table: table.table.id, records, trashed, links: [...links], linked };
}

function targetVisible(access: Access, field: FieldOf<'link'>): Bound {
  return access.tables.get(field.target)?.visible ?? { kind: 'const', value: false };
}

function newTargets(
  changes: readonly { readonly cells: Cells }[],
  link: FieldId,
): readonly RecordId[] {
  const ids = new Set<RecordId>();
  for (const { cells } of changes) for (const id of targetsIn(cells[link])) ids.add(id);
  return [...ids];
}

function decideOne(
  { moment: { timeZone } }: Access,
  table: TableAccess,
  change: RecordChange,
  given: readonly FieldId[],
  facts: Facts,
  origin: Origin,
): AuthorizedWrite | Denial {
  if (change.kind === 'create') {
    return decideCreate(table, change, given, facts, origin, timeZone);
  }
  const before = facts.records.get(change.id);
  if (!before) return noSuchRecord;
  if (change.kind === 'update') {
    return decideUpdate(table, change, before, facts, origin, timeZone);
  }
  return change.kind === 'restore'
    ? decideRestore(table, change, before, facts)
    : decideDelete(table, change, before, facts);
}
