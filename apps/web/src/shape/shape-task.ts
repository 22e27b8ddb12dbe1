import { create } from 'zustand';

/** Where a new field goes: beside another one, in the view of this id. */
export interface Near {
  readonly view: string;
  readonly field: string;
  readonly side: 'left' | 'right';
}

/** One thing that is being shaped, in a dialog. Tables, fields, views and apps are named by id. */
export type ShapeTask =
  | { readonly kind: 'addField'; readonly table: string; readonly near?: Near }
  | { readonly kind: 'copyField'; readonly table: string; readonly field: string }
  | { readonly kind: 'editField'; readonly table: string; readonly field: string }
  | { readonly kind: 'convertField'; readonly table: string; readonly field: string }
  | { readonly kind: 'deleteField'; readonly table: string; readonly field: string }
  | { readonly kind: 'addTable'; readonly app?: string }
  | { readonly kind: 'editTable'; readonly table: string }
  | { readonly kind: 'deleteTable'; readonly table: string }
  | { readonly kind: 'addApp' }
  | { readonly kind: 'editApp'; readonly app: string }
  | { readonly kind: 'addView'; readonly table: string; readonly from?: string }
  | { readonly kind: 'renameView'; readonly table: string; readonly view: string };

/** What is being shaped now; null: nothing. Kept outside the page, so that its dialog outlives what it changes. */
export const useShapeTask = create<{ readonly task: ShapeTask | null }>(() => ({ task: null }));

/** Opens the dialog of a task, or closes the open one. */
export function openShape(task: ShapeTask | null): void {
  useShapeTask.setState({ task });
}
