import type { OptionId } from '../ids.ts';
import type { FieldOf, SelectOption } from '../schema.ts';
import { fold } from '../text-key.ts';

type SelectField = FieldOf<'singleSelect' | 'multiSelect'>;

/** The option of this id, else of this very name, else the only one of this folded name. */
export function findOption(field: SelectField, given: string): SelectOption | null {
  const exact =
    field.options.find((option) => option.id === given) ??
    field.options.find((option) => option.name === given);
  if (exact) return exact;
  const key = fold(given);
  const alike = field.options.filter((option) => fold(option.name) === key);
  return alike.length === 1 ? (alike[0] ?? null) : null;
}

/** An option on the wire; one that was deleted has no name. */
export function formatOption(field: SelectField, id: OptionId): { id: OptionId; name: string } {
  return { id, name: field.options.find((option) => option.id === id)?.name ?? '' };
}
