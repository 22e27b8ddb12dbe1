import { writeFile } from 'node:fs/promises';
import { type NewlyGiven, newlyGiven } from '@tessera/permissions';
import type { PolicyAnswer } from '@tessera/protocol';
import { type Command, comparingExit, UsageError } from '../command.ts';
import { connect, connectionHelp } from '../connection.ts';
import { compareDraft } from '../policy/compared.ts';
import { fileArgument, usualFile } from '../policy/file-argument.ts';
import { type Draft, loadGround, readDraft } from '../policy/ground.ts';
import { breachLines, differenceLines, findingLines, findingsIn } from '../policy/tell.ts';

const help = `Usage: tessera policy apply [FILE] --reason TEXT [--accept-errors] [--confirm-rights]

Saves the rules of a file (policy.yaml) as a new version. The file has to be made from the
version that is current; it then takes the new version, and ids for new rules.

  --reason TEXT      why; kept with the version
  --accept-errors    save although the check of the rules finds errors
  --confirm-rights   save although it newly gives rights on the workspace, or reaches everyone
${connectionHelp}

Exit codes: 0 saved, or nothing would change; 1 not saved: errors, rights, or a guarantee that
would be broken; 3 wrong use or a file that cannot be read; 4 the server cannot be reached or
refuses, as it does when somebody saved since.`;

/** `tessera policy apply` */
export const policyApply: Command = {
  name: 'policy apply',
  summary: 'Save the rules of a file',
  help,
  codes: comparingExit,
  async run(args, world) {
    const { values, file = usualFile } = fileArgument(args, {
      reason: { type: 'string' },
      'accept-errors': { type: 'boolean' },
      'confirm-rights': { type: 'boolean' },
    });
    const reason = values.reason?.trim();
    if (!reason) throw new UsageError('Say why with --reason.');
    const connection = await connect(values, world);
    const { say, ask } = connection;
    const ground = await loadGround(connection);
    const draft = await readDraft(file, ground);
    const { changes, findings, breaches } = await compareDraft(connection, ground, draft);
    if (!values.json) for (const line of differenceLines(changes, say)) world.out(line);
    if (changes.length === 0) {
      if (values.json) world.out(JSON.stringify({ saved: false, version: ground.saved.version }));
      return comparingExit.good;
    }
    const errors = findingsIn(
      findings.filter(({ severity }) => severity === 'error'),
      draft.policy,
      ground,
      say,
    );
    const gives = givenBy(newlyGiven(ground.saved, draft.policy));
    for (const line of breachLines(breaches, say)) world.err(line);
    if (errors.length > 0) for (const line of findingLines(errors, say)) world.err(line);
    if (errors.length > 0 && !values['accept-errors'])
      world.err('Not saved: look at these errors, and save all the same with --accept-errors.');
    if (gives.length > 0 && !values['confirm-rights'])
      world.err(`Not saved: it ${gives.join(' and ')}. Confirm with --confirm-rights.`);
    if (
      breaches.length > 0 ||
      (errors.length > 0 && !values['accept-errors']) ||
      (gives.length > 0 && !values['confirm-rights'])
    )
      return comparingExit.bad;
    const body = { ...draft.policy, reason, ...(values['confirm-rights'] && { confirmed: true }) };
    const { policy } = await ask<PolicyAnswer>('/policy', body, 'PUT');
    if (values.json) world.out(JSON.stringify({ saved: true, version: policy.version }));
    else world.err(`Version ${policy.version} saved.`);
    await note(file, draft, policy.version);
    return comparingExit.good;
  },
};

async function note(file: string, { text, ids }: Draft, version: number): Promise<void> {
  await writeFile(file, text.withSaved(version, ids)).catch(() => {
    throw new UsageError(`It was saved, but ${file} cannot be written: pull it again.`);
  });
}

/** What a draft newly gives that is to be confirmed. */
function givenBy(gives: NewlyGiven | null): readonly string[] {
  if (gives === null) return [];
  const rights = [...new Set(gives.rights.flatMap((one) => one.rights))];
  return [
    ...(rights.length > 0 ? [`gives rights on the workspace (${rights.join(', ')})`] : []),
    ...(gives.everyone.length > 0 ? ['reaches everyone'] : []),
  ];
}
