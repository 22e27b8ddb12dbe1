import type { DepartmentId, MemberId, RoleId, ServiceId, TeamId } from './ids.ts';
import type { Language } from './schema.ts';

export interface Member {
  readonly id: MemberId;
  readonly name: string;
  readonly email: string;
  readonly status: 'invited' | 'active' | 'deactivated';
  /** The reporting line. Never inferred from departments. */
  readonly manager: MemberId | null;
  /** What the post is called; never ''. */
  readonly title?: string;
  readonly language?: Language;
}

/** A program with rights of its own: rules name it, and it comes by tokens alone. It is no member. */
export interface ServiceAccount {
  readonly id: ServiceId;
  readonly name: string;
  readonly description?: string;
  readonly status: 'active' | 'deactivated';
}

export interface Role {
  readonly id: RoleId;
  readonly name: string;
  readonly description?: string;
  /** `owner` is the built-in role with every right; others come from templates or people. */
  readonly builtIn?: 'owner';
}

export interface Team {
  readonly id: TeamId;
  readonly name: string;
}

export interface Department {
  readonly id: DepartmentId;
  readonly name: string;
  readonly parent: DepartmentId | null;
}

/** Active when from <= now < until (epoch ms). A role may be given to a member, a team or a department. */
export interface Membership {
  readonly group:
    | { readonly kind: 'role'; readonly id: RoleId }
    | { readonly kind: 'team'; readonly id: TeamId }
    | { readonly kind: 'department'; readonly id: DepartmentId };
  readonly holder:
    | { readonly kind: 'member'; readonly id: MemberId }
    | { readonly kind: 'team'; readonly id: TeamId }
    | { readonly kind: 'department'; readonly id: DepartmentId; readonly subtree: boolean };
  readonly from?: number;
  readonly until?: number;
  readonly reason?: string;
}

/**
 * Says which roles go with a post: whoever stands in the department and has the title. Every rule that fits gives its
 * roles; their order means nothing, as with grants. It gives nothing by itself: it is asked when people are
 * imported or change post.
 */
export interface PostRule {
  readonly id: string;
  /** By id, or by a name that no department has yet; null: any. */
  readonly department: { readonly id: DepartmentId; readonly below: boolean } | null;
  /** null: any, or none. */
  readonly title: { readonly op: 'contains' | 'is'; readonly text: string } | null;
  readonly roles: readonly RoleId[];
}

/** Who there is and how they belong together, as of one moment's truth. `version` grows by one per change. */
export interface Organisation {
  readonly version: number;
  readonly members: readonly Member[];
  readonly roles: readonly Role[];
  readonly teams: readonly Team[];
  readonly departments: readonly Department[];
  readonly memberships: readonly Membership[];
  /** Absent: none. */
  readonly services?: readonly ServiceAccount[];
  /** Absent: none. */
  readonly postRules?: readonly PostRule[];
}
