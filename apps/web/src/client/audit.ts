import { infiniteQueryOptions } from '@tanstack/react-query';
import type {
  AuditAnswer,
  AuditExportRequest,
  AuditRequest,
  AuditVerifyAnswer,
} from '@tessera/protocol';
import { path, request, requestFile } from './http.ts';

/** Which entries of the log are looked for. */
export type LogFilter = Omit<AuditRequest, 'before' | 'limit'>;

/** The log of a workspace, newest first, a page at a time; only for holders of viewAudit. */
export const auditQuery = (ws: string, filter: LogFilter) =>
  infiniteQueryOptions({
    queryKey: ['audit', ws, filter],
    queryFn: ({ signal, pageParam }) =>
      request<AuditAnswer>('GET', path`/workspaces/${ws}/audit`, {
        query: { ...filter, before: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ before }) => before,
    staleTime: 0,
  });

/** Walks the whole log; with a head that was kept, also against that. */
export function verifyAudit(ws: string, head: string): Promise<AuditVerifyAnswer> {
  const body = head === '' ? {} : { head };
  return request('POST', path`/workspaces/${ws}/audit/verify`, { body });
}

/** The log as a file, with the same filter. */
export async function exportAudit(
  ws: string,
  query: AuditExportRequest,
): Promise<{ readonly name: string; readonly blob: Blob }> {
  const file = await requestFile('GET', path`/workspaces/${ws}/audit/export`, { query });
  const blob = await new Response(file.bytes).blob();
  return { name: file.name, blob: blob.slice(0, blob.size, file.type) };
}
