import { type Denial, denial, isDenial, type Template } from '@tessera/model';
import type {
  OwnTemplate,
  TemplateAnswer,
  TemplateChangeRequest,
  TemplateFile,
  TemplatesAnswer,
} from '@tessera/protocol';
import { templateLimits } from '@tessera/protocol';
import type { StoredTemplate, TemplateHead } from '@tessera/store';
import { templates } from '@tessera/templates';
import type { MemberContext } from '../context.ts';
import { authorship } from './commit.ts';
import { describeTemplate } from './describe-template.ts';
import { openTemplate } from './open-template.ts';

const noSuchTemplate = denial('not_found', 'There is no such template.');

/** How many templates one member keeps in a workspace. */
const mostOfOneMember = 20;

type Seer = Pick<MemberContext, 'member' | 'access' | 'token' | 'viewAs'>;

/**
 * Who sees a kept template: its maker himself, since it may hold what a token of his must not reach; and, when no
 * records stand in it, the holders of managePolicy, to whom the whole structure and every rule is open anyway.
 */
function sees(context: Seer, head: TemplateHead): boolean {
  const { member, access, token, viewAs } = context;
  if (viewAs) return sees(viewAs.viewer, head) && sees({ member, access: viewAs.viewed }, head);
  const mine = head.by === member.id && token === undefined;
  return mine || (head.records === 0 && access.workspace.has('managePolicy'));
}

/** Everything one can start from: what comes with Tessera, and what is kept here. */
export async function readTemplates(context: MemberContext): Promise<TemplatesAnswer> {
  const heads = await context.workspace.store.templates();
  return {
    shipped: templates.map(describeTemplate),
    own: heads.filter((head) => sees(context, head)).map((head) => ownTemplate(context, head)),
  };
}

/** A kept template as this member may know it now: of the rules nothing when they are closed to him by now. */
export function ownTemplate(context: MemberContext, head: TemplateHead): OwnTemplate {
  const { id, by, at, origin, records } = head;
  const look = JSON.parse(head.look) as TemplateAnswer;
  const open = origin === 'uploaded' || context.access.workspace.has('managePolicy');
  return { id, by, at, origin, records, look: open ? look : { ...look, roles: [], locks: [] } };
}

/** The kept template of this id, if the member sees it. */
export async function seenTemplate(
  context: MemberContext,
  id: string,
): Promise<StoredTemplate | Denial> {
  const found = await context.workspace.store.template(id);
  return found && sees(context, found) ? found : noSuchTemplate;
}

/** Other words or another look for a kept template. */
export async function changeTemplate(
  context: MemberContext,
  id: string,
  { name, description, icon, color }: TemplateChangeRequest,
): Promise<OwnTemplate | Denial> {
  const before = await seenTemplate(context, id);
  if (isDenial(before)) return before;
  const words = {
    ...(name !== undefined && { name: { en: name, zh: name } }),
    ...(description !== undefined && { description: { en: description, zh: description } }),
    ...(icon !== undefined && { icon }),
    ...(color !== undefined && { color }),
  };
  const changed = (json: string) => JSON.stringify({ ...(JSON.parse(json) as object), ...words });
  const after = { ...before, look: changed(before.look), doc: changed(before.doc) };
  await context.workspace.store.putTemplate(after, authorship(context));
  return ownTemplate(context, after);
}

export async function removeTemplate(
  context: MemberContext,
  id: string,
): Promise<{ readonly id: string } | Denial> {
  const found = await seenTemplate(context, id);
  if (isDenial(found)) return found;
  await context.workspace.store.removeTemplate(found.id, authorship(context));
  return { id: found.id };
}

/** A kept template as a file to hand on. */
export async function readTemplateFile(
  context: MemberContext,
  id: string,
): Promise<{ readonly name: string; readonly file: TemplateFile } | Denial> {
  const found = await seenTemplate(context, id);
  if (isDenial(found)) return found;
  const template = openTemplate(context, found);
  const file = { tessera: 'template', version: 1, template } as unknown as TemplateFile;
  return { name: template.name.en, file };
}

/** Keeps a template under a new id; refused when the member keeps enough of them. */
export async function keepTemplate(
  context: MemberContext,
  template: Template,
  given: { readonly origin: TemplateHead['origin']; readonly sources: string },
): Promise<TemplateHead | Denial> {
  const { store } = context.workspace;
  const mine = (await store.templates()).filter(({ by }) => by === context.member.id);
  if (mine.length >= mostOfOneMember) {
    return denial('invalid', `You keep ${mostOfOneMember} templates already. Delete one first.`);
  }
  const doc = JSON.stringify(template);
  if (Buffer.byteLength(doc) > templateLimits.file) {
    return denial('too_large', 'A template takes at most 4 MB. Save it without records.');
  }
  const kept: StoredTemplate = {
    id: context.app.makeId('template'),
    by: context.member.id,
    at: context.now,
    records: Object.values(template.records).reduce((sum, rows) => sum + rows.length, 0),
    look: JSON.stringify(describeTemplate(template)),
    doc,
    ...given,
  };
  await store.putTemplate(kept, authorship(context));
  return kept;
}
