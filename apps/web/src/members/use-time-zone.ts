import { useQuery } from '@tanstack/react-query';
import { workspaceQuery } from '../client/workspaces.ts';

/** The time zone in which the days of a workspace begin and end. */
export function useTimeZone(ws: string): string {
  return useQuery(workspaceQuery(ws)).data?.timeZone ?? 'UTC';
}
