import { describe, expect, it } from 'vitest';
import { commandOf } from './keymap.ts';

const key = (name: string, held: string[] = []) => ({
  key: name,
  ctrlKey: held.includes('ctrl'),
  metaKey: held.includes('meta'),
  shiftKey: held.includes('shift'),
  altKey: held.includes('alt'),
});

describe('keys of the grid', () => {
  it('move, and extend with Shift', () => {
    expect(commandOf(key('ArrowDown'))).toEqual({ kind: 'move', motion: 'down', extend: false });
    expect(commandOf(key('ArrowDown', ['ctrl', 'shift']))).toEqual({
      kind: 'move',
      motion: 'colEnd',
      extend: true,
    });
    expect(commandOf(key('End', ['meta']))).toEqual({
      kind: 'move',
      motion: 'last',
      extend: false,
    });
    expect(commandOf(key('Tab', ['shift']))).toEqual({ kind: 'tab', back: true });
  });

  it('tell Enter, Shift+Enter and Mod+Enter apart', () => {
    expect(commandOf(key('Enter'))?.kind).toBe('edit');
    expect(commandOf(key('Enter', ['shift']))?.kind).toBe('insert');
    expect(commandOf(key('Enter', ['ctrl']))?.kind).toBe('fillRange');
  });

  it('tell Space, Shift+Space and Mod+Space apart', () => {
    expect(commandOf(key(' '))?.kind).toBe('open');
    expect(commandOf(key(' ', ['shift']))?.kind).toBe('selectRow');
    expect(commandOf(key(' ', ['ctrl']))?.kind).toBe('selectColumn');
  });

  it('type characters, also with AltGr and with an input method', () => {
    expect(commandOf(key('a'))?.kind).toBe('type');
    expect(commandOf(key('A', ['shift']))?.kind).toBe('type');
    expect(commandOf(key('@', ['ctrl', 'alt']))?.kind).toBe('type');
    expect(commandOf(key('Process'))?.kind).toBe('type');
  });

  it('leave the clipboard and the browser their own', () => {
    for (const letter of ['c', 'v', 'x', 't', 'w'])
      expect(commandOf(key(letter, ['ctrl']))).toBeNull();
    expect(commandOf(key('F5'))).toBeNull();
    expect(commandOf(key('Shift', ['shift']))).toBeNull();
  });

  it('undo and redo in both ways of writing it', () => {
    expect(commandOf(key('z', ['ctrl']))?.kind).toBe('undo');
    expect(commandOf(key('Z', ['meta', 'shift']))?.kind).toBe('redo');
    expect(commandOf(key('y', ['ctrl']))?.kind).toBe('redo');
  });
});
