import type { Finding, Grant, Table } from '@tessera/model';
import { plainLevel, readable, ruleLevels } from '../levels.ts';
import { isActive } from '../subject.ts';
import { isWider } from './contained.ts';
import { finding, type Looked, roleOf } from './finding.ts';
import { does, living, on } from './living.ts';

/** One rule hides by name what another shows to somebody who holds both. */
export function findClashes(looked: Looked): readonly Finding[] {
  const grants = living(looked).filter(({ scope }) => scope.kind !== 'none');
  const active = grants.filter((grant) => isActive(grant, looked.now) && does('view')(grant));
  return looked.schema.tables.flatMap((table) => {
    const here = active.filter(on(table));
    return here
      .filter(({ fields }) => fields.except.some(({ level }) => !readable(level)))
      .flatMap((hides) =>
        here.flatMap((shows) => {
          if (hides === shows || isWider(hides.to, shows.to, looked.organisation)) return [];
          const fields = clashing(table, hides, shows);
          if (fields.length === 0) return [];
          const seen = looked.holders(shows.to);
          const members = [...looked.holders(hides.to)].filter((id) => seen.has(id));
          if (members.length === 0) return [];
          const rules = [hides.id, shows.id];
          const roles = roleOf(hides, shows);
          return [finding('intentClash', { rules, tables: [table.id], fields, roles, members })];
        }),
      );
  });
}

function clashing(table: Table, hides: Grant, shows: Grant): readonly string[] {
  const open = ruleLevels(table, shows.fields, false);
  return table.fields
    .filter((field) =>
      hides.fields.except.some(
        (entry) =>
          !readable(entry.level) &&
          ('field' in entry ? entry.field === field.id : field.classes.includes(entry.class)),
      ),
    )
    .filter((field) => !readable(plainLevel(field, hides.fields, false)))
    .filter(({ id }) => readable(open.get(id) ?? 'hidden'))
    .map(({ id }) => id);
}
