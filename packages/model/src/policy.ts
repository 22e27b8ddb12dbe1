import type { Condition } from './condition.ts';
import type {
  AppId,
  ClassId,
  DepartmentId,
  FieldId,
  GrantId,
  GuaranteeId,
  MemberId,
  RestrictionId,
  RoleId,
  TableId,
  TeamId,
} from './ids.ts';

/** Actions on records of a table (PERMISSIONS section 1). `view` is needed for every other one but create. */
export const tableActions = [
  'view',
  'create',
  'edit',
  'delete',
  'restore',
  'export',
  'import',
  'share',
  'transfer',
  'comment',
  'approve',
  'viewHistory',
  'manageViews',
] as const;
export type TableAction = (typeof tableActions)[number];

export const workspaceActions = [
  'manageSchema',
  'managePolicy',
  'manageMembers',
  'manageSecurity',
  'viewAudit',
  'manageBackups',
] as const;
export type WorkspaceAction = (typeof workspaceActions)[number];

export type Action = TableAction | WorkspaceAction;

/** Levels of a field, lowest first. */
export const levels = ['hidden', 'masked', 'read', 'edit'] as const;
export type Level = (typeof levels)[number];

/** Whom a grant or an exemption names. `everyone` is all members, never links or service accounts. */
export type Principal =
  | { readonly kind: 'member'; readonly id: MemberId }
  | { readonly kind: 'role'; readonly id: RoleId }
  | { readonly kind: 'team'; readonly id: TeamId }
  | { readonly kind: 'department'; readonly id: DepartmentId; readonly subtree: boolean }
  | { readonly kind: 'everyone' }
  | { readonly kind: 'link'; readonly id: string }
  | { readonly kind: 'service'; readonly id: string };

/** One way for a record to lie in a scope, optionally and-ed with a condition on the record itself. */
export type ScopePart = { readonly and?: Condition } & (
  | { readonly kind: 'own' | 'team' | 'department' | 'departmentTree' | 'sharedWithMe' | 'unowned' }
  | { readonly kind: 'reports'; readonly depth: 'direct' | 'all' }
  | { readonly kind: 'where'; readonly condition: Condition }
  /** Some record behind this link field (either side of a link) is visible to the subject. */
  | { readonly kind: 'via'; readonly link: FieldId }
);

export type Scope =
  | { readonly kind: 'none' }
  | { readonly kind: 'all' }
  | { readonly kind: 'any'; readonly of: readonly ScopePart[] };

/** A field beats its classes; among classes the lowest level wins. */
export interface FieldRule {
  readonly default: Level;
  readonly except: readonly (
    | { readonly field: FieldId; readonly level: Level }
    | { readonly class: ClassId; readonly level: Level }
  )[];
}

export type Target =
  | { readonly kind: 'workspace' }
  | { readonly kind: 'app'; readonly id: AppId }
  | { readonly kind: 'table'; readonly id: TableId };

export interface Grant {
  readonly id: GrantId;
  readonly to: Principal;
  readonly on: Target;
  readonly actions: readonly Action[];
  readonly scope: Scope;
  readonly fields: FieldRule;
  /** Epoch milliseconds, half-open: from <= now < until. */
  readonly from?: number;
  readonly until?: number;
  readonly origin: 'role' | 'direct' | 'temporary' | 'delegated' | 'link';
  readonly reason: string;
}

export type Effect =
  | { readonly kind: 'forbid' }
  | { readonly kind: 'cap'; readonly level: Level }
  | { readonly kind: 'requireApproval'; readonly flow: string };

/** A lock on a thing, with its key-holders. Nobody is exempt unless listed, the owner too. */
export interface Restriction {
  readonly id: RestrictionId;
  readonly name: string;
  readonly on: Exclude<Target, { kind: 'workspace' }>;
  /** For forbid (and approval): the actions it closes. */
  readonly actions?: readonly TableAction[];
  /** For cap: the fields and classes it lowers. */
  readonly fields?: readonly FieldId[];
  readonly classes?: readonly ClassId[];
  /** Over the record; on a write it holds when it holds for the old or for the new values. */
  readonly when?: Condition;
  readonly effect: Effect;
  readonly exempt: readonly {
    readonly to: Principal;
    readonly from?: number;
    readonly until?: number;
  }[];
  readonly reason: string;
}

/** What the people of a guarantee never have. */
export type GuaranteeSubject =
  /** Any of these actions, on any record; rights on the workspace among them where it is about all of it. */
  | { readonly kind: 'do'; readonly actions: readonly Action[] }
  /** Any of these fields at this level or a higher one, on any record: `masked` is not even that. */
  | {
      readonly kind: 'see';
      readonly fields: readonly FieldId[];
      readonly classes: readonly ClassId[];
      readonly level: Exclude<Level, 'hidden'>;
    };

/** A statement about the rules that every draft has to keep ("role Sales never sees class profit"). It opens and closes nothing. */
export interface Guarantee {
  readonly id: GuaranteeId;
  readonly name: string;
  /** `everyone` is here all members and service accounts. */
  readonly who: Principal;
  /** Of `who`, those it is not about. */
  readonly except: readonly Principal[];
  readonly on: Target;
  readonly never: GuaranteeSubject;
  readonly reason: string;
}

/** In what a policy breaks a guarantee: somebody it is about has what he should never have. */
export interface Breach {
  readonly guarantee: GuaranteeId;
  /** Members who have it, now or from a known day on. */
  readonly members: readonly MemberId[];
  /** Roles, teams and departments of which a new member would have it. */
  readonly groups: readonly Principal[];
  readonly tables: readonly TableId[];
  readonly fields: readonly FieldId[];
  readonly actions: readonly Action[];
  /** The grants that open it. */
  readonly rules: readonly GrantId[];
}

/** An immutable snapshot of all rules. `version` counts up by one; a save names the version it was based on. */
export interface Policy {
  readonly version: number;
  readonly grants: readonly Grant[];
  readonly restrictions: readonly Restriction[];
  /** Absent: none. */
  readonly guarantees?: readonly Guarantee[];
}

/** What became of one rule between two policies; `parts` are the properties in which it differs. */
export type RuleChange<Rule> =
  | { readonly kind: 'added'; readonly after: Rule }
  | { readonly kind: 'removed'; readonly before: Rule }
  | {
      readonly kind: 'changed';
      readonly before: Rule;
      readonly after: Rule;
      readonly parts: readonly (keyof Rule & string)[];
    };

/** Rules are the same by their ids; what did not change is left out. */
export interface PolicyDifference {
  readonly grants: readonly RuleChange<Grant>[];
  readonly restrictions: readonly RuleChange<Restriction>[];
  readonly guarantees: readonly RuleChange<Guarantee>[];
}

/** The class of fields nobody has classified yet: hidden to all but holders of managePolicy. */
export const unclassified: ClassId = 'clsunclassified';
