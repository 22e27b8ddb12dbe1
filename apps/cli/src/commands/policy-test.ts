import { type Policy, type PolicyTest, readPolicyTests } from '@tessera/model';
import { mostPolicyTests, type PolicyTestAnswer, type PolicyTestOutcome } from '@tessera/protocol';
import { type Command, comparingExit } from '../command.ts';
import { type Connection, connect, connectionHelp } from '../connection.ts';
import { fileArgument, usualFile } from '../policy/file-argument.ts';
import { type Ground, loadGround, readDraft, readText, unreadable } from '../policy/ground.ts';

const help = `Usage: tessera policy test [FILE] [--draft POLICY]

Says of each statement under "tests" in a file (policy.yaml) whether it is true by the rules as
they are saved, or as a file has them that is not saved yet.

  tests:
    - { member: Wang Li, can: view, table: orders, record: rec… }
    - { role: Sales, cannot: view, field: orders.amount }
    - { role: Sales, cannot: view, table: orders, where: { field: region, is: North } }

A role is somebody who has this role and nothing else. With where, can is true when it is so for
every record that fits, cannot when it is so for none. Without a record, can is true when it is
so for some record, cannot when it is so for none.

  --draft POLICY     asked by the rules of this file instead of those that are saved
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
    const { values, file = usualFile } = fileArgument(args, { draft: { type: 'string' } });
    const text = await readText(file);
    const connection = await connect(values, world);
    const ground = await loadGround(connection);
    const read = readPolicyTests(text.value, ground.names);
    if ('problems' in read) throw unreadable(file, text, read.problems);
    const draft = values.draft === undefined ? undefined : await readDraft(values.draft, ground);
    const policy = draft && { ...draft.policy, version: ground.saved.version };
    // Read above: what stands there is a list of maps.
    const { tests: written } = text.value as { readonly tests: readonly Written[] };
    const outcomes = await outcomesOf(connection, read.tests, policy);
    for (const [i, outcome] of outcomes.entries()) {
      const [test, statement = {}] = [read.tests[i] as PolicyTest, written[i]];
      const at = `${file}:${text.lineOf(['tests', i])}`;
      if (values.json)
        world.out(JSON.stringify({ line: text.lineOf(['tests', i]), statement, ...outcome }));
      else if (outcome.found !== true)
        world.out(`${at}: ${words(test, statement, ground)}: ${said(outcome)}`);
      if (outcome.fitting === 0) world.err(`${at}: no record fits the condition`);
    }
    const failed = outcomes.filter(({ found }) => found !== true).length;
    if (!values.json) world.out(`${outcomes.length} statements, ${failed} not true`);
    return failed === 0 ? comparingExit.good : comparingExit.bad;
  },
};

/** Asks for all statements, as many at a time as one request may hold. */
async function outcomesOf(
  { ask }: Connection,
  tests: readonly PolicyTest[],
  policy: Policy | undefined,
): Promise<readonly PolicyTestOutcome[]> {
  const found: PolicyTestOutcome[] = [];
  for (let from = 0; from < tests.length; from += mostPolicyTests) {
    const body = { tests: tests.slice(from, from + mostPolicyTests), ...(policy && { policy }) };
    const { outcomes } = await ask<PolicyTestAnswer>('/policy/test', body);
    found.push(...outcomes);
  }
  return found;
}

/** A statement as it stands in the file. */
interface Written {
  readonly where?: unknown;
}

function words(test: PolicyTest, { where }: Written, { names }: Ground): string {
  const { who, can, action, record } = test;
  const people = who.kind === 'role' ? names.roles : names.members;
  const name = people.find(({ id }) => id === who.id)?.name ?? who.id;
  const table = names.tables.find(({ id }) => id === test.table);
  const field = table?.fields.find(({ id }) => id === test.field);
  return [
    who.kind === 'role' ? `the role ${name}` : name,
    can ? 'can' : 'cannot',
    action,
    [table?.slug ?? test.table, ...(field ? [field.slug] : [])].join('.'),
    ...(record === undefined ? [] : [`of ${record}`]),
    ...(where === undefined ? [] : [`where ${JSON.stringify(where)}`]),
  ].join(' ');
}

/** What was found instead, with some of the records that speak against it. */
function said({ found, fitting, against }: PolicyTestOutcome): string {
  if (against === undefined) return String(found);
  return `${found} for ${against.count} of ${fitting} (${against.records.join(', ')})`;
}
