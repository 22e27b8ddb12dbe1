import type { Table } from './schema.ts';
import { sameText, type Template } from './template.ts';
import { namesOf, type TemplateSource } from './template-of-names.ts';
import { recordsOf } from './template-of-records.ts';
import { rulesOf } from './template-of-rules.ts';
import { tableOf } from './template-of-tables.ts';
import { tidyTemplateRecords } from './tidy-template-records.ts';

/** What could not be carried into a template, for its maker to know. */
export interface TemplateLeftOut {
  /** Tables without a field that can name their records. */
  readonly tables: readonly string[];
  /** Links to tables that are not in it, as "Orders: Customer". */
  readonly links: readonly string[];
  /** Rules for single people, teams, departments, or for a time. */
  readonly rules: number;
  /** Records of which a required cell could not come along. */
  readonly records: number;
}

/**
 * A workspace, or some apps of it, as a template. Nothing in it names a member, a team, a department or an id of the
 * workspace: people are empty cells, rules for them stay behind. Where a rule depends on something that cannot come
 * along, it closes: the part of a scope is never true, the condition of a restriction always.
 */
export function templateOf(source: TemplateSource): {
  readonly template: Template;
  /** The table behind each API name in it. */
  readonly tables: ReadonlyMap<string, Table>;
  readonly left: TemplateLeftOut;
} {
  const names = namesOf(source);
  const rules = source.rules && rulesOf(source.rules.policy, source.rules.roles, names);
  const tables = [...names.tables.values()].map((table) => tableOf(table, names));
  const records = tidyTemplateRecords({ tables, records: recordsOf(source.records, names) });
  return {
    template: {
      slug: source.slug,
      name: sameText(source.name),
      description: sameText(source.description),
      icon: source.icon,
      color: source.color,
      apps: source.apps.map((app) => ({
        slug: names.apps.get(app.id) ?? '',
        name: sameText(app.name),
        ...(app.icon !== undefined && { icon: app.icon }),
        ...(app.color !== undefined && { color: app.color }),
      })),
      classes: [...names.classes.values()].flatMap(({ slug, of }) =>
        of === null
          ? []
          : [{ slug, name: sameText(of.name), description: sameText(of.description ?? '') }],
      ),
      tables,
      roles: rules?.roles ?? [],
      grants: rules?.grants ?? [],
      restrictions: rules?.restrictions ?? [],
      ...(rules?.guarantees && { guarantees: rules.guarantees }),
      records: records.records,
    },
    tables: new Map([...names.tables.values()].map(({ slug, table }) => [slug, table])),
    left: {
      tables: names.untitled,
      links: names.lostLinks,
      rules: rules?.left ?? 0,
      records: records.left,
    },
  };
}
