import type { MakeId } from './ids.ts';
import { derivationOrder } from './made-cells.ts';
import type { App, Field, Schema } from './schema.ts';
import type { SchemaChange } from './schema-change.ts';
import { isDerived } from './shown-type.ts';
import { uniqueSlug } from './slug.ts';
import type { Template } from './template.ts';
import type { TemplateNames } from './template-names.ts';
import { fieldFrom, tableFrom, viewFrom, withOptions } from './template-schema.ts';

type AddField = Extract<SchemaChange, { kind: 'addField' }>;

/**
 * The changes that make the tables of a template, or add what they lack to tables that are there already; and
 * all fields of the template by id, also those that are there.
 */
export function tableChanges(
  template: Template,
  apps: ReadonlyMap<string, App>,
  names: TemplateNames,
  { schema, makeId }: { readonly schema?: Schema; readonly makeId: MakeId },
): { readonly changes: readonly SchemaChange[]; readonly fields: ReadonlyMap<string, Field> } {
  const fields = new Map<string, Field>();
  const [first] = apps.values();
  const changes: SchemaChange[] = [];
  const taken = new Set((schema?.tables ?? []).map((table) => table.slug));
  const late: AddField[] = [];
  for (const table of template.tables) {
    const known = names.tables.get(table.slug);
    const app = table.app === undefined ? first : apps.get(table.app);
    if (!app) names.problem(`table ${table.slug}: there is no app "${table.app ?? ''}"`);
    const made =
      known?.existing || !app ? null : tableFrom(table, uniqueSlug(table.slug, taken), app, names);
    if (made) taken.add(made.slug);
    for (const spec of table.fields) {
      const named = known?.fields.get(spec.slug);
      if (named?.existing) {
        const more = withOptions(spec, named, names);
        fields.set(named.id, more ?? named.existing);
        if (more) changes.push({ kind: 'updateField', table: known?.id ?? '', field: more });
        continue;
      }
      const [field, reverse] = fieldFrom(spec, table.slug, names);
      if (!field) continue;
      fields.set(field.id, field);
      if (reverse) fields.set(reverse.id, reverse);
      // Links, fields that may watch or read links and formulas that may read those come when all tables are there.
      const early =
        !reverse && !('watch' in field) && !isDerived(field) && field.type !== 'formula';
      if (made && early) made.fields.push(field);
      else
        late.push({ kind: 'addField', table: known?.id ?? '', field, ...(reverse && { reverse }) });
    }
    if (made) changes.push({ kind: 'addTable', table: made });
  }
  const order = derivationOrder([...fields.values()]);
  changes.push(...late.sort((a, b) => turn(a, order) - turn(b, order)));
  for (const table of template.tables) {
    const known = names.tables.get(table.slug);
    if (!known || known.existing) continue;
    for (const view of table.views)
      changes.push({
        kind: 'putView',
        table: known.id,
        view: viewFrom(view, table, names, makeId),
      });
  }
  return { changes, fields };
}

/** Plain fields first, then links, then what is made from others, each behind what it is made from, then what reads other tables. */
function turn({ field, reverse }: AddField, order: readonly Field[]): number {
  if (reverse) return 1;
  return isDerived(field) ? Number.MAX_SAFE_INTEGER : 2 * (order.indexOf(field) + 1);
}
