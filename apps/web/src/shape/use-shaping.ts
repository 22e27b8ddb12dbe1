import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { WorkspaceAction } from '@tessera/model';
import { useCallback } from 'react';
import { schemaQuery, workspaceQuery } from '../client/workspaces.ts';

/** Whether I hold a right on the workspace. */
export function useMay(ws: string, action: WorkspaceAction): boolean {
  return useQuery(workspaceQuery(ws)).data?.actions.includes(action) ?? false;
}

/** Reads the schema again after I changed it, and gives the new one. */
export function useFreshSchema(ws: string) {
  const client = useQueryClient();
  return useCallback(
    async () => await client.fetchQuery({ ...schemaQuery(ws), staleTime: 0 }),
    [client, ws],
  );
}
