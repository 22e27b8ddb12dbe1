import { parseArgs } from 'node:util';
import type { CopiesAnswer, CopyAnswer } from '@tessera/protocol';
import { type Command, comparingExit, UsageError } from '../command.ts';
import { connect, connectionHelp, connectionOptions } from '../connection.ts';

const codes = 'Exit codes: 0 done, 3 wrong use, 4 the server cannot be reached or refuses.';

/** `tessera workspace copy` */
export const workspaceCopy: Command = {
  name: 'workspace copy',
  summary: 'Copy a workspace, to try rules in the copy',
  help: `Usage: tessera workspace copy --reason TEXT

Copies the whole workspace as it is now and prints the id of the copy. Needs the rights to manage
backups and to change the rules; so does entering the copy. Tokens do not come along: make one in
the copy for what is tried there.

  --reason TEXT      why; kept in the logs of both
${connectionHelp}

${codes}`,
  codes: comparingExit,
  async run(args, world) {
    const { values } = parseArgs({
      args: [...args],
      options: { ...connectionOptions, reason: { type: 'string' } },
    });
    const reason = values.reason?.trim();
    if (!reason) throw new UsageError('Say why with --reason.');
    const { ask } = await connect(values, world);
    const { copy } = await ask<CopyAnswer>('/copies', { reason });
    world.out(values.json ? JSON.stringify(copy) : copy.id);
    return comparingExit.good;
  },
};

/** `tessera workspace remove` */
export const workspaceRemove: Command = {
  name: 'workspace remove',
  summary: 'Take a copy of a workspace away',
  help: `Usage: tessera workspace remove COPY

Takes a copy away with all that was changed in it. COPY is its id; --workspace names the
workspace it was made of. Nothing but copies can be removed.

${connectionHelp}

${codes}`,
  codes: comparingExit,
  async run(args, world) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: connectionOptions,
      allowPositionals: true,
    });
    const [wanted, ...more] = positionals;
    if (!wanted || more.length > 0) throw new UsageError('Name one copy by its id.');
    const { ask } = await connect(values, world);
    const { copies } = await ask<CopiesAnswer>('/copies');
    const copy = copies.find(({ id, name }) => id === wanted || name === wanted);
    await ask(`/copies/${encodeURIComponent(copy?.id ?? wanted)}`, undefined, 'DELETE');
    world.out(values.json ? JSON.stringify({ removed: copy?.id ?? wanted }) : 'removed');
    return comparingExit.good;
  },
};
