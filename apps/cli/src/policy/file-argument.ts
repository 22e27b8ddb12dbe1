import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UsageError } from '../command.ts';
import { connectionOptions } from '../connection.ts';

/** The file that a command takes when none is named. */
export const usualFile = 'policy.yaml';

/** The options of a command that asks a server about one file at most, and the file. Throws UsageError for a second one. */
export function fileArgument<Options extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: Options,
) {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { ...connectionOptions, ...options },
    allowPositionals: true,
  });
  const [file, ...more] = positionals;
  if (more.length > 0) throw new UsageError('Only one file can be named.');
  return { values, file };
}
