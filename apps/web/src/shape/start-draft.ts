import { canHaveDefault, type FieldType } from '@tessera/model';
import type { DefaultRequest, OutField } from '@tessera/protocol';

/** What new records start with, as it stands in the form: numbers as typed, choices by their key. */
export type StartDraft =
  | { readonly context: 'me' | 'today' }
  | { readonly value: string | boolean | readonly string[] }
  | null;

/** A choice as the form has it: by a key of its own, by id once it is saved. */
interface Choice {
  readonly key: string;
  readonly id?: string;
  readonly name: string;
}

/** Whether I may say what a field starts with: of a new one, of one I fill in, or as a holder of the rules. */
export function maySetStart(type: FieldType, saved: OutField | undefined, policy: boolean) {
  if (!canHaveDefault(type) || saved?.product !== undefined) return false;
  return saved === undefined || policy || (saved.creatable && saved.ownership !== true);
}

/** The default of a saved field; a percent is typed as such, 0.2 being 20. */
export function startDraftOf({ type, default: saved }: OutField): StartDraft {
  if (saved === undefined || 'context' in saved) return saved ?? null;
  if (typeof saved.value !== 'number') return { value: saved.value };
  return { value: String(type === 'percent' ? exact(saved.value * 100) : saved.value) };
}

/** Without the last digits, which are noise of binary numbers. */
const exact = (value: number) => Number(value.toPrecision(15));

const isNumber = (type: FieldType) =>
  type === 'number' || type === 'percent' || type === 'currency';

/** Whether what was typed is no value of the type. */
export function startFails(type: FieldType, start: StartDraft): boolean {
  if (!isNumber(type) || start === null || !('value' in start)) return false;
  const text = String(start.value).trim();
  return text !== '' && !Number.isFinite(Number(text));
}

/** The default as it is asked for; choices of a new field, which have no ids yet, by name. */
export function startRequestOf(
  type: FieldType,
  start: StartDraft,
  options: readonly Choice[],
): DefaultRequest | null {
  if (start === null || !canHaveDefault(type)) return null;
  if ('context' in start) return start;
  const { value } = start;
  const choice = (key: string) => {
    const option = options.find((one) => one.key === key && one.name.trim() !== '');
    return option ? [option.id ?? option.name.trim()] : [];
  };
  if (typeof value === 'boolean') return value ? { value } : null;
  if (typeof value !== 'string') {
    const chosen = value.flatMap(choice);
    return chosen.length > 0 ? { value: chosen } : null;
  }
  if (type === 'singleSelect') {
    const [chosen] = choice(value);
    return chosen === undefined ? null : { value: chosen };
  }
  const text = value.trim();
  if (text === '') return null;
  if (!isNumber(type)) return { value: text };
  return { value: type === 'percent' ? exact(Number(text) / 100) : Number(text) };
}
