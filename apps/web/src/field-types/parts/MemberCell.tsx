import { Avatar } from '../../ui/Avatar.tsx';
import type { CellProps } from '../field-ui.ts';

/** A member by picture and name. */
export function MemberCell({ value }: CellProps) {
  if (typeof value !== 'object' || value === null || !('name' in value)) return null;
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <Avatar name={value.name} size="xs" />
      <span className="truncate">{value.name}</span>
    </span>
  );
}
