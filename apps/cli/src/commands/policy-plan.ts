import { type Command, comparingExit } from '../command.ts';
import { connect, connectionHelp } from '../connection.ts';
import { compareDraft, previewOf, unlessStanding } from '../policy/compared.ts';
import { fileArgument, usualFile } from '../policy/file-argument.ts';
import { loadGround, readDraft } from '../policy/ground.ts';
import {
  breachLines,
  differenceLines,
  findingLines,
  findingsIn,
  previewLines,
} from '../policy/tell.ts';

const help = `Usage: tessera policy plan [FILE]

Says what saving a file (policy.yaml) would change: rules in words, what the check of the rules
would find that it does not find today, guarantees it would break, and for how many people and
records access changes. Nothing is saved.

${connectionHelp}

Exit codes: 0 nothing would change, 1 a guarantee would be broken, 2 there are changes,
3 wrong use or a file that cannot be read, 4 the server cannot be reached or refuses.`;

/** `tessera policy plan` */
export const policyPlan: Command = {
  name: 'policy plan',
  summary: 'Say what a file would change in the rules',
  help,
  codes: comparingExit,
  async run(args, world) {
    const { values, file = usualFile } = fileArgument(args, {});
    const connection = await connect(values, world);
    const { say } = connection;
    const ground = await loadGround(connection);
    const draft = await readDraft(file, ground);
    const { changes, findings, breaches } = await compareDraft(connection, ground, draft);
    const unread = changes.length === 0 ? [] : await unlessStanding(connection, findings);
    const fresh = findingsIn(unread, draft.policy, ground, say);
    const preview = changes.length === 0 ? null : await previewOf(connection, ground, draft);
    const { version } = draft.policy;
    if (values.json)
      world.out(
        JSON.stringify({
          version,
          current: ground.saved.version,
          changes,
          findings: fresh,
          breaches,
          totals: preview?.totals ?? [],
        }),
      );
    else {
      for (const line of differenceLines(changes, say)) world.out(line);
      if (changes.length > 0) {
        if (fresh.length === 0) world.out(say('plan.nothingNew'));
        for (const line of findingLines(fresh, say)) world.out(line);
        for (const line of breachLines(breaches, say)) world.out(line);
        if (preview) for (const line of previewLines(preview, say)) world.out(line);
      }
    }
    if (version !== ground.saved.version)
      world.err(
        `${file} was made from version ${version}; the rules are at version ${ground.saved.version} by now.`,
      );
    if (breaches.length > 0) return comparingExit.bad;
    return changes.length === 0 ? comparingExit.good : comparingExit.pending;
  },
};
