import type { ComboboxItem } from '../ui/Combobox.tsx';

/** The items, and one for each value that they leave without a name, so that it is seen, stays, and can be taken out. */
export function withUnnamed(
  items: readonly ComboboxItem[],
  values: readonly string[],
  nameOf: (value: string) => string,
): readonly ComboboxItem[] {
  const known = new Set(items.map(({ value }) => value));
  const unnamed = [...new Set(values)].filter((value) => !known.has(value));
  return [...items, ...unnamed.map((value) => ({ value, label: nameOf(value) }))];
}
