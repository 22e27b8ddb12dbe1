import {
  type AuditEntry,
  type AuditObjects,
  cellText,
  isDenial,
  type RecordId,
  type TableId,
  titleFieldOf,
} from '@tessera/model';
import { projectRows, secureRows } from '@tessera/permissions';
import type { OutAuditEntry, OutAuditObject } from '@tessera/protocol';
import type { MemberContext } from '../context.ts';
import { seenApps, seenFields } from './audit-question.ts';
import { structureAccess } from './seen.ts';
import { formatContext } from './values.ts';

/** Records of one entry that are named. */
const mostShown = 5;

type Titles = ReadonlyMap<RecordId, string>;

/**
 * Entries as their reader may have them: ids and names of what he sees today. What he may not see is not named, as
 * what is gone.
 */
export async function projectAudit(
  context: MemberContext,
  entries: readonly AuditEntry[],
): Promise<readonly OutAuditEntry[]> {
  const titles = await titlesIn(context, entries);
  return entries.map((entry) => projectEntry(context, entry, titles));
}

function projectEntry(context: MemberContext, entry: AuditEntry, titles: Titles): OutAuditEntry {
  const { seq, at, kind, actor, objects, policy, reason, hash } = entry;
  // A token is what such an entry is about, or else how its actor came.
  const isAbout = kind === 'token.make' || kind === 'token.revoke';
  const by = isAbout ? undefined : objects.token;
  const { about, closed } = aboutOf(context, objects, titles);
  if (isAbout && objects.token !== undefined)
    about.push({ kind: 'token', id: objects.token, name: tokenName(context, objects.token) });
  const { count = objects.records?.length, aspects, via, duty, version, from, until } = objects;
  const sizes = { added: size(objects.added), changed: size(objects.changed) };
  return {
    seq,
    at: new Date(at).toISOString(),
    kind,
    actor: actor === null ? null : { id: actor, name: actorName(context, actor) },
    ...(by !== undefined && { token: { id: by, name: tokenName(context, by) } }),
    about,
    ...(closed && { closed }),
    ...(count !== undefined && { count }),
    ...(aspects && { aspects }),
    ...(via && { via }),
    ...(duty !== undefined && { duty }),
    ...(version !== undefined && {
      version,
      rules: { ...sizes, removed: size(objects.removed) },
    }),
    ...(from !== undefined && { from: new Date(from).toISOString() }),
    ...(until !== undefined && { until: new Date(until).toISOString() }),
    ...(reason !== null && { reason }),
    policy,
    hash,
  };
}

const size = (list: readonly string[] | undefined) => list?.length ?? 0;

function aboutOf(
  context: MemberContext,
  objects: AuditObjects,
  titles: Titles,
): { readonly about: OutAuditObject[]; readonly closed?: true } {
  const about: OutAuditObject[] = [];
  let closed = false;
  const add = (kind: OutAuditObject['kind'], id: string, name: string | undefined) => {
    if (name === undefined) closed = true;
    else about.push({ kind, id, name });
  };
  const { app, table: tableId, view, fields = [], records = [] } = objects;
  const own = tableId === undefined ? undefined : context.access.tables.get(tableId);
  const table = tableId === undefined ? own : structureAccess(context).tables.get(tableId);
  if (app !== undefined) add('app', app, seenApps(context).find(({ id }) => id === app)?.name);
  if (tableId !== undefined) add('table', tableId, table?.table.name);
  if (view !== undefined) add('view', view, own?.table.views.find(({ id }) => id === view)?.name);
  const known = new Map((table ? seenFields(table) : []).map(({ id, name }) => [id, name]));
  for (const field of fields) add('field', field, known.get(field));
  for (const record of records.slice(0, mostShown)) add('record', record, titles.get(record));
  for (const [kind, list] of groups) {
    const id = objects[kind];
    if (id !== undefined) add(kind, id, nameOf(context, list, id) ?? objects.name ?? '');
  }
  for (const kind of ['formerManager', 'manager'] as const) {
    const id = objects[kind];
    if (typeof id === 'string') add(kind, id, nameOf(context, 'members', id));
  }
  return closed ? { about, closed } : { about };
}

const groups = [
  ['role', 'roles'],
  ['team', 'teams'],
  ['department', 'departments'],
  ['member', 'members'],
  ['service', 'services'],
] as const;

function nameOf(
  { workspace }: MemberContext,
  list: (typeof groups)[number][1],
  id: string,
): string | undefined {
  return workspace.store.organisation()[list]?.find((one) => one.id === id)?.name;
}

const actorName = (context: MemberContext, id: string): string =>
  nameOf(context, 'members', id) ?? nameOf(context, 'services', id) ?? '';

const tokenName = ({ workspace }: MemberContext, id: string): string =>
  workspace.store.tokens().find((token) => token.id === id)?.name ?? '';

/** Titles of the records that are to be named and that the reader sees, read through the door. */
async function titlesIn(context: MemberContext, entries: readonly AuditEntry[]): Promise<Titles> {
  const wanted = new Map<TableId, Set<RecordId>>();
  for (const { objects } of entries) {
    const { table, records = [] } = objects;
    if (table === undefined || records.length === 0) continue;
    const ids = wanted.get(table) ?? new Set();
    for (const id of records.slice(0, mostShown)) ids.add(id);
    wanted.set(table, ids);
  }
  const titles = new Map<RecordId, string>();
  for (const [table, ids] of wanted)
    for (const [id, title] of await titlesOf(context, table, [...ids])) titles.set(id, title);
  return titles;
}

async function titlesOf(
  context: MemberContext,
  id: TableId,
  ids: readonly RecordId[],
): Promise<Titles> {
  const table = context.access.tables.get(id);
  const title = table && titleFieldOf(table.table);
  const shown = title && table.references.has(title.id) ? [title.id] : [];
  const query = { table: id, ids, fields: shown, limit: ids.length };
  const secured = table ? secureRows(context.access, query) : null;
  if (secured === null || isDenial(secured)) return new Map();
  const read = await context.workspace.store.rows(secured);
  const format = formatContext(context);
  return new Map(
    projectRows(context.access, secured, read).records.map((record) => {
      const cell = title ? (record.cells[title.id] ?? null) : null;
      const text = title && cell !== null ? cellText(title, cell, format) : '';
      // Without a title that may be seen it is named by its code, which is random and counts nothing.
      return [record.id, text === '' ? record.id.slice(3, 9).toUpperCase() : text];
    }),
  );
}
