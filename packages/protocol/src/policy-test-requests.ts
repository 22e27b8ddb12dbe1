import { tableActions } from '@tessera/model';
import { z } from 'zod';

const name = z.string().min(1).max(60);

/** How many statements one request may hold. */
export const mostPolicyTests = 50;

/** A statement about who sees what: of one record, of those that a condition fits, or of the table as such. */
export const policyTestShape = z.strictObject({
  who: z.strictObject({ kind: z.enum(['member', 'role']), id: name }),
  can: z.boolean(),
  action: z.enum(tableActions),
  table: name,
  field: name.optional(),
  record: name.optional(),
  /** A condition; `me` in it is whom the statement is about. */
  where: z.unknown().optional(),
});

/** POST /policy/test: whether statements are true by the rules as they are, or by a draft of them. */
export const policyTestRequest = z.strictObject({
  /** The whole draft, as in a preview. */
  policy: z.unknown().optional(),
  tests: z.array(policyTestShape).min(1).max(mostPolicyTests),
});
export type PolicyTestRequest = z.infer<typeof policyTestRequest>;

export interface PolicyTestAnswer {
  /** One for each statement, in their order. */
  readonly outcomes: readonly PolicyTestOutcome[];
}

export interface PolicyTestOutcome {
  /** `unknown` where it hangs on what the one who asks may not read. */
  readonly found: boolean | 'unknown';
  /** Of a statement with a condition, where it was counted: how many records fit it. */
  readonly fitting?: number;
  /** How many of them speak against it, and a few of these. */
  readonly against?: { readonly count: number; readonly records: readonly string[] };
}
