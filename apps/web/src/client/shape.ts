import type {
  ConversionAnswer,
  ConversionRequest,
  FieldChangeRequest,
  FieldRequest,
  OutField,
  OutTable,
  OutView,
  RemovedAnswer,
  TableChangeRequest,
  TableRequest,
  ViewRequest,
} from '@tessera/protocol';
import { path, request } from './http.ts';

/** Something made or changed: whole where I may see it, else its id alone. */
export type Made<T> = T | { readonly id: string };

export interface AppLook {
  readonly name?: string;
  readonly icon?: string;
  readonly color?: string;
}

export function createApp(ws: string, body: AppLook): Promise<{ readonly id: string }> {
  return request('POST', path`/workspaces/${ws}/apps`, { body });
}

export function changeApp(
  ws: string,
  app: string,
  body: AppLook & { readonly before?: string | null },
): Promise<unknown> {
  return request('PATCH', path`/workspaces/${ws}/apps/${app}`, { body });
}

export function removeApp(ws: string, app: string): Promise<unknown> {
  return request('DELETE', path`/workspaces/${ws}/apps/${app}`);
}

export function createTable(ws: string, body: TableRequest): Promise<Made<OutTable>> {
  return request('POST', path`/workspaces/${ws}/tables`, { body });
}

export function changeTable(ws: string, table: string, body: TableChangeRequest): Promise<unknown> {
  return request('PATCH', path`/workspaces/${ws}/tables/${table}`, { body });
}

export function removeTable(ws: string, table: string): Promise<RemovedAnswer> {
  return request('DELETE', path`/workspaces/${ws}/tables/${table}`);
}

export function createField(
  ws: string,
  table: string,
  body: FieldRequest,
): Promise<Made<OutField>> {
  return request('POST', path`/workspaces/${ws}/tables/${table}/fields`, { body });
}

export function changeField(
  ws: string,
  table: string,
  field: string,
  body: FieldChangeRequest,
): Promise<Made<OutField>> {
  return request('PATCH', path`/workspaces/${ws}/tables/${table}/fields/${field}`, { body });
}

/** What another type would make of a field's cells. Nothing is changed. */
export function previewConversion(
  ws: string,
  table: string,
  field: string,
  body: ConversionRequest,
): Promise<ConversionAnswer> {
  const at = path`/workspaces/${ws}/tables/${table}/fields/${field}/convert/preview`;
  return request('POST', at, { body });
}

/** Gives a field another type; refused when more than `lose` cells would be lost. */
export function convertField(
  ws: string,
  table: string,
  field: string,
  body: ConversionRequest & { readonly lose: number },
): Promise<Made<OutField>> {
  const at = path`/workspaces/${ws}/tables/${table}/fields/${field}/convert`;
  return request('POST', at, { body });
}

export function removeField(ws: string, table: string, field: string): Promise<RemovedAnswer> {
  return request('DELETE', path`/workspaces/${ws}/tables/${table}/fields/${field}`);
}

export function createView(ws: string, table: string, body: ViewRequest): Promise<OutView> {
  return request('POST', path`/workspaces/${ws}/tables/${table}/views`, { body });
}

/** Replaces how a view looks, for everyone who sees it. */
export function saveView(
  ws: string,
  table: string,
  view: string,
  body: ViewRequest,
): Promise<OutView> {
  return request('PUT', path`/workspaces/${ws}/tables/${table}/views/${view}`, { body });
}

export function removeView(ws: string, table: string, view: string): Promise<unknown> {
  return request('DELETE', path`/workspaces/${ws}/tables/${table}/views/${view}`);
}
