import { useQuery } from '@tanstack/react-query';
import type { OutMember } from '@tessera/protocol';
import { holdingsQuery } from '../client/leaving.ts';
import { schemaQuery } from '../client/workspaces.ts';
import type { ComboboxItem } from '../ui/Combobox.tsx';

/** What somebody owns, with the names of its tables, and who could take it over. */
export function useHoldings(ws: string, member: OutMember, members: readonly OutMember[]) {
  const holdings = useQuery(holdingsQuery(ws, member.id));
  const schema = useQuery(schemaQuery(ws));
  const names = new Map(schema.data?.tables.map(({ id, name }) => [id, name]));
  const heirs: readonly ComboboxItem[] = members
    .filter(({ id, status }) => id !== member.id && status === 'active')
    .map(({ id, name, email }) => ({ value: id, label: name, ...(email && { hint: email }) }));
  return { holdings, heirs, tableName: (id: string) => names.get(id) ?? '' };
}
