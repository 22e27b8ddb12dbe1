/** Keys as they are pressed together; `Mod` is Command on a Mac and Ctrl elsewhere. */
export type Chord = readonly string[];

/** One line of the sheet: a name under `shortcuts.names`, and the chords that do it. */
export interface Shortcut {
  readonly name: string;
  readonly chords: readonly Chord[];
}

/** One part of the sheet, its title under `shortcuts.groups`. */
export interface ShortcutGroup {
  readonly name: string;
  readonly shortcuts: readonly Shortcut[];
}

const line = (name: string, ...chords: readonly string[]): Shortcut => ({
  name,
  chords: chords.map((chord) => chord.split(' ')),
});

/** Every key of the interface, as the sheet shows them. */
export const shortcutGroups: readonly ShortcutGroup[] = [
  {
    name: 'everywhere',
    shortcuts: [
      line('palette', 'Mod K'),
      line('sheet', 'Mod /'),
      line('sidebar', 'Mod B'),
      line('search', 'Mod F'),
      line('findNext', 'Mod G'),
      line('undo', 'Mod Z'),
      line('redo', 'Mod Shift Z', 'Ctrl Y'),
      line('saved', 'Mod S'),
    ],
  },
  {
    name: 'moving',
    shortcuts: [
      line('arrows', '↑ ↓ ← →'),
      line('edge', 'Mod ↓'),
      line('tab', 'Tab', 'Shift Tab'),
      line('rowEnds', 'Home', 'End'),
      line('tableEnds', 'Mod Home', 'Mod End'),
      line('pages', 'PageUp', 'PageDown'),
      line('fold', '←', '→'),
    ],
  },
  {
    name: 'selecting',
    shortcuts: [
      line('extend', 'Shift ↓'),
      line('all', 'Mod A'),
      line('row', 'Shift Space'),
      line('column', 'Mod Space'),
      line('collapse', 'Esc'),
      line('menu', 'Shift F10'),
    ],
  },
  {
    name: 'editing',
    shortcuts: [
      line('edit', 'Enter', 'F2'),
      line('clear', 'Delete'),
      line('copy', 'Mod C'),
      line('cut', 'Mod X'),
      line('paste', 'Mod V'),
      line('pasteValues', 'Mod Shift V'),
      line('fillDown', 'Mod D'),
      line('fillRight', 'Mod R'),
      line('fillRange', 'Mod Enter'),
      line('today', 'Mod ;'),
    ],
  },
  {
    name: 'records',
    shortcuts: [
      line('open', 'Space'),
      line('insert', 'Shift Enter'),
      line('duplicate', 'Mod Shift D'),
      line('remove', 'Mod ⌫'),
    ],
  },
];

const onMac: Readonly<Record<string, string>> = {
  Mod: '⌘',
  Ctrl: '⌃',
  Shift: '⇧',
  Enter: '↩',
  Esc: '⎋',
  Tab: '⇥',
};

/** True where the command key is the one for shortcuts. */
const isMac: boolean = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '');

/** A key as it is printed on the keyboard at hand. */
export function keyCap(key: string, mac = isMac): string {
  if (mac) return onMac[key] ?? key;
  if (key === 'Mod') return 'Ctrl';
  return key === '⌫' ? 'Backspace' : key;
}
