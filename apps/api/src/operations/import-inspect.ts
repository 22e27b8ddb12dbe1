import { type Denial, isDenial } from '@tessera/model';
import type { ImportInspection, InspectOptions } from '@tessera/protocol';
import type { MemberContext } from '../context.ts';
import { inspectSheet, nameKey } from '../import/inspect-sheet.ts';
import { memberColumnFor } from '../import/member-columns.ts';
import { readSheet } from '../import/read-sheet.ts';
import { importTable } from './import-columns.ts';
import { readSchema } from './read-schema.ts';
import { requireRight } from './rights.ts';

/** What a file looks like as records of a table. Fields are proposed only where the member may give them a value. */
export async function inspectRecordsFile(
  context: MemberContext,
  tableName: string,
  file: Uint8Array,
  options: InspectOptions = {},
): Promise<ImportInspection | Denial> {
  const table = importTable(context, tableName);
  if (isDenial(table)) return table;
  const sheet = await readSheet(file, options);
  if (isDenial(sheet)) return sheet;
  const fields = new Map<string, string>();
  const known = readSchema(context).tables.find(({ id }) => id === table.table.id);
  const open = known?.fields.filter(({ creatable, level }) => creatable || level === 'edit') ?? [];
  for (const { id, slug } of open) fields.set(nameKey(slug), id);
  for (const { id, name } of open) fields.set(nameKey(name), id);
  return inspectSheet(sheet, (header) => fields.get(nameKey(header)));
}

/** What a file looks like as a list of members. */
export async function inspectMembersFile(
  context: MemberContext,
  file: Uint8Array,
  options: InspectOptions = {},
): Promise<ImportInspection | Denial> {
  const refused = requireRight(context, 'manageMembers');
  if (refused) return refused;
  const sheet = await readSheet(file, options);
  return isDenial(sheet) ? sheet : inspectSheet(sheet, memberColumnFor);
}
