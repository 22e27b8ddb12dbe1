import type { AppContext } from '../context.ts';
import { type RateLimit, rateLimit } from './rate-limit.ts';

const counted = new WeakMap<AppContext, RateLimit>();

/** The failed attempts of this installation to prove who one is. */
export function attempts(app: AppContext): RateLimit {
  const known = counted.get(app);
  if (known !== undefined) return known;
  const made = rateLimit();
  counted.set(app, made);
  return made;
}
