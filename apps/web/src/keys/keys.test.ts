import type { SchemaAnswer, WorkspaceAnswer } from '@tessera/protocol';
import type { TFunction } from 'i18next';
import { describe, expect, it } from 'vitest';
import { shortcuts as en } from '../i18n/en/shortcuts.ts';
import { commandsOf, matching } from './commands.ts';
import { keyOf } from './key-of.ts';
import { keyCap, shortcutGroups } from './shortcuts.ts';

describe('a key of a chord', () => {
  it.each([
    ['/', 'Slash', '/'],
    ['、', 'Slash', '/'],
    ['Process', 'Slash', '/'],
    ['K', 'KeyK', 'k'],
    ['л', 'KeyK', 'k'],
    // On a German keyboard: the minus lies there, the slash on the 7.
    ['-', 'Slash', '-'],
    ['/', 'Digit7', '/'],
  ])('%s on %s is %s', (key, code, meant) => {
    expect(keyOf({ key, code })).toBe(meant);
  });
});

describe('the sheet of shortcuts', () => {
  it('has a name for every line, each once, and leaves no name without a line', () => {
    const names = shortcutGroups.flatMap((group) => group.shortcuts.map(({ name }) => name));
    expect([...names].sort()).toEqual(Object.keys(en.names).sort());
    expect(shortcutGroups.map(({ name }) => name)).toEqual(Object.keys(en.groups));
  });

  it('prints the keys of the keyboard at hand', () => {
    expect(['Mod', 'Shift', '⌫'].map((key) => keyCap(key, true))).toEqual(['⌘', '⇧', '⌫']);
    expect(['Mod', 'Shift', '⌫'].map((key) => keyCap(key, false))).toEqual([
      'Ctrl',
      'Shift',
      'Backspace',
    ]);
  });
});

describe('the command palette', () => {
  const t = ((key: string) => key) as unknown as TFunction;
  const workspace = (actions: readonly string[]) =>
    ({ id: 'wsp', actions }) as unknown as WorkspaceAnswer;
  const schema = {
    tables: [
      { id: 'a', name: 'Orders', views: [{ id: 'v', name: 'Open ones' }] },
      { id: 'b', name: 'Reorders', views: [] },
    ],
  } as unknown as SchemaAnswer;

  it('names the tables and views of the schema, and the pages that my rights open', () => {
    const ids = (actions: readonly string[]) =>
      commandsOf(workspace(actions), schema, t).map(({ id }) => id);
    expect(ids([])).toEqual(['a', 'b', 'v', 'members', 'account', 'shortcuts']);
    expect(ids(['managePolicy', 'manageSchema'])).toContain('roles');
  });

  it('finds by every word, names that begin with the text first', () => {
    const all = commandsOf(workspace([]), schema, t);
    expect(matching(all, 'ORD').map(({ id }) => id)).toEqual(['a', 'b', 'v']);
    expect(matching(all, 'orders open').map(({ id }) => id)).toEqual(['v']);
    expect(matching(all, 'nothing like it')).toEqual([]);
  });
});
