import { queryOptions } from '@tanstack/react-query';
import type {
  SecurityRequest,
  TwoStepAnswer,
  TwoStepBegunAnswer,
  TwoStepCodesAnswer,
} from '@tessera/protocol';
import { path, request } from './http.ts';

/** A wrong password or code is an answer, not the end of the session. */
const stay = { stayOn401: true } as const;

/** Whether my account has a second step, and who asks for it. */
export const twoStepQuery = queryOptions({
  queryKey: ['two-step'],
  queryFn: ({ signal }) => request<TwoStepAnswer>('GET', '/auth/two-step', { signal }),
});

export function signInWithCode(code: string): Promise<unknown> {
  return request('POST', '/auth/sign-in/code', { ...stay, body: { code } });
}

export function signInWithRecoveryCode(recoveryCode: string): Promise<unknown> {
  return request('POST', '/auth/sign-in/recovery-code', { ...stay, body: { recoveryCode } });
}

export function beginTwoStep(password: string): Promise<TwoStepBegunAnswer> {
  return request('POST', '/auth/two-step/begin', { ...stay, body: { password } });
}

export function confirmTwoStep(code: string): Promise<TwoStepCodesAnswer> {
  return request('POST', '/auth/two-step/confirm', { ...stay, body: { code } });
}

export function renewRecoveryCodes(password: string): Promise<TwoStepCodesAnswer> {
  return request('POST', '/auth/two-step/codes', { ...stay, body: { password } });
}

export function turnOffTwoStep(password: string): Promise<unknown> {
  return request('POST', '/auth/two-step/off', { ...stay, body: { password } });
}

export function changeSecurity(ws: string, body: SecurityRequest): Promise<unknown> {
  return request('PUT', path`/workspaces/${ws}/security`, { body });
}

export function resetTwoStep(ws: string, member: string, reason: string): Promise<unknown> {
  return request('POST', path`/workspaces/${ws}/members/${member}/reset-two-step`, {
    body: { reason },
  });
}
