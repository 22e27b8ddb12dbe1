import type { FilePath, FileProblem } from './policy-file.ts';

/** A part of a file with the way to it. */
export interface Node {
  readonly value: unknown;
  readonly path: FilePath;
}

/** Goes through a file, noting what cannot be read; whatever comes of a file with problems is of no use. */
export class Reader {
  readonly problems: FileProblem[] = [];

  problem({ path }: Node, message: string): undefined {
    this.problems.push({ path, message });
    return undefined;
  }

  /** A map that has no keys but these; of one with a problem, what can be read. */
  map(
    node: Node,
    keys: readonly string[],
    needed: readonly string[] = [],
  ): ReadonlyMap<string, Node> {
    const { value, path } = node;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.problem(node, `This is to be a map with the keys ${keys.join(', ')}.`);
      return new Map();
    }
    const entries = Object.entries(value).map(
      ([key, one]) => [key, { value: one, path: [...path, key] }] as const,
    );
    for (const [key, one] of entries) {
      if (!keys.includes(key))
        this.problem(one, `"${shown(key)}" is not known here. Known: ${keys.join(', ')}.`);
    }
    for (const key of needed) {
      if (!Object.hasOwn(value, key)) this.problem(node, `"${key}" is missing.`);
    }
    return new Map(entries.filter(([key]) => keys.includes(key)));
  }

  list(node: Node | undefined): readonly Node[] {
    if (node === undefined) return [];
    const { value, path } = node;
    if (!Array.isArray(value)) {
      this.problem(node, 'This is to be a list.');
      return [];
    }
    return value.map((one: unknown, index) => ({ value: one, path: [...path, index] }));
  }

  text(node: Node | undefined): string {
    if (node === undefined) return '';
    if (typeof node.value === 'string') return node.value;
    this.problem(node, 'This is to be a text.');
    return '';
  }

  oneOf<Word extends string>(node: Node, words: readonly Word[]): Word {
    const found = words.find((word) => word === node.value);
    if (found === undefined) this.problem(node, `This is to be one of ${words.join(', ')}.`);
    return found ?? (words[0] as Word);
  }
}

/** A word of a file in a message, never longer than a line. */
export const shown = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** The only key of a map that is not among `others`; undefined when there is none or more than one. */
export function onlyKey({ value }: Node, others: readonly string[]): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const keys = Object.keys(value).filter((key) => !others.includes(key));
  return keys.length === 1 ? keys[0] : undefined;
}
