import type { OutField } from '@tessera/protocol';

/** A value that a field takes, another for each number; of a select the choice at a place. Links and members excepted. */
export function sampleValue(field: OutField, n: number, choice: number): unknown {
  switch (field.type) {
    case 'number':
    case 'currency':
      return n;
    case 'percent':
      return (n % 90) / 100;
    case 'checkbox':
      return true;
    case 'date':
      return `2026-11-${String(10 + (n % 20))}`;
    case 'dateTime':
      return `2026-11-${String(10 + (n % 20))}T08:00:00.000Z`;
    case 'singleSelect':
      return field.options?.[choice]?.name ?? null;
    case 'phone':
      return `+86 10 5550 ${String(1000 + n)}`;
    case 'email':
      return `someone${n}@tessera.example`;
    case 'url':
      return `https://tessera.example/${n}`;
    default:
      return `Text ${n}`;
  }
}
