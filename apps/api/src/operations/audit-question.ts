import {
  type AuditGroup,
  type AuditKind,
  auditGroups,
  endOfDay,
  fold,
  isDenial,
  startOfDay,
} from '@tessera/model';
import { secureRows, type TableAccess } from '@tessera/permissions';
import type { AuditRequest } from '@tessera/protocol';
import type { AuditQuestion } from '@tessera/store';
import type { MemberContext } from '../context.ts';
import { knownField, structureAccess } from './seen.ts';

type Filter = Omit<AuditRequest, 'before' | 'limit'>;

/** How many things of one name are looked for. */
const mostNamed = 40;

/**
 * What a filter asks of the log. Objects and names are those the reader may see: anything else finds nothing, like
 * what does not exist.
 */
export async function auditQuestion(
  context: MemberContext,
  { from, to, actor, kind, object, text }: Filter,
): Promise<Omit<AuditQuestion, 'limit' | 'before'>> {
  const { timeZone } = context.workspace.store.info();
  const about = [
    ...(object === undefined ? [] : [(await isSeen(context, object)) ? [object] : []]),
    ...(text === undefined ? [] : [namedLike(context, text)]),
  ];
  return {
    ...(from !== undefined && { from: startOfDay(from, timeZone) }),
    ...(to !== undefined && { until: endOfDay(to, timeZone) }),
    ...(actor !== undefined && { actor: actor === 'nobody' ? null : actor }),
    ...(kind !== undefined && { kinds: kindsOf(kind) }),
    ...(about.length > 0 && { about }),
  };
}

function kindsOf(kind: AuditGroup | AuditKind): readonly AuditKind[] {
  return kind in auditGroups ? auditGroups[kind as AuditGroup] : [kind as AuditKind];
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Everything the reader knows by name: people, groups, programs and their tokens, and what he sees of the structure. */
function allNamed(context: MemberContext): readonly Named[] {
  const { store } = context.workspace;
  const { members, roles, teams, departments, services = [] } = store.organisation();
  const tables = [...structureAccess(context).tables.values()];
  return [
    ...members,
    ...roles,
    ...teams,
    ...departments,
    ...services,
    ...store.tokens(),
    ...tables.map(({ table }) => table),
    ...tables.flatMap((table) => seenFields(table)),
    ...[...context.access.tables.values()].flatMap(({ table }) => table.views),
    ...seenApps(context),
  ];
}

/** The fields of a table that the reader may see on some record, or fill in, or shapes. */
export function seenFields(table: TableAccess): readonly Named[] {
  return table.table.fields.filter(({ id }) => knownField(table, id) !== undefined);
}

/** The apps of which he sees a table, or all that he shapes. */
export function seenApps({ access }: Pick<MemberContext, 'access'>): readonly Named[] {
  if (access.workspace.has('manageSchema')) return access.schema.apps;
  const used = new Set([...access.tables.values()].map(({ table }) => table.app));
  return access.schema.apps.filter(({ id }) => used.has(id));
}

function namedLike(context: MemberContext, text: string): readonly string[] {
  const wanted = fold(text);
  return allNamed(context)
    .filter(({ name }) => fold(name).includes(wanted))
    .slice(0, mostNamed)
    .map(({ id }) => id);
}

async function isSeen(context: MemberContext, id: string): Promise<boolean> {
  if (allNamed(context).some((one) => one.id === id)) return true;
  for (const { table } of context.access.tables.values()) {
    const secured = secureRows(context.access, {
      table: table.id,
      ids: [id],
      fields: [],
      limit: 1,
    });
    if (isDenial(secured)) continue;
    if ((await context.workspace.store.rows(secured)).rows.length > 0) return true;
  }
  return false;
}
