import { isDenial } from '@tessera/model';
import { acceptInvitationRequest, setupRequest } from '@tessera/protocol';
import { z } from 'zod';
import { openSession } from '../auth/session.ts';
import { acceptInvitation, readInvitation } from '../operations/invitations.ts';
import { readSetup, setUp } from '../operations/setup.ts';
import { invitationAnswer, joinedAnswer, setupAnswer } from './answers.ts';
import { endpoint } from './endpoint.ts';

const tag = 'Joining';

export const joiningRoutes = [
  endpoint({
    access: 'public',
    method: 'get',
    path: '/setup',
    tag,
    summary: 'What can be chosen when setting up an empty installation',
    description: 'Only for the holder of the token that the server printed.',
    query: z.strictObject({ token: z.string().min(1).max(200) }),
    answer: setupAnswer,
    run: (app, { query }) => readSetup(app, query.token),
  }),
  endpoint({
    access: 'public',
    method: 'post',
    path: '/setup',
    tag,
    summary: 'Make the first account and workspace, and sign in',
    body: setupRequest,
    status: 201,
    answer: joinedAnswer,
    run: async (app, { body, http }) => {
      const made = await setUp(app, body);
      if (isDenial(made)) return made;
      const agent = http.request.headers.get('user-agent');
      http.headers.append('set-cookie', await openSession(app, made.user, agent));
      return { workspace: made.workspace };
    },
  }),
  endpoint({
    access: 'public',
    method: 'get',
    path: '/invitations/{token}',
    tag,
    summary: 'What an invitation is for',
    answer: invitationAnswer,
    run: (app, { params }) => readInvitation(app, params.token),
  }),
  endpoint({
    access: 'public',
    method: 'post',
    path: '/invitations/{token}',
    tag,
    summary: 'Join, and sign in',
    description:
      'With a new password, or with the password of the account that has this address already; one with two-step sign-in joins and signs in afterwards.',
    body: acceptInvitationRequest,
    answer: joinedAnswer,
    run: async (app, { params, body, http }) => {
      const joined = await acceptInvitation(app, params.token, body.password, http.address);
      if (isDenial(joined)) return joined;
      // Its password alone opens nothing.
      if (joined.twoStep) return { workspace: joined.workspace, signIn: true as const };
      const agent = http.request.headers.get('user-agent');
      http.headers.append('set-cookie', await openSession(app, joined.user, agent));
      return { workspace: joined.workspace };
    },
  }),
];
