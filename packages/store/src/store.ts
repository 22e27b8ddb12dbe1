import type {
  AuditEntry,
  AuditHead,
  AuditVerdict,
  AuditWay,
  ConvertContext,
  Denial,
  Field,
  Member,
  MemberId,
  OptionId,
  Organisation,
  Policy,
  PostRule,
  RecordEffect,
  Schema,
  SchemaChange,
  ServiceAccount,
  Share,
  Shares,
  TableId,
  TemplateId,
  Token,
  TokenId,
  TrashedItem,
} from '@tessera/model';
import type {
  ChangePlan,
  ExplainPlan,
  ReadGroup,
  ReadRows,
  SecuredGroups,
  SecuredRows,
  SecuredTally,
  SecuredTrash,
  SharePlan,
  Tally,
  TrashedRecord,
} from '@tessera/permissions';

import type { AuditQuestion } from './audit/read.ts';
import type { Teller, Told } from './audit/write.ts';
import type { CopyInfo, CopyMark } from './copy-workspace.ts';
import type { Place } from './place.ts';
import type { StoredTemplate, TemplateHead } from './system/stored-templates.ts';

/** Who changed something and when, as history keeps it. */
export interface Authorship {
  /** A member, or a service account. */
  readonly by: MemberId;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Names the change set in history and undo. */
  readonly change: string;
  /** Why, for the log. */
  readonly reason?: string;
  /** By what way, for the log; absent: by hand. */
  readonly via?: AuditWay;
  /** By which token, for the log; absent: signed in. */
  readonly token?: TokenId;
}

/** A committed change set. `seq` is the workspace's own counter in commit order; never on the wire. */
export interface Committed {
  readonly kind: 'committed';
  readonly seq: number;
  readonly effects: readonly RecordEffect[];
  /** Tables whose answers may differ now: the changed one and those that show it through links. */
  readonly touched: readonly TableId[];
}

/** A field's change of type, decided by whoever may read all of its cells. */
export interface FieldConversion {
  readonly table: TableId;
  /** The field as it is to be. A select takes the choices its cells need beside those given here. */
  readonly field: Field;
  /** The other side of a link it becomes. */
  readonly reverse?: Field;
  /** Refused with `conflict` when more cells than this would be lost. */
  readonly mayLose: number;
  readonly makeOptionId: () => OptionId;
  readonly context: Omit<ConvertContext, 'record' | 'title'>;
}

/** A saved version of the rules without what is in it. */
export interface PolicyHead {
  readonly version: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly by: MemberId;
  readonly reason: string;
  /** SHA-256 of the snapshot, in hex. */
  readonly hash: string;
}

/** Settings of a workspace. */
export interface WorkspaceInfo {
  readonly id: string;
  readonly name: string;
  readonly language: 'en' | 'zh';
  readonly timeZone: string;
  /** Only members with two-step sign-in may enter. */
  readonly requireTwoStep?: boolean;
  /** It is a copy to try things in: of which workspace, and when it was made. */
  readonly copyOf?: CopyMark;
}

/**
 * One workspace's data: the only door to it. Reads take a secured query, writes a plan whose `decide`
 * makes an authorized change inside the transaction. Schema, organisation and policy are immutable snapshots.
 * What is changed is told in the log in the same transaction.
 */
export interface WorkspaceStore {
  info(): WorkspaceInfo;
  schema(): Schema;
  organisation(): Organisation;
  policy(): Policy;
  /** Shares of records that are not taken back; those that have ended by themselves are among them. */
  shares(): Shares;
  /** All tokens there ever were, oldest first: the log names them. */
  tokens(): readonly Token[];
  /** The token whose secret has this SHA-256, open or not. */
  tokenByHash(hash: string): Token | undefined;
  /** Removed tables and fields that can still be put back. */
  trash(): readonly TrashedItem[];

  rows(query: SecuredRows): Promise<ReadRows>;
  /** Deleted records since a moment that the asker may put back, newest first; at most 200. */
  trashedRecords(query: SecuredTrash, since: number): Promise<readonly TrashedRecord[]>;
  groups(query: SecuredGroups): Promise<readonly ReadGroup[]>;
  /**
   * The kinds of all records of a table; null when there are too many to hold. Read piece by piece, so what is written
   * meanwhile may be counted in one and not in another. `pause` is awaited between pieces and may throw to give up.
   */
  tally(query: SecuredTally, pause: () => Promise<void>): Promise<Tally | null>;
  /** Loads the facts a plan needs and lets it tell; what it tells holds no more than its reader may know. */
  explain<Told>(plan: ExplainPlan<Told>): Promise<Told | Denial>;
  /** One transaction: load facts -> decide -> write -> history -> commit. A denial rolls back and is returned. */
  change(plan: ChangePlan, authorship: Authorship): Promise<Committed | Denial>;

  /** Shares a record, or takes a share back, as the plan decides inside the transaction. `id` names a new share. */
  changeShares(plan: SharePlan, id: string, authorship: Authorship): Promise<Shares | Denial>;

  /** Applies schema changes and their DDL in one transaction; refused (Denial) when `baseVersion` is stale. */
  changeSchema(
    changes: readonly SchemaChange[],
    authorship: Authorship,
    baseVersion?: number,
  ): Promise<Schema | Denial>;
  /** Puts a removed table or field back, with its cells; refused when it is not in the trash. */
  restoreTrash(id: string, authorship: Authorship): Promise<Schema | Denial>;
  /** Drops those items of the trash for good that are wanted, and what hangs on them. */
  emptyTrash(wanted: (item: TrashedItem) => boolean, authorship: Authorship): Promise<void>;
  /** Gives a field another type and its cells the new form, in one transaction; refused when `baseVersion` is stale. */
  convertField(
    conversion: FieldConversion,
    authorship: Authorship,
    baseVersion: number,
  ): Promise<Schema | Denial>;
  /** Saves a new immutable policy version; refused with `conflict` when `policy.version` is not the current one. */
  savePolicy(policy: Policy, authorship: Authorship, reason: string): Promise<Policy | Denial>;
  /** Saved versions of the rules, newest first, before one. */
  policyVersions(limit: number, before?: number): Promise<readonly PolicyHead[]>;
  policyVersion(version: number): Promise<Policy | null>;
  /** The rules, the organisation and the shares as they stood at a moment (epoch ms). */
  past(at: number): Promise<{
    readonly policy: Policy;
    readonly organisation: Organisation;
    readonly shares: readonly Share[];
  }>;
  /** Applies organisation changes in one transaction, keeping the former state as history (from, until). */
  changeOrganisation(
    changes: readonly OrganisationChange[],
    authorship: Authorship,
  ): Promise<Organisation | Denial>;
  /** Keeps a token under the SHA-256 of its secret. */
  addToken(token: Token, hash: string, authorship: Authorship): Promise<void>;
  /** Closes a token for good; refused when it is none, or closed already. */
  revokeToken(id: TokenId, authorship: Authorship): Promise<Token | Denial>;
  /** Notes that a token was used; not told in the log. */
  touchToken(id: TokenId, at: number): Promise<void>;
  /** Templates that members keep here, without what is in them. */
  templates(): Promise<readonly TemplateHead[]>;
  template(id: TemplateId): Promise<StoredTemplate | null>;
  /** Keeps a template, in place of the one of its id. */
  putTemplate(template: StoredTemplate, authorship: Authorship): Promise<void>;
  removeTemplate(id: TemplateId, authorship: Authorship): Promise<void>;
  /** Words noted for a member. */
  notesOf(member: MemberId): ReadonlySet<string>;
  /** Notes a word for a member, or takes it back; nothing is written when it stands so already. */
  note(member: MemberId, word: string, set: boolean): Promise<void>;
  updateInfo(
    set: Partial<Omit<WorkspaceInfo, 'id'>>,
    authorship: Authorship,
  ): Promise<WorkspaceInfo>;

  /** Tells in the log what changed nothing here: signing in, exports, refusals. */
  tell(told: readonly Told[], teller: Teller): Promise<void>;
  /** Entries of the log as they are kept, newest first: the asker may know no more than he may see of them. */
  audit(asked: AuditQuestion): Promise<readonly AuditEntry[]>;
  auditHead(): AuditHead;
  /** Walks the whole log; also against a head that was kept elsewhere. */
  verifyAudit(known?: AuditHead): Promise<AuditVerdict>;

  /** Copies everything but the log into an empty place of the same kind, as of one moment; the place stays closed. */
  copyTo(place: Place, info: CopyInfo): Promise<void>;

  close(): Promise<void>;
}

/** One change of people or their groups. `setMemberships` replaces what a holder has of one kind. */
export type OrganisationChange =
  | { readonly kind: 'putMember'; readonly member: Member }
  | {
      readonly kind: 'putRole';
      readonly id: string;
      readonly name: string;
      readonly description?: string;
      readonly builtIn?: 'owner';
    }
  | { readonly kind: 'removeRole'; readonly id: string }
  | { readonly kind: 'putTeam'; readonly id: string; readonly name: string }
  | { readonly kind: 'removeTeam'; readonly id: string }
  | {
      readonly kind: 'putDepartment';
      readonly id: string;
      readonly name: string;
      readonly parent: string | null;
    }
  | { readonly kind: 'removeDepartment'; readonly id: string }
  | { readonly kind: 'putService'; readonly service: ServiceAccount }
  /** Replaces all of them. */
  | { readonly kind: 'setPostRules'; readonly rules: readonly PostRule[] }
  | { readonly kind: 'addMembership'; readonly membership: Organisation['memberships'][number] }
  | {
      readonly kind: 'removeMembership';
      readonly group: Organisation['memberships'][number]['group'];
      readonly holder: Organisation['memberships'][number]['holder'];
    };
