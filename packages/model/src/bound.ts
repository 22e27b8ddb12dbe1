import { always, type Bound, never, type Test } from './condition.ts';
import type { FieldId, TableId } from './ids.ts';
import { compareText } from './text-key.ts';

const keys = new WeakMap<Bound, string>();

/**
 * Canonical text of a condition: equal for conditions that differ only in the order of children or of lists.
 * Stable between runs; for comparison, fingerprints and the order of bits.
 */
export function boundKey(bound: Bound): string {
  const known = keys.get(bound);
  if (known !== undefined) return known;
  const key = makeKey(bound);
  keys.set(bound, key);
  return key;
}

function makeKey(bound: Bound): string {
  switch (bound.kind) {
    case 'const':
      return bound.value ? 'true' : 'false';
    case 'and':
    case 'or':
      return `["${bound.kind}",${bound.of.map(boundKey).sort(compareText).join(',')}]`;
    case 'not':
      return `["not",${boundKey(bound.of)}]`;
    case 'record':
      return `["record",${JSON.stringify([...bound.ids].sort(compareText))}]`;
    case 'linked': {
      const link = JSON.stringify(bound.link);
      return `["linked",${link},${JSON.stringify(bound.target)},${boundKey(bound.some)}]`;
    }
    case 'rollup': {
      const { link, target, fn, of, over } = bound.rollup;
      const named = JSON.stringify([link, target, fn, of]);
      return `["rollup",${named},${boundKey(over)},${testKey(bound.test)}]`;
    }
    case 'atom':
      return `["atom",${JSON.stringify(bound.field)},${testKey(bound.test)}]`;
  }
}

function testKey(test: Test): string {
  const rest =
    'values' in test
      ? [...test.values].map((value) => JSON.stringify(value)).sort(compareText)
      : 'from' in test
        ? [JSON.stringify(test.from), JSON.stringify(test.to)]
        : 'value' in test
          ? [JSON.stringify(test.value)]
          : [];
  return [`"${test.op}"`, ...rest].join(',');
}

/** All of them: flattened, constants folded, doubles dropped, a contradiction is `never`. No children: `always`. */
export function and(...of: readonly Bound[]): Bound {
  return join('and', of);
}

/** One of them: flattened, constants folded, doubles dropped, a tautology is `always`. No children: `never`. */
export function or(...of: readonly Bound[]): Bound {
  return join('or', of);
}

function join(kind: 'and' | 'or', of: readonly Bound[]): Bound {
  const stops = kind === 'or';
  const kept = new Map<string, Bound>();
  const queue = [...of].reverse();
  for (let next = queue.pop(); next; next = queue.pop()) {
    if (next.kind === kind) queue.push(...[...next.of].reverse());
    else if (next.kind !== 'const') kept.set(boundKey(next), next);
    else if (next.value === stops) return stops ? always : never;
  }
  for (const child of kept.values()) {
    if (kept.has(boundKey(not(child)))) return stops ? always : never;
  }
  const [first, ...others] = kept.values();
  if (!first) return stops ? never : always;
  return others.length === 0 ? first : { kind, of: [first, ...others] };
}

/** The exact complement. */
export function not(bound: Bound): Bound {
  if (bound.kind === 'const') return bound.value ? never : always;
  return bound.kind === 'not' ? bound.of : { kind: 'not', of: bound };
}

/** The same truth with constants folded, nested lists flattened, doubles dropped, empty sets decided. */
export function simplify(bound: Bound): Bound {
  switch (bound.kind) {
    case 'const':
      return bound.value ? always : never;
    case 'and':
      return and(...bound.of.map(simplify));
    case 'or':
      return or(...bound.of.map(simplify));
    case 'not':
      return not(simplify(bound.of));
    case 'record':
      return bound.ids.length === 0 ? never : bound;
    case 'linked':
      return linked(bound.link, bound.target, simplify(bound.some));
    case 'rollup':
      return { ...bound, rollup: { ...bound.rollup, over: simplify(bound.rollup.over) } };
    case 'atom': {
      const { test } = bound;
      if ((test.op === 'in' || test.op === 'hasAny') && test.values.length === 0) return never;
      return bound;
    }
  }
}

/** Some target of a link for which `some` holds. */
export function linked(link: FieldId, target: TableId, some: Bound): Bound {
  if (some.kind === 'const' && !some.value) return never;
  return { kind: 'linked', link, target, some };
}

/** The fields a condition reads in its own table, link fields included; not those of linked tables. */
export function boundFields(bound: Bound): ReadonlySet<FieldId> {
  const found = new Set<FieldId>();
  walk(bound, (node) => {
    if (node.kind === 'atom') found.add(node.field);
    else if (node.kind === 'linked') found.add(node.link);
    else if (node.kind === 'rollup') found.add(node.rollup.link);
  });
  return found;
}

/** The other tables a condition reads through links, at any depth. */
export function boundTables(bound: Bound): ReadonlySet<TableId> {
  const found = new Set<TableId>();
  walk(bound, (node) => {
    if (node.kind !== 'linked' && node.kind !== 'rollup') return;
    const [target, behind] =
      node.kind === 'linked' ? [node.target, node.some] : [node.rollup.target, node.rollup.over];
    found.add(target);
    for (const table of boundTables(behind)) found.add(table);
  });
  return found;
}

/** Visits the nodes over the condition's own table. */
function walk(bound: Bound, visit: (node: Bound) => void): void {
  visit(bound);
  if (bound.kind === 'and' || bound.kind === 'or') for (const child of bound.of) walk(child, visit);
  else if (bound.kind === 'not') walk(bound.of, visit);
}
