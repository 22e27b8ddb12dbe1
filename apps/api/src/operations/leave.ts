import { type Denial, denial, isDenial, type Member, type MemberId } from '@tessera/model';
import type {
  HandedOverAnswer,
  HoldingsAnswer,
  LeaveRequest,
  OutMember,
  TransferRequest,
} from '@tessera/protocol';
import type { MemberContext } from '../context.ts';
import { changeMember } from './change-members.ts';
import { again } from './enter-view-as.ts';
import { handOver, heldBy } from './hand-over.ts';
import { outMember } from './read-people.ts';
import { requireRight } from './rights.ts';
import { seenTable } from './seen.ts';

/** Successors by table id, `*` for every other table. */
type Successors = ReadonlyMap<string, MemberId>;

/** What a member owns, counted by table, as far as the one who asks may see and hand over. */
export async function readHoldings(
  context: MemberContext,
  id: string,
): Promise<HoldingsAnswer | Denial> {
  const member = managed(context, id);
  if (isDenial(member)) return member;
  const tables: HoldingsAnswer['tables'][number][] = [];
  for (const table of context.access.tables.values()) {
    const held = await heldBy(context, table, id);
    if (held.length === 0) continue;
    const transferable = held.filter((one) => one.transferable).length;
    tables.push({ table: table.table.id, records: held.length, transferable });
  }
  return { tables };
}

/**
 * Closes everything a member has open and hands the records over, with the rights of the one who asks.
 * For somebody deactivated before, only the records are handed over.
 */
export async function leave(
  context: MemberContext,
  id: string,
  request: LeaveRequest,
): Promise<HandedOverAnswer | Denial> {
  const member = managed(context, id);
  if (isDenial(member)) return member;
  const successors = successorsOf(context, id, request.successors);
  if (isDenial(successors)) return successors;
  const done =
    member.status === 'deactivated'
      ? outMember(context, context.workspace.store.organisation(), member)
      : await changeMember(context, id, { status: 'deactivated' });
  return isDenial(done) ? done : await handAllOver(context, done, successors);
}

/** Gives a member another superior, other departments and roles; the records stay or go to a successor. */
export async function transfer(
  context: MemberContext,
  id: string,
  request: TransferRequest,
): Promise<HandedOverAnswer | Denial> {
  const member = managed(context, id);
  if (isDenial(member)) return member;
  const { keepRecords: _, successor, ...post } = request;
  const successors = successorsOf(context, id, successor === undefined ? {} : { '*': successor });
  if (isDenial(successors)) return successors;
  const done = await changeMember(context, id, post);
  return isDenial(done) ? done : await handAllOver(context, done, successors);
}

function managed(context: MemberContext, id: string): Member | Denial {
  const refused = requireRight(context, 'manageMembers');
  if (refused) return refused;
  const found = context.workspace.store.organisation().members.find((one) => one.id === id);
  return found ?? denial('not_found', 'There is no such member.');
}

/** Successors are other members who are active; tables are named as the one who asks knows them. */
function successorsOf(
  context: MemberContext,
  leaver: MemberId,
  given: Readonly<Record<string, string>>,
): Successors | Denial {
  const { members } = context.workspace.store.organisation();
  const found = new Map<string, MemberId>();
  for (const [name, successor] of Object.entries(given)) {
    const active = members.some(({ id, status }) => id === successor && status === 'active');
    if (!active || successor === leaver) {
      return denial('invalid', 'A successor is another active member.');
    }
    const table = name === '*' ? name : seenTable(context.access, name);
    if (isDenial(table)) return table;
    found.set(typeof table === 'string' ? table : table.table.id, successor);
  }
  return found;
}

async function handAllOver(
  context: MemberContext,
  member: OutMember,
  successors: Successors,
): Promise<HandedOverAnswer> {
  const tables: HandedOverAnswer['tables'][number][] = [];
  // The change of the member may have changed what the one who asks may do.
  const now = again(context);
  for (const table of now?.access.tables.values() ?? []) {
    const { id } = table.table;
    const successor = successors.get(id) ?? successors.get('*');
    const { moved, left } = await handOver(now ?? context, table, member.id, successor);
    if (moved + left > 0) tables.push({ table: id, moved, left });
  }
  return { member, tables };
}
