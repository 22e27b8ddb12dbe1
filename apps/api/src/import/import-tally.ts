import type { ImportReport } from '@tessera/protocol';
import type { SheetRow } from './read-csv.ts';
import type { Sheet } from './read-sheet.ts';
import { type RefusedRow, refusedFile } from './refused-file.ts';

/** Refusals listed in the report; the file has them all. */
const listed = 100;
const listedNames = 1000;

/** Keeps count of what became of each row. Every row is counted exactly once, so the numbers add up. */
export interface ImportTally {
  created(row: SheetRow): void;
  updated(row: SheetRow): void;
  skipped(row: SheetRow): void;
  refused(row: SheetRow, reason: string): void;
  /** `names` was used in the row. */
  mapped(row: SheetRow): void;
  /** The row gives a name that nothing matches. */
  unmatched(field: string, name: string, row: SheetRow): void;
  report(reasonTitle: string): ImportReport;
}

export function importTally(sheet: Sheet): ImportTally {
  const counts = { created: 0, updated: 0, skipped: 0 };
  const refused: RefusedRow[] = [];
  const mapped = new Set<number>();
  const names = new Map<string, { field: string; name: string; rows: Set<number> }>();
  return {
    created: () => {
      counts.created += 1;
    },
    updated: () => {
      counts.updated += 1;
    },
    skipped: () => {
      counts.skipped += 1;
    },
    refused: ({ number, cells }, reason) => {
      refused.push({ number, cells, reason });
    },
    mapped: ({ number }) => {
      mapped.add(number);
    },
    unmatched: (field, name, { number }) => {
      const key = JSON.stringify([field, name]);
      const entry = names.get(key) ?? { field, name, rows: new Set() };
      entry.rows.add(number);
      names.set(key, entry);
    },
    report: (reasonTitle) => {
      const inOrder = [...refused].sort((a, b) => a.number - b.number);
      return {
        rows: sheet.rows.length,
        ...counts,
        refused: inOrder.length,
        mapped: mapped.size,
        unmatched: [...names.values()]
          .map(({ field, name, rows }) => ({ field, name, rows: rows.size }))
          .sort((a, b) => b.rows - a.rows)
          .slice(0, listedNames),
        refusals: inOrder.slice(0, listed).map(({ number, reason }) => ({ row: number, reason })),
        refusedFile: refusedFile(sheet.header, inOrder, reasonTitle),
      };
    },
  };
}
