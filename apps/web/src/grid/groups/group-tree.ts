import type { GroupBy } from '@tessera/model';
import type { GroupLevels, OutGroup, OutValue } from '@tessera/protocol';

/** What the records below a head have in common; `closed`: it may not be read; `more`: not told apart any further. */
export type GroupKind = 'value' | 'closed' | 'more';

/** The head of a group: its place in the order of records, and what was measured of it. */
export interface GroupHead {
  /** Names the group among all, whatever stands around it. */
  readonly key: string;
  readonly depth: number;
  readonly by: GroupBy;
  readonly kind: GroupKind;
  readonly value: OutValue;
  /** Values of the groups around it and its own, as far as they are known. */
  readonly path: readonly { readonly by: GroupBy; readonly value: OutValue }[];
  /** First record, counted over all records in their order. */
  readonly first: number;
  readonly count: number;
  /** Behind the count; empty where nothing may be measured. */
  readonly measures: OutGroup['measures'];
  readonly inner: readonly GroupHead[];
}

/** A level holds no more groups than this; what goes beyond stands together under one head. */
export const mostGroups = 1000;

const nameOf = (key: OutGroup['keys'][number] | undefined): string => {
  if (!key || 'noAccess' in key) return '!';
  const { value } = key;
  if (Array.isArray(value)) return JSON.stringify(value.map((one) => ('id' in one ? one.id : '')));
  if (typeof value === 'object' && value !== null && 'id' in value) return value.id;
  return JSON.stringify(value);
};

/**
 * Heads from the groups of each level. A group whose key may not be read comes without a count: it holds what its
 * neighbours leave of the group around it.
 */
export function groupTree(
  levels: GroupLevels,
  by: readonly GroupBy[],
  total: number,
): readonly GroupHead[] {
  const children = levels.map((groups) => childrenByParent(groups));
  const build = (
    depth: number,
    parent: string,
    path: GroupHead['path'],
    from: number,
    count: number,
  ): readonly GroupHead[] => {
    const level = by[depth];
    const known = children[depth];
    if (!level || !known) return [];
    const heads: GroupHead[] = [];
    let first = from;
    for (const { group, key, name } of known.get(parent) ?? []) {
      if ('noAccess' in key) continue;
      const size = Math.min(Number(group.measures[0] ?? 0), from + count - first);
      const own = [...path, { by: level, value: key.value }];
      heads.push({
        key: name,
        depth,
        by: level,
        kind: 'value',
        value: key.value,
        path: own,
        first,
        count: size,
        measures: group.measures.slice(1),
        inner: build(depth + 1, name, own, first, size),
      });
      first += size;
    }
    const rest = from + count - first;
    if (rest <= 0) return heads;
    const cut = (levels[depth]?.length ?? 0) >= mostGroups;
    const kind = cut ? 'more' : 'closed';
    const last = { kind, value: null, path, first, count: rest, measures: [], inner: [] } as const;
    return [...heads, { key: `${parent}/${cut ? '+' : '!'}`, depth, by: level, ...last }];
  };
  return build(0, '', [], 0, total);
}

interface Child {
  readonly group: OutGroup;
  readonly key: OutGroup['keys'][number];
  readonly name: string;
}

function childrenByParent(groups: readonly OutGroup[]): ReadonlyMap<string, readonly Child[]> {
  const found = new Map<string, Child[]>();
  for (const group of groups) {
    const names = group.keys.map(nameOf);
    const key = group.keys.at(-1);
    // Nothing is told apart within a group whose key may not be read.
    if (!key || names.slice(0, -1).includes('!')) continue;
    const parent = names.slice(0, -1).reduce((path, name) => `${path}/${name}`, '');
    const list = found.get(parent) ?? [];
    list.push({ group, key, name: `${parent}/${names.at(-1)}` });
    found.set(parent, list);
  }
  return found;
}
