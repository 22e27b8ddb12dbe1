import { shownType } from '@tessera/model';
import type { OutField } from '@tessera/protocol';

/** A field as one of the type that its cells look like, for what draws its values or asks for one to compare with. */
export function asShown(field: OutField): OutField {
  const type = shownType(field);
  return type === field.type ? field : { ...field, type };
}
