import { fold } from '@tessera/model';
import type { OutRecord, OutValue, SchemaAnswer } from '@tessera/protocol';

const isMasked = (value: OutValue | undefined) =>
  typeof value === 'object' && value !== null && 'masked' in value;

/** Whether a record shows a term to its reader: in a text, a choice, or the title behind a forward link; also looked up. */
export function shows(
  schema: SchemaAnswer['tables'][number],
  { fields }: OutRecord,
  term: string,
): boolean {
  const has = (value: unknown) => typeof value === 'string' && fold(value).includes(term);
  return schema.fields.some(({ id, type, result, many, side, target }) => {
    const value: OutValue | undefined = fields[id];
    if (value === undefined || value === null || isMasked(value)) return false;
    const values = many ? (value as readonly unknown[]) : [value];
    const shown = result ?? type;
    if (['text', 'longText', 'phone', 'email', 'url'].includes(shown)) return values.some(has);
    if (shown === 'singleSelect') return values.some((one) => has((one as { name?: string }).name));
    if (type !== 'link' || side !== 'forward' || target === undefined) return false;
    // A target without a title is named by its code, which is no text of its own and is not searched.
    return (value as unknown as { id?: string; title?: string }[]).some(
      ({ id: to, title }) => title !== to?.slice(3, 9).toUpperCase() && has(title),
    );
  });
}
