import type { Template, TemplateRecord, TemplateTable } from './template.ts';

/**
 * The records of a template without links to records that are not in it, and without those of which a required cell
 * is missing then. `left`: how many fell out.
 */
export function tidyTemplateRecords({ tables, records }: Pick<Template, 'tables' | 'records'>): {
  readonly records: Template['records'];
  readonly left: number;
} {
  let current = new Map(Object.entries(records));
  let left = 0;
  for (;;) {
    const keys = new Map([...current].map(([slug, rows]) => [slug, keysOf(rows)]));
    const next = new Map<string, readonly TemplateRecord[]>();
    let dropped = 0;
    for (const table of tables) {
      const rows = current.get(table.slug) ?? [];
      const kept = rows.map((row) => linked(row, table, keys)).filter((row) => whole(row, table));
      dropped += rows.length - kept.length;
      if (kept.length > 0) next.set(table.slug, kept);
    }
    left += dropped;
    current = next;
    if (dropped === 0) return { records: Object.fromEntries(current), left };
  }
}

function keysOf(rows: readonly TemplateRecord[]): ReadonlySet<string> {
  return new Set(rows.map(({ key }) => key));
}

function linked(
  row: TemplateRecord,
  table: TemplateTable,
  keys: ReadonlyMap<string, ReadonlySet<string>>,
): TemplateRecord {
  const cells = { ...row.cells };
  for (const field of table.fields) {
    const cell = cells[field.slug];
    if (field.type !== 'link' || cell === undefined || cell === null) continue;
    const there = keys.get(field.target ?? '');
    const targets = (Array.isArray(cell) ? (cell as readonly string[]) : [String(cell)]).filter(
      (key) => there?.has(key),
    );
    if (targets.length > 0) cells[field.slug] = targets;
    else delete cells[field.slug];
  }
  return { key: row.key, cells };
}

function whole({ cells }: TemplateRecord, table: TemplateTable): boolean {
  return table.fields.every(({ slug, required }) => !required || (cells[slug] ?? null) !== null);
}
