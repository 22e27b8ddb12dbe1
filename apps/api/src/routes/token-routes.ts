import { type Ceiling, tableActions, workspaceActions } from '@tessera/model';
import {
  type MadeToken,
  type OutService,
  type ServicesAnswer,
  serviceChangeRequest,
  serviceRequest,
  type TokensAnswer,
  tokenRequest,
} from '@tessera/protocol';
import { z } from 'zod';
import {
  addService,
  changeService,
  makeServiceToken,
  readServices,
  revokeServiceToken,
} from '../operations/services.ts';
import { makeToken, readTokens, revokeToken } from '../operations/tokens.ts';
import { done, shape } from './answers.ts';
import { endpoint } from './endpoint.ts';

const tag = 'Tokens';
const tokens = false;
const id = z.string();
const instant = z.iso.datetime();

const ceiling = shape<Ceiling>(
  z.strictObject({
    rules: z.array(
      z.strictObject({
        on: z.union([
          z.strictObject({ kind: z.literal('workspace') }),
          z.strictObject({ kind: z.enum(['app', 'table']), id }),
        ]),
        actions: z.array(z.enum(tableActions)),
        level: z.enum(['masked', 'read', 'edit']),
      }),
    ),
    duties: z.array(z.enum(workspaceActions)),
  }),
);
const token = z.strictObject({
  id,
  name: z.string(),
  ceiling,
  at: instant,
  until: instant,
  by: z.strictObject({ id, name: z.string() }),
  usedAt: instant.optional(),
  open: z.boolean(),
});
const service = z.strictObject({
  id,
  name: z.string(),
  description: z.string().optional(),
  status: z.enum(['active', 'deactivated']),
  tokens: z.array(token),
});
const tokensAnswer = shape<TokensAnswer>(z.strictObject({ tokens: z.array(token) }));
const madeToken = shape<MadeToken>(z.strictObject({ token, secret: z.string() }));
const serviceAnswer = shape<OutService>(service);
const servicesAnswer = shape<ServicesAnswer>(z.strictObject({ services: z.array(service) }));

const once =
  'The secret is told in this answer and never again. It is given as `Authorization: Bearer <secret>`, to addresses of this workspace and to GET /workspaces.';

/** Keys for programs: of members, and of accounts that are programs. None of them is made by a token. */
export const tokenRoutes = [
  endpoint({
    access: 'member',
    tokens,
    method: 'get',
    path: '/workspaces/{ws}/tokens',
    tag,
    summary: "One's own tokens",
    answer: tokensAnswer,
    run: readTokens,
  }),
  endpoint({
    access: 'member',
    tokens,
    method: 'post',
    path: '/workspaces/{ws}/tokens',
    tag,
    summary: 'Make a token: oneself, under a ceiling',
    description: `What it opens is never more than one may oneself at that moment. ${once}`,
    body: tokenRequest,
    status: 201,
    answer: madeToken,
    run: (context, { body }) => makeToken(context, body),
  }),
  endpoint({
    access: 'member',
    tokens,
    method: 'delete',
    path: '/workspaces/{ws}/tokens/{token}',
    tag,
    summary: "Revoke a token of one's own",
    answer: done,
    run: (context, { params }) => revokeToken(context, params.token),
  }),
  endpoint({
    access: 'member',
    tokens,
    method: 'get',
    path: '/workspaces/{ws}/services',
    tag,
    summary: 'The service accounts, with their tokens',
    description: 'For whoever manages members and writes the rules.',
    answer: servicesAnswer,
    run: readServices,
  }),
  endpoint({
    access: 'member',
    tokens,
    method: 'post',
    path: '/workspaces/{ws}/services',
    tag,
    summary: 'Add a service account',
    description: 'It may nothing until a rule names it.',
    body: serviceRequest,
    status: 201,
    answer: serviceAnswer,
    run: (context, { body }) => addService(context, body),
  }),
  endpoint({
    access: 'member',
    tokens,
    method: 'patch',
    path: '/workspaces/{ws}/services/{service}',
    tag,
    summary: 'Change a service account, deactivate it or let it in again',
    body: serviceChangeRequest,
    answer: serviceAnswer,
    run: (context, { params, body }) => changeService(context, params.service, body),
  }),
  endpoint({
    access: 'member',
    tokens,
    method: 'post',
    path: '/workspaces/{ws}/services/{service}/tokens',
    tag,
    summary: 'Make a token of a service account',
    description: once,
    body: tokenRequest,
    status: 201,
    answer: madeToken,
    run: (context, { params, body }) => makeServiceToken(context, params.service, body),
  }),
  endpoint({
    access: 'member',
    tokens,
    method: 'delete',
    path: '/workspaces/{ws}/services/{service}/tokens/{token}',
    tag,
    summary: 'Revoke a token of a service account',
    answer: done,
    run: (context, { params }) => revokeServiceToken(context, params.service, params.token),
  }),
];
