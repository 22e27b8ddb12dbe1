import { queryOptions } from '@tanstack/react-query';
import type { WorkspaceAction } from '@tessera/model';
import type {
  MeChangeRequest,
  SchemaAnswer,
  WorkspaceAnswer,
  WorkspaceChangeRequest,
} from '@tessera/protocol';
import { path, request } from './http.ts';
import { sittingIn } from './sitting.ts';

/** One workspace in the list of those a person belongs to. */
export interface WorkspaceEntry {
  readonly id: string;
  readonly name: string;
}

/** Workspaces of whoever is signed in. */
export const workspacesQuery = queryOptions({
  queryKey: ['workspaces'],
  queryFn: async ({ signal }) => {
    const answer = await request<{ readonly workspaces: readonly WorkspaceEntry[] }>(
      'GET',
      '/workspaces',
      { signal },
    );
    return answer.workspaces;
  },
});

/** Name, settings, myself and my workspace rights; as somebody else only those that change nothing. */
export const workspaceQuery = (ws: string) =>
  queryOptions({
    queryKey: ['workspace', ws],
    queryFn: async ({ signal }) => {
      const answer = await request<WorkspaceAnswer>('GET', path`/workspaces/${ws}`, { signal });
      return sittingIn(ws) ? { ...answer, actions: answer.actions.filter(reads) } : answer;
    },
  });

const reads = (right: WorkspaceAction) => right === 'viewAudit';

/** The schema as I may see it. */
export const schemaQuery = (ws: string) =>
  queryOptions({
    queryKey: ['workspace', ws, 'schema'],
    queryFn: async ({ signal }) => {
      const at = path`/workspaces/${ws}/schema`;
      const schema = await request<SchemaAnswer>('GET', at, { signal });
      return sittingIn(ws) ? readOnly(schema) : schema;
    },
  });

/** A schema in which tables offer nothing that would change something, for one who looks as somebody else. */
function readOnly(schema: SchemaAnswer): SchemaAnswer {
  const offered = ({ actions }: SchemaAnswer['tables'][number]) =>
    Object.fromEntries(
      Object.entries(actions).map(([action, reach]) => [
        action,
        reading.includes(action) ? reach : ('never' as const),
      ]),
    );
  return {
    ...schema,
    tables: schema.tables.map((table) => ({ ...table, actions: offered(table) })),
  };
}

const reading: readonly string[] = ['view', 'export', 'viewHistory'];

/** Every table and field without views; only for holders of managePolicy or manageSchema. */
export const structureQuery = (ws: string) =>
  queryOptions({
    queryKey: ['workspace', ws, 'structure'],
    queryFn: ({ signal }) =>
      request<SchemaAnswer>('GET', path`/workspaces/${ws}/structure`, { signal }),
  });

export function changeWorkspace(ws: string, body: WorkspaceChangeRequest): Promise<unknown> {
  return request('PATCH', path`/workspaces/${ws}`, { body });
}

export function changeMe(ws: string, body: MeChangeRequest): Promise<unknown> {
  return request('PATCH', path`/workspaces/${ws}/me`, { body, keepalive: true });
}
