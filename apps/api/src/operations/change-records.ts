import {
  type Cells,
  type CellValue,
  type ChangeSet,
  type Denial,
  denial,
  isDenial,
  parseCell,
  type RecordChange,
  unknownField,
} from '@tessera/model';
import { planChange, type TableAccess } from '@tessera/permissions';
import type {
  ChangeAnswer,
  ConflictDetails,
  CreateRequest,
  DeleteManyRequest,
  UpdateManyRequest,
  UpdateRequest,
} from '@tessera/protocol';
import type { MemberContext } from '../context.ts';
import { authorship, commitRecords, whileAllowed } from './commit.ts';
import { noteStep } from './first-steps.ts';
import { type RecordAnswer, readByIds } from './read-records.ts';
import { knownField, seenTable } from './seen.ts';
import { parseContext } from './values.ts';

/** Adds records: all or none. Those the member may not view afterwards are acknowledged by their id alone. */
export async function createRecords(
  context: MemberContext,
  tableName: string,
  request: CreateRequest,
): Promise<ChangeAnswer | Denial> {
  return await change(context, tableName, (table) => {
    const changes: RecordChange[] = [];
    for (const { fields } of request.records) {
      const cells = parseCells(context, table, fields);
      if (isDenial(cells)) return cells;
      changes.push({ kind: 'create', id: context.app.makeId('record'), cells });
    }
    return changes;
  });
}

/** Changes records: all or none. `base` holds the values seen before; a difference to the current ones is a conflict. */
export async function updateRecords(
  context: MemberContext,
  tableName: string,
  request: UpdateManyRequest,
): Promise<ChangeAnswer | Denial> {
  return await change(context, tableName, (table) => {
    const changes: RecordChange[] = [];
    for (const { id, fields, base } of request.records) {
      const cells = parseCells(context, table, fields);
      if (isDenial(cells)) return cells;
      const seen = base && parseCells(context, table, withoutMarks(base));
      if (isDenial(seen)) return seen;
      changes.push({ kind: 'update', id, cells, ...(seen !== undefined && { base: seen }) });
    }
    return changes;
  });
}

/** A record after a change; by its id alone when the member does not see it any more, having handed it over. */
export type UpdatedAnswer = RecordAnswer | { readonly id: string };

/** Changes one record and gives it back. */
export async function updateRecord(
  context: MemberContext,
  tableName: string,
  id: string,
  request: UpdateRequest,
): Promise<UpdatedAnswer | Denial> {
  const { fields, base } = request;
  const record = { id, fields, ...(base !== undefined && { base }) };
  const answer = await updateRecords(context, tableName, { records: [record] });
  if (isDenial(answer)) return answer;
  const [shown] = answer.records;
  const outcome = shown && answer.outcomes[shown._g];
  return shown && outcome ? { record: shown, outcome } : { id };
}

/** Deletes records: all or none. */
export async function deleteRecords(
  context: MemberContext,
  tableName: string,
  request: DeleteManyRequest,
): Promise<{ readonly ids: readonly string[] } | Denial> {
  const answer = await change(context, tableName, () =>
    request.ids.map((id) => ({ kind: 'delete' as const, id })),
  );
  return isDenial(answer) ? answer : { ids: answer.ids };
}

async function change(
  context: MemberContext,
  tableName: string,
  prepare: (table: TableAccess) => readonly RecordChange[] | Denial,
): Promise<ChangeAnswer | Denial> {
  const table = seenTable(context.access, tableName);
  if (isDenial(table)) return table;
  const changes = prepare(table);
  if (isDenial(changes)) return changes;
  const set: ChangeSet = { table: table.table.id, changes };
  const plan = planChange(context.access, set);
  if (isDenial(plan)) return plan;
  const committed = await commitRecords(
    context.workspace,
    whileAllowed(context, plan),
    authorship(context),
  );
  if (isDenial(committed)) {
    return committed.code === 'conflict' && cellsIn(committed).length > 0
      ? await conflict(context, set.table, committed)
      : committed;
  }
  if (changes.some(({ kind }) => kind === 'update')) await noteStep(context, 'edit');
  const ids = changes.map(({ id }) => id);
  const shown = changes.some(({ kind }) => kind !== 'delete');
  const read = shown ? await readByIds(context, set.table, ids) : { records: [], outcomes: [] };
  return { ids, ...read };
}

/** Cells from values of the wire. A field the member does not know is refused as it was spelled. */
function parseCells(
  context: MemberContext,
  table: TableAccess,
  given: Readonly<Record<string, unknown>>,
): Cells | Denial {
  const parsing = parseContext(context);
  const cells: Record<string, CellValue> = {};
  for (const [name, value] of Object.entries(given)) {
    const field = knownField(table, name);
    if (field === undefined) return unknownField(name);
    if (Object.hasOwn(cells, field.id)) {
      return denial('invalid', `The field "${field.name}" is given twice.`);
    }
    const cell = parseCell(field, withoutMark(value), parsing);
    if (isDenial(cell)) return cell;
    cells[field.id] = cell;
  }
  return cells;
}

function withoutMarks(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, withoutMark(value)]),
  );
}

/** A link cell as it came out may end with the mark for unseen targets: they are kept anyway and never given. */
function withoutMark(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.filter(
    (item) =>
      !(typeof item === 'object' && item !== null && 'noAccess' in item && item.noAccess === true),
  );
}

/** The cells that somebody else has changed; none when it was something else that stood against a change. */
function cellsIn({ details }: Denial): readonly { readonly id: string; readonly field: string }[] {
  const { cells } = (details ?? {}) as { cells?: readonly { id: string; field: string }[] };
  return cells ?? [];
}

/** The current values of the cells in conflict, read again through the member's own door. */
async function conflict(context: MemberContext, table: string, refused: Denial): Promise<Denial> {
  const cells = cellsIn(refused);
  const { records } = await readByIds(context, table, [...new Set(cells.map(({ id }) => id))]);
  const byId = new Map(records.map((record) => [record.id, record]));
  const details: ConflictDetails = {
    cells: cells.flatMap(({ id, field }) => {
      const record = byId.get(id);
      return record && Object.hasOwn(record.fields, field)
        ? [{ id, field, current: record.fields[field] ?? null }]
        : [];
    }),
  };
  return denial('conflict', refused.message, details);
}
