import { type Cells, type FieldId, tablesById } from '@tessera/model';
import type { RecordKind, Signature, Tally } from '../src/index.ts';
import { holdsIn } from './holds.ts';
import { schema, type World } from './world.ts';

/** The kinds of a table's records in the little world, record by record: what the store answers. */
export function tallyWorld(world: World, signature: Signature): Tally {
  const found = new Map<string, { kind: RecordKind; count: number; samples: string[] }>();
  for (const id of Object.keys(world[signature.table] ?? {})) {
    const kind = kindOf(world, signature, id);
    const text = JSON.stringify(kind);
    const entry = found.get(text) ?? { kind, count: 0, samples: [] };
    found.set(text, entry);
    entry.count += 1;
    if (entry.samples.length < 2) entry.samples.push(id);
  }
  return [...found.values()];
}

function kindOf(
  world: World,
  { table: name, truths, keys, links }: Signature,
  id: string,
): RecordKind {
  const table = tablesById(schema).get(name);
  const cells: Cells = world[name]?.[id] ?? {};
  if (!table) throw new Error(`There is no ${name}.`);
  const idIn = (field: FieldId) => String(cells[field] ?? '');
  return {
    truths: truths.map((bound) => (holdsIn(world, table, bound, id) ? '1' : '0')).join(''),
    keys: keys.map((key) => {
      if (key.kind === 'field') return idIn(key.field);
      return key.ids.includes(id) ? id : '';
    }),
    links: links.map(({ link, behind }) => {
      const targets = (cells[link] ?? []) as readonly string[];
      const kinds = targets.map((target) => JSON.stringify(kindOf(world, behind, target)));
      return [...new Set(kinds)].sort().map((text) => JSON.parse(text) as RecordKind);
    }),
  };
}
