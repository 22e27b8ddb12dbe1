import { readFile, writeFile } from 'node:fs/promises';
import { writePolicyFile } from '@tessera/model';
import { type Command, comparingExit, UsageError } from '../command.ts';
import { connect, connectionHelp } from '../connection.ts';
import { fileArgument, usualFile } from '../policy/file-argument.ts';
import { loadGround } from '../policy/ground.ts';
import { printPolicyFile, readPolicyText } from '../policy/policy-yaml.ts';

const help = `Usage: tessera policy pull [FILE]

Writes the rules of a workspace into a file that people can read (policy.yaml; "-" is the
output). Tests that stand in the file already stay; everything else in it is replaced.

${connectionHelp}

Exit codes: 0 written, 3 wrong use, 4 the server cannot be reached or refuses.`;

/** `tessera policy pull` */
export const policyPull: Command = {
  name: 'policy pull',
  summary: 'Write the rules of a workspace into a file',
  help,
  codes: comparingExit,
  async run(args, world) {
    const { values, file = usualFile } = fileArgument(args, {});
    const connection = await connect(values, world);
    const { saved, names } = await loadGround(connection);
    const written = writePolicyFile(saved, names, connection.workspace.name);
    const tests = file === '-' ? undefined : await testsIn(file);
    const whole = tests === undefined ? written : { ...written, tests };
    const text = values.json ? `${JSON.stringify(whole, null, 2)}\n` : printPolicyFile(whole);
    if (file === '-') world.out(text.trimEnd());
    else {
      await writeFile(file, text).catch(() => {
        throw new UsageError(`${file} cannot be written.`);
      });
      world.err(`${file}: version ${saved.version}`);
    }
    return comparingExit.good;
  },
};

/** The tests of the file that is about to be replaced. */
async function testsIn(file: string): Promise<readonly unknown[] | undefined> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return undefined;
  const { value } = readPolicyText(text, file);
  const { tests } = (value ?? {}) as { readonly tests?: unknown };
  return Array.isArray(tests) ? tests : undefined;
}
