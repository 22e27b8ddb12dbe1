import { meChangeRequest, workspaceChangeRequest } from '@tessera/protocol';
import { z } from 'zod';
import {
  changeMe,
  changeWorkspace,
  readWorkspace,
  readWorkspaces,
} from '../operations/workspaces.ts';
import { workspaceAnswer } from './answers.ts';
import { endpoint } from './endpoint.ts';

const tag = 'Workspaces';

export const workspaceRoutes = [
  endpoint({
    access: 'public',
    method: 'get',
    path: '/health',
    tag: 'Server',
    summary: 'Whether the server answers',
    answer: z.strictObject({ status: z.literal('ok'), version: z.string() }),
    run: (app) => ({ status: 'ok' as const, version: app.version }),
  }),
  endpoint({
    access: 'account',
    method: 'get',
    path: '/me',
    tag,
    summary: 'Who is signed in',
    answer: z.strictObject({ id: z.string(), name: z.string(), email: z.string() }),
    run: ({ account: { id, name, email } }) => ({ id, name, email }),
  }),
  endpoint({
    access: 'caller',
    method: 'get',
    path: '/workspaces',
    tag,
    summary: 'The workspaces one belongs to; by a token the one it opens',
    answer: z.strictObject({
      workspaces: z.array(z.strictObject({ id: z.string(), name: z.string() })).readonly(),
    }),
    run: readWorkspaces,
  }),
  endpoint({
    access: 'member',
    method: 'get',
    path: '/workspaces/{ws}',
    tag,
    summary: 'A workspace, oneself in it, and the rights one has on it',
    answer: workspaceAnswer,
    run: readWorkspace,
  }),
  endpoint({
    access: 'member',
    method: 'patch',
    path: '/workspaces/{ws}',
    tag,
    summary: 'Change name, language or time zone',
    description: 'Needs the right to change the structure.',
    body: workspaceChangeRequest,
    answer: workspaceAnswer,
    run: (context, { body }) => changeWorkspace(context, body),
  }),
  endpoint({
    access: 'member',
    method: 'patch',
    path: '/workspaces/{ws}/me',
    tokens: false,
    tag,
    summary: "Change one's own name or language",
    body: meChangeRequest,
    answer: workspaceAnswer,
    run: (context, { body }) => changeMe(context, body),
  }),
];
