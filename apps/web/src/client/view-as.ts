import type { ViewAsAnswer, ViewAsRequest } from '@tessera/protocol';
import { path, request } from './http.ts';
import { keepSitting, sittingIn } from './sitting.ts';

/** Looks at the workspace as a member or a role, in this tab, until it is ended. */
export async function beginViewAs(ws: string, as: ViewAsRequest): Promise<void> {
  const { id } = await request<ViewAsAnswer>('POST', path`/workspaces/${ws}/view-as`, { body: as });
  keepSitting({ ws, id, from: location.pathname });
  location.assign(path`/w/${ws}`);
}

/** Is oneself again, where one was before. */
export async function endViewAs(ws: string): Promise<void> {
  const sitting = sittingIn(ws);
  if (sitting === null) return;
  keepSitting(null);
  const asOneself = { asOneself: true } as const;
  // One that cannot be ended now ends by itself; without its name nobody uses it.
  await request('DELETE', path`/workspaces/${ws}/view-as/${sitting.id}`, asOneself).catch(() => {});
  location.assign(sitting.from);
}
