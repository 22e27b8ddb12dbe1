import type { FilePath, PolicyFile } from '@tessera/model';
import {
  Document,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  type ParsedNode,
  parseDocument,
} from 'yaml';
import { UsageError } from '../command.ts';

/** Longer than this a map or list of single values gets a line for each of them. */
const widest = 76;

const head = ` The rules of a workspace, see docs/policy-as-code.md.
 tessera policy plan   says what a change of this file would do
 tessera policy apply  saves it`;

/** A policy file as text, always the same for the same rules. */
export function printPolicyFile(file: PolicyFile): string {
  const document = new Document(file);
  document.commentBefore = head;
  flowSmall(document.contents, 0);
  // Statements are short: one stands on one line where there is room.
  const tests = document.get('tests');
  if (isCollection(tests)) for (const one of tests.items) flowSmall(one, smallest);
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

/** The file itself, its sections and each rule lie above. */
const smallest = 3;

/** Lists of which each entry has a line of its own, so that a change of one is a change of one line. */
const listed: readonly unknown[] = ['records', 'except', 'exempt'];

/**
 * Small things stand on one line: principals, targets, conditions, lists of actions. Gives whether this one may stand on
 * the line of another.
 */
function flowSmall(node: unknown, depth: number, key?: unknown): boolean {
  if (!isCollection(node)) return true;
  const inner = node.items.map((item) =>
    isPair(item) ? flowSmall(item.value, depth + 1, nameOf(item.key)) : flowSmall(item, depth + 1),
  );
  if (depth < smallest || inner.includes(false)) return false;
  if (listed.includes(key) && node.items.some(isCollection)) return false;
  if (node.items.length > 0 && JSON.stringify(node.toJSON()).length > widest) return false;
  node.flow = true;
  return true;
}

const nameOf = (key: unknown) => (isScalar(key) ? key.value : key);

/** A file that was read: its plain values, and where each stands. */
export interface ReadText {
  readonly value: unknown;
  /** The line of what a path leads to, or of the nearest thing around it; from 1. */
  lineOf(path: FilePath): number;
  /** The text with the version that was saved and ids for new rules; comments stay. */
  withSaved(version: number, ids: readonly SavedId[]): string;
}

export interface SavedId {
  readonly path: FilePath;
  readonly id: string;
}

/** Parses the text of a policy file. Throws UsageError with the line where it is no YAML. */
export function readPolicyText(text: string, name: string): ReadText {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const [error] = document.errors;
  if (error) {
    const { line } = lines.linePos(error.pos[0]);
    throw new UsageError(`${name}:${line}: ${error.message.split('\n')[0]}`);
  }
  return {
    // Aliases that stand for more and more of one another are refused here.
    value: plain(() => document.toJS({ maxAliasCount: 100 }), name),
    lineOf(path) {
      for (let length = path.length; length > 0; length--) {
        const node = document.getIn(path.slice(0, length), true);
        const at = isNode(node) ? (node as ParsedNode).range?.[0] : undefined;
        if (at !== undefined) return lines.linePos(at).line;
        const line = lineOfKey(document.getIn(path.slice(0, length - 1), true), path[length - 1]);
        if (line !== undefined) return lines.linePos(line).line;
      }
      return 1;
    },
    withSaved(version, ids) {
      document.setIn(['version'], version);
      for (const { path, id } of ids) document.setIn([...path, 'id'], id);
      return document.toString({ lineWidth: 0, flowCollectionPadding: true });
    },
  };
}

/** Where a key stands whose value is empty. */
function lineOfKey(map: unknown, key: unknown): number | undefined {
  if (!isMap(map)) return undefined;
  const pair = map.items.find((one) => isScalar(one.key) && one.key.value === key);
  return pair && isScalar(pair.key) ? pair.key.range?.[0] : undefined;
}

function plain(read: () => unknown, name: string): unknown {
  try {
    return read();
  } catch {
    throw new UsageError(`${name} cannot be read: it refers to itself too often.`);
  }
}
