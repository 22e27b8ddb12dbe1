import type {
  Department,
  Member,
  Membership,
  Organisation,
  PostRule,
  Role,
  ServiceAccount,
  Team,
} from '@tessera/model';
import type { Queries, Row, Value } from '../dialects/dialect.ts';
import { loadPinyin, needsPinyin, sortKey } from '../sort-key.ts';
import { raw, sql } from '../sql-text.ts';
import type { Authorship } from '../store.ts';
import { advance, counter } from './counters.ts';
import { membershipKey } from './organisation-change.ts';
import { columnsOf } from './tables.ts';

type Item = { readonly id: string };

const memberRow = (m: Member, i: number): Row => [
  m.id,
  i,
  m.name,
  sortKey(m.name),
  m.email,
  m.status,
  m.manager,
  m.language ?? null,
  m.title ?? null,
];
const roleRow = (r: Role, i: number): Row => [
  r.id,
  i,
  r.name,
  r.description ?? null,
  r.builtIn ?? null,
];
const teamRow = (t: Team, i: number): Row => [t.id, i, t.name];
const serviceRow = (s: ServiceAccount, i: number): Row => [
  s.id,
  i,
  s.name,
  s.description ?? null,
  s.status,
];
const ruleRow = (rule: PostRule, i: number): Row => [rule.id, i, JSON.stringify(rule)];
const departmentRow = (d: Department, i: number): Row => [d.id, i, d.name, d.parent];

/** Replaces the rows that differ. Items keep their identity while they are unchanged. */
async function saveItems<T extends Item>(
  queries: Queries,
  table: string,
  was: readonly T[],
  is: readonly T[],
  row: (item: T, position: number) => Row,
): Promise<void> {
  const former = new Map(was.map((item, i) => [item.id, { item, i }]));
  const rows: Row[] = [];
  for (const [i, item] of is.entries()) {
    const known = former.get(item.id);
    former.delete(item.id);
    if (known?.item === item && known.i === i) continue;
    if (known) await queries.run(sql`DELETE FROM ${raw(table)} WHERE id = ${item.id}`);
    rows.push(row(item, i));
  }
  for (const id of former.keys())
    await queries.run(sql`DELETE FROM ${raw(table)} WHERE id = ${id}`);
  if (rows.length > 0) await queries.insertMany(table, columnsOf(table), rows);
}

async function saveMemberships(
  queries: Queries,
  before: Organisation,
  after: Organisation,
  { at, by }: Authorship,
): Promise<void> {
  const was = new Map(before.memberships.map((one) => [membershipKey(one), one]));
  const rows: Row[] = [];
  for (const one of after.memberships) {
    const key = membershipKey(one);
    if (was.get(key) === one) {
      was.delete(key);
      continue;
    }
    const { group, holder } = one;
    const subtree = holder.kind === 'department' && holder.subtree ? 1 : 0;
    const n = await advance(queries, 'membership');
    rows.push([
      n,
      group.kind,
      group.id,
      holder.kind,
      holder.id,
      subtree,
      one.from ?? null,
      one.until ?? null,
      one.reason ?? null,
      at,
      by,
      null,
      null,
    ]);
  }
  for (const { group, holder, from, until } of was.values()) {
    const subtree = holder.kind === 'department' && holder.subtree ? 1 : 0;
    await queries.run(
      sql`UPDATE s_membership SET closed_at = ${at}, closed_by = ${by} WHERE closed_at IS NULL AND group_kind = ${group.kind} AND group_id = ${group.id} AND holder_kind = ${holder.kind} AND holder_id = ${holder.id} AND subtree = ${subtree} AND COALESCE(from_at, -1) = ${from ?? -1} AND COALESCE(until_at, -1) = ${until ?? -1}`,
    );
  }
  if (rows.length > 0) await queries.insertMany('s_membership', columnsOf('s_membership'), rows);
}

async function saveManagers(
  queries: Queries,
  before: Organisation,
  after: Organisation,
  { at, by }: Authorship,
): Promise<void> {
  const was = new Map(before.members.map((one) => [one.id, one.manager]));
  const rows: Row[] = [];
  for (const { id, manager } of after.members) {
    const former = was.get(id) ?? null;
    if (former === manager) continue;
    await queries.run(
      sql`UPDATE s_manager SET closed_at = ${at}, closed_by = ${by} WHERE member = ${id} AND closed_at IS NULL`,
    );
    if (manager !== null)
      rows.push([await advance(queries, 'manager'), id, manager, at, by, null, null]);
  }
  if (rows.length > 0) await queries.insertMany('s_manager', columnsOf('s_manager'), rows);
}

/** Keeps what each member was before, where that changes. */
async function saveFormer(
  queries: Queries,
  before: Organisation,
  after: Organisation,
  { at, by }: Authorship,
): Promise<void> {
  const was = new Map(before.members.map((one) => [one.id, one.status]));
  const rows: Row[] = [];
  for (const { id, status } of after.members) {
    const former = was.get(id) ?? 'absent';
    if (former !== status) rows.push([await advance(queries, 'former'), id, former, at, by]);
  }
  if (rows.length > 0) await queries.insertMany('s_former', columnsOf('s_former'), rows);
}

/** Writes what differs; memberships and managers that end are closed and kept. */
export async function saveOrganisation(
  queries: Queries,
  before: Organisation,
  after: Organisation,
  authorship: Authorship,
): Promise<void> {
  if (needsPinyin(after.members.map((one) => one.name))) await loadPinyin();
  await saveItems(queries, 's_member', before.members, after.members, memberRow);
  await saveItems(queries, 's_role', before.roles, after.roles, roleRow);
  await saveItems(queries, 's_team', before.teams, after.teams, teamRow);
  await saveItems(queries, 's_department', before.departments, after.departments, departmentRow);
  await saveItems(queries, 's_service', before.services ?? [], after.services ?? [], serviceRow);
  await saveItems(queries, 's_post_rule', before.postRules ?? [], after.postRules ?? [], ruleRow);
  await saveMemberships(queries, before, after, authorship);
  await saveManagers(queries, before, after, authorship);
  await saveFormer(queries, before, after, authorship);
  await queries.run(sql`UPDATE s_counter SET value = ${after.version} WHERE name = 'organisation'`);
}

/** Drops what is NULL: an optional property is absent, never undefined. */
function present<K extends string>(
  values: Readonly<Record<K, Value | undefined>>,
): Record<string, Value> {
  const kept: Record<string, Value> = {};
  for (const key in values) {
    const value = values[key];
    if (value !== null && value !== undefined) kept[key] = value;
  }
  return kept;
}

function membership(row: Row): Membership {
  const [groupKind, groupId, holderKind, holderId, subtree, from, until, reason] = row;
  const holder = {
    kind: holderKind,
    id: holderId,
    ...(holderKind === 'department' ? { subtree: subtree === 1 } : {}),
  };
  return {
    group: { kind: groupKind, id: groupId },
    holder,
    ...present({ from, until, reason }),
  } as Membership;
}

/** The organisation as it stands. */
export async function loadOrganisation(queries: Queries): Promise<Organisation> {
  const members = await queries.all(
    sql`SELECT id, name, email, status, manager, language, title FROM s_member ORDER BY position, id`,
  );
  const roles = await queries.all(
    sql`SELECT id, name, description, built_in FROM s_role ORDER BY position, id`,
  );
  const teams = await queries.all(sql`SELECT id, name FROM s_team ORDER BY position, id`);
  const departments = await queries.all(
    sql`SELECT id, name, parent FROM s_department ORDER BY position, id`,
  );
  const memberships = await queries.all(
    sql`SELECT group_kind, group_id, holder_kind, holder_id, subtree, from_at, until_at, reason FROM s_membership WHERE closed_at IS NULL ORDER BY n`,
  );
  const services = await queries.all(
    sql`SELECT id, name, description, status FROM s_service ORDER BY position, id`,
  );
  const rules = await queries.all(sql`SELECT doc FROM s_post_rule ORDER BY position, id`);
  return {
    version: await counter(queries, 'organisation'),
    members: members.map(
      ([id, name, email, status, manager, language, title]) =>
        ({
          id,
          name,
          email,
          status,
          manager,
          ...present({ language, title }),
        }) as unknown as Member,
    ),
    roles: roles.map(
      ([id, name, description, builtIn]) =>
        ({ id, name, ...present({ description, builtIn }) }) as unknown as Role,
    ),
    teams: teams.map(([id, name]) => ({ id, name }) as unknown as Team),
    departments: departments.map(
      ([id, name, parent]) => ({ id, name, parent }) as unknown as Department,
    ),
    memberships: memberships.map(membership),
    ...(services.length > 0 && {
      services: services.map(
        ([id, name, description, status]) =>
          ({ id, name, status, ...present({ description }) }) as unknown as ServiceAccount,
      ),
    }),
    ...(rules.length > 0 && {
      postRules: rules.map(([doc]) => JSON.parse(doc as string) as PostRule),
    }),
  };
}

/**
 * The organisation as it stood at a moment, as far as it is kept: who there was, memberships and the reporting line.
 * Names, and the places of groups, are those of today.
 */
export async function loadOrganisationAt(queries: Queries, at: number): Promise<Organisation> {
  const today = await loadOrganisation(queries);
  const held = sql`opened_at <= ${at} AND (closed_at IS NULL OR closed_at > ${at})`;
  const memberships = await queries.all(
    sql`SELECT group_kind, group_id, holder_kind, holder_id, subtree, from_at, until_at, reason FROM s_membership WHERE ${held} ORDER BY n`,
  );
  const managers = await queries.all(sql`SELECT member, manager FROM s_manager WHERE ${held}`);
  const formers = await queries.all(
    sql`SELECT member, status FROM s_former WHERE until_at > ${at} ORDER BY n DESC`,
  );
  // The earliest of those that ended later: it was what held then.
  const status = new Map(formers as readonly (readonly string[])[] as [string, string][]);
  const manager = new Map(managers as readonly (readonly string[])[] as [string, string][]);
  return {
    ...today,
    members: today.members
      .map((member) => ({
        ...member,
        status: (status.get(member.id) ?? member.status) as Member['status'],
        manager: manager.get(member.id) ?? null,
      }))
      .filter((member) => status.get(member.id) !== 'absent'),
    memberships: memberships.map(membership),
  };
}
