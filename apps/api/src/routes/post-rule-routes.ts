import { postRulesRequest } from '@tessera/protocol';
import { changePostRules, readPostRules } from '../operations/change-post-rules.ts';
import { postRulesAnswer } from './answers.ts';
import { endpoint } from './endpoint.ts';

const path = '/workspaces/{ws}/post-rules';
const tag = 'People';

/** Rules that say which roles go with a department and a title. */
export const postRuleRoutes = [
  endpoint({
    access: 'member',
    method: 'get',
    path,
    tag,
    summary: 'Which roles go with which posts',
    description:
      'For whoever manages members. Imports use the rules; every rule that fits gives its roles.',
    answer: postRulesAnswer,
    run: readPostRules,
  }),
  endpoint({
    access: 'member',
    method: 'put',
    path,
    tag,
    summary: 'Say anew which roles go with which posts',
    description:
      '`version` names the rules they were made from; a conflict when somebody saved since. Nobody writes a rule that gives what they may not give themselves.',
    body: postRulesRequest,
    answer: postRulesAnswer,
    run: (context, { body }) => changePostRules(context, body),
  }),
];
