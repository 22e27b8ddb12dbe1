import type { ComboboxItem } from '../ui/Combobox.tsx';

/** The time zone of this device. */
export function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

/** All time zones the browser knows, with the one given if it is not among them. */
export function timeZones(include: string): readonly ComboboxItem[] {
  const known = Intl.supportedValuesOf('timeZone');
  const all = known.includes(include) || include === '' ? known : [include, ...known];
  return [...new Set(['UTC', ...all])].map((zone) => ({
    value: zone,
    label: zone.replaceAll('_', ' '),
  }));
}
