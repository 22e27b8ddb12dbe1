import { z } from 'zod';

const id = z.string().min(1).max(60);

/** A rule without an id is new. A department is named by its id, or by a name that none has yet. */
const postRule = z.strictObject({
  id: id.optional(),
  department: z
    .strictObject({ id: z.string().trim().min(1).max(100), below: z.boolean() })
    .nullable(),
  title: z
    .strictObject({ op: z.enum(['contains', 'is']), text: z.string().trim().min(1).max(100) })
    .nullable(),
  roles: z.array(id).min(1).max(20),
});
export type PostRuleRequest = z.infer<typeof postRule>;

/** PUT /post-rules: all of them; `version` names those they were made from. */
export const postRulesRequest = z.strictObject({
  version: z.string().min(1).max(60),
  rules: z.array(postRule).max(200),
});
export type PostRulesRequest = z.infer<typeof postRulesRequest>;

export interface PostRulesAnswer {
  /** Changes with the rules. */
  readonly version: string;
  readonly rules: readonly (PostRuleRequest & { readonly id: string })[];
  /** The roles that the one who asks may give. */
  readonly givable: readonly string[];
}
