import type { MemberId, TemplateId } from '@tessera/model';
import type { Queries, Row } from '../dialects/dialect.ts';
import { raw, sql } from '../sql-text.ts';
import { columnsOf } from './tables.ts';

/** A template that somebody keeps in the workspace, without what is in it. */
export interface TemplateHead {
  readonly id: TemplateId;
  readonly by: MemberId;
  /** Epoch milliseconds. */
  readonly at: number;
  /** `saved`: made of this workspace; `uploaded`: brought in as a file. */
  readonly origin: 'saved' | 'uploaded';
  /** How many records stand in it. */
  readonly records: number;
  /** What is shown of it before one starts, as JSON. */
  readonly look: string;
}

/** `doc` is the template as JSON; of a saved one `sources` tells, as JSON, what of this workspace it was made of. */
export interface StoredTemplate extends TemplateHead {
  readonly doc: string;
  readonly sources: string;
}

const heads = raw('id, by_member, at, origin, records, look');

function headOf([id, by, at, origin, records, look]: Row): TemplateHead {
  return { id, by, at, origin, records, look } as unknown as TemplateHead;
}

/** All kept templates, the newest first. */
export async function loadTemplates(queries: Queries): Promise<readonly TemplateHead[]> {
  const rows = await queries.all(sql`SELECT ${heads} FROM s_template ORDER BY at DESC, id`);
  return rows.map(headOf);
}

export async function loadTemplate(
  queries: Queries,
  id: TemplateId,
): Promise<StoredTemplate | null> {
  const [row] = await queries.all(
    sql`SELECT ${heads}, doc, sources FROM s_template WHERE id = ${id}`,
  );
  return row ? { ...headOf(row), doc: row[6] as string, sources: row[7] as string } : null;
}

/** Adds a template, or replaces the one of its id. */
export async function saveTemplate(queries: Queries, one: StoredTemplate): Promise<void> {
  await deleteTemplate(queries, one.id);
  const { id, by, at, origin, records, look, doc, sources } = one;
  await queries.insertMany('s_template', columnsOf('s_template'), [
    [id, by, at, origin, records, look, doc, sources],
  ]);
}

export async function deleteTemplate(queries: Queries, id: TemplateId): Promise<void> {
  await queries.run(sql`DELETE FROM s_template WHERE id = ${id}`);
}
