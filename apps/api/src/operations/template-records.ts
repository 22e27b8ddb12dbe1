import { setImmediate as breathe } from 'node:timers/promises';
import {
  type Denial,
  denial,
  isDenial,
  queryLimits,
  type StoredRecord,
  type Table,
  type TableId,
} from '@tessera/model';
import {
  mayExport,
  mayExportField,
  projectExport,
  secureRows,
  type TableAccess,
} from '@tessera/permissions';
import { templateLimits } from '@tessera/protocol';
import type { MemberContext } from '../context.ts';

interface Records {
  readonly records: ReadonlyMap<TableId, readonly StoredRecord[]>;
  /** Names of tables whose records the member sees and may not export. */
  readonly closed: readonly string[];
}

const tooMany = denial(
  'too_large',
  `A template holds at most ${templateLimits.records} records. Save it without, or one app alone.`,
);

/** The records of these tables that the member may export, in each the cells he may export and sees. */
export async function templateRecords(
  context: MemberContext,
  tables: readonly Table[],
): Promise<Records | Denial> {
  const records = new Map<TableId, readonly StoredRecord[]>();
  const closed: string[] = [];
  let room: number = templateLimits.records;
  for (const table of tables) {
    const found = context.access.tables.get(table.id);
    if (!found) continue;
    if (!mayExport(found)) {
      closed.push(table.name);
      continue;
    }
    const rows = await readTable(context, found, room);
    if (isDenial(rows)) return rows;
    room -= rows.length;
    records.set(table.id, rows);
  }
  return { records, closed };
}

async function readTable(
  context: MemberContext,
  { table, fields }: TableAccess,
  room: number,
): Promise<readonly StoredRecord[] | Denial> {
  const access = context.access.tables.get(table.id);
  if (!access) return [];
  const wanted = [...fields.keys()].filter((id) => mayExportField(access, id));
  const found = new Map<string, StoredRecord>();
  for (let offset = 0; ; offset += queryLimits.limit) {
    const page = { table: table.id, fields: wanted, offset, limit: queryLimits.limit };
    const secured = secureRows(context.access, page);
    if (isDenial(secured)) return secured;
    const read = await context.workspace.store.rows(secured);
    for (const { id, cells, links } of projectExport(context.access, secured, read)) {
      const targets = Object.entries(links).map(([field, link]) => [
        field,
        link.targets.map((target) => target.id),
      ]);
      found.set(id, { id, cells: { ...cells, ...Object.fromEntries(targets) } });
    }
    if (found.size > room) return tooMany;
    if (read.rows.length < queryLimits.limit) return [...found.values()];
    await breathe();
  }
}
