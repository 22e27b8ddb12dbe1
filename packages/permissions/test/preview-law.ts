import { type Field, isWritable, type Table, type TableAction } from '@tessera/model';
import { exportLaw, type Law, levelLaw, mayLaw } from './law.ts';

/**
 * What a member may do with the records of a table, each thing as a text: the law read twice, before and after a draft,
 * tells what a preview must tell.
 */
export function possibleLaw(law: Law, table: Table): ReadonlySet<string> {
  const found = new Set<string>();
  for (const id of Object.keys(law.world[table.id] ?? {})) {
    for (const action of actions) if (mayLaw(law, action, table, id)) found.add(`${action}:${id}`);
    for (const field of table.fields) {
      const level = levelLaw(law, 'view', table, id, field.id);
      if (level === 'masked') found.add(`masked ${field.id}:${id}`);
      if (level !== 'read' && level !== 'edit') continue;
      found.add(`read ${field.id}:${id}`);
      if (mayChange(law, table, id, field)) found.add(`edit ${field.id}:${id}`);
      if (exportLaw(law, table, id, field.id)) found.add(`export ${field.id}:${id}`);
    }
  }
  return found;
}

const actions: readonly TableAction[] = [
  'view',
  'edit',
  'delete',
  'restore',
  'export',
  'share',
  'transfer',
  'comment',
];

function mayChange(law: Law, table: Table, id: string, field: Field): boolean {
  const owns = field.type === 'member' && field.ownership === true;
  return (
    isWritable(field) &&
    levelLaw(law, 'edit', table, id, field.id) === 'edit' &&
    (!owns || mayLaw(law, 'transfer', table, id))
  );
}

/** What is in one and not in the other, counted by what stands before the colon. */
export function lawTurnover(before: ReadonlySet<string>, after: ReadonlySet<string>) {
  const counts: Record<string, { gained: number; lost: number }> = {};
  const count = (text: string, way: 'gained' | 'lost') => {
    const name = text.slice(0, text.indexOf(':'));
    counts[name] ??= { gained: 0, lost: 0 };
    counts[name][way] += 1;
  };
  for (const text of after) if (!before.has(text)) count(text, 'gained');
  for (const text of before) if (!after.has(text)) count(text, 'lost');
  return counts;
}
