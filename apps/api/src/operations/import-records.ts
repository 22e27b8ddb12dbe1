import { setImmediate as breathe } from 'node:timers/promises';
import { type Denial, fold, isDenial, noSuchTable } from '@tessera/model';
import type { ImportOptions, ImportReport } from '@tessera/protocol';
import type { MemberContext } from '../context.ts';
import { importTally } from '../import/import-tally.ts';
import { readSheet, type Sheet } from '../import/read-sheet.ts';
import { reasonsIn } from '../import/reasons.ts';
import { authorship } from './commit.ts';
import { again } from './enter-view-as.ts';
import { noteStep } from './first-steps.ts';
import { type ImportMapping, importMapping, importTable } from './import-columns.ts';
import { type Draft, draftRow, importParsing, type Reading, readLink } from './import-drafts.ts';
import { findTitles, type Titles } from './import-lookup.ts';
import { mappedText, partsOf, titlesFor } from './import-names.ts';
import { addOptions, isPretended, newOptions, withOptions } from './import-options.ts';
import { type Writing, writeDrafts } from './import-write.ts';

/** Rows read between two breaths of the event loop. */
const breath = 1000;
/** How deep rows of a file may hang below each other. */
const deepest = 50;

/**
 * Imports a file into a table under the member's own rights: every row is created, updated, skipped or refused
 * with a reason, and the report accounts for all of them. A dry run decides the same and writes nothing.
 */
export async function importRecords(
  given: MemberContext,
  tableName: string,
  file: Uint8Array,
  options: ImportOptions,
): Promise<ImportReport | Denial> {
  const table = importTable(given, tableName);
  if (isDenial(table)) return table;
  const sheet = await readSheet(file, options);
  if (isDenial(sheet)) return sheet;
  const dryRun = options.dryRun === true;
  const prepared = await prepare(given, table.table.id, sheet, options, dryRun);
  if (isDenial(prepared)) return prepared;
  const { context, mapping } = prepared;
  const reasons = reasonsIn(given.member.language ?? given.workspace.store.info().language);
  const tally = importTally(sheet);
  const reading: Reading = {
    mapping,
    titles: await titlesFor(context, mapping, sheet),
    parsing: importParsing(context, mapping, sheet, options.dateOrder),
    comes: titlesToCome(mapping, table.table, sheet),
    tally,
    reasons,
  };
  const writing: Writing = {
    context,
    table: table.table.id,
    mapping,
    tally,
    reasons,
    by: authorship(given, { via: 'import' }),
    dryRun,
    wouldExist: new Set(),
    wouldTake: new Set(),
  };
  const drafts: Draft[] = [];
  for (const [index, row] of sheet.rows.entries()) {
    if (index % breath === breath - 1) await breathe();
    const draft = draftRow(row, reading);
    if (draft !== null) drafts.push(dryRun ? withoutPretended(draft) : draft);
  }
  const ready = drafts.filter(({ waits }) => dryRun || waits.size === 0);
  await writeDrafts(writing, ready);
  if (!dryRun)
    await writeWaiting(
      writing,
      reading,
      drafts.filter(({ waits }) => waits.size > 0),
    );
  const report = tally.report(reasons.title);
  if (dryRun) return report;
  const objects = { table: table.table.id, count: report.created + report.updated };
  await given.workspace.log.tell({ kind: 'import', objects }, writing.by);
  await noteStep(given, 'import');
  return report;
}

/** The mapping, with the choices it asks for made (or, in a dry run, imagined), and the access after that. */
async function prepare(
  context: MemberContext,
  table: string,
  sheet: Sheet,
  options: ImportOptions,
  dryRun: boolean,
): Promise<{ readonly context: MemberContext; readonly mapping: ImportMapping } | Denial> {
  const mapping = mappingIn(context, table, sheet, options);
  if (isDenial(mapping)) return mapping;
  const added = newOptions(context, mapping, sheet);
  if (isDenial(added)) return added;
  if (added.size === 0) return { context, mapping };
  if (dryRun) return { context, mapping: withOptions(mapping, added) };
  const refused = await addOptions(context, table, mapping, added);
  if (refused) return refused;
  const renewed = again(context);
  if (renewed === undefined) return noSuchTable;
  const now = mappingIn(renewed, table, sheet, options);
  return isDenial(now) ? now : { context: renewed, mapping: now };
}

function mappingIn(
  context: MemberContext,
  tableName: string,
  sheet: Sheet,
  options: ImportOptions,
): ImportMapping | Denial {
  const table = importTable(context, tableName);
  return isDenial(table) ? table : importMapping(context, table, options, sheet.width);
}

/** Whether a link of the table to itself may name a row of this file, which is found once that is written. */
function titlesToCome(
  mapping: ImportMapping,
  table: { readonly id: string; readonly titleField: string },
  sheet: Sheet,
): Reading['comes'] {
  const column = mapping.columns.find(({ field }) => field.id === table.titleField);
  const toItself = mapping.columns.some(
    ({ field }) => field.type === 'link' && field.target === table.id,
  );
  if (column === undefined || !toItself) return () => false;
  const titles = new Set(
    sheet.rows.map(({ cells }) => fold(mappedText(mapping, column, cells).text)),
  );
  return (target, title) => target === table.id && titles.has(fold(title));
}

/** Writes rows that wait for others of the file, those first whose targets are there by now; until nothing moves. */
async function writeWaiting(
  writing: Writing,
  reading: Reading,
  waiting: readonly Draft[],
): Promise<void> {
  let left = waiting;
  let now: Reading = reading;
  for (let depth = 0; left.length > 0 && depth < deepest; depth += 1) {
    now = { ...reading, titles: new Map([[writing.table, await titlesNow(writing, left)]]) };
    const ready = left.filter((draft) => settle(draft, now));
    left = left.filter(({ waits }) => waits.size > 0);
    if (ready.length === 0) break;
    await writeDrafts(writing, ready);
  }
  // What still waits names a row that was refused, or too long a chain, or the rows name each other in a circle.
  const last: Reading = { ...now, comes: () => false };
  await writeDrafts(
    writing,
    left.filter((draft) => settle(draft, last)),
  );
}

/** Titles that waiting rows name, as the member sees them by now. */
async function titlesNow(writing: Writing, waiting: readonly Draft[]): Promise<Titles> {
  const context = again(writing.context);
  if (context === undefined) return new Map();
  const texts = waiting.flatMap(({ waits }) => [...waits.values()]);
  return await findTitles(
    context,
    writing.table,
    new Set(texts.flatMap((text) => [text, ...partsOf(text)])),
  );
}

/** Fills the links a draft waits for; true when none is left. A refused draft is in the tally and waits no more. */
function settle(draft: Draft, reading: Reading): boolean {
  const { mapping, tally, reasons } = reading;
  for (const [id, text] of draft.waits) {
    const field = mapping.columns.find((column) => column.field.id === id)?.field;
    if (field?.type !== 'link') continue;
    const read = readLink(field, text, reading);
    if (read.kind === 'waits') continue;
    draft.waits.delete(id);
    for (const name of read.missing) tally.unmatched(id, name, draft.row);
    const [missing] = read.missing;
    if (missing !== undefined && mapping.unmatched === 'refuse') {
      draft.waits.clear();
      tally.refused(draft.row, reasons.unmatched(field.name, missing));
      return false;
    }
    if (!isDenial(read.cell) && read.cell !== null) draft.cells[id] = read.cell;
  }
  return draft.waits.size === 0;
}

function withoutPretended(draft: Draft): Draft {
  const cells = Object.entries(draft.cells).filter(([, cell]) => !isPretended(cell));
  return { ...draft, cells: Object.fromEntries(cells) };
}
