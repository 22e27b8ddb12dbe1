import { setImmediate as breathe } from 'node:timers/promises';
import {
  AppError,
  cellText,
  type Denial,
  denial,
  isDenial,
  type Query,
  queryLimits,
  todayIn,
  unknownField,
} from '@tessera/model';
import {
  type ExportedRecord,
  mayExport,
  mayExportField,
  projectExport,
  secureRows,
  type TableAccess,
} from '@tessera/permissions';
import type { ExportFormat, ExportRequest } from '@tessera/protocol';
import type { MemberContext } from '../context.ts';
import { type ExportCell, type ExportColumn, exportCell } from '../export/cells.ts';
import { csvFile } from '../export/csv-file.ts';
import { xlsxFile, xlsxRows } from '../export/xlsx-file.ts';
import { again } from './enter-view-as.ts';
import { questionOf } from './question.ts';
import { knownField, seenTable, seenView } from './seen.ts';
import { tell } from './tell.ts';
import { formatContext, linkTitles } from './values.ts';

/** A file on its way out, written while it is read. */
export interface ExportFile {
  readonly format: ExportFormat;
  readonly table: string;
  /** 'YYYY-MM-DD' in the workspace. */
  readonly day: string;
  readonly content: AsyncGenerator<Uint8Array>;
}

/**
 * What a member may export of a table, under the same question as records/query: the records he may export, in each
 * the cells he may export and sees. Fields of which he may never export a cell are left out.
 */
export async function exportRecords(
  context: MemberContext,
  tableName: string,
  { format, fields: named, ...asked }: ExportRequest,
): Promise<ExportFile | Denial> {
  const table = seenTable(context.access, tableName);
  if (isDenial(table)) return table;
  const { name } = table.table;
  if (!mayExport(table)) return denial('forbidden', `You may not export from "${name}".`);
  const found = questionOf(table, asked);
  if (isDenial(found)) return found;
  const { query } = found;
  const shown = named ? knownFields(table, named) : shownFields(table, asked.view);
  if (isDenial(shown)) return shown;
  const columns = columnsOf(table, shown);
  if (columns.length === 0) {
    return denial('forbidden', `You may not export any of these fields of "${name}".`);
  }
  const ids = await exportedIds(context, query);
  if (isDenial(ids)) return ids;
  if (format === 'xlsx' && ids.length >= xlsxRows) {
    return denial('too_large', 'A sheet of Excel takes no more than 1,048,575 records. Use CSV.');
  }
  // Before the first byte: nothing is taken out of which the log does not tell.
  await tell(context, {
    kind: 'export',
    objects: {
      table: table.table.id,
      fields: columns.map(({ field }) => field.id),
      count: ids.length,
    },
  });
  const pages = readPages(context, query, columns, ids);
  return {
    format,
    table: name,
    day: todayIn(context.now, context.workspace.store.info().timeZone),
    content: format === 'csv' ? csvFile(columns, pages) : xlsxFile(name, columns, pages),
  };
}

/** The fields a view shows, in its order; without a view all that are seen. */
function shownFields(table: TableAccess, viewName: string | undefined): readonly string[] {
  const all = table.table.fields.map(({ id }) => id).filter((id) => table.references.has(id));
  const view = viewName === undefined ? undefined : seenView(table, viewName);
  if (view === undefined || isDenial(view)) return all;
  const hidden = new Set(view.hiddenFields);
  const first = (view.fieldOrder ?? []).filter((id) => all.includes(id));
  return [...new Set([...first, ...all])].filter((id) => !hidden.has(id));
}

/** Fields a member names: any that he knows. One that he may only fill in has no column; any other is unknown. */
function knownFields(table: TableAccess, given: readonly string[]): readonly string[] | Denial {
  const ids: string[] = [];
  for (const name of given) {
    const field = knownField(table, name);
    if (field === undefined) return unknownField(name);
    ids.push(field.id);
  }
  return ids;
}

function columnsOf(table: TableAccess, ids: readonly string[]): readonly ExportColumn[] {
  return [...new Set(ids)].flatMap((id) => {
    const field = table.results.get(id);
    return field && mayExportField(table, id) ? [{ name: field.name, field }] : [];
  });
}

/** How often the records are gathered anew because somebody changed some meanwhile. */
const attempts = 4;

/**
 * The records that may be exported, in order. They are found first and read afterwards, so that none is twice in the
 * file or missing because another one was added or deleted while it was written.
 */
async function exportedIds(
  context: MemberContext,
  query: Query,
): Promise<readonly string[] | Denial> {
  const { store, changes } = context.workspace;
  for (let attempt = 1; ; attempt += 1) {
    const ids = new Set<string>();
    let changed = false;
    const end = changes.subscribe(({ kind }) => {
      changed ||= kind === 'records';
    });
    try {
      for (let offset = 0; ; offset += queryLimits.limit) {
        const page = { ...query, fields: [], offset, limit: queryLimits.limit };
        const secured = secureRows(context.access, page);
        if (isDenial(secured)) return secured;
        const read = await store.rows(secured);
        for (const { id } of projectExport(context.access, secured, read)) ids.add(id);
        if (read.rows.length < queryLimits.limit) break;
        await breathe();
      }
    } finally {
      end();
    }
    if (!changed || attempt === attempts) return [...ids];
  }
}

/** The rows of the file, a thousand records at a time. Ends with an error when the member's access is another by then. */
async function* readPages(
  context: MemberContext,
  { sort: _sort, ...query }: Query,
  columns: readonly ExportColumn[],
  ids: readonly string[],
): AsyncGenerator<readonly (readonly ExportCell[])[]> {
  const { workspace, access } = context;
  const fields = columns.map(({ field }) => field.id);
  for (let at = 0; at < ids.length; at += queryLimits.ids) {
    const some = ids.slice(at, at + queryLimits.ids);
    const now = again(context);
    if (now?.access.fingerprint !== access.fingerprint) throw ended();
    const asked = { ...query, fields, ids: some, limit: some.length };
    const secured = secureRows(now.access, asked, 'export');
    if (isDenial(secured)) throw ended();
    const read = await workspace.store.rows(secured);
    const records = new Map(
      projectExport(now.access, secured, read).map((record) => [record.id, record]),
    );
    yield some.flatMap((id) => {
      const record = records.get(id);
      return record ? [cellsOf(now, columns, record)] : [];
    });
    await breathe();
  }
}

const ended = () => new AppError('forbidden', 'Your access changed during the export.');

function cellsOf(
  context: MemberContext,
  columns: readonly ExportColumn[],
  { cells, links, lists }: ExportedRecord,
): readonly ExportCell[] {
  const format = formatContext(context);
  return columns.map(({ field }) => {
    const list = lists[field.id];
    if (list) return listCell(list.map((one) => cellText(field, one, format)));
    if (field.type !== 'link') return exportCell(field, cells[field.id] ?? null, format);
    const link = links[field.id];
    const titles = link ? linkTitles(context.access, field, link, format) : [];
    return listCell(titles.map(({ title }) => title));
  });
}

function listCell(texts: readonly string[]): ExportCell {
  const text = texts.join(', ');
  return text === '' ? null : { kind: 'text', text };
}
