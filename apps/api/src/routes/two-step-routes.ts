import { isDenial } from '@tessera/model';
import {
  codeRequest,
  passwordAgainRequest,
  recoveryCodeRequest,
  resetTwoStepRequest,
  securityRequest,
} from '@tessera/protocol';
import { z } from 'zod';
import { completeSignIn } from '../auth/second-step.ts';
import {
  beginTwoStep,
  confirmTwoStep,
  readTwoStep,
  renewCodes,
  turnOffTwoStep,
} from '../auth/two-step.ts';
import { changeSecurity, resetTwoStep } from '../operations/two-step.ts';
import {
  securityAnswer,
  twoStepAnswer,
  twoStepBegunAnswer,
  twoStepCodesAnswer,
  userAnswer,
} from './answers.ts';
import { endpoint } from './endpoint.ts';

const tag = 'Two-step sign-in';
const ok = z.strictObject({ ok: z.literal(true) });
const done = { ok: true as const };

/** Signing in in two steps, and who asks for it. */
export const twoStepRoutes = [
  endpoint({
    access: 'public',
    method: 'post',
    path: '/auth/sign-in/code',
    tag,
    summary: 'The second step of signing in: a code of the authenticator app',
    description:
      'After `sign-in/email` has answered `secondStep`, with the cookie it set. Each code is taken once.',
    body: codeRequest,
    answer: userAnswer,
    run: (app, { body, http }) => completeSignIn(app, http, body),
  }),
  endpoint({
    access: 'public',
    method: 'post',
    path: '/auth/sign-in/recovery-code',
    tag,
    summary: 'The second step of signing in: a recovery code, each once',
    body: recoveryCodeRequest,
    answer: userAnswer,
    run: (app, { body, http }) => completeSignIn(app, http, body),
  }),
  endpoint({
    access: 'account',
    method: 'get',
    path: '/auth/two-step',
    tag,
    summary: 'Whether one has two-step sign-in, and who asks for it',
    answer: twoStepAnswer,
    run: readTwoStep,
  }),
  endpoint({
    access: 'account',
    method: 'post',
    path: '/auth/two-step/begin',
    tag,
    summary: 'Make a secret for an authenticator app',
    description: 'Nothing is turned on before `confirm` is given a code made with it.',
    body: passwordAgainRequest,
    answer: twoStepBegunAnswer,
    run: (context, { body, http }) => beginTwoStep(context, body.password, http.address),
  }),
  endpoint({
    access: 'account',
    method: 'post',
    path: '/auth/two-step/confirm',
    tag,
    summary: 'Turn it on; gives the recovery codes, and other sessions end',
    body: codeRequest,
    answer: twoStepCodesAnswer,
    run: (context, { body }) => confirmTwoStep(context, body.code),
  }),
  endpoint({
    access: 'account',
    method: 'post',
    path: '/auth/two-step/codes',
    tag,
    summary: 'Make new recovery codes; the former ones end',
    body: passwordAgainRequest,
    answer: twoStepCodesAnswer,
    run: (context, { body, http }) => renewCodes(context, body.password, http.address),
  }),
  endpoint({
    access: 'account',
    method: 'post',
    path: '/auth/two-step/off',
    tag,
    summary: 'Turn it off, where no workspace asks for it',
    body: passwordAgainRequest,
    answer: ok,
    run: async (context, { body, http }) =>
      (await turnOffTwoStep(context, body.password, http.address)) ?? done,
  }),
  endpoint({
    access: 'member',
    method: 'put',
    path: '/workspaces/{ws}/security',
    tokens: false,
    tag,
    summary: 'Ask all members for two-step sign-in, or no longer',
    description:
      'For whoever manages security. Members without it are answered `two_step_required` until they have set it up.',
    body: securityRequest,
    answer: securityAnswer,
    run: (context, { body }) => changeSecurity(context, body),
  }),
  endpoint({
    access: 'member',
    method: 'post',
    path: '/workspaces/{ws}/members/{member}/reset-two-step',
    tokens: false,
    tag,
    summary: "Take somebody's second step away; their sessions end",
    description: 'For whoever manages security, when an authenticator is lost.',
    body: resetTwoStepRequest,
    answer: ok,
    run: async (context, { params, body }) => {
      const refused = await resetTwoStep(context, params.member, body);
      return isDenial(refused) ? refused : done;
    },
  }),
];
