import { describe, expect, it } from 'vitest';
import type { Editing, GridUi } from './grid-context.ts';
import { relocated } from './kept-place.ts';
import { at } from './selection.ts';

const editing = (col: number, id: string) =>
  ({
    spot: { row: 3, col },
    id: 'rec1',
    field: { id },
    mode: 'keep',
    base: null,
  }) as unknown as Editing;
const ui = (part: Partial<GridUi>) => ({ selection: null, editing: null, copied: null, ...part });

describe('when other columns are shown', () => {
  it('the editor stays on its field, and the selection with it', () => {
    const kept = relocated(
      ui({ selection: at(3, 1), editing: editing(1, 'b') }),
      ['a', 'b'],
      ['a', 'new', 'b'],
    );
    expect(kept.selection?.active).toEqual({ row: 3, col: 2 });
    expect(kept.editing?.spot).toEqual({ row: 3, col: 2 });
  });

  it('an editor whose field is gone closes, and the place stays selected', () => {
    const kept = relocated(
      ui({ selection: at(3, 1), editing: editing(1, 'b') }),
      ['a', 'b'],
      ['a'],
    );
    expect(kept.editing).toBeNull();
    expect(kept.selection?.active).toEqual({ row: 3, col: 0 });
  });

  it('ranges stay the right way round', () => {
    const range = { top: 0, bottom: 1, left: 0, right: 1 };
    const kept = relocated(ui({ copied: { range, cut: false } }), ['a', 'b'], ['b', 'a']);
    expect(kept.copied?.range).toEqual(range);
  });
});
