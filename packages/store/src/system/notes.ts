import type { MemberId } from '@tessera/model';
import type { Queries } from '../dialects/dialect.ts';
import { raw, sql } from '../sql-text.ts';

/** Words noted for members: what each has done for the first time, or does not want to be shown any more. */
export type Notes = ReadonlyMap<MemberId, ReadonlySet<string>>;

export async function loadNotes(queries: Queries): Promise<Notes> {
  const notes = new Map<MemberId, Set<string>>();
  for (const [member, word] of await queries.all(raw('SELECT member, word FROM s_note'))) {
    const known = notes.get(member as string) ?? new Set();
    notes.set(member as string, known.add(word as string));
  }
  return notes;
}

/** Notes a word for a member, or takes it back. */
export async function saveNote(
  queries: Queries,
  member: MemberId,
  word: string,
  set: boolean,
): Promise<void> {
  await queries.run(sql`DELETE FROM s_note WHERE member = ${member} AND word = ${word}`);
  if (set) await queries.run(sql`INSERT INTO s_note (member, word) VALUES (${member}, ${word})`);
}

/** The notes with one word more, or less. */
export function withNote(notes: Notes, member: MemberId, word: string, set: boolean): Notes {
  const words = new Set(notes.get(member));
  if (set) words.add(word);
  else words.delete(word);
  return new Map(notes).set(member, words);
}
