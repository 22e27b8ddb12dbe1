import { useQuery } from '@tanstack/react-query';
import type { OutService } from '@tessera/protocol';
import { keepsServices, servicesQuery } from '../client/tokens.ts';
import { workspaceQuery } from '../client/workspaces.ts';

const none: readonly OutService[] = [];

/** The service accounts that rules can name; none for whoever does not keep them. */
export function useServices(ws: string): readonly OutService[] {
  const { data: workspace } = useQuery(workspaceQuery(ws));
  const { data = none } = useQuery({ ...servicesQuery(ws), enabled: keepsServices(workspace) });
  return data;
}
