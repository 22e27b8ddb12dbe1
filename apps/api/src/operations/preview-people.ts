import { always, boundFields, boundKey, isDenial, type Organisation } from '@tessera/model';
import {
  type Access,
  compileAccess,
  type Subject,
  secureRows,
  subjectOf,
} from '@tessera/permissions';
import type { PreviewGroup, SeenTable } from '@tessera/protocol';
import { digest } from '../access-cache.ts';
import type { MemberContext } from '../context.ts';
import { describeAccess } from './describe-access.ts';

/** A row that an import would take. */
export interface TakenRow {
  readonly row: number;
  readonly name: string;
  readonly member: string;
  /** Ids of the rules for posts that fit. */
  readonly rules: readonly string[];
}

/** Counts that one preview may ask the store for: a list of thousands is shown in words alone. */
const mostCounts = 400;

interface Group {
  readonly roles: readonly string[];
  readonly tables: readonly SeenTable[];
  readonly taken: TakenRow[];
}

/**
 * Who would hold which roles and see what, once the organisation is this one: the rules of access compiled for each,
 * and those who would see the same put together. What tables somebody sees is told to holders of managePolicy alone;
 * records are counted only where the one who asks sees all of them, with the cells that decide, so that nothing is
 * told that he could not count himself.
 */
export async function previewPeople(
  context: MemberContext,
  organisation: Organisation,
  taken: readonly TakenRow[],
): Promise<readonly PreviewGroup[]> {
  const { store } = context.workspace;
  const policy = store.policy();
  const schema = store.schema();
  const moment = { now: context.now, timeZone: store.info().timeZone };
  const compile = (member: string): Access =>
    compileAccess({
      policy,
      schema,
      subject: subjectOf(organisation, member, context.now),
      moment,
      shares: store.shares().open,
      digest,
    });
  const tells = context.access.workspace.has('managePolicy');
  const named = new Set(
    [
      ...policy.grants.map(({ to }) => to),
      ...policy.restrictions.flatMap(({ exempt }) => exempt.map(({ to }) => to)),
    ].flatMap((to) => (to.kind === 'member' ? [to.id] : [])),
  );
  // Words depend on whom the rules name: those of equal principals are compiled once.
  const words = new Map<string, readonly SeenTable[]>();
  const groups = new Map<string, Group>();
  for (const row of taken) {
    const subject = subjectOf(organisation, row.member, context.now);
    const roles = [...subject.roles].sort();
    const key = principalsKey(subject, named);
    const tables =
      words.get(key) ?? (tells ? describeAccess(compile(row.member), policy, schema) : []);
    words.set(key, tables);
    const shown = JSON.stringify([roles, tables]);
    const group = groups.get(shown) ?? { roles, tables, taken: [] };
    groups.set(shown, group);
    group.taken.push(row);
  }
  const count = counter(context, compile);
  const before = new Set(store.organisation().members.map(({ id }) => id));
  const previews: PreviewGroup[] = [];
  for (const group of [...groups.values()].sort((a, b) => b.taken.length - a.taken.length)) {
    const tables: SeenTable[] = [];
    for (const table of group.tables) {
      const found = await count(table, group.taken);
      tables.push({ ...table, ...(found && { count: found }) });
    }
    previews.push({
      roles: group.roles,
      ...(tells && { tables }),
      people: group.taken.map((row) => personOf(organisation, row, !before.has(row.member))),
    });
  }
  return previews;
}

/** Equal for those whom the same rules name. */
function principalsKey(subject: Subject, named: ReadonlySet<string>): string {
  return JSON.stringify([
    [...subject.roles].sort(),
    [...subject.teams].sort(),
    [...subject.departments].sort(),
    named.has(subject.id) ? subject.id : null,
  ]);
}

/** Counts the records of a table that members of a group would see today: the fewest and the most. */
function counter(context: MemberContext, compile: (member: string) => Access) {
  const { store } = context.workspace;
  const known = new Map<string, number>();
  const compiled = new Map<string, Access>();
  let left = mostCounts;
  return async (
    { table, records }: SeenTable,
    taken: readonly TakenRow[],
  ): Promise<SeenTable['count']> => {
    if (records.length === 0) return undefined;
    let [least, most] = [Number.POSITIVE_INFINITY, 0];
    // Where all is seen, one stands for all.
    for (const { member } of records.includes('all') ? taken.slice(0, 1) : taken) {
      const access = compiled.get(member) ?? compile(member);
      compiled.set(member, access);
      const visible = access.tables.get(table)?.visible;
      const key = visible && `${table} ${boundKey(visible)}`;
      let total = key === undefined ? undefined : known.get(key);
      if (total === undefined) {
        if (visible === undefined || key === undefined || left === 0) return undefined;
        left -= 1;
        const secured = secureRows(access, { table, fields: [], limit: 0 });
        if (isDenial(secured)) return undefined;
        const read = boundFields(visible);
        if (!secured.dependsOn.every((one) => seesAll(context.access, one, read))) return undefined;
        total = (await store.rows(secured)).total ?? 0;
        known.set(key, total);
      }
      least = Math.min(least, total);
      most = Math.max(most, total);
    }
    return { least, most };
  };
}

/** Whether somebody sees all records of a table, and of each of them the cells of these fields. */
function seesAll({ tables }: Access, id: string, fields: ReadonlySet<string>): boolean {
  const found = tables.get(id);
  if (found === undefined || boundKey(found.visible) !== 'true') return false;
  return found.table.fields.every((field) => {
    const when = fields.has(field.id) ? found.references.get(field.id)?.when : always;
    return when !== undefined && boundKey(when) === 'true';
  });
}

function personOf(
  { members, memberships, departments }: Organisation,
  { row, name, member, rules }: TakenRow,
  fresh: boolean,
): PreviewGroup['people'][number] {
  const title = members.find(({ id }) => id === member)?.title;
  const own = new Set(
    memberships.flatMap(({ group, holder }) =>
      group.kind === 'department' && holder.id === member ? [group.id] : [],
    ),
  );
  return {
    row,
    name,
    ...(title !== undefined && { title }),
    departments: departments.filter(({ id }) => own.has(id)).map((one) => one.name),
    fresh,
    rules,
  };
}
