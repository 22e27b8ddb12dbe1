import { AppError } from '@tessera/model';

/** Runs one piece of work at a time, in the order in which they were asked for. */
export type Exclusive = <T>(work: () => Promise<T>) => Promise<T>;

/** With `waiting`, work that would wait behind more than so many others is refused. */
export function exclusive(waiting = Number.POSITIVE_INFINITY): Exclusive {
  let last: Promise<unknown> = Promise.resolve();
  let open = 0;
  return async (work) => {
    if (open > waiting) throw new AppError('rate_limited', 'Too many at once. Please try again.');
    open += 1;
    const next = last.then(work, work);
    last = next
      .catch(() => undefined)
      .finally(() => {
        open -= 1;
      });
    return await next;
  };
}
