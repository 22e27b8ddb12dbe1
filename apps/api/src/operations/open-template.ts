import { type Template, tidyTemplateRecords } from '@tessera/model';
import { mayExport, mayExportField } from '@tessera/permissions';
import type { StoredTemplate } from '@tessera/store';
import type { MemberContext } from '../context.ts';

/** What of the workspace a saved template was made of, as far as it has to be asked for again: tables with records. */
export type TemplateSources = Readonly<
  Record<string, { readonly table: string; readonly fields: Readonly<Record<string, string>> }>
>;

/**
 * A kept template at the access of today: one that was saved here gives out its rules only to holders of
 * managePolicy, and its records only as far as its maker may still export from those tables and fields. One that was
 * brought in as a file is whole.
 */
export function openTemplate(context: MemberContext, kept: StoredTemplate): Template {
  const template = JSON.parse(kept.doc) as Template;
  if (kept.origin === 'uploaded') return template;
  const { workspace } = context.access;
  const records = tidyTemplateRecords({
    tables: template.tables,
    records: openRecords(context, template, JSON.parse(kept.sources) as TemplateSources),
  }).records;
  if (workspace.has('managePolicy')) return { ...template, records };
  const rules = { roles: [], grants: [], restrictions: [], guarantees: [] };
  return { ...template, ...rules, records };
}

function openRecords(
  { access }: MemberContext,
  { records }: Template,
  sources: TemplateSources,
): Template['records'] {
  return Object.fromEntries(
    Object.entries(records).flatMap(([slug, rows]) => {
      const source = Object.hasOwn(sources, slug) ? sources[slug] : undefined;
      const table = source && access.tables.get(source.table);
      if (!source || !table || !mayExport(table)) return [];
      const open = new Set(
        Object.entries(source.fields)
          .filter(([, id]) => mayExportField(table, id))
          .map(([field]) => field),
      );
      const cells = (row: (typeof rows)[number]) =>
        Object.fromEntries(Object.entries(row.cells).filter(([field]) => open.has(field)));
      return [[slug, rows.map((row) => ({ key: row.key, cells: cells(row) }))]];
    }),
  );
}
