import type { OutField, OutValue } from '@tessera/protocol';
import { sameValue } from '../../field-types/convert.ts';
import type { Parsed } from '../../field-types/field-ui.ts';
import type { CellChange } from '../../state/pending.ts';
import type { Range } from '../selection.ts';
import type { Block, ClipCell } from './html.ts';
import { landing, sourceOf } from './tile.ts';

/** A row that a paste may write to. */
export interface PasteRow {
  readonly id: string;
  value(field: string): OutValue;
  /** False for cells known to be closed: read-only, hidden, computed. */
  open(field: OutField): boolean;
}

export interface PasteTarget {
  readonly fields: readonly OutField[];
  readonly selection: Range;
  /** Rows of the view; what reaches beyond becomes new records. */
  readonly rows: number;
  /** undefined: the row could not be loaded. */
  row(index: number): PasteRow | undefined;
  /** Whether a new record may be given this field. */
  creatable(field: OutField): boolean;
  convert(field: OutField, cell: ClipCell): Parsed;
}

/** What a paste would do, with everything that it leaves out counted. */
export interface PastePlan {
  readonly changes: readonly CellChange[];
  readonly creates: readonly Readonly<Record<string, OutValue>>[];
  readonly landed: Range;
  /** Cells left out because they are closed to me. */
  readonly closed: number;
  /** Cells whose text is no value of their field; they keep what they had. */
  readonly invalid: number;
  /** Columns of the block that lie to the right of the last one. */
  readonly extraColumns: number;
  readonly missingRows: number;
}

/** Plans a paste without doing it. */
export function planPaste(block: Block, target: PasteTarget): PastePlan {
  const size = {
    rows: Math.max(1, block.length),
    cols: Math.max(1, ...block.map((row) => row.length)),
  };
  const landed = landing(size, target.selection);
  const changes: CellChange[] = [];
  const creates: Record<string, OutValue>[] = [];
  const count = { closed: 0, invalid: 0, missingRows: 0 };
  const lastCol = Math.min(landed.right, target.fields.length - 1);

  for (let index = landed.top; index <= landed.bottom; index++) {
    const fresh = index >= target.rows;
    const row = fresh ? undefined : target.row(index);
    if (!fresh && !row) {
      count.missingRows += 1;
      continue;
    }
    const cells: Record<string, OutValue> = {};
    for (let col = landed.left; col <= lastCol; col++) {
      const field = target.fields[col];
      const [fromRow, fromCol] = sourceOf(size, landed, index, col);
      const cell = block[fromRow]?.[fromCol];
      if (!field || !cell) continue;
      if (row ? !row.open(field) : !target.creatable(field)) {
        if (row || cell.text !== '') count.closed += 1;
        continue;
      }
      const parsed = target.convert(field, cell);
      if (!parsed.ok) {
        count.invalid += 1;
        continue;
      }
      if (!row) {
        cells[field.id] = parsed.value;
        continue;
      }
      const base = row.value(field.id);
      if (!sameValue(base, parsed.value)) {
        changes.push({ id: row.id, field: field.id, value: parsed.value, base });
      }
    }
    if (fresh) creates.push(cells);
  }
  const extraColumns = Math.max(0, landed.right - target.fields.length + 1);
  return {
    changes,
    creates,
    landed: { ...landed, right: lastCol },
    ...count,
    extraColumns,
  };
}
