import { queryOptions } from '@tanstack/react-query';
import type {
  MadeToken,
  OutService,
  OutToken,
  ServiceChangeRequest,
  ServiceRequest,
  ServicesAnswer,
  TokenRequest,
  TokensAnswer,
  WorkspaceAnswer,
} from '@tessera/protocol';
import { path, request } from './http.ts';

/** My tokens in a workspace, newest first, without their secrets. */
export const tokensQuery = (ws: string) =>
  queryOptions({
    queryKey: ['workspace', ws, 'tokens'],
    queryFn: async ({ signal }): Promise<readonly OutToken[]> => {
      const at = path`/workspaces/${ws}/tokens`;
      return (await request<TokensAnswer>('GET', at, { signal })).tokens;
    },
  });

export function makeToken(ws: string, body: TokenRequest): Promise<MadeToken> {
  return request('POST', path`/workspaces/${ws}/tokens`, { body });
}

export function revokeToken(ws: string, token: string): Promise<unknown> {
  return request('DELETE', path`/workspaces/${ws}/tokens/${token}`);
}

/** Whether I keep the service accounts: that takes both duties. */
export function keepsServices(workspace: WorkspaceAnswer | undefined): boolean {
  const actions = workspace?.actions ?? [];
  return actions.includes('manageMembers') && actions.includes('managePolicy');
}

/** The service accounts with their tokens; only for those who keep them. */
export const servicesQuery = (ws: string) =>
  queryOptions({
    queryKey: ['workspace', ws, 'services'],
    queryFn: async ({ signal }): Promise<readonly OutService[]> => {
      const at = path`/workspaces/${ws}/services`;
      return (await request<ServicesAnswer>('GET', at, { signal })).services;
    },
  });

export function addService(ws: string, body: ServiceRequest): Promise<OutService> {
  return request('POST', path`/workspaces/${ws}/services`, { body });
}

export function changeService(
  ws: string,
  service: string,
  body: ServiceChangeRequest,
): Promise<OutService> {
  return request('PATCH', path`/workspaces/${ws}/services/${service}`, { body });
}

export function makeServiceToken(
  ws: string,
  service: string,
  body: TokenRequest,
): Promise<MadeToken> {
  return request('POST', path`/workspaces/${ws}/services/${service}/tokens`, { body });
}

export function revokeServiceToken(ws: string, service: string, token: string): Promise<unknown> {
  return request('DELETE', path`/workspaces/${ws}/services/${service}/tokens/${token}`);
}
