import type { DateRange } from '../condition.ts';
import type { Action, Level, TableAction } from '../policy.ts';

/** What stands in the key `tessera` of a policy file. */
export const policyFileFormat = 'policy/1';

/**
 * A policy as people write it: every thing by its name instead of its id. Tables and fields go by their API names, apps,
 * roles, teams, departments, members and classes by their names. Where a name belongs to several, its id stands there;
 * what a rule names though it is gone stands as `gone <id>`.
 */
export interface PolicyFile {
  readonly tessera: typeof policyFileFormat;
  /** The name of the workspace it was pulled from; says nothing. */
  readonly workspace?: string;
  /** The version it was pulled from; a save is refused when there is a later one. */
  readonly version: number;
  readonly rules: readonly FileRule[];
  readonly restrictions: readonly FileRestriction[];
  /** Absent: a save leaves them as they are. */
  readonly guarantees?: readonly FileGuarantee[];
  /** Statements about who sees what, for `tessera policy test`. No part of the rules. */
  readonly tests?: readonly unknown[];
}

/** A grant. `origin` is left out where it goes without saying: `role` for roles, `direct` for all others. */
export interface FileRule {
  readonly to: FilePrincipal;
  readonly on: FileTarget;
  readonly may: readonly Action[];
  readonly records: 'all' | 'none' | readonly FileScopePart[];
  readonly fields: Level | FileFieldRule;
  readonly from?: FileTime;
  readonly until?: FileTime;
  readonly origin?: string;
  readonly reason: string;
  /** Absent for a new rule. */
  readonly id?: string;
}

export interface FileFieldRule {
  readonly default: Level;
  readonly except: readonly (
    | { readonly field: string; readonly level: Level }
    | { readonly class: string; readonly level: Level }
  )[];
}

export interface FileRestriction {
  readonly name: string;
  readonly on: FileTarget;
  readonly effect: 'forbid' | { readonly cap: Level } | { readonly requireApproval: string };
  readonly actions?: readonly TableAction[];
  readonly fields?: readonly string[];
  readonly classes?: readonly string[];
  readonly when?: FileCondition;
  /** `everyone` with a time is `{ everyone: true, until: … }`. */
  readonly exempt?: readonly (FilePrincipal | FileExemption)[];
  readonly reason: string;
  readonly id?: string;
}

/** What somebody never has: some level of fields, or some actions. */
export interface FileGuarantee {
  readonly name: string;
  readonly who: FilePrincipal;
  readonly except?: readonly FilePrincipal[];
  readonly on: FileTarget;
  readonly never:
    | { readonly do: readonly Action[] }
    | {
        readonly see: Exclude<Level, 'hidden'>;
        readonly fields?: readonly string[];
        readonly classes?: readonly string[];
      };
  readonly reason: string;
  readonly id?: string;
}

export type FilePrincipal =
  | 'everyone'
  | { readonly role: string }
  | { readonly team: string }
  | { readonly member: string }
  /** `below`: with all departments below. */
  | { readonly department: string; readonly below?: true }
  | { readonly link: string }
  | { readonly service: string };

export type FileExemption = (Exclude<FilePrincipal, 'everyone'> | { readonly everyone: true }) & {
  readonly from?: FileTime;
  readonly until?: FileTime;
};

export type FileTarget = 'workspace' | { readonly app: string } | { readonly table: string };

/** The ways of a record into a scope that one word names. */
export const fileScopeWords = [
  'own',
  'directReports',
  'allReports',
  'team',
  'department',
  'departmentTree',
  'sharedWithMe',
  'unowned',
] as const;
export type FileScopeWord = (typeof fileScopeWords)[number];

export type FileScopePart =
  | FileScopeWord
  | { readonly which: FileScopeWord; readonly and: FileCondition }
  | { readonly where: FileCondition; readonly and?: FileCondition }
  | { readonly via: string; readonly and?: FileCondition };

/**
 * A day of the workspace's time zone (`from` its beginning, `until` its end), an ISO instant, or epoch milliseconds
 * past what ISO can write.
 */
export type FileTime = string | number;

/** An atom is `{ field: state, is: Open }`: the operator is the key of its operand. */
export type FileCondition =
  | { readonly all: readonly FileCondition[] }
  | { readonly any: readonly FileCondition[] }
  | { readonly not: FileCondition }
  | FileAtom;

export interface FileAtom {
  readonly field: string;
  readonly whenEmpty?: 'match' | 'nomatch';
  /** `empty: true`, or another operator with what it compares with. */
  readonly [operator: string]: FileOperand | undefined;
}

/**
 * Options and members stand by name. `{ text: … }` is a constant that stands as it is, though it looks like the name
 * of an option or member, or names none.
 */
export type FileOperand =
  | string
  | number
  | boolean
  | readonly (string | number | FileText)[]
  | FileText
  | { readonly context: string }
  | DateRange;

export interface FileText {
  readonly text: string;
}

/** Something in a policy file that cannot be read. `path` leads to it: keys, and places in lists from 0. */
export interface FileProblem {
  readonly path: FilePath;
  readonly message: string;
}

export type FilePath = readonly (string | number)[];
