import type { MemberId, ServiceId, TokenId } from './ids.ts';
import type { Level, TableAction, Target, WorkspaceAction } from './policy.ts';

/** What may be done at most: one more conjunct (PERMISSIONS section 2). It never gives anything by itself. */
export interface Ceiling {
  /** Each lets its actions pass, and fields up to a level, on all records of what it names. */
  readonly rules: readonly CeilingRule[];
  /** Duties of the workspace; only those that are named. */
  readonly duties: readonly WorkspaceAction[];
}

export interface CeilingRule {
  readonly on: Target;
  readonly actions: readonly TableAction[];
  readonly level: Exclude<Level, 'hidden'>;
}

/** Whose token it is: what it opens is at most what he has at that moment. */
export type TokenHolder =
  | { readonly kind: 'member'; readonly id: MemberId }
  | { readonly kind: 'service'; readonly id: ServiceId };

/** A key for programs, without its secret. It is its holder, and a ceiling. */
export interface Token {
  readonly id: TokenId;
  readonly holder: TokenHolder;
  readonly name: string;
  readonly ceiling: Ceiling;
  /** Epoch milliseconds; it holds until then. */
  readonly until: number;
  readonly at: number;
  readonly by: MemberId;
  /** Roughly when it was last used, epoch milliseconds. */
  readonly usedAt?: number;
  readonly revokedAt?: number;
}

/** Whether a token opens anything at a moment. */
export function isOpenToken({ until, revokedAt }: Token, now: number): boolean {
  return revokedAt === undefined && now < until;
}
