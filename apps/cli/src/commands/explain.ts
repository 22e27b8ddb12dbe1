import { parseArgs } from 'node:util';
import { type TableAction, tableActions } from '@tessera/model';
import type { ExplainAnswer, MembersAnswer, SchemaAnswer, WhoCanAnswer } from '@tessera/protocol';
import { describeExplanation, describePeople, thingsOf } from '@tessera/words';
import { type Command, comparingExit, UsageError } from '../command.ts';
import { type Connection, connect, connectionHelp, connectionOptions } from '../connection.ts';

const about = `  --table TABLE      by its API name
  --record ID        one record; without it the table as such
  --field FIELD      a field, by its API name (to view, edit or export)
  --action ACTION    ${tableActions.slice(0, 8).join(', ')},
                     ${tableActions.slice(8).join(', ')}; view unless told
  --at DAY           on a past day, by the rules and cells of then`;
const codes = `Exit codes: 0 told, 3 wrong use, 4 the server cannot be reached or refuses.`;

const options = {
  ...connectionOptions,
  table: { type: 'string' },
  record: { type: 'string' },
  field: { type: 'string' },
  action: { type: 'string' },
  at: { type: 'string' },
} as const;

type Given = Readonly<Partial<Record<'table' | 'record' | 'field' | 'action' | 'at', string>>>;

/** What is asked, as the API takes it. */
function questionOf({ table, record, field, action = 'view', at }: Given) {
  if (!table) throw new UsageError('Name the table with --table.');
  const known = tableActions.find((one) => one === action);
  if (known === undefined) throw new UsageError(`There is no action "${action}".`);
  return {
    table,
    action: known,
    ...(record && { record }),
    ...(field && { field }),
    ...(at && { at }),
  };
}

const query = (asked: Readonly<Record<string, string>>) => new URLSearchParams(asked).toString();

/** `tessera explain` */
export const explainCommand: Command = {
  name: 'explain',
  summary: 'Say why somebody may do something, or may not',
  help: `Usage: tessera explain --table TABLE [--member NAME] [--record ID] [--field FIELD] [--action ACTION]

Says why a member may do something, or may not. Of others only to whoever may change the rules.

  --member NAME      by name or id; without it the token's member
${about}
${connectionHelp}

${codes}`,
  codes: comparingExit,
  async run(args, world) {
    const { values } = parseArgs({
      args: [...args],
      options: { ...options, member: { type: 'string' } },
    });
    const asked = questionOf(values);
    const connection = await connect(values, world);
    const member = values.member === undefined ? null : await memberOf(connection, values.member);
    const answer = await connection.ask<ExplainAnswer>(
      `/explain?${query({ ...asked, ...(member && { member: member.id }) })}`,
    );
    if (values.json) world.out(JSON.stringify(answer));
    else
      for (const line of await explanationLines(answer, asked, member?.name, connection))
        world.out(line);
    return comparingExit.good;
  },
};

async function explanationLines(
  answer: ExplainAnswer,
  {
    action,
    table,
    field,
    record,
  }: { action: TableAction; table: string; field?: string; record?: string },
  who: string | undefined,
  { ask, say }: Connection,
): Promise<readonly string[]> {
  const [schema, { members }] = await Promise.all([
    ask<SchemaAnswer>('/schema'),
    ask<MembersAnswer>('/members'),
  ]);
  const people = { roles: [], teams: [], departments: [] };
  // What the reader does not see has the name by which he asked.
  const seen = schema.tables.find(({ id, slug }) => id === table || slug === table);
  const shown = seen?.fields.find(({ id, slug }) => id === field || slug === field);
  const told = describeExplanation(
    answer,
    {
      action,
      table: seen?.name ?? table,
      record: record !== undefined,
      things: thingsOf(schema, people, members),
      ...(field !== undefined && { field: shown?.name ?? field }),
      ...(who !== undefined && { who }),
    },
    say,
  );
  const part = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
  return [
    told.head,
    ...part(say('why.because'), told.because),
    ...told.notes,
    ...part(say(answer.allowed === 'unknown' ? 'why.perhaps' : 'why.would'), told.would),
  ];
}

async function memberOf({ ask }: Connection, wanted: string) {
  const { members } = await ask<MembersAnswer>('/members');
  const found = members.filter(({ id, name }) => id === wanted || name === wanted);
  const [first] = found;
  if (first === undefined) throw new UsageError(`There is no member "${wanted}".`);
  if (found.length > 1)
    throw new UsageError(`Several are called so: ${found.map(({ id }) => id).join(', ')}.`);
  return first;
}

/** `tessera who-can` */
export const whoCan: Command = {
  name: 'who-can',
  summary: 'Say who may do something',
  help: `Usage: tessera who-can --table TABLE [--record ID] [--field FIELD] [--action ACTION]

Names the people who may do something with a record, or a field of it. To whoever may not change
the rules it names the owners of a record that he sees.

${about}
${connectionHelp}

${codes}`,
  codes: comparingExit,
  async run(args, world) {
    const { values } = parseArgs({ args: [...args], options });
    const asked = questionOf(values);
    const { ask, say } = await connect(values, world);
    const answer = await ask<WhoCanAnswer>(`/who-can?${query(asked)}`);
    if (values.json) world.out(JSON.stringify(answer));
    else {
      const owners = (answer.owners ?? []).map(({ name }) => name);
      const lines = answer.members ? describePeople(answer, say) : owners;
      for (const line of lines) world.out(line);
    }
    return comparingExit.good;
  },
};
