import type { Principal } from '@tessera/model';
import type { OutService } from '@tessera/protocol';
import type { ComboboxItem } from '../ui/Combobox.tsx';

/** A principal as the value of a list. */
export function principalKey(to: Principal): string {
  if (to.kind === 'everyone') return 'everyone';
  return to.kind === 'department' && to.subtree ? `departmentTree:${to.id}` : `${to.kind}:${to.id}`;
}

export function principalOf(key: string): Principal {
  const [kind = '', id = ''] = key.split(':');
  if (kind === 'everyone') return { kind };
  if (kind === 'departmentTree') return { kind: 'department', id, subtree: true };
  if (kind === 'department') return { kind, id, subtree: false };
  return { kind: kind as 'role' | 'team' | 'member' | 'service', id };
}

/** Programs a rule can name; only single rules do. */
export function serviceItems(services: readonly OutService[], hint: string): ComboboxItem[] {
  return services.map(({ id, name }) => ({ value: `service:${id}`, label: name, hint }));
}
