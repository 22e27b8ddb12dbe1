import { queryOptions } from '@tanstack/react-query';
import type {
  AcceptInvitationRequest,
  InvitationAnswer,
  JoinedAnswer,
  SessionsAnswer,
  SetupAnswer,
  SetupRequest,
  SignedInAnswer,
} from '@tessera/protocol';
import { path, request } from './http.ts';

const before = { stayOn401: true } as const;

/** Templates to start from; only for the holder of the start-up token. */
export const setupQuery = (token: string) =>
  queryOptions({
    queryKey: ['setup', token],
    queryFn: ({ signal }) =>
      request<SetupAnswer>('GET', '/setup', { ...before, query: { token }, signal }),
    retry: false,
  });

/** Makes the first account and workspace; the answer's cookie signs its owner in. */
export function setUp(body: SetupRequest): Promise<unknown> {
  return request('POST', '/setup', { ...before, body });
}

export const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) =>
      request<InvitationAnswer>('GET', path`/invitations/${token}`, { ...before, signal }),
    retry: false,
  });

export function acceptInvitation(
  token: string,
  body: AcceptInvitationRequest,
): Promise<JoinedAnswer> {
  return request('POST', path`/invitations/${token}`, { ...before, body });
}

/** Who is signed in, before any workspace. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => request<{ readonly email: string }>('GET', '/me', { signal }),
});

export function signIn(email: string, password: string): Promise<SignedInAnswer> {
  return request('POST', '/auth/sign-in/email', { ...before, body: { email, password } });
}

export function signOut(): Promise<unknown> {
  return request('POST', '/auth/sign-out', { ...before, body: {} });
}

/** Where I am signed in. */
export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: async ({ signal }) =>
    (await request<SessionsAnswer>('GET', '/auth/sessions', { signal })).sessions,
});

export function endSession(id: string): Promise<unknown> {
  return request('DELETE', path`/auth/sessions/${id}`);
}

export function endOtherSessions(): Promise<unknown> {
  return request('POST', '/auth/revoke-other-sessions', { body: {} });
}

/** A wrong present password is an answer, not the end of the session. */
export function changePassword(currentPassword: string, newPassword: string): Promise<unknown> {
  const body = { currentPassword, newPassword };
  return request('POST', '/auth/change-password', { ...before, body });
}
