import type {
  MakeId,
  Member,
  MemberId,
  RandomBytes,
  RoleId,
  Token,
  WorkspaceId,
} from '@tessera/model';
import type { Access } from '@tessera/permissions';
import type { Accounts, CopyInfo, WorkspaceStore } from '@tessera/store';
import type { Logger } from 'pino';
import type { WorkspaceLog } from './audit/workspace-log.ts';
import type { Auth } from './auth/better-auth.ts';
import type { ChangeFeed } from './changes.ts';
import type { Config } from './config.ts';
import type { Exclusive } from './exclusive.ts';
import type { Sitting, Sittings } from './sittings.ts';

/** Everything an installation has, made once at the start. Time, ids and randomness are passed in here. */
export interface AppContext {
  readonly config: Config;
  readonly version: string;
  /** The address people use, without a slash at the end; known once the server listens. */
  readonly address: { url: string };
  /** Epoch milliseconds. */
  readonly clock: () => number;
  readonly random: RandomBytes;
  readonly makeId: MakeId;
  readonly log: Logger;
  readonly secret: string;
  readonly accounts: Accounts;
  /** Signs in and keeps passwords; loaded at its first use. */
  auth(): Promise<Auth>;
  /** Opens a workspace at its first use; undefined when there is none of this id. */
  workspace(id: WorkspaceId): Promise<WorkspaceContext | undefined>;
  /** Makes a new, empty workspace and opens it. */
  createWorkspace(info: NewWorkspace): Promise<WorkspaceContext>;
  /** Copies a workspace as it is at one moment and opens the copy. */
  copyWorkspace(from: WorkspaceContext, info: CopyInfo): Promise<WorkspaceContext>;
  /** Closes a workspace and takes away all that is kept of it. Nobody may be in it any more. */
  removeWorkspace(id: WorkspaceId): Promise<void>;
  /** Customers of a demo company. */
  readonly demoSize: number;
  /** Setting up and joining, one at a time. */
  readonly exclusively: Exclusive;
  /** The workspaces that are open now. */
  opened(): readonly WorkspaceContext[];
  /** Called once when the process ends; closes every store. */
  close(): Promise<void>;
  /** Runs `end` before the stores are closed: sockets, timers. */
  onClose(end: () => void | Promise<void>): void;
}

export interface NewWorkspace {
  readonly id: WorkspaceId;
  readonly name: string;
  readonly language: 'en' | 'zh';
  readonly timeZone: string;
}

/** One open workspace. */
export interface WorkspaceContext {
  readonly id: WorkspaceId;
  readonly store: WorkspaceStore;
  /** Emit after every commit that did not go through `operations/commit.ts`. */
  readonly changes: ChangeFeed;
  /** Tells what changed nothing in the workspace: the store tells its changes itself. */
  readonly log: WorkspaceLog;
  /**
   * The policy compiled for a member now. Cached until policy, organisation, shares or schema have a new version,
   * something begins or ends by itself, or the day ends in the workspace's time zone.
   */
  accessOf(member: MemberId): Access;
  /** The same for a made-up member who holds one role and nothing else. */
  accessOfRole(role: RoleId): Access;
  /** Who looks as somebody else now. */
  readonly sittings: Sittings;
  /** Changes of people and rules are decided and made one at a time, so that no two undo each other's conditions. */
  readonly exclusively: Exclusive;
  /** Previews of drafts, one at a time; refused when too many wait. */
  readonly previewing: Exclusive;
}

/** Who asks, and where: what every operation of a signed-in member starts from. */
export interface MemberContext {
  readonly app: AppContext;
  readonly workspace: WorkspaceContext;
  /** Active at the time of the request. A service account stands here with its id and name. */
  readonly member: Member;
  /** The token by which he came; `access` is then under its ceiling. */
  readonly token?: Token;
  readonly access: Access;
  /** The moment of the request, epoch milliseconds. */
  readonly now: number;
  /** Set while the caller looks as `member`: `access` is then what both have, and nothing may be changed. */
  readonly viewAs?: ViewAs;
}

/** Somebody who looks as another. */
export interface ViewAs {
  readonly sitting: Sitting;
  /** The caller as himself. */
  readonly viewer: MemberContext;
  /** What the other one may do himself. */
  readonly viewed: Access;
}

/** Someone signed in, before any workspace is named. */
export interface AccountContext {
  readonly app: AppContext;
  readonly account: {
    readonly id: string;
    readonly email: string;
    readonly name: string;
    /** Signs in with a second step. */
    readonly twoStep: boolean;
  };
  readonly session: { readonly id: string };
  readonly now: number;
}
