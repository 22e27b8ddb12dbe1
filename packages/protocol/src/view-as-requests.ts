import { z } from 'zod';

const id = z.string().min(1).max(60);

/** POST /view-as: whom somebody wants to look as. */
export const viewAsRequest = z.union([
  z.strictObject({ member: id }),
  z.strictObject({ role: id }),
]);
export type ViewAsRequest = z.infer<typeof viewAsRequest>;

/** Whom one looks as: a member, or a made-up one who holds just this role. */
export interface Viewed {
  readonly kind: 'member' | 'role';
  readonly id: string;
  readonly name: string;
}

/** A sitting: `id` is what `X-Tessera-View-As` carries until it ends. */
export interface ViewAsAnswer {
  readonly id: string;
  readonly as: Viewed;
  /** ISO instant. */
  readonly until: string;
}

/** What refusals to one who looks as somebody else carry, so that a client can tell them apart. */
export type ViewAsRefusal = { readonly viewAs: 'readOnly' | 'ended' };
