import { describe, expect, it } from 'vitest';
import { emptyStacks, invert, pushed, renamed, type Step } from './undo.ts';

const edit: Step = { kind: 'update', cells: [{ id: 'r1', field: 'a', before: 1, after: 2 }] };

describe('undo', () => {
  it('inverts twice to the same step', () => {
    expect(invert(edit)).toEqual({
      kind: 'update',
      cells: [{ id: 'r1', field: 'a', before: 2, after: 1 }],
    });
    const create: Step = { kind: 'create', records: [{ id: 'r1', cells: { a: 1 } }] };
    for (const step of [edit, create]) expect(invert(invert(step))).toEqual(step);
  });

  it('forgets what could be redone when something new is done', () => {
    const stacks = pushed({ ...emptyStacks, redo: [edit] }, edit);
    expect(stacks).toEqual({ undo: [edit], redo: [] });
  });

  it('speaks of a record by its new id after it came back', () => {
    const stacks = renamed(pushed(emptyStacks, edit), new Map([['r1', 'r7']]));
    expect(stacks.undo[0]).toMatchObject({ cells: [{ id: 'r7' }] });
  });
});
