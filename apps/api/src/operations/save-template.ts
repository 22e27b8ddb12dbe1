import {
  type Denial,
  isDenial,
  slugify,
  type Table,
  type Template,
  templateOf,
} from '@tessera/model';
import type { SavedTemplate, TemplateRequest } from '@tessera/protocol';
import type { MemberContext } from '../context.ts';
import type { TemplateSources } from './open-template.ts';
import { keepTemplate, ownTemplate } from './own-templates.ts';
import { templateRecords } from './template-records.ts';
import { templateStructure } from './template-source.ts';

/** Keeps what the member may know of the workspace, or of one app of it, as a template of his own. */
export async function saveTemplate(
  context: MemberContext,
  request: TemplateRequest,
): Promise<SavedTemplate | Denial> {
  const structure = templateStructure(context, request.app);
  if (isDenial(structure)) return structure;
  const read = request.records
    ? await templateRecords(context, structure.tables)
    : { records: new Map(), closed: [] };
  if (isDenial(read)) return read;
  const [app] = structure.apps;
  const { template, tables, left } = templateOf({
    ...structure,
    slug: slugify(request.name),
    name: request.name,
    description: request.description ?? '',
    icon: request.icon ?? app?.icon ?? 'shapes',
    color: request.color ?? app?.color ?? 'blue',
    records: read.records,
  });
  const sources = JSON.stringify(sourcesOf(template, tables));
  const kept = await keepTemplate(context, template, { origin: 'saved', sources });
  if (isDenial(kept)) return kept;
  return {
    template: ownTemplate(context, kept),
    left: { ...left, closed: read.closed, ...(!structure.rules && { withoutRules: true }) },
  };
}

/** Where the records of a template come from: the member's right to export them is asked for again later. */
function sourcesOf({ records }: Template, tables: ReadonlyMap<string, Table>): TemplateSources {
  return Object.fromEntries(
    [...tables]
      .filter(([slug]) => Object.hasOwn(records, slug))
      .map(([slug, { id, fields }]) => [
        slug,
        { table: id, fields: Object.fromEntries(fields.map((field) => [field.slug, field.id])) },
      ]),
  );
}
