import { z } from 'zod';

/** POST /copies */
export const copyRequest = z.strictObject({
  /** Why, for the log of both. */
  reason: z.string().trim().min(1).max(500),
});
export type CopyRequest = z.infer<typeof copyRequest>;

/** A copy of a workspace to try things in. */
export interface OutCopy {
  readonly id: string;
  readonly name: string;
  /** An ISO instant: it holds what there was then. */
  readonly at: string;
}
export interface CopyAnswer {
  readonly copy: OutCopy;
}
/** GET /copies: those there are now, the oldest first. */
export interface CopiesAnswer {
  readonly copies: readonly OutCopy[];
}
