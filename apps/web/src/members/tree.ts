/** Something that stands in a tree: departments, people under their superiors. */
export interface TreeItem {
  readonly id: string;
  readonly name: string;
  readonly parent: string | null;
}

/** A line of a tree as it is shown. */
export interface TreeRow<T extends TreeItem> {
  readonly item: T;
  /** 0 at the top. */
  readonly depth: number;
  /** Its place among its siblings from 1 on, and how many there are. */
  readonly at: number;
  readonly of: number;
  /** null: nothing is below it. */
  readonly open: boolean | null;
}

/** What stands directly below each id; null for the top, where one stands whose parent is gone. */
export function childrenOf<T extends TreeItem>(
  items: readonly T[],
): ReadonlyMap<string | null, readonly T[]> {
  const known = new Set(items.map(({ id }) => id));
  const found = new Map<string | null, T[]>();
  for (const item of items) {
    const above = item.parent !== null && known.has(item.parent) ? item.parent : null;
    const list = found.get(above);
    if (list) list.push(item);
    else found.set(above, [item]);
  }
  return found;
}

/** The lines to show: what is open, or with `only` those and what stands above them. A circle does no harm. */
export function treeRows<T extends TreeItem>(
  items: readonly T[],
  isOpen: (id: string, depth: number) => boolean,
  only?: ReadonlySet<string>,
): readonly TreeRow<T>[] {
  const children = childrenOf(items);
  const rows: TreeRow<T>[] = [];
  const add = (parent: string | null, depth: number, above: ReadonlySet<string>) => {
    const list = (children.get(parent) ?? []).filter(
      ({ id }) => !above.has(id) && (only?.has(id) ?? true),
    );
    list.forEach((item, index) => {
      const below = (children.get(item.id) ?? []).some(({ id }) => only?.has(id) ?? true);
      const open = below ? only !== undefined || isOpen(item.id, depth) : null;
      rows.push({ item, depth, at: index + 1, of: list.length, open });
      if (open) add(item.id, depth + 1, new Set([...above, item.id]));
    });
  };
  add(null, 0, new Set());
  return rows;
}

/** One of them and all that stand below it: where it cannot be moved. */
export function withBelow(items: readonly TreeItem[], id: string): ReadonlySet<string> {
  const children = childrenOf(items);
  const found = new Set([id]);
  for (const one of found) for (const child of children.get(one) ?? []) found.add(child.id);
  return found;
}

/** Those whose name holds the text, with all that stand above them; undefined for an empty text. */
export function foundWithAbove(
  items: readonly TreeItem[],
  text: string,
): ReadonlySet<string> | undefined {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return undefined;
  const byId = new Map(items.map((item) => [item.id, item]));
  const found = new Set<string>();
  for (const item of items) {
    if (!item.name.toLowerCase().includes(wanted)) continue;
    let at: TreeItem | undefined = item;
    while (at && !found.has(at.id)) {
      found.add(at.id);
      at = at.parent === null ? undefined : byId.get(at.parent);
    }
  }
  return found;
}
