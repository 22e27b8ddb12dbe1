import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { ExplainAnswer, MembersAnswer } from '@tessera/protocol';
import { type Command, comparingExit, UsageError } from '../command.ts';
import { type Connection, connect, connectionHelp, connectionOptions } from '../connection.ts';
import { readPolicyText } from '../policy/policy-yaml.ts';
import { readTests, type Statement } from '../policy/read-tests.ts';

const help = `Usage: tessera policy test [FILE]

Says of each statement under "tests" in a file (policy.yaml) whether it is true by the rules as
they are saved. To test rules before they are saved, apply them in a copy of the workspace.

  tests:
    - { member: Wang Li, can: view, table: orders, record: rec… }
    - { member: Wang Li, cannot: view, field: orders.amount }

Without a record, can is true when it is so for some record, cannot when it is so for none.

${connectionHelp}

Exit codes: 0 all are true, 1 some are not, or it hangs on what the token's member may not read,
3 wrong use or a file that cannot be read, 4 the server cannot be reached or refuses.`;

/** `tessera policy test` */
export const policyTest: Command = {
  name: 'policy test',
  summary: 'Say whether statements about who sees what are true',
  help,
  codes: comparingExit,
  async run(args, world) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: connectionOptions,
      allowPositionals: true,
    });
    const [file = 'policy.yaml', ...more] = positionals;
    if (more.length > 0) throw new UsageError('Only one file can be named.');
    const text = await readFile(file, 'utf8').catch(() => {
      throw new UsageError(`${file} cannot be read.`);
    });
    const statements = readTests(readPolicyText(text, file), file);
    const connection = await connect(values, world);
    const ids = await idsOf(connection, statements, file);
    let failed = 0;
    for (const one of statements) {
      const found = await outcomeOf(connection, one, ids.get(one.member) ?? '');
      if (found !== 'true') failed += 1;
      if (values.json) world.out(JSON.stringify({ ...one, found }));
      else if (found !== 'true') world.out(`${file}:${one.line}: ${words(one)}: ${found}`);
    }
    if (!values.json) world.out(`${statements.length} statements, ${failed} not true`);
    return failed === 0 ? comparingExit.good : comparingExit.bad;
  },
};

async function outcomeOf(
  { ask }: Connection,
  { can, action, table, field, record }: Statement,
  member: string,
): Promise<'true' | 'false' | 'unknown'> {
  const asked = { table, action, member, ...(field && { field }), ...(record && { record }) };
  const { allowed } = await ask<ExplainAnswer>(`/explain?${new URLSearchParams(asked)}`);
  // Of a table as such it is unknown whatever hangs on its records: true of some, false of others.
  if (allowed === 'unknown') return record !== undefined ? 'unknown' : can ? 'true' : 'false';
  return allowed === can ? 'true' : 'false';
}

/** Ids of the members that are named. Throws UsageError for a name that nobody has, or several. */
async function idsOf(
  { ask }: Connection,
  statements: readonly Statement[],
  file: string,
): Promise<ReadonlyMap<string, string>> {
  const { members } = await ask<MembersAnswer>('/members');
  return new Map(
    statements.map(({ member, line }) => {
      const byId = members.filter(({ id }) => id === member);
      const found = byId.length > 0 ? byId : members.filter(({ name }) => name === member);
      const [first] = found;
      if (first === undefined || found.length > 1)
        throw new UsageError(
          `${file}:${line}: ${first === undefined ? 'There is no member' : 'Several are called'} "${member}".`,
        );
      return [member, first.id];
    }),
  );
}

const words = ({ member, can, action, table, field, record }: Statement) =>
  `${member} ${can ? 'can' : 'cannot'} ${action} ${table}${field ? `.${field}` : ''}${record ? ` of ${record}` : ''}`;
