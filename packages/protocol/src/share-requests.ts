import { type ShareLevel, shareLevels } from '@tessera/model';
import { z } from 'zod';
import type { NamedValue } from './record-requests.ts';

/** POST /tables/:t/records/:r/shares. `until`: epoch ms at which the share ends; absent: it does not by itself. */
export const shareRequest = z.strictObject({
  to: z.strictObject({ kind: z.enum(['member', 'team', 'role']), id: z.string().min(1).max(60) }),
  level: z.enum(shareLevels),
  until: z.int().min(0).optional(),
  reason: z.string().trim().max(500).default(''),
});
export type ShareRequest = z.output<typeof shareRequest>;

/** GET /tables/:t/records/:r/shares: for those who may share the record. Moments are epoch ms. */
export interface SharesAnswer {
  readonly shares: readonly {
    readonly id: string;
    readonly to: NamedValue & { readonly kind: 'member' | 'team' | 'role' };
    readonly level: ShareLevel;
    readonly until?: number;
    readonly by: NamedValue;
    readonly at: number;
    readonly reason: string;
  }[];
  /** The teams and roles it may be shared with, beside every member. */
  readonly groups: readonly (NamedValue & { readonly kind: 'team' | 'role' })[];
}
