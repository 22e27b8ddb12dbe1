import type { NamedValue } from '@tessera/protocol';
import { Chip } from '../../ui/Chip.tsx';
import type { CellProps } from '../field-ui.ts';
import { chipRow } from './cells.tsx';

/** One or several choices in their colours. A choice that was deleted since is grey. */
export function OptionCell({ field, value, lines }: CellProps) {
  if (typeof value !== 'object' || value === null) return null;
  const chosen = (Array.isArray(value) ? value : [value]) as readonly NamedValue[];
  return (
    <span className={chipRow(lines)}>
      {chosen.map((one) => (
        <Chip
          key={one.id}
          color={field.options?.find((option) => option.id === one.id)?.color ?? 'gray'}
          className="max-w-full shrink-0"
        >
          {one.name}
        </Chip>
      ))}
    </span>
  );
}
