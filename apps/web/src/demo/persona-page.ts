import type { Persona } from '@tessera/model';
import type { SchemaAnswer } from '@tessera/protocol';
import { path, request } from '../client/http.ts';

/** Where a persona's day begins: a table by its API name. Who sees no table begins with the roles. */
const firstTable: Readonly<Record<Persona, string | null>> = {
  sales: 'opportunities',
  sales_manager: 'opportunities',
  service: 'tickets',
  finance: 'orders',
  management: 'orders',
  administrator: null,
};

/** The address for a persona that has just been taken: the same table where it is there, else where the day begins. */
export async function personaPage(ws: string, persona: Persona, here: string): Promise<string> {
  const { tables } = await request<SchemaAnswer>('GET', path`/workspaces/${ws}/schema`);
  const table = tableAt(here);
  if (table !== undefined && tables.some(({ id }) => id === table)) return here;
  return startOf(ws, persona, tables);
}

/** The table of an address inside a workspace. */
export function tableAt(address: string): string | undefined {
  return /^\/w\/[^/]+\/t\/([^/?#]+)/.exec(address)?.[1];
}

function startOf(ws: string, persona: Persona, tables: SchemaAnswer['tables']): string {
  const first = tables.find(({ slug }) => slug === firstTable[persona]) ?? tables[0];
  return first ? path`/w/${ws}/t/${first.id}` : path`/w/${ws}/roles`;
}
