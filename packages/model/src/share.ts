import type { FieldId, MemberId, RecordId, ShareId, TableId } from './ids.ts';
import type { Level, Principal, TableAction } from './policy.ts';

/** How far a shared record is opened, lowest first. */
export const shareLevels = ['view', 'comment', 'edit'] as const;
export type ShareLevel = (typeof shareLevels)[number];

/** What each level lets its recipient do. */
export const shareActions: Readonly<Record<ShareLevel, readonly TableAction[]>> = {
  view: ['view'],
  comment: ['view', 'comment'],
  edit: ['view', 'comment', 'edit'],
};

/** To whom a record is shared. */
export type SharePrincipal = Extract<Principal, { readonly kind: 'member' | 'team' | 'role' }>;

/** One record opened to somebody by a member who may share it (PERMISSIONS section 2). */
export interface Share {
  readonly id: ShareId;
  readonly table: TableId;
  readonly record: RecordId;
  readonly to: SharePrincipal;
  readonly level: ShareLevel;
  /** Epoch ms at which it ends; it holds until then. */
  readonly until?: number;
  readonly by: MemberId;
  readonly at: number;
  readonly reason: string;
  /** What its maker saw of the record then: no more of it is shared. A field that is absent is hidden. */
  readonly fields: Readonly<Record<FieldId, Exclude<Level, 'hidden'>>>;
}

/** The shares that are not taken back, and a number that grows with each change of them. */
export interface Shares {
  readonly version: number;
  readonly open: readonly Share[];
}

export const noShares: Shares = { version: 0, open: [] };
