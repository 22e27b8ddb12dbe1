import type { SetupRequest } from '@tessera/protocol';
import { setupRequest } from '@tessera/protocol';
import { passwordStrength, shortestPassword } from './password-strength.ts';

export type SetupValues = Omit<SetupRequest, 'token' | 'samples'> & { readonly samples: boolean };

export type SetupProblem =
  | 'auth.errors.name'
  | 'auth.errors.email'
  | 'auth.errors.passwordShort'
  | 'auth.errors.passwordWeak'
  | 'auth.errors.workspace'
  | 'auth.errors.timeZone';

type Checked = 'name' | 'email' | 'password' | 'workspace' | 'timeZone';

/** What is wrong with the form, by field, as names of texts. Empty: it can be sent. */
export function checkSetup(values: SetupValues): Partial<Record<Checked, SetupProblem>> {
  const { shape } = setupRequest;
  const problems: Partial<Record<Checked, SetupProblem>> = {};
  if (!shape.name.safeParse(values.name).success) problems.name = 'auth.errors.name';
  if (!shape.email.safeParse(values.email.trim()).success) problems.email = 'auth.errors.email';
  if (values.password.length < shortestPassword) problems.password = 'auth.errors.passwordShort';
  else if (passwordStrength(values.password, [values.name, values.email]) === 'weak')
    problems.password = 'auth.errors.passwordWeak';
  if (!shape.workspace.safeParse(values.workspace).success)
    problems.workspace = 'auth.errors.workspace';
  if (!shape.timeZone.safeParse(values.timeZone).success)
    problems.timeZone = 'auth.errors.timeZone';
  return problems;
}

/** The request that a valid form makes. */
export function setupBody(token: string, values: SetupValues): SetupRequest {
  const { samples, ...rest } = values;
  return {
    token,
    ...rest,
    name: values.name.trim(),
    email: values.email.trim(),
    workspace: values.workspace.trim(),
    samples: samples && values.templates.length > 0,
  };
}
