import type { MemberId, WorkspaceId } from '@tessera/model';
import type { Queries, Row } from '../dialects/dialect.ts';
import { raw, sql } from '../sql-text.ts';

/** Who a session belongs to. Times are epoch milliseconds. */
export interface Session {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly twoFactorEnabled: boolean;
  readonly banned: boolean;
  readonly expiresAt: number;
  readonly createdAt: number;
  /** When it was last seen in use, to some minutes. */
  readonly usedAt: number;
}

/** One of the sessions of a user, for them to look at. */
export interface OpenSession {
  readonly id: string;
  readonly createdAt: number;
  readonly usedAt: number;
  readonly userAgent: string | null;
}

/** What is kept of a user's second step; both texts are encrypted by the caller. */
export interface SecondStep {
  readonly secret: string;
  /** The recovery codes that are left. */
  readonly codes: string;
}

/** That a user is a member of a workspace: an index; the truth stands in the workspace. */
export interface MembershipEntry {
  readonly workspaceId: WorkspaceId;
  readonly workspaceName: string;
  readonly memberId: MemberId;
}

/** An invitation; only a hash of its token is kept. */
export interface Invitation {
  readonly tokenHash: string;
  readonly workspaceId: WorkspaceId;
  readonly memberId: MemberId;
  readonly email: string;
  readonly expiresAt: number;
}

/** Whether the installation was set up, and the hash of the one-time token that may do it. */
export interface SetupState {
  readonly tokenHash: string | null;
  readonly doneAt: number | null;
}

/** The demo company of an installation, of which there is at most one. */
export interface DemoState {
  readonly workspaceId: WorkspaceId;
  /** Hash of the key of the browser that may walk through it. */
  readonly keyHash: string;
  /** Member ids by persona, as JSON. */
  readonly personas: string;
  /** null: it is being made or taken away, or that was broken off. */
  readonly readyAt: number | null;
}

/** Small questions and changes of the accounts database, each a single statement. Tokens come as they are kept. */
export interface Accounts {
  /** The unexpired session of this token and whose it is. */
  sessionByToken(token: string, now: number): Promise<Session | null>;
  /** The unexpired sessions of a user, the last used first. */
  sessionsOf(userId: string, now: number): Promise<readonly OpenSession[]>;
  /** The token of a session of a user that is still good at this time. */
  sessionTokenOf(userId: string, until: number): Promise<string | null>;
  /** Notes that a session is in use. */
  touchSession(id: string, now: number): Promise<void>;
  /** Ends one session of a user; false when there is none of this id. */
  endSession(userId: string, id: string): Promise<boolean>;
  /** Ends all sessions of a user, but for one; gives those that were ended. */
  endSessionsOf(userId: string, except?: string): Promise<readonly string[]>;
  userByEmail(
    email: string,
  ): Promise<{ readonly id: string; readonly name: string; readonly twoStep: boolean } | null>;

  /** The second step of a user, turned on or about to be. */
  secondStep(userId: string): Promise<SecondStep | null>;
  /** Keeps a second step that is not turned on yet, in place of an earlier one; false when one is turned on. */
  prepareSecondStep(userId: string, secret: string): Promise<boolean>;
  /** Turns it on with these recovery codes; false when this secret was replaced meanwhile. */
  turnOnSecondStep(userId: string, secret: string, codes: string): Promise<boolean>;
  turnOffSecondStep(userId: string): Promise<void>;
  /** True for the one caller that uses a code of this time step; none of an earlier step passes after it. */
  takeTimeStep(userId: string, step: number): Promise<boolean>;
  /** Replaces the recovery codes; false when they are no longer those of `before`. */
  replaceCodes(userId: string, before: string, after: string): Promise<boolean>;
  /** The members of a workspace whose accounts have a second step. */
  membersWithSecondStep(workspaceId: WorkspaceId): Promise<ReadonlySet<MemberId>>;

  workspaces(): Promise<readonly { readonly id: WorkspaceId; readonly name: string }[]>;
  addWorkspace(id: WorkspaceId, name: string, at: number): Promise<void>;
  renameWorkspace(id: WorkspaceId, name: string): Promise<void>;
  /** Also drops its memberships and invitations. */
  removeWorkspace(id: WorkspaceId): Promise<void>;

  membershipsOf(userId: string): Promise<readonly MembershipEntry[]>;
  putMembershipIndex(userId: string, workspaceId: WorkspaceId, memberId: MemberId): Promise<void>;
  removeMembershipIndex(userId: string, workspaceId: WorkspaceId): Promise<void>;
  userOfMember(workspaceId: WorkspaceId, memberId: MemberId): Promise<string | null>;

  createInvitation(invitation: Invitation): Promise<void>;
  /** An open invitation, left open. */
  invitation(tokenHash: string, now: number): Promise<Invitation | null>;
  /** Takes an open invitation; of several callers one gets it. */
  takeInvitation(tokenHash: string, now: number): Promise<Invitation | null>;
  /** Closes the open invitations of a member. */
  removeInvitationsOf(workspaceId: WorkspaceId, memberId: MemberId): Promise<void>;

  setup(): Promise<SetupState>;
  /** Replaces the one-time token of an installation that is not set up yet. */
  putSetupToken(tokenHash: string): Promise<void>;
  /** True for the one caller with the right token, once; from then on the installation is set up. */
  finishSetup(tokenHash: string, now: number): Promise<boolean>;

  demo(): Promise<DemoState | null>;
  /** Puts this in place of what was known of the demo; null: there is none any more. */
  putDemo(demo: DemoState | null): Promise<void>;
  /** Takes away the accounts that are members of this workspace and of no other, with their sessions. */
  removeUsersOf(workspaceId: WorkspaceId): Promise<void>;
}

const invitationColumns = raw('token_hash, workspace_id, member_id, email, expires_at');

function invitationOf(row: Row | undefined): Invitation | null {
  if (!row) return null;
  const [tokenHash, workspaceId, memberId, email, expiresAt] = row as unknown as [
    string,
    string,
    string,
    string,
    number,
  ];
  return { tokenHash, workspaceId, memberId, email, expiresAt };
}

/** The questions over one database. Times of better-auth's own tables are milliseconds in SQLite, timestamps in PostgreSQL. */
export function accountsOf(queries: Queries, dialect: 'sqlite' | 'postgres'): Accounts {
  const milliseconds = (column: string) =>
    raw(
      dialect === 'sqlite' ? column : `CAST(floor(extract(epoch FROM ${column}) * 1000) AS bigint)`,
    );
  const moment = (at: number) =>
    dialect === 'sqlite' ? sql`${at}` : sql`to_timestamp(CAST(${at} AS double precision) / 1000)`;
  const yes = raw('TRUE');
  const no = raw('FALSE');
  const flag = (column: string) => raw(`CASE WHEN ${column} THEN 1 ELSE 0 END`);
  const sessionColumns = sql`s.id, u.id, u.name, u.email, ${flag('u.email_verified')}, ${flag('u.two_factor_enabled')}, ${flag('u.banned')}, ${milliseconds('s.expires_at')}, ${milliseconds('s.created_at')}, ${milliseconds('s.updated_at')}`;
  const first = async (query: ReturnType<typeof sql>) => (await queries.all(query))[0];
  const run = async (query: ReturnType<typeof sql>) => void (await queries.run(query));

  return {
    async sessionByToken(token, now) {
      const row = await first(
        sql`SELECT ${sessionColumns} FROM "session" s JOIN "user" u ON u.id = s.user_id WHERE s.token = ${token}`,
      );
      if (!row || (row[7] as number) <= now) return null;
      return {
        id: row[0] as string,
        userId: row[1] as string,
        name: row[2] as string,
        email: row[3] as string,
        emailVerified: row[4] === 1,
        twoFactorEnabled: row[5] === 1,
        banned: row[6] === 1,
        expiresAt: row[7] as number,
        createdAt: row[8] as number,
        usedAt: row[9] as number,
      };
    },
    async sessionsOf(userId, now) {
      const rows = await queries.all(
        sql`SELECT id, ${milliseconds('created_at')}, ${milliseconds('updated_at')}, user_agent FROM "session" WHERE user_id = ${userId} AND expires_at > ${moment(now)} ORDER BY updated_at DESC, id`,
      );
      return rows.map(([id, createdAt, usedAt, userAgent]) => ({
        id: id as string,
        createdAt: createdAt as number,
        usedAt: usedAt as number,
        userAgent: userAgent as string | null,
      }));
    },
    async sessionTokenOf(userId, until) {
      const row = await first(
        sql`SELECT token FROM "session" WHERE user_id = ${userId} AND expires_at > ${moment(until)} ORDER BY expires_at DESC, id LIMIT 1`,
      );
      return row ? (row[0] as string) : null;
    },
    touchSession: (id, now) =>
      run(sql`UPDATE "session" SET updated_at = ${moment(now)} WHERE id = ${id}`),
    endSession: async (userId, id) =>
      (await queries.run(sql`DELETE FROM "session" WHERE user_id = ${userId} AND id = ${id}`)) > 0,
    async endSessionsOf(userId, except = '') {
      const rows = await queries.all(
        sql`DELETE FROM "session" WHERE user_id = ${userId} AND id <> ${except} RETURNING id`,
      );
      return rows.map(([id]) => id as string);
    },
    async userByEmail(email) {
      const row = await first(
        sql`SELECT id, name, ${flag('two_factor_enabled')} FROM "user" WHERE email = ${email}`,
      );
      return row ? { id: row[0] as string, name: row[1] as string, twoStep: row[2] === 1 } : null;
    },

    async secondStep(userId) {
      const row = await first(
        sql`SELECT secret, backup_codes FROM two_factor WHERE user_id = ${userId}`,
      );
      return row ? { secret: row[0] as string, codes: row[1] as string } : null;
    },
    prepareSecondStep: async (userId, secret) =>
      (await queries.run(
        // One row a user, hence its id.
        sql`INSERT INTO two_factor (id, user_id, secret, backup_codes, verified) SELECT id, id, ${secret}, '', ${no} FROM "user" WHERE id = ${userId} AND two_factor_enabled IS NOT TRUE ON CONFLICT (id) DO UPDATE SET secret = excluded.secret, backup_codes = '', verified = ${no}, last_step = NULL`,
      )) > 0,
    async turnOnSecondStep(userId, secret, codes) {
      const kept = await queries.run(
        sql`UPDATE two_factor SET backup_codes = ${codes}, verified = ${yes} WHERE user_id = ${userId} AND secret = ${secret} AND verified = ${no}`,
      );
      if (kept === 0) return false;
      await run(sql`UPDATE "user" SET two_factor_enabled = ${yes} WHERE id = ${userId}`);
      return true;
    },
    async turnOffSecondStep(userId) {
      await run(sql`UPDATE "user" SET two_factor_enabled = ${no} WHERE id = ${userId}`);
      await run(sql`DELETE FROM two_factor WHERE user_id = ${userId}`);
    },
    takeTimeStep: async (userId, step) =>
      (await queries.run(
        sql`UPDATE two_factor SET last_step = ${step} WHERE user_id = ${userId} AND (last_step IS NULL OR last_step < ${step})`,
      )) > 0,
    replaceCodes: async (userId, before, after) =>
      (await queries.run(
        sql`UPDATE two_factor SET backup_codes = ${after} WHERE user_id = ${userId} AND backup_codes = ${before}`,
      )) > 0,
    async membersWithSecondStep(workspaceId) {
      const rows = await queries.all(
        sql`SELECT m.member_id FROM memberships m JOIN "user" u ON u.id = m.user_id WHERE m.workspace_id = ${workspaceId} AND u.two_factor_enabled IS TRUE`,
      );
      return new Set(rows.map(([id]) => id as string));
    },

    async workspaces() {
      const rows = await queries.all(
        raw('SELECT id, name FROM workspaces ORDER BY created_at, id'),
      );
      return rows.map(([id, name]) => ({ id: id as string, name: name as string }));
    },
    addWorkspace: (id, name, at) =>
      run(
        sql`INSERT INTO workspaces (id, name, created_at) VALUES (${id}, ${name}, ${at}) ON CONFLICT (id) DO UPDATE SET name = excluded.name`,
      ),
    renameWorkspace: (id, name) => run(sql`UPDATE workspaces SET name = ${name} WHERE id = ${id}`),
    removeWorkspace: (id) => run(sql`DELETE FROM workspaces WHERE id = ${id}`),

    async membershipsOf(userId) {
      const rows = await queries.all(
        sql`SELECT w.id, w.name, m.member_id FROM memberships m JOIN workspaces w ON w.id = m.workspace_id WHERE m.user_id = ${userId} ORDER BY w.created_at, w.id`,
      );
      return rows.map(([workspaceId, workspaceName, memberId]) => ({
        workspaceId: workspaceId as string,
        workspaceName: workspaceName as string,
        memberId: memberId as string,
      }));
    },
    putMembershipIndex: (userId, workspaceId, memberId) =>
      run(
        sql`INSERT INTO memberships (user_id, workspace_id, member_id) VALUES (${userId}, ${workspaceId}, ${memberId}) ON CONFLICT (user_id, workspace_id) DO UPDATE SET member_id = excluded.member_id`,
      ),
    removeMembershipIndex: (userId, workspaceId) =>
      run(sql`DELETE FROM memberships WHERE user_id = ${userId} AND workspace_id = ${workspaceId}`),
    async userOfMember(workspaceId, memberId) {
      const row = await first(
        sql`SELECT user_id FROM memberships WHERE workspace_id = ${workspaceId} AND member_id = ${memberId}`,
      );
      return row ? (row[0] as string) : null;
    },

    createInvitation: ({ tokenHash, workspaceId, memberId, email, expiresAt }) =>
      run(
        sql`INSERT INTO invitations (${invitationColumns}) VALUES (${tokenHash}, ${workspaceId}, ${memberId}, ${email}, ${expiresAt})`,
      ),
    invitation: async (tokenHash, now) =>
      invitationOf(
        await first(
          sql`SELECT ${invitationColumns} FROM invitations WHERE token_hash = ${tokenHash} AND used_at IS NULL AND expires_at > ${now}`,
        ),
      ),
    takeInvitation: async (tokenHash, now) =>
      invitationOf(
        await first(
          sql`UPDATE invitations SET used_at = ${now} WHERE token_hash = ${tokenHash} AND used_at IS NULL AND expires_at > ${now} RETURNING ${invitationColumns}`,
        ),
      ),
    removeInvitationsOf: (workspaceId, memberId) =>
      run(
        sql`DELETE FROM invitations WHERE workspace_id = ${workspaceId} AND member_id = ${memberId} AND used_at IS NULL`,
      ),

    async setup() {
      const row = await first(raw('SELECT token_hash, done_at FROM setup WHERE id = 1'));
      return {
        tokenHash: (row?.[0] as string | null) ?? null,
        doneAt: (row?.[1] as number | null) ?? null,
      };
    },
    putSetupToken: (tokenHash) =>
      run(
        sql`INSERT INTO setup (id, token_hash) VALUES (1, ${tokenHash}) ON CONFLICT (id) DO UPDATE SET token_hash = excluded.token_hash WHERE setup.done_at IS NULL`,
      ),
    async finishSetup(tokenHash, now) {
      const done = await queries.run(
        sql`UPDATE setup SET done_at = ${now}, token_hash = NULL WHERE id = 1 AND done_at IS NULL AND token_hash = ${tokenHash}`,
      );
      return done === 1;
    },

    async demo() {
      const row = await first(
        raw('SELECT workspace_id, key_hash, personas, ready_at FROM demo WHERE id = 1'),
      );
      if (!row) return null;
      const [workspaceId, keyHash, personas] = row as unknown as readonly string[];
      return { workspaceId, keyHash, personas, readyAt: row[3] as number | null } as DemoState;
    },
    putDemo: (demo) =>
      demo === null
        ? run(raw('DELETE FROM demo'))
        : run(
            sql`INSERT INTO demo (id, workspace_id, key_hash, personas, ready_at) VALUES (1, ${demo.workspaceId}, ${demo.keyHash}, ${demo.personas}, ${demo.readyAt}) ON CONFLICT (id) DO UPDATE SET workspace_id = excluded.workspace_id, key_hash = excluded.key_hash, personas = excluded.personas, ready_at = excluded.ready_at`,
          ),
    removeUsersOf: (workspaceId) =>
      run(
        sql`DELETE FROM "user" WHERE id IN (SELECT user_id FROM memberships WHERE workspace_id = ${workspaceId}) AND id NOT IN (SELECT user_id FROM memberships WHERE workspace_id <> ${workspaceId})`,
      ),
  };
}
