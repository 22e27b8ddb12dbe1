import type { ImportInspection, ImportOptions, ImportReport } from '@tessera/protocol';
import { path, request } from './http.ts';

/** What a file is imported into. */
export type ImportTarget =
  | { readonly kind: 'table'; readonly table: string }
  | { readonly kind: 'members' };

function base(ws: string, target: ImportTarget): string {
  return target.kind === 'table'
    ? path`/workspaces/${ws}/tables/${target.table}/import`
    : path`/workspaces/${ws}/members/import`;
}

/** Reads a file without keeping it: how it is written, its columns and what they may be. `sheet`: of a workbook. */
export function inspectFile(
  ws: string,
  target: ImportTarget,
  file: File,
  sheet?: string,
): Promise<ImportInspection> {
  const form = new FormData();
  form.append('file', file);
  if (sheet !== undefined) form.append('options', JSON.stringify({ sheet }));
  return request('POST', `${base(ws, target)}/inspect`, { form });
}

/** Imports a file, or with `dryRun` only says what would happen. */
export function importFile(
  ws: string,
  target: ImportTarget,
  file: File,
  options: ImportOptions,
): Promise<ImportReport> {
  const form = new FormData();
  form.append('file', file);
  form.append('options', JSON.stringify(options));
  return request('POST', base(ws, target), { form });
}
