import { isDenial, todayIn } from '@tessera/model';
import {
  templateChangeRequest,
  templateFile,
  templateLimits,
  templateRequest,
} from '@tessera/protocol';
import { disposition } from '../export/file-name.ts';
import {
  changeTemplate,
  readTemplateFile,
  readTemplates,
  removeTemplate,
} from '../operations/own-templates.ts';
import { saveTemplate } from '../operations/save-template.ts';
import { uploadTemplate } from '../operations/upload-template.ts';
import { done, ownTemplateAnswer, savedTemplateAnswer, templatesAnswer } from './answers.ts';
import { endpoint } from './endpoint.ts';

const tag = 'Templates';
const path = '/workspaces/{ws}/templates';

/** What one can start from; an app is made of it with `POST /apps`. */
export const templateRoutes = [
  endpoint({
    access: 'member',
    method: 'get',
    path,
    tag,
    summary: 'Templates to start from: those of Tessera, and those kept here',
    description:
      'A kept template is seen by its maker, and without records by the holders of managePolicy too.',
    answer: templatesAnswer,
    run: readTemplates,
  }),
  endpoint({
    access: 'member',
    method: 'post',
    path,
    tokens: false,
    tag,
    summary: 'Keep the workspace, or one app of it, as a template',
    description:
      'As far as one may see it: rules need managePolicy; records and cells need the right to export them.',
    body: templateRequest,
    status: 201,
    answer: savedTemplateAnswer,
    run: (context, { body }) => saveTemplate(context, body),
  }),
  endpoint({
    access: 'member',
    method: 'post',
    path: `${path}/file`,
    tokens: false,
    tag,
    summary: 'Keep a template from a file',
    description: 'Needs the right to change the structure. At most 4 MB.',
    body: templateFile,
    limit: templateLimits.file + 64 * 1024,
    status: 201,
    answer: ownTemplateAnswer,
    run: (context, { body }) => uploadTemplate(context, body),
  }),
  endpoint({
    access: 'member',
    method: 'get',
    path: `${path}/{template}/file`,
    tokens: false,
    tag,
    summary: 'A kept template as a file',
    answer: templateFile,
    run: async (context, { params, http }) => {
      const found = await readTemplateFile(context, params.template);
      if (isDenial(found)) return found;
      const day = todayIn(context.now, context.workspace.store.info().timeZone);
      http.headers.set('content-disposition', disposition(found.name, day, 'tessera.json'));
      return found.file;
    },
  }),
  endpoint({
    access: 'member',
    method: 'patch',
    path: `${path}/{template}`,
    tokens: false,
    tag,
    summary: 'Rename a kept template or change its look',
    body: templateChangeRequest,
    answer: ownTemplateAnswer,
    run: (context, { params, body }) => changeTemplate(context, params.template, body),
  }),
  endpoint({
    access: 'member',
    method: 'delete',
    path: `${path}/{template}`,
    tokens: false,
    tag,
    summary: 'Delete a kept template',
    answer: done,
    run: (context, { params }) => removeTemplate(context, params.template),
  }),
];
