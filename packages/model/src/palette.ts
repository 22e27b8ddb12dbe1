/** The colours of options, tables and apps, by name; the web application knows what they look like in each theme. */
export const palette = [
  'gray',
  'red',
  'orange',
  'amber',
  'yellow',
  'lime',
  'green',
  'emerald',
  'teal',
  'cyan',
  'sky',
  'blue',
  'indigo',
  'violet',
  'purple',
  'fuchsia',
  'pink',
  'rose',
] as const;

/** The name of a colour. */
export type PaletteColor = (typeof palette)[number];

const names: ReadonlySet<string> = new Set(palette);

/** True for the name of a colour of the palette. */
export function isPaletteColor(name: string): name is PaletteColor {
  return names.has(name);
}
