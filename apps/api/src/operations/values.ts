import {
  cellText,
  type Field,
  type FieldOf,
  type FormatContext,
  formatCell,
  type Organisation,
  type ParseContext,
  titleFieldOf,
  todayIn,
} from '@tessera/model';
import type { Access, Outcome, ProjectedRecord, Projection } from '@tessera/permissions';
import type { LinkValue, ListedValue, OutOutcome, OutRecord, OutValue } from '@tessera/protocol';
import type { MemberContext } from '../context.ts';
import { isOneself } from './enter-view-as.ts';

const names = new WeakMap<Organisation, ReadonlyMap<string, string>>();

/** What showing values needs: names of members are for every member, and of service accounts that made something. */
export function formatContext(context: Pick<MemberContext, 'workspace'>): FormatContext {
  const organisation = context.workspace.store.organisation();
  let known = names.get(organisation);
  if (known === undefined) {
    const { members, services = [] } = organisation;
    known = new Map([...members, ...services].map(({ id, name }) => [id, name]));
    names.set(organisation, known);
  }
  const found = known;
  return {
    timeZone: context.workspace.store.info().timeZone,
    memberName: (id) => found.get(id) ?? null,
  };
}

/** What reading values needs. Addresses of others name a member only for those who may see addresses. */
export function parseContext(context: MemberContext): ParseContext {
  const { timeZone } = context.workspace.store.info();
  const { members } = context.workspace.store.organisation();
  const seesAddresses = context.access.workspace.has('manageMembers');
  return {
    timeZone,
    // Asking the calendar takes longer than reading a record, and few values need it.
    get today() {
      return todayIn(context.now, timeZone);
    },
    member(given) {
      const byId = members.find(({ id }) => id === given);
      if (byId !== undefined) return byId.id;
      const text = given.trim().toLowerCase();
      const found = members.filter(
        ({ id, name, email }) =>
          name.trim().toLowerCase() === text ||
          ((seesAddresses || isOneself(context, id)) && email.toLowerCase() === text),
      );
      return found.length === 1 && found[0] !== undefined ? found[0].id : null;
    },
  };
}

/** Records and outcomes as they travel. */
export function outProjection(
  context: Pick<MemberContext, 'workspace' | 'access'>,
  table: string,
  projection: Projection,
): { readonly records: readonly OutRecord[]; readonly outcomes: readonly OutOutcome[] } {
  const format = formatContext(context);
  const fields = context.access.tables.get(table)?.results;
  return {
    records: projection.records.map((record) =>
      outRecord(context.access, fields ?? new Map(), record, format),
    ),
    outcomes: projection.outcomes.map(outOutcome),
  };
}

function outRecord(
  access: Access,
  fields: ReadonlyMap<string, Field>,
  record: ProjectedRecord,
  format: FormatContext,
): OutRecord {
  const out: Record<string, OutValue> = {};
  for (const id in record.cells) {
    const field = fields.get(id);
    if (field !== undefined) out[id] = formatCell(field, record.cells[id] ?? null, format);
  }
  for (const id in record.lists) {
    const field = fields.get(id);
    if (field !== undefined)
      out[id] = (record.lists[id] ?? []).map(
        (one) => formatCell(field, one, format) as ListedValue,
      );
  }
  for (const id in record.masked) {
    const masked = record.masked[id] ?? null;
    out[id] = masked === null ? null : { masked };
  }
  for (const id in record.links) {
    const link = record.links[id];
    if (link === undefined) continue;
    const field = fields.get(id);
    if (field?.type !== 'link') continue;
    const values: LinkValue[] = linkTitles(access, field, link, format);
    if (link.unseen) values.push({ noAccess: true });
    out[id] = values;
  }
  return { id: record.id, fields: out, _g: record.outcome };
}

/** The records behind a link cell that may be seen, with their titles. */
export function linkTitles(
  access: Access,
  field: FieldOf<'link'>,
  link: ProjectedRecord['links'][string],
  format: FormatContext,
): { readonly id: string; readonly title: string }[] {
  const target = access.tables.get(field.target);
  const title = target && titleFieldOf(target.table);
  return link.targets.map((to) => ({ id: to.id, title: titleText(title, to, format) }));
}

/** A title as text; a record without one that may be seen is named by its code, which is random and counts nothing. */
function titleText(
  field: Field | undefined,
  to: ProjectedRecord['links'][string]['targets'][number],
  format: FormatContext,
): string {
  const text = field === undefined || to.title === null ? '' : cellText(field, to.title, format);
  return text === '' ? to.id.slice(3, 9).toUpperCase() : text;
}

export function outOutcome(outcome: Outcome): OutOutcome {
  return { actions: outcome.actions, fields: outcome.fields };
}
