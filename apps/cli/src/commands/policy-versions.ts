import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { PolicyAnswer, PolicyDifferenceAnswer, PolicyVersionsAnswer } from '@tessera/protocol';
import { type Command, comparingExit, UsageError } from '../command.ts';
import { type Connection, connect, connectionHelp, connectionOptions } from '../connection.ts';
import { loadGround } from '../policy/ground.ts';
import { changesIn, differenceLines } from '../policy/tell.ts';

const codes = 'Exit codes: 0 done, 3 wrong use, 4 the server cannot be reached or refuses.';

/** `tessera policy versions` */
export const policyVersions: Command = {
  name: 'policy versions',
  summary: 'List every version of the rules: when, by whom and why',
  help: `Usage: tessera policy versions

Lists every version of the rules, the newest first.

${connectionHelp}

${codes}`,
  codes: comparingExit,
  async run(args, world) {
    const { values } = read(args, {}, 0);
    const connection = await connect(values, world);
    const time = new Intl.DateTimeFormat('sv-SE', {
      dateStyle: 'short',
      timeStyle: 'short',
      timeZone: connection.workspace.timeZone,
    });
    for await (const one of versionsOf(connection)) {
      const { version, at, by, reason } = one;
      if (values.json) world.out(JSON.stringify(one));
      else world.out([version, time.format(new Date(at)), by.name, reason].join('  '));
    }
    return comparingExit.good;
  },
};

/** `tessera policy diff` */
export const policyDiff: Command = {
  name: 'policy diff',
  summary: 'Say what was done to the rules between two versions',
  help: `Usage: tessera policy diff FROM [TO]

Says in words what was done to the rules between two versions; without TO until now.

${connectionHelp}

${codes}`,
  codes: comparingExit,
  async run(args, world) {
    const { values, numbers } = read(args, {}, 2);
    const [from, given] = numbers;
    if (from === undefined) throw new UsageError('Name a version to begin with.');
    const connection = await connect(values, world);
    const ground = await loadGround(connection);
    const to = given ?? ground.saved.version;
    const difference = await connection.ask<PolicyDifferenceAnswer>(
      `/policy/compare?from=${from}&to=${to}`,
    );
    const changes = changesIn(difference, ground, connection.say);
    if (values.json) world.out(JSON.stringify({ from, to, changes }));
    else for (const line of differenceLines(changes, connection.say)) world.out(line);
    return comparingExit.good;
  },
};

/** `tessera policy restore` */
export const policyRestore: Command = {
  name: 'policy restore',
  summary: 'Save the rules of an earlier version as a new one',
  help: `Usage: tessera policy restore VERSION --reason TEXT [--confirm-rights]

Saves the rules of an earlier version as a new one. Nothing in between is lost: each version stays.

  --reason TEXT      why; kept with the new version
  --confirm-rights   also when it newly gives rights on the workspace, or reaches everyone
${connectionHelp}

${codes}`,
  codes: comparingExit,
  async run(args, world) {
    const { values, numbers } = read(
      args,
      { reason: { type: 'string' }, 'confirm-rights': { type: 'boolean' } },
      1,
    );
    const [version] = numbers;
    if (version === undefined) throw new UsageError('Name the version to bring back.');
    const reason = values.reason?.trim();
    if (!reason) throw new UsageError('Say why with --reason.');
    const { ask } = await connect(values, world);
    const { policy: current } = await ask<PolicyAnswer>('/policy');
    const { policy } = await ask<PolicyAnswer>(`/policy/versions/${version}/restore`, {
      base: current.version,
      reason,
      ...(values['confirm-rights'] && { confirmed: true }),
    });
    if (values.json) world.out(JSON.stringify({ saved: true, version: policy.version }));
    else world.err(`Version ${policy.version} saved.`);
    return comparingExit.good;
  },
};

/** Options, and up to so many numbers of versions. */
function read<Options extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: Options,
  most: number,
) {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { ...connectionOptions, ...options },
    allowPositionals: true,
  });
  const surplus = positionals[most];
  if (surplus !== undefined) throw new UsageError(`Unexpected argument "${surplus}".`);
  const numbers = positionals.map((given) => {
    if (!/^[1-9]\d{0,8}$/.test(given)) throw new UsageError(`"${given}" is no version.`);
    return Number(given);
  });
  return { values, numbers };
}

/** All versions, page by page. */
async function* versionsOf({ ask }: Connection) {
  let before: number | undefined;
  do {
    const found: PolicyVersionsAnswer = await ask(
      `/policy/versions${before === undefined ? '' : `?before=${before}`}`,
    );
    yield* found.versions;
    before = found.more ? found.versions.at(-1)?.version : undefined;
  } while (before !== undefined);
}
