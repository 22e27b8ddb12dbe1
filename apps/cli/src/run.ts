import { AppError } from '@tessera/model';
import { exit, RefusedError, UsageError, type World } from './command.ts';
import { commands } from './commands.ts';

/** Runs the command that the arguments name and gives its exit code. */
export async function run(args: readonly string[], world: World): Promise<number> {
  const command = commands.find(({ name }) => name.split(' ').every((word, i) => args[i] === word));
  if (!command) return noCommand(args, world);
  const rest = args.slice(command.name.split(' ').length);
  if (asksForHelp(rest)) {
    world.out(command.help);
    return exit.good;
  }
  try {
    return await command.run(rest, world);
  } catch (error) {
    if (!isExpected(error)) throw error;
    world.err(`tessera ${command.name}: ${error.message}`);
    world.err(`See: tessera ${command.name} --help`);
    const { usage, refused } = command.codes ?? { usage: exit.usage, refused: exit.usage };
    return error instanceof RefusedError ? refused : usage;
  }
}

/** `parseArgs` refuses what it does not know with codes of its own. */
function isExpected(error: unknown): error is Error {
  if (error instanceof UsageError || error instanceof AppError) return true;
  const { code } = error as { readonly code?: unknown };
  return error instanceof Error && typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS');
}

const asksForHelp = (args: readonly string[]) =>
  args.some((arg) => arg === '--help' || arg === '-h');

function noCommand(args: readonly string[], world: World): number {
  const asked = args.length === 0 || args[0] === 'help' || asksForHelp(args);
  if (asked) {
    world.out(overview());
    return exit.good;
  }
  world.err(`tessera: there is no command "${args.slice(0, 2).join(' ')}".`);
  world.err(overview());
  return exit.usage;
}

function overview(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `Usage: tessera COMMAND [OPTIONS]\n\nCommands:\n${lines.join('\n')}\n\nOf one: tessera COMMAND --help`;
}
