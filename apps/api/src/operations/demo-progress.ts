import type { DemoProgress } from '@tessera/protocol';
import type { AppContext } from '../context.ts';

const making = new WeakMap<AppContext, { readonly done: number; readonly total: number }>();

/** Notes how many records of a demo company are there by now; null: none is being made. */
export function noteProgress(
  app: AppContext,
  progress: { readonly done: number; readonly total: number } | null,
): void {
  if (progress === null) making.delete(app);
  else making.set(app, progress);
}

/** How far the demo company of an installation is. */
export async function demoProgress(app: AppContext): Promise<DemoProgress> {
  const progress = making.get(app);
  if (progress) return { state: 'making', ...progress };
  const demo = await app.accounts.demo();
  return { state: demo?.readyAt ? 'ready' : 'none', done: 0, total: 0 };
}
