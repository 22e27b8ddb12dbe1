import { AppError, type Denial, denial } from '@tessera/model';
import { tellAccount, tellAttempt } from '../audit/account-events.ts';
import type { AccountContext, AppContext } from '../context.ts';
import { attempts } from './attempts.ts';
import { endSessionsOf } from './end-sessions.ts';
import { signInKeys } from './rate-limit.ts';

const shortest = 10;
/** Of zxcvbn's scores 0 to 4: guessed in more than 10^6 attempts. */
const weakest = 2;

type Estimator = Pick<import('@zxcvbn-ts/core').ZxcvbnFactory, 'check'>;
let estimator: Promise<Estimator> | undefined;

/** The estimator with its dictionaries, which take long to load and are kept. */
function loadEstimator(): Promise<Estimator> {
  estimator ??= Promise.all([import('@zxcvbn-ts/core'), import('@zxcvbn-ts/language-common')]).then(
    ([{ ZxcvbnFactory }, { dictionary, adjacencyGraphs }]) =>
      new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs }),
  );
  return estimator;
}

const easy = denial('invalid', 'This password is easy to guess.');

/** Refuses a password that is short or easy to guess for those who know name and address; null when it will do. */
export async function checkStrength(
  password: string,
  known: readonly string[],
): Promise<Denial | null> {
  if ([...password].length < shortest) {
    return denial('invalid', `A password has at least ${shortest} characters.`);
  }
  const words = known.flatMap((text) => {
    const parts = text.split(/[\s@._-]+/u).filter(Boolean);
    return [text, parts.join(''), ...parts];
  });
  // Name and address said twice score well with the estimate, and are the first thing to try.
  const own = words.filter((word) => word.length >= 3).sort((a, b) => b.length - a.length);
  const rest = own.reduce(
    (text, word) => text.split(word.toLowerCase()).join(''),
    password.toLowerCase(),
  );
  if (rest.length < 6) return easy;
  const estimate = await loadEstimator();
  // Beyond 100 characters an estimate takes long and tells nothing more.
  const { score } = estimate.check(password.slice(0, 100), ['tessera', ...words]);
  return score < weakest ? easy : null;
}

/** Makes an account with a password; its strength was checked before. Gives the account's id. */
export async function createAccount(
  app: AppContext,
  given: { readonly name: string; readonly email: string; readonly password: string },
): Promise<string> {
  const context = await (await app.auth()).$context;
  const user = await context.internalAdapter.createUser(
    {
      name: given.name,
      email: given.email.toLowerCase(),
      // Whoever holds the start-up token or the invitation was sent it; there is no other proof to ask for.
      emailVerified: true,
    },
    { method: 'email-password' },
  );
  if (!user) throw new AppError('internal', 'The account could not be made.');
  await context.internalAdapter.linkAccount({
    userId: user.id,
    providerId: 'credential',
    accountId: user.id,
    password: await context.password.hash(given.password),
  });
  return user.id;
}

/** Whether a password is that of an account. */
export async function verifyPassword(
  app: AppContext,
  userId: string,
  password: string,
): Promise<boolean> {
  const context = await (await app.auth()).$context;
  const accounts = await context.internalAdapter.findAccounts(userId);
  const hash = accounts.find(({ providerId }) => providerId === 'credential')?.password;
  return typeof hash === 'string' && (await context.password.verify({ hash, password }));
}

/** Changes one's own password, knowing the former one; all other sessions end. Null when it was done. */
export async function changePassword(
  { app, account, session, now }: AccountContext,
  current: string,
  next: string,
  address: string,
): Promise<Denial | null> {
  const keys = signInKeys(address, account.email);
  if (attempts(app).wait(keys, now) > 0) {
    return denial('rate_limited', 'Too many attempts. Please wait a moment.');
  }
  const weak = await checkStrength(next, [account.name, account.email]);
  if (weak) return weak;
  // Counted before it is known to fail, so that attempts made at once are counted too.
  attempts(app).fail(keys, now);
  if (!(await verifyPassword(app, account.id, current))) {
    tellAttempt(app, account.id, 'signIn.failed', 'password');
    return denial('unauthenticated', 'The password is not right.');
  }
  attempts(app).forgive(keys.slice(0, 2).map(({ key }) => key));
  const { internalAdapter, password } = await (await app.auth()).$context;
  await internalAdapter.updatePassword(account.id, await password.hash(next));
  const count = await endSessionsOf(app, account.id, session.id);
  await tellAccount(app, account.id, 'password.change', count > 0 ? { count } : {});
  return null;
}
