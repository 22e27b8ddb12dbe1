import { z } from 'zod';

/** What an administrator answers for; each rests on rights on the workspace that roles carry. */
export const duties = ['owner', 'members', 'data', 'configuration', 'security'] as const;
export type Duty = (typeof duties)[number];

/** Duties that open more than they name: giving them is confirmed as well. */
export const guardedDuties: readonly Duty[] = ['owner', 'security'];

/** Details of the refusal that asks for a reason and a confirmation: the guarded duties somebody would come to hold. */
export interface GuardedRefusal {
  readonly guarded: readonly Duty[];
}

const id = z.string().min(1).max(60);

/** POST /administrators/give: with a role made for the duty, when there is none yet. */
export const giveDutyRequest = z.strictObject({
  duty: z.enum(duties),
  member: id,
  reason: z.string().trim().min(3).max(500),
  /** Epoch milliseconds; absent: without an end. */
  until: z.int().min(0).optional(),
  /** Needed for the guarded duties. */
  confirmed: z.literal(true).optional(),
});
export type GiveDutyRequest = z.infer<typeof giveDutyRequest>;

/** POST /administrators/take: ends what one role gives somebody directly, with all that the role gives. */
export const takeDutyRequest = z.strictObject({ duty: z.enum(duties), member: id, role: id });
export type TakeDutyRequest = z.infer<typeof takeDutyRequest>;

/** GET /administrators */
export interface AdministratorsAnswer {
  readonly duties: readonly {
    readonly duty: Duty;
    /** Whether the one who asks holds it fully, and so may give and take it. */
    readonly mine: boolean;
    /** The role that giving it would use; null: one would be made. */
    readonly role: string | null;
    readonly holders: readonly DutyHolder[];
  }[];
  /** Active members who own the workspace themselves and without an end. */
  readonly owners: number;
}

export interface DutyHolder {
  readonly member: string;
  readonly through: readonly {
    /** null: a rule of access names them, or a group of theirs, itself. */
    readonly role: string | null;
    /** Held by a team or department of theirs. */
    readonly group?: string;
    readonly from?: number;
    readonly until?: number;
    readonly reason?: string;
  }[];
}
