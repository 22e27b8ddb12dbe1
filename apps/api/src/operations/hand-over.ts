import { isDenial, type MemberId, ownershipFields, type RecordChange } from '@tessera/model';
import { planChange, projectRows, secureRows, type TableAccess } from '@tessera/permissions';
import type { MemberContext } from '../context.ts';
import { authorship, commitRecords, whileAllowed } from './commit.ts';
import { again } from './enter-view-as.ts';

/** Records of one change set, and of one page that is read. */
const batch = 500;

/** A record that a member owns, as the one who asks sees it. */
export interface Held {
  readonly id: string;
  /** The ownership fields that name the member. */
  readonly fields: readonly string[];
  /** Whether all of them may be changed by the one who asks. */
  readonly transferable: boolean;
}

/** The records of a table that are seen to belong to a member, in the order of the table. */
export async function heldBy(
  context: MemberContext,
  table: TableAccess,
  member: MemberId,
): Promise<readonly Held[]> {
  const owners = ownershipFields(table.table).filter(({ id }) => table.references.has(id));
  const [first] = owners;
  if (first === undefined) return [];
  const is = owners.map(({ id }) => ({ op: 'is' as const, field: id, value: member }));
  const held: Held[] = [];
  for (let offset = 0; ; offset += batch) {
    const secured = secureRows(context.access, {
      table: table.table.id,
      filter: { op: 'or', of: is },
      fields: owners.map(({ id }) => id),
      offset,
      limit: batch,
    });
    if (isDenial(secured)) return held;
    const read = await context.workspace.store.rows(secured);
    const { records, outcomes } = projectRows(context.access, secured, read);
    for (const { id, cells, outcome } of records) {
      const fields = Object.keys(cells).filter((field) => cells[field] === member);
      const levels = outcomes[outcome]?.fields ?? {};
      if (fields.length === 0) continue;
      held.push({ id, fields, transferable: fields.every((field) => levels[field] === 'edit') });
    }
    if (read.rows.length < batch) return held;
  }
}

/**
 * Puts a successor in the place of a member on every record of a table that the one who asks sees and may
 * transfer. Gives how many were handed over and how many are left.
 */
export async function handOver(
  context: MemberContext,
  table: TableAccess,
  member: MemberId,
  successor: MemberId | undefined,
): Promise<{ readonly moved: number; readonly left: number }> {
  const held = await heldBy(context, table, member);
  if (successor === undefined) return { moved: 0, left: held.length };
  const changes = held
    .filter(({ transferable }) => transferable)
    .map(({ id, fields }): RecordChange => {
      const all = (value: MemberId) => Object.fromEntries(fields.map((field) => [field, value]));
      return { kind: 'update', id, cells: all(successor), base: all(member) };
    });
  let moved = 0;
  for (let at = 0; at < changes.length; at += batch) {
    moved += await move(context, table.table.id, changes.slice(at, at + batch));
  }
  return { moved, left: held.length - moved };
}

/** Writes as many of these changes as may be made: a change set that is refused is tried again in halves. */
async function move(
  context: MemberContext,
  table: string,
  changes: readonly RecordChange[],
): Promise<number> {
  // Rights may change while many records move: each set is decided with those of its moment.
  const now = again(context);
  if (now === undefined || changes.length === 0) return 0;
  const plan = planChange(now.access, { table, changes });
  const done = isDenial(plan)
    ? plan
    : await commitRecords(
        now.workspace,
        whileAllowed(now, plan),
        authorship(now, { via: 'transfer' }),
      );
  if (!isDenial(done)) return changes.length;
  if (changes.length === 1) return 0;
  const middle = Math.ceil(changes.length / 2);
  return (
    (await move(context, table, changes.slice(0, middle))) +
    (await move(context, table, changes.slice(middle)))
  );
}
