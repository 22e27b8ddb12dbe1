import { AppError } from '@tessera/model';
import { cookiePrefix } from './session-terms.ts';

/**
 * What a request gives in `Authorization: Bearer …`; undefined when it comes without one. A token stands nowhere else:
 * not in an address, which is written into histories and logs.
 */
export function bearerOf(request: Request): string | undefined {
  const header = request.headers.get('authorization');
  return /^bearer +(\S+) *$/i.exec(header ?? '')?.[1];
}

const ourCookie = new RegExp(`(^|;)\\s*(__Secure-)?${cookiePrefix}\\.`);

/** Whoever comes with a token comes without a session: which of the two decides must not be a question. */
export function refuseBoth(request: Request): void {
  if (ourCookie.test(request.headers.get('cookie') ?? ''))
    throw new AppError('invalid', 'Give either a token or a session, not both.');
}
