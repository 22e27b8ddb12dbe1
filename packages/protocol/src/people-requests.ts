import type {
  Breach,
  Finding,
  Language,
  Policy,
  PolicyDifference,
  Principal,
  TableAction,
  WorkspaceAction,
} from '@tessera/model';
import { z } from 'zod';
import type { DemoProgress } from './demo-requests.ts';

const name = z.string().trim().min(1).max(100);
const email = z.email().max(254);
const id = z.string().min(1).max(60);
const language = z.enum(['en', 'zh']);
/** What a post is called; null or '' takes it away. */
const title = z.string().trim().max(100).nullable();
/** Passwords: length here, strength by estimate on the server. */
export const password = z.string().min(10).max(200);
/** Epoch milliseconds. */
const instant = z.int().min(0);

/** POST /setup: only the holder of the start-up token. */
export const setupRequest = z.strictObject({
  token: z.string().min(1).max(200),
  name,
  email,
  password,
  workspace: name,
  language,
  timeZone: z.string().min(1).max(60),
  /** Slugs of templates to start from. */
  templates: z.array(z.string().max(40)).max(10),
  samples: z.boolean().optional(),
});
export type SetupRequest = z.infer<typeof setupRequest>;

interface BothTexts {
  readonly en: string;
  readonly zh: string;
}

/** Which records a role sees of a table. */
export const templateReaches = [
  'all',
  'own',
  'reports',
  'team',
  'department',
  'unowned',
  'via',
  'rule',
] as const;
export type TemplateReach = (typeof templateReaches)[number];

/** A template before it is chosen: what it brings and who will see what of it. */
export interface TemplateAnswer {
  readonly slug: string;
  readonly name: BothTexts;
  readonly description: BothTexts;
  readonly icon: string;
  readonly color: string;
  readonly tables: readonly {
    readonly name: BothTexts;
    readonly description?: BothTexts;
    readonly icon: string;
    readonly color: string;
  }[];
  readonly roles: readonly {
    readonly name: BothTexts;
    readonly description: BothTexts;
    /** Tables that the role sees; a table that is absent is not there for it. */
    readonly sees: readonly {
      readonly table: BothTexts;
      /** Which records. `via`: those behind a link to a visible one; `rule`: those for which a condition holds. */
      readonly records: readonly TemplateReach[];
      /** What may be done with some of them beside looking. */
      readonly may: readonly ('create' | 'edit' | 'delete' | 'export' | 'approve')[];
      /** Fields that are shown on none of them. */
      readonly hidden: readonly BothTexts[];
    }[];
  }[];
  /** What stays locked whatever is granted later. */
  readonly locks: readonly { readonly name: BothTexts; readonly reason: BothTexts }[];
}

/** GET /setup?token= */
export interface SetupAnswer {
  readonly templates: readonly TemplateAnswer[];
  readonly demo: DemoProgress;
}

/** GET /invitations/:token */
export interface InvitationAnswer {
  readonly workspace: string;
  readonly name: string;
  readonly email: string;
  readonly language: Language;
  /** An account with this address exists: its password is asked for instead of a new one. */
  readonly hasAccount: boolean;
}
/** POST /invitations/:token. Without `signIn` one is signed in; an account with a second step signs in by itself. */
export interface JoinedAnswer {
  readonly workspace: string;
  readonly signIn?: true;
}
export const acceptInvitationRequest = z.strictObject({ password: z.string().min(1).max(200) });
export type AcceptInvitationRequest = z.infer<typeof acceptInvitationRequest>;

export const workspaceChangeRequest = z
  .strictObject({ name, language, timeZone: z.string().min(1).max(60) })
  .partial();
export type WorkspaceChangeRequest = z.infer<typeof workspaceChangeRequest>;

/** A role given to a member, perhaps for a time. */
const roleMembership = z.strictObject({
  role: id,
  from: instant.optional(),
  until: instant.optional(),
});

/** Both are needed where somebody comes to hold a guarded duty by it; the reason is kept with the role. */
const assurance = {
  reason: z.string().trim().min(3).max(500).optional(),
  confirmed: z.literal(true).optional(),
};

export const memberRequest = z.strictObject({
  ...assurance,
  name,
  email,
  title: title.optional(),
  language: language.optional(),
  manager: id.nullable().optional(),
  roles: z.array(roleMembership).max(50).optional(),
  teams: z.array(id).max(50).optional(),
  departments: z.array(id).max(20).optional(),
});
export type MemberRequest = z.infer<typeof memberRequest>;

export const memberChangeRequest = memberRequest
  .extend({ status: z.enum(['active', 'deactivated']) })
  .partial();
export type MemberChangeRequest = z.infer<typeof memberChangeRequest>;

/** GET /members/:id/holdings: what a member owns, as far as the one who asks may see it. */
export interface HoldingsAnswer {
  readonly tables: readonly {
    readonly table: string;
    readonly records: number;
    /** Of these, how many the one who asks may hand over. */
    readonly transferable: number;
  }[];
}

/** POST /members/:id/leave: who takes over the records, by table, `*` for all others; without, records stay. */
export const leaveRequest = z.strictObject({ successors: z.record(id, id) });
export type LeaveRequest = z.infer<typeof leaveRequest>;

/** POST /members/:id/transfer: a new post. What is not given stays; records are kept or handed over. */
export const transferRequest = z
  .strictObject({
    ...assurance,
    title: title.optional(),
    manager: id.nullable().optional(),
    departments: z.array(id).max(20).optional(),
    roles: z.array(roleMembership).max(50).optional(),
    keepRecords: z.literal(true).optional(),
    successor: id.optional(),
  })
  .refine(({ keepRecords, successor }) => (keepRecords === true) !== (successor !== undefined), {
    message: 'Either keepRecords or successor is needed.',
  });
export type TransferRequest = z.infer<typeof transferRequest>;

/** What became of the records of somebody who left or changed post. */
export interface HandedOverAnswer {
  readonly member: OutMember;
  readonly tables: readonly {
    readonly table: string;
    readonly moved: number;
    /** Seen to be theirs still: no successor was named, or the one who asked may not hand them over. */
    readonly left: number;
  }[];
}

/** One's own settings: PATCH /workspaces/:ws/me. */
export const meChangeRequest = z.strictObject({
  name: name.optional(),
  language: language.optional(),
});
export type MeChangeRequest = z.infer<typeof meChangeRequest>;

/** GET /auth/sessions: where one is signed in, the last used first. Times are epoch milliseconds. */
export interface SessionsAnswer {
  readonly sessions: readonly {
    readonly id: string;
    /** Names of products, as far as the browser tells: `Firefox`, `Windows`. */
    readonly browser: string | null;
    readonly system: string | null;
    readonly createdAt: number;
    /** To some minutes. */
    readonly usedAt: number;
    /** The session that asks. */
    readonly current: boolean;
  }[];
}

/**
 * GET /members. Everything beyond id and name is for oneself and for holders of manageMembers; `twoStep` is for
 * holders of manageSecurity.
 */
export interface OutMember {
  readonly id: string;
  readonly name: string;
  readonly status?: 'invited' | 'active' | 'deactivated';
  readonly email?: string;
  readonly title?: string;
  readonly manager?: string | null;
  readonly roles?: readonly {
    readonly role: string;
    readonly from?: number;
    readonly until?: number;
  }[];
  readonly teams?: readonly string[];
  readonly departments?: readonly string[];
  /** Signs in with a second step. */
  readonly twoStep?: boolean;
}
export interface MembersAnswer {
  readonly members: readonly OutMember[];
}
/** POST /members and POST /members/:id/invitation: the link is shown once. */
export interface InvitedAnswer {
  readonly member: OutMember;
  readonly link: string;
  /** Whether the link went out by mail; absent: no mail server is set up. */
  readonly mail?: 'sent' | 'failed';
}

export const groupRequest = z.strictObject({ name, description: z.string().max(1000).optional() });
export type GroupRequest = z.infer<typeof groupRequest>;
export const departmentRequest = z.strictObject({ name, parent: id.nullable().optional() });
export type DepartmentRequest = z.infer<typeof departmentRequest>;
/** Role holders that are teams or departments: PUT /roles/:id/holders replaces them. */
export const roleHoldersRequest = z.strictObject({
  ...assurance,
  teams: z.array(id).max(100),
  departments: z.array(z.strictObject({ id, subtree: z.boolean() })).max(100),
});
export type RoleHoldersRequest = z.infer<typeof roleHoldersRequest>;

/** GET /roles, /teams, /departments. Names are for all members who manage; others get only what schema shows. */
export interface OrganisationAnswer {
  readonly roles: readonly {
    readonly id: string;
    readonly name: string;
    readonly description?: string;
    readonly builtIn?: 'owner';
    readonly teams: readonly string[];
    readonly departments: readonly { readonly id: string; readonly subtree: boolean }[];
    /** How many members hold it, directly or through a group. */
    readonly members: number;
  }[];
  readonly teams: readonly { readonly id: string; readonly name: string }[];
  readonly departments: readonly {
    readonly id: string;
    readonly name: string;
    readonly parent: string | null;
  }[];
}

/** GET /policy: the current snapshot. PUT: the whole new policy; `version` names the one it was made from. */
export const policyRequest = z.strictObject({
  version: z.int().min(0),
  grants: z.array(z.unknown()).max(2000),
  restrictions: z.array(z.unknown()).max(500),
  /** Absent: they stay as they are. */
  guarantees: z.array(z.unknown()).max(200).optional(),
  reason: z.string().trim().min(1).max(500),
  /** Needed where the rules newly give rights on the workspace, or reach everyone. */
  confirmed: z.literal(true).optional(),
});
export type PolicyRequest = z.infer<typeof policyRequest>;
export interface PolicyAnswer {
  readonly policy: Policy;
}

/** Details of the refusal that asks for a confirmation: what the rules would newly give. */
export interface GivingRefusal {
  readonly gives: {
    readonly rights: readonly {
      readonly to: Principal;
      readonly rights: readonly WorkspaceAction[];
    }[];
    /** Ids of rules for everyone. */
    readonly everyone: readonly string[];
  };
}

/** GET /policy/versions: newest first, those before a version. */
export const policyVersionsRequest = z.strictObject({
  before: z.coerce.number().int().positive().optional(),
});
export type PolicyVersionsRequest = z.infer<typeof policyVersionsRequest>;
export interface PolicyVersionsAnswer {
  readonly versions: readonly {
    readonly version: number;
    /** An ISO instant. */
    readonly at: string;
    readonly by: { readonly id: string; readonly name: string };
    readonly reason: string;
    /** SHA-256 of the snapshot, in hex. */
    readonly hash: string;
  }[];
  readonly more: boolean;
}

/** GET and POST /policy/lint: what is to be looked at, the gravest first; POST takes a draft. */
export interface PolicyLintAnswer {
  readonly findings: readonly Finding[];
}

/** GET and POST /policy/guarantees: what breaks them; POST takes a draft. Empty: all are kept. */
export interface GuaranteesAnswer {
  readonly breaches: readonly Breach[];
}

/** How many; `some` where the number would tell whoever asks of what he may not read. */
export type PreviewAmount = number | 'some';
export interface PreviewTurnover {
  readonly gained: PreviewAmount;
  readonly lost: PreviewAmount;
}

/** One table, over all members: a record, or a cell that is read, counts for each who gains or loses it. */
export interface PreviewTotal {
  readonly table: string;
  readonly members: number;
  readonly records: PreviewTurnover;
  readonly cells: PreviewTurnover;
}

/** What becomes of one member's access to a table. */
export interface PreviewTable {
  readonly table: string;
  readonly records: PreviewTurnover;
  readonly actions: readonly (PreviewTurnover & { readonly action: TableAction })[];
  /** `masked`: shown, and not as it is. Fields of which as many cells are gained and lost stand together. */
  readonly cells: readonly (PreviewTurnover & {
    readonly use: 'masked' | 'read' | 'edit' | 'export';
    readonly fields: readonly string[];
  })[];
  readonly create?: 'gained' | 'lost' | 'changed';
  /** A few of the records, as whoever asks sees them now. */
  readonly examples: {
    readonly gained: readonly PreviewExample[];
    readonly lost: readonly PreviewExample[];
  };
}

export interface PreviewExample {
  readonly id: string;
  /** As in a record; null when it is empty or not seen. */
  readonly title: unknown;
}

/** POST /policy/preview: what a draft would change for whom. Nothing is saved. */
export interface PolicyPreviewAnswer {
  readonly totals: readonly PreviewTotal[];
  /** Members who gain and lose the same stand together; those with whom nothing changes are left out. */
  readonly effects: readonly {
    readonly members: readonly string[];
    readonly rights: {
      readonly gained: readonly WorkspaceAction[];
      readonly lost: readonly WorkspaceAction[];
    };
    readonly tables: readonly PreviewTable[];
  }[];
  /** Shared views that filter, sort or group by a field which so many members then see nowhere any more. */
  readonly views: readonly {
    readonly table: string;
    readonly view: string;
    readonly members: number;
  }[];
  /** A right on the workspace that nobody active would hold any more. */
  readonly errors: readonly { readonly code: 'nobodyHolds'; readonly right: WorkspaceAction }[];
  /** A right that whoever asks would lose. */
  readonly warnings: readonly { readonly code: 'youLose'; readonly right: WorkspaceAction }[];
  /** What the ids of members, tables, fields and views above are called. */
  readonly names: Readonly<Record<string, string>>;
}

/** GET /policy/compare */
export const policyCompareRequest = z.strictObject({
  from: z.coerce.number().int().positive(),
  to: z.coerce.number().int().positive(),
});
export type PolicyCompareRequest = z.infer<typeof policyCompareRequest>;
export type PolicyDifferenceAnswer = PolicyDifference;

/** POST /policy/versions/:version/restore; `base` is the version that is replaced. */
export const policyRestoreRequest = z.strictObject({
  base: z.int().positive(),
  reason: z.string().trim().min(1).max(1000),
  /** As for a save. */
  confirmed: z.literal(true).optional(),
});
export type PolicyRestoreRequest = z.infer<typeof policyRestoreRequest>;
