/** What a command is given of the world: the environment and two places for its lines. */
export interface World {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A line of the output, which programs may read. */
  out(line: string): void;
  /** A line for people beside it. */
  err(line: string): void;
}

/** How a command ended. */
export const exit = {
  good: 0,
  /** It was done, and what was looked at is not as it should be. */
  bad: 1,
  /** It could not be done: wrong use, or something is not there. */
  usage: 2,
} as const;

/** How a command ended that compares: its 2 says that there is something to do. */
export const comparingExit = {
  good: 0,
  bad: 1,
  pending: 2,
  usage: 3,
  /** The server cannot be reached, or refuses. */
  refused: 4,
} as const;

/** One command, named by its words: `audit verify`. A new one is a file here and a line in `commands.ts`. */
export interface Command {
  readonly name: string;
  /** What it does, in a line of the list of commands. */
  readonly summary: string;
  /** What `--help` shows. */
  readonly help: string;
  /** Codes for wrong use and for a server that refuses; absent: both `exit.usage`. */
  readonly codes?: { readonly usage: number; readonly refused: number };
  /** Gives the exit code. Throws UsageError for what cannot be done. */
  run(args: readonly string[], world: World): Promise<number>;
}

/** Something that whoever typed the command can put right. Its message is one line. */
export class UsageError extends Error {}

/** The server cannot be reached, or refuses. */
export class RefusedError extends UsageError {
  /** The code of the refusal; absent where no answer came. */
  readonly code: string | undefined;

  constructor(message: string, code?: string) {
    super(message);
    this.code = code;
  }
}
