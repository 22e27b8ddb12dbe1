import type { Motion } from './selection.ts';

/** What a key means while a cell has the focus and nothing is being edited. */
export type KeyCommand =
  | { readonly kind: 'move'; readonly motion: Motion; readonly extend: boolean }
  | { readonly kind: 'tab'; readonly back: boolean }
  | {
      readonly kind:
        | 'edit'
        | 'clear'
        | 'collapse'
        | 'open'
        | 'selectRow'
        | 'selectColumn'
        | 'selectAll'
        | 'fillDown'
        | 'fillRight'
        | 'fillRange'
        | 'undo'
        | 'redo'
        | 'insert'
        | 'duplicate'
        | 'remove'
        | 'search'
        | 'findNext'
        | 'today'
        | 'saved'
        | 'menu'
        | 'pasteValues'
        | 'shortcuts';
    }
  | { readonly kind: 'type' };

interface Key {
  readonly key: string;
  readonly code?: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

const arrows: Readonly<Record<string, readonly [Motion, Motion]>> = {
  ArrowLeft: ['left', 'rowStart'],
  ArrowRight: ['right', 'rowEnd'],
  ArrowUp: ['up', 'colStart'],
  ArrowDown: ['down', 'colEnd'],
  Home: ['rowStart', 'first'],
  End: ['rowEnd', 'last'],
  PageUp: ['pageUp', 'pageUp'],
  PageDown: ['pageDown', 'pageDown'],
};

const plain: Readonly<Record<string, Exclude<KeyCommand['kind'], 'move' | 'tab'>>> = {
  Enter: 'edit',
  F2: 'edit',
  Delete: 'clear',
  Backspace: 'clear',
  Escape: 'collapse',
  ' ': 'open',
  ContextMenu: 'menu',
};

const shifted: typeof plain = {
  ' ': 'selectRow',
  Enter: 'insert',
  F10: 'menu',
};

const withMod: typeof plain = {
  ' ': 'selectColumn',
  Enter: 'fillRange',
  Backspace: 'remove',
  Delete: 'remove',
  a: 'selectAll',
  d: 'fillDown',
  r: 'fillRight',
  z: 'undo',
  y: 'redo',
  f: 'search',
  g: 'findNext',
  ';': 'today',
  s: 'saved',
  '/': 'shortcuts',
};

const withModShift: typeof plain = { z: 'redo', d: 'duplicate', v: 'pasteValues' };

/** The command of a key, or null for keys that are not the grid's (Mod+C, Mod+V and such reach the clipboard). */
export function commandOf(key: Key): KeyCommand | null {
  const mod = key.ctrlKey || key.metaKey;
  const name = key.key.length === 1 ? key.key.toLowerCase() : key.key;
  const motion = arrows[key.key];
  if (motion && !key.altKey) {
    return { kind: 'move', motion: motion[mod ? 1 : 0], extend: key.shiftKey };
  }
  if (key.key === 'Tab' && !mod && !key.altKey) return { kind: 'tab', back: key.shiftKey };
  const table = mod ? (key.shiftKey ? withModShift : withMod) : key.shiftKey ? shifted : plain;
  const found = Object.hasOwn(table, name) ? table[name] : undefined;
  if (found && !key.altKey) return { kind: found };
  // AltGr writes characters too, and reports itself as Ctrl+Alt.
  const writes = key.key.length === 1 && (!mod || (key.ctrlKey && key.altKey));
  return writes || key.key === 'Process' ? { kind: 'type' } : null;
}
