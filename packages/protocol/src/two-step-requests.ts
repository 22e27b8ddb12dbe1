import { z } from 'zod';

const known = z.string().min(1).max(200);

/** POST /auth/two-step/begin, /codes, /off: the account's password again. */
export const passwordAgainRequest = z.strictObject({ password: known });
/** POST /auth/two-step/confirm and /auth/sign-in/code: six digits of the authenticator app. */
export const codeRequest = z.strictObject({
  code: z
    .string()
    .transform((text) => text.replaceAll(/\s/g, ''))
    .pipe(z.string().regex(/^\d{6}$/)),
});
/** POST /auth/sign-in/recovery-code */
export const recoveryCodeRequest = z.strictObject({ recoveryCode: z.string().min(5).max(40) });

/** POST /auth/sign-in/email: signed in, or on to the second step. */
export type SignedInAnswer =
  | { readonly user: { readonly id: string; readonly name: string; readonly email: string } }
  | { readonly secondStep: true };

/** GET /auth/two-step */
export interface TwoStepAnswer {
  readonly on: boolean;
  /** Recovery codes that were not used yet. */
  readonly codesLeft?: number;
  /** Names of the workspaces that ask for it. */
  readonly required: readonly string[];
}
/** POST /auth/two-step/begin: `otpauth://totp/...`, the secret within. */
export interface TwoStepBegunAnswer {
  readonly address: string;
}
/** POST /auth/two-step/confirm and /codes: shown once. */
export interface TwoStepCodesAnswer {
  readonly codes: readonly string[];
}

/** PUT /workspaces/:ws/security */
export const securityRequest = z.strictObject({ requireTwoStep: z.boolean() });
export type SecurityRequest = z.infer<typeof securityRequest>;
/** POST /workspaces/:ws/members/:id/reset-two-step */
export const resetTwoStepRequest = z.strictObject({ reason: z.string().trim().min(1).max(500) });
export type ResetTwoStepRequest = z.infer<typeof resetTwoStepRequest>;
