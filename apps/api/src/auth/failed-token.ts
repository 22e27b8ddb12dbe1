import { AppError } from '@tessera/model';
import type { AppContext } from '../context.ts';
import { attempts } from './attempts.ts';

/** The one answer to a token that is wrong, ended or revoked, or whose holder may not come any more. */
const noToken = () => new AppError('unauthenticated', 'The token is not valid.');

/** Counts a token that opened nothing; gives the answer to it. */
export function failedToken(app: AppContext, address: string): AppError {
  const keys = [{ key: `token ${address}`, most: 60, seconds: 300 }];
  const now = app.clock();
  const wait = attempts(app).wait(keys, now);
  attempts(app).fail(keys, now);
  return wait > 0
    ? new AppError('rate_limited', 'Too many attempts. Please wait a moment.')
    : noToken();
}
