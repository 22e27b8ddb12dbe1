import { queryOptions } from '@tanstack/react-query';
import type {
  OwnTemplate,
  SavedTemplate,
  TemplateChangeRequest,
  TemplateFile,
  TemplateRequest,
  TemplatesAnswer,
} from '@tessera/protocol';
import { path, request } from './http.ts';

/** What I can start from: the templates of Tessera, and those kept here that I may see. */
export const templatesQuery = (ws: string) =>
  queryOptions({
    queryKey: ['workspace', ws, 'templates'],
    queryFn: ({ signal }) =>
      request<TemplatesAnswer>('GET', path`/workspaces/${ws}/templates`, { signal }),
  });

export function saveTemplate(ws: string, body: TemplateRequest): Promise<SavedTemplate> {
  return request('POST', path`/workspaces/${ws}/templates`, { body });
}

/** Keeps a template from a file; what it holds is for the server to judge. */
export function uploadTemplate(ws: string, body: unknown): Promise<OwnTemplate> {
  return request('POST', path`/workspaces/${ws}/templates/file`, { body });
}

export function readTemplateFile(ws: string, id: string): Promise<TemplateFile> {
  return request('GET', path`/workspaces/${ws}/templates/${id}/file`);
}

export function changeTemplate(
  ws: string,
  id: string,
  body: TemplateChangeRequest,
): Promise<OwnTemplate> {
  return request('PATCH', path`/workspaces/${ws}/templates/${id}`, { body });
}

export function removeTemplate(ws: string, id: string): Promise<unknown> {
  return request('DELETE', path`/workspaces/${ws}/templates/${id}`);
}

/** Adds the apps of a template: `template` is the name of one of Tessera's, or the id of one kept here. */
export function startFrom(
  ws: string,
  body: { readonly template: string; readonly samples: boolean },
): Promise<{ readonly id: string }> {
  return request('POST', path`/workspaces/${ws}/apps`, { body });
}
