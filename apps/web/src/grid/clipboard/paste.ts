import { changeLimits } from '@tessera/model';
import type { NamedValue, OutField, SchemaAnswer } from '@tessera/protocol';
import i18next from 'i18next';
import { parseText, parseWire, plainText, splitTitles } from '../../field-types/convert.ts';
import type { Parsed } from '../../field-types/field-ui.ts';
import { isComputed } from '../../field-types/registry.ts';
import { createRecords, editCells } from '../../state/commands.ts';
import { shownCellOf } from '../../state/table-data.ts';
import { idAt } from '../../state/window.ts';
import { toast } from '../../ui/Toast.tsx';
import { emptyOf, ready, writeRanges } from '../actions.ts';
import { closedCell } from '../closed-cells.ts';
import type { Grid } from '../grid-context.ts';
import { placeOf, rowAtPlace } from '../groups/lines.ts';
import { mainRange } from '../selection.ts';
import { type Block, type ClipCell, parseForeignHtml, parseOwnHtml } from './html.ts';
import { type PastePlan, planPaste } from './paste-plan.ts';
import { landing } from './tile.ts';
import { parseTsv } from './tsv.ts';

/** What is on the clipboard: our own cells first, then tab separated text, then the table of a foreign page. */
export function readBlock(clipboard: DataTransfer, valuesOnly: boolean): Block | null {
  const html = clipboard.getData('text/html');
  const own = html && !valuesOnly ? parseOwnHtml(html) : null;
  if (own) return own;
  const text = clipboard.getData('text/plain');
  if (text) return parseTsv(text).map((row) => row.map((cell) => ({ text: cell })));
  return html ? parseForeignHtml(html) : null;
}

/** Pastes a block at the selection: plan, ask about new records, one change set, one notice. */
export async function paste(
  grid: Grid,
  block: Block,
  schema: SchemaAnswer | undefined,
): Promise<void> {
  const { selection, copied } = grid.ui.getState();
  if (!selection || block.length === 0) return;
  const range = mainRange(selection);
  // Rows that are folded away take nothing: what is pasted goes on below them.
  const lines = grid.lines();
  const start = placeOf(lines, range.top);
  const rows = range.top + lines.shown - start;
  const rowOf = (index: number) => rowAtPlace(lines, start + index - range.top);
  const size = { rows: block.length, cols: Math.max(1, ...block.map((row) => row.length)) };
  const landed = landing(size, range);
  if (
    !(await ready(grid, {
      ...landed,
      bottom: rowOf(Math.max(landed.top, Math.min(landed.bottom, rows - 1))),
    }))
  )
    return;
  if (landed.bottom - landed.top + 1 > changeLimits.records) {
    toast({ text: i18next.t('grid.tooMany', { count: changeLimits.records }), kind: 'error' });
    return;
  }
  const links = await findTitles(grid, block, landed.left, schema);
  const data = grid.session.store.getState();
  const plan = planPaste(block, {
    fields: grid.fields,
    selection: range,
    rows,
    row: (index) => {
      const id = index < rows ? idAt(data.window, rowOf(index)) : undefined;
      if (id === undefined) return undefined;
      return {
        id,
        value: (field) => shownCellOf(data, id, field)?.value ?? null,
        open: (field) => closedCell(data, id, field) === null,
      };
    },
    creatable: (field) => field.creatable && !isComputed(field),
    convert: (field, cell) => convert(grid, field, cell, links),
  });
  const creates =
    plan.creates.length > 0 && (await askAppend(grid, plan.creates.length)) ? plan.creates : [];
  await send(grid, plan, creates);
  if (copied?.cut) {
    grid.ui.setState({ copied: null });
    await writeRanges(grid, [copied.range], (field, row, col) =>
      row >= plan.landed.top &&
      row <= plan.landed.bottom &&
      col >= plan.landed.left &&
      col <= plan.landed.right
        ? undefined
        : emptyOf(field),
    );
  }
}

function convert(grid: Grid, field: OutField, cell: ClipCell, links: Links): Parsed {
  const { raw } = cell;
  if (raw && raw.type === field.type && (field.type !== 'link' || raw.target === field.target)) {
    if (field.type === 'link' && Array.isArray(raw.value)) {
      const open = raw.value.filter((one) => !('noAccess' in one));
      return field.single && open.length > 1
        ? { ok: false, reason: 'record' }
        : { ok: true, value: open };
    }
    const parsed = parseWire(field, raw.value, grid.env);
    if (parsed.ok) return parsed;
  }
  return parseText(
    field,
    cell.text,
    grid.env,
    (id, title) => links.get(id)?.get(title.toLowerCase()) ?? null,
  );
}

type Links = ReadonlyMap<string, ReadonlyMap<string, NamedValue>>;

/** Looks up the titles that are pasted into link columns; only a title that one visible record has counts. */
async function findTitles(
  grid: Grid,
  block: Block,
  left: number,
  schema: SchemaAnswer | undefined,
): Promise<Links> {
  const links = new Map<string, ReadonlyMap<string, NamedValue>>();
  const width = Math.max(1, ...block.map((row) => row.length));
  for (let col = 0; col < width; col++) {
    const field = grid.fields[left + col];
    const target = schema?.tables.find((table) => table.id === field?.target);
    const title = target?.fields.find((one) => one.id === target.titleField);
    if (field?.type !== 'link' || !target || !title) continue;
    const wanted = new Set(block.flatMap((row) => splitTitles(row[col]?.text ?? '')));
    const found = new Map<string, NamedValue>();
    for (const text of [...wanted].slice(0, 200)) {
      const answer = await grid.session.parts.client
        .query(target.id, { search: text, limit: 50, fields: [title.id] })
        .catch(() => null);
      const same = (answer?.records ?? []).filter(
        (record) =>
          plainText(title, record.fields[title.id] ?? null, grid.env).toLowerCase() ===
          text.toLowerCase(),
      );
      const only = same.length === 1 ? same[0] : undefined;
      if (only) found.set(text.toLowerCase(), { id: only.id, name: text });
    }
    links.set(field.id, found);
  }
  return links;
}

function askAppend(grid: Grid, rows: number): Promise<boolean> {
  if ((grid.table.actions.create ?? 'never') === 'never') {
    toast({ text: i18next.t('grid.pasteNoCreate', { count: rows }) });
    return Promise.resolve(false);
  }
  return new Promise((answer) => {
    grid.ui.setState({ question: { kind: 'append', rows, answer } });
  });
}

async function send(grid: Grid, plan: PastePlan, creates: PastePlan['creates']): Promise<void> {
  const { landed } = plan;
  grid.ui.setState({
    selection: {
      active: { row: landed.top, col: landed.left },
      anchor: { row: landed.top, col: landed.left },
      head: { row: Math.min(landed.bottom, grid.bounds().rows - 1), col: landed.right },
      extra: [],
    },
  });
  const saved =
    plan.changes.length === 0 || (await editCells(grid.session, plan.changes)).kind === 'saved';
  try {
    if (creates.length > 0) await createRecords(grid.session, creates);
  } catch (error) {
    toast({ text: grid.session.parts.troubleOf(error).message, kind: 'error' });
    return;
  }
  if (saved) toast({ text: summary(plan, creates.length) });
}

/** One sentence with everything that happened and everything that did not. */
function summary(plan: PastePlan, created: number): string {
  const t = i18next.t;
  const parts = [
    (plan.changes.length > 0 || created === 0) && t('grid.pasted', { count: plan.changes.length }),
    created > 0 && t('grid.pastedNew', { count: created }),
    plan.closed > 0 && t('grid.leftOut', { count: plan.closed }),
    plan.invalid > 0 && t('grid.pasteInvalid', { count: plan.invalid }),
    plan.extraColumns > 0 && t('grid.pasteExtra', { count: plan.extraColumns }),
    plan.missingRows > 0 && t('grid.pasteMissing', { count: plan.missingRows }),
  ];
  return parts.filter(Boolean).join(' ');
}
