import { type Denial, denial } from '@tessera/model';
import type { TwoStepAnswer, TwoStepBegunAnswer, TwoStepCodesAnswer } from '@tessera/protocol';
import { tellAccount, tellAttempt } from '../audit/account-events.ts';
import type { AccountContext, AppContext } from '../context.ts';
import { entersCopy } from '../operations/copy-right.ts';
import { memberContext } from '../operations/enter-workspace.ts';
import { attempts } from './attempts.ts';
import { endSessionsOf } from './end-sessions.ts';
import { verifyPassword } from './passwords.ts';
import { secondStepKeys, signInKeys } from './rate-limit.ts';
import { makeRecoveryCodes } from './recovery-codes.ts';
import { codesOf, seal, secretOf } from './second-step-secrets.ts';
import { stepOf, totpAddress } from './totp.ts';

const tooMany = denial('rate_limited', 'Too many attempts. Please wait a moment.');
const notOn = denial('conflict', 'Two-step sign-in is not turned on.');
const alreadyOn = denial('conflict', 'Two-step sign-in is turned on already.');
const wrongCode = denial('invalid', 'The code is not right.');

/** Whether one's own account has a second step, how many recovery codes are left, and who asks for it. */
export async function readTwoStep({ app, account }: AccountContext): Promise<TwoStepAnswer> {
  const required = await requiring(app, account.id);
  const kept = account.twoStep ? await app.accounts.secondStep(account.id) : null;
  if (kept === null) return { on: false, required };
  return { on: true, codesLeft: (await codesOf(app, kept)).length, required };
}

/** Makes a new secret, which stands for nothing before a code of it was given. */
export async function beginTwoStep(
  context: AccountContext,
  password: string,
  address: string,
): Promise<TwoStepBegunAnswer | Denial> {
  const { app, account } = context;
  const refused = await checkPassword(context, password, address);
  if (refused) return refused;
  const secret = app.random(20);
  const sealed = await seal(app, Buffer.from(secret).toString('base64url'));
  if (!(await app.accounts.prepareSecondStep(account.id, sealed))) return alreadyOn;
  return { address: totpAddress(secret, 'Tessera', account.email) };
}

/** Turns it on for whoever holds the secret. Other sessions end: they were opened without a second step. */
export async function confirmTwoStep(
  { app, account, session, now }: AccountContext,
  code: string,
): Promise<TwoStepCodesAnswer | Denial> {
  if (account.twoStep) return alreadyOn;
  const keys = secondStepKeys(account.id, session.id);
  if (attempts(app).wait(keys, now) > 0) return tooMany;
  attempts(app).fail(keys, now);
  const kept = await app.accounts.secondStep(account.id);
  const step = kept && stepOf(await secretOf(app, kept), code, now);
  if (!kept || step === null || !(await app.accounts.takeTimeStep(account.id, step))) {
    return wrongCode;
  }
  const codes = makeRecoveryCodes(app.random);
  const sealed = await seal(app, JSON.stringify(codes));
  if (!(await app.accounts.turnOnSecondStep(account.id, kept.secret, sealed))) return wrongCode;
  attempts(app).forgive(keys.map(({ key }) => key));
  await endSessionsOf(app, account.id, session.id);
  await tellAccount(app, account.id, 'twoStep.on');
  return { codes };
}

/** New recovery codes; those from before are worth nothing any more. */
export async function renewCodes(
  context: AccountContext,
  password: string,
  address: string,
): Promise<TwoStepCodesAnswer | Denial> {
  const { app, account } = context;
  const refused = await checkPassword(context, password, address);
  if (refused) return refused;
  const kept = account.twoStep ? await app.accounts.secondStep(account.id) : null;
  if (kept === null) return notOn;
  const codes = makeRecoveryCodes(app.random);
  const sealed = await seal(app, JSON.stringify(codes));
  const done = await app.accounts.replaceCodes(account.id, kept.codes, sealed);
  if (!done) return denial('conflict', 'The codes were changed meanwhile.');
  await tellAccount(app, account.id, 'twoStep.codes');
  return { codes };
}

/** Turns it off, unless a workspace one belongs to asks for it. Null when it was done. */
export async function turnOffTwoStep(
  context: AccountContext,
  password: string,
  address: string,
): Promise<Denial | null> {
  const { app, account } = context;
  const refused = await checkPassword(context, password, address);
  if (refused) return refused;
  if (!account.twoStep) return notOn;
  const [first] = await requiring(app, account.id);
  if (first !== undefined) return denial('forbidden', `${first} asks for two-step sign-in.`);
  await app.accounts.turnOffSecondStep(account.id);
  await tellAccount(app, account.id, 'twoStep.off');
  return null;
}

/** The names of the workspaces that ask an account for a second step. */
async function requiring(app: AppContext, userId: string): Promise<readonly string[]> {
  const names: string[] = [];
  for (const { workspaceId, memberId } of await app.accounts.membershipsOf(userId)) {
    const workspace = await app.workspace(workspaceId);
    const { name, requireTwoStep } = workspace?.store.info() ?? {};
    if (!workspace || !name || requireTwoStep !== true) continue;
    if (!memberContext(app, workspace, memberId)) continue;
    if (await entersCopy(app, workspace, memberId)) names.push(name);
  }
  return names;
}

/** Refuses a password that is not the account's own; attempts are counted as those of signing in. */
async function checkPassword(
  { app, account, now }: AccountContext,
  password: string,
  address: string,
): Promise<Denial | null> {
  const keys = signInKeys(address, account.email);
  if (attempts(app).wait(keys, now) > 0) return tooMany;
  // Counted before it is known to fail, so that attempts made at once are counted too.
  attempts(app).fail(keys, now);
  if (!(await verifyPassword(app, account.id, password))) {
    tellAttempt(app, account.id, 'signIn.failed', 'password');
    return denial('unauthenticated', 'The password is not right.');
  }
  attempts(app).forgive(keys.slice(0, 2).map(({ key }) => key));
  return null;
}
