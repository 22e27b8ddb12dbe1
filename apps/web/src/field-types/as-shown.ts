import { shownType } from '@tessera/model';
import type { OutField } from '@tessera/protocol';

/** A field as one of the type that its cells look like: a formula as what it gives. */
export function asShown(field: OutField): OutField {
  return field.type === 'formula' ? { ...field, type: shownType(field) } : field;
}
