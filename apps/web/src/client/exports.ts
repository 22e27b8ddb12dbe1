import type { ExportRequest } from '@tessera/protocol';
import { path, requestFile } from './http.ts';

/**
 * Fetches records as a file; `onProgress` hears how many bytes have come. Throws AppError, and `unavailable` when the
 * file breaks off; an abort is rethrown as it is.
 */
export async function exportTable(
  ws: string,
  table: string,
  body: ExportRequest,
  { signal, onProgress }: { readonly signal: AbortSignal; onProgress(bytes: number): void },
): Promise<{ readonly name: string; readonly blob: Blob }> {
  const file = await requestFile('POST', path`/workspaces/${ws}/tables/${table}/export`, {
    body,
    signal,
  });
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const reader = file.bytes.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    size += value.byteLength;
    onProgress(size);
  }
  return { name: file.name, blob: new Blob(parts, { type: file.type }) };
}
