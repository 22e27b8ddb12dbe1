import type { PolicyLintAnswer } from '@tessera/protocol';
import { type Command, comparingExit } from '../command.ts';
import { connect, connectionHelp } from '../connection.ts';
import { fileArgument } from '../policy/file-argument.ts';
import { loadGround, readDraft } from '../policy/ground.ts';
import { findingLines, findingsIn } from '../policy/tell.ts';

const help = `Usage: tessera policy lint [FILE]

Says what somebody should look at in the rules as they are, or as a file has them:
dead, redundant, clashing or leaking ones, and such as name what is gone.

${connectionHelp}

Exit codes: 0 no error (there may be warnings and notes), 1 errors, 3 wrong use or a file that
cannot be read, 4 the server cannot be reached or refuses.`;

/** `tessera policy lint` */
export const policyLint: Command = {
  name: 'policy lint',
  summary: 'Say what to look at in the rules, saved or in a file',
  help,
  codes: comparingExit,
  async run(args, world) {
    const { values, file } = fileArgument(args, {});
    const connection = await connect(values, world);
    const ground = await loadGround(connection);
    const policy = file === undefined ? undefined : (await readDraft(file, ground)).policy;
    const answer = await connection.ask<PolicyLintAnswer>('/policy/lint', policy);
    const findings = findingsIn(answer.findings, policy ?? ground.saved, ground, connection.say);
    if (values.json) world.out(JSON.stringify({ findings }));
    else if (findings.length === 0) world.out(connection.say('plan.clean'));
    else for (const line of findingLines(findings, connection.say)) world.out(line);
    const errors = findings.some(({ severity }) => severity === 'error');
    return errors ? comparingExit.bad : comparingExit.good;
  },
};
