import { useQuery } from '@tanstack/react-query';
import type { OutField } from '@tessera/protocol';
import { membersQuery, organisationQuery } from '../client/people.ts';
import { recordsClient } from '../client/records.ts';
import { schemaQuery } from '../client/workspaces.ts';

/** As many records of a linked table are offered by name. */
const offered = 1000;

/** What a name in a file may mean for a field: titles of linked records, names of choices, people, groups. */
export function useNameChoices(
  ws: string,
  kind: 'table' | 'members',
  field: string,
): readonly string[] {
  const schema = useQuery(schemaQuery(ws)).data;
  const tables = schema?.tables ?? [];
  const found: OutField | undefined = tables
    .flatMap((table) => table.fields)
    .find(({ id }) => id === field);
  const target = tables.find(({ id }) => id === found?.target);
  const title = target?.titleField ?? null;
  const people = kind === 'members' || found?.type === 'member';
  const members = useQuery({ ...membersQuery(ws), enabled: people }).data ?? [];
  const organisation = useQuery({
    ...organisationQuery(ws),
    enabled: kind === 'members',
  }).data;
  const titles = useQuery({
    queryKey: ['workspace', ws, 'titles', target?.id ?? ''],
    enabled: target !== undefined && title !== null,
    queryFn: async ({ signal }) => {
      if (!target || title === null) return [];
      const question = { fields: [title], sort: [{ field: title, direction: 'asc' as const }] };
      const answer = await recordsClient(ws).query(
        target.id,
        { ...question, limit: offered },
        signal,
      );
      const names = answer.records.map((record) => record.fields[title]);
      return names.filter((name): name is string => typeof name === 'string' && name !== '');
    },
  });
  if (kind === 'members') {
    if (field === 'role') return (organisation?.roles ?? []).map(({ name }) => name);
    if (field === 'team') return (organisation?.teams ?? []).map(({ name }) => name);
    if (field === 'department') return (organisation?.departments ?? []).map(({ name }) => name);
  }
  const all = people
    ? members.map(({ name }) => name)
    : (found?.options?.map(({ name }) => name) ?? titles.data ?? []);
  return [...new Set(all)];
}
