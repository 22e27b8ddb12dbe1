import { checkTemplate, type Denial, denial, isDenial, type Template } from '@tessera/model';
import type { OwnTemplate, TemplateFile } from '@tessera/protocol';
import type { MemberContext } from '../context.ts';
import { keepTemplate, ownTemplate } from './own-templates.ts';
import { requireRight } from './rights.ts';

/**
 * Keeps a template from a file. It may come from anywhere: besides its closed shape, every name in it has to lead
 * somewhere, and all of it has to be something that could have been made here.
 */
export async function uploadTemplate(
  context: MemberContext,
  file: TemplateFile,
): Promise<OwnTemplate | Denial> {
  const refused = requireRight(context, 'manageSchema');
  if (refused) return refused;
  // Shapes are closed by its schema; what zod cannot say in types is that they are those of the model.
  const template = file.template as unknown as Template;
  const [problem] = checkTemplate(template);
  if (problem !== undefined) {
    return denial('invalid', `This template is not sound: ${problem.slice(0, 300)}`);
  }
  const kept = await keepTemplate(context, template, { origin: 'uploaded', sources: '{}' });
  return isDenial(kept) ? kept : ownTemplate(context, kept);
}
