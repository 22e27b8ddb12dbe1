import { type Level, type ShareLevel, tableActions } from '@tessera/model';
import { z } from 'zod';

const name = z.string().min(1).max(60);

/** GET /explain: why one may or may not do something with a record, a field of it, or a table as such. */
export const explainRequest = z.strictObject({
  table: name,
  record: name.optional(),
  field: name.optional(),
  /** `view` unless told. With a field: view, edit or export. */
  action: z.enum(tableActions).optional(),
  /** Oneself unless told. */
  member: name.optional(),
  /** At a past moment, or at the end of a past day in the workspace's time zone. For whoever writes the rules. */
  at: z.union([z.iso.date(), z.iso.datetime()]).optional(),
});
export type ExplainRequest = z.infer<typeof explainRequest>;

/** GET /who-can */
export const whoCanRequest = explainRequest.omit({ member: true });
export type WhoCanRequest = z.infer<typeof whoCanRequest>;

/** `unknown` where it hangs on what the one who asks may not read. */
export type OutTruth = boolean | 'unknown';

/** Somebody or something with a name: a role, a team, a department, a member, everyone. */
export interface OutPrincipal {
  readonly kind: 'member' | 'role' | 'team' | 'department' | 'everyone' | 'link' | 'service';
  readonly id?: string;
  readonly name?: string;
}

/** A condition with what became of each part; `closed` hangs on a field the reader may not see. */
export type OutConditionTrace =
  | {
      readonly kind: 'all' | 'any';
      readonly of: readonly OutConditionTrace[];
      readonly holds: OutTruth;
    }
  | {
      readonly kind: 'atom';
      readonly atom: object;
      readonly negated: boolean;
      readonly holds: OutTruth;
    }
  | { readonly kind: 'closed'; readonly holds: 'unknown' };

/** One way into a scope, and whether the record went it. */
export interface OutPartTrace {
  readonly part: string;
  readonly depth?: 'direct' | 'all';
  readonly link?: string;
  readonly condition?: OutConditionTrace;
  readonly and?: OutConditionTrace;
  readonly holds: OutTruth;
}

/** Something with its name. */
interface OutNamed {
  readonly id: string;
  readonly name: string;
}

/** What a field is made of and is less open than the field by itself; without `field` it is one that is not named to the reader. */
export interface OutInput {
  readonly field?: OutNamed;
  readonly level: Level;
}

export interface ExplainAnswer {
  readonly allowed: OutTruth;
  readonly level?: { readonly least: Level; readonly most: Level };
  readonly grants: readonly {
    readonly grant: string;
    readonly to: OutPrincipal;
    /** How it comes to the member: through which role, and through what that role. Empty: it does not. */
    readonly paths: readonly {
      readonly to: OutPrincipal;
      readonly by?: OutPrincipal;
      readonly until?: number;
    }[];
    readonly active: boolean;
    readonly scope: {
      readonly kind: 'none' | 'all' | 'any';
      readonly of: readonly OutPartTrace[];
      readonly holds: OutTruth;
    };
    readonly level?: Level;
    readonly inputs?: readonly OutInput[];
    /** Beside `inputs`: the level of the field by itself. */
    readonly own?: Level;
    readonly opens: OutTruth;
  }[];
  readonly locks: readonly {
    readonly restriction: string;
    readonly name: string;
    readonly cap?: Level;
    readonly inputs?: readonly OutInput[];
    readonly when?: OutConditionTrace;
    readonly holds: OutTruth;
    readonly exempt: boolean;
    readonly closes: OutTruth;
  }[];
  /** Shares of the record; an inert one gives nothing, for want of a rule that shows its recipient the table. */
  readonly shares: readonly {
    readonly share: string;
    readonly to: OutPrincipal;
    readonly level: ShareLevel;
    readonly until?: number;
    readonly inert: boolean;
    readonly opens: boolean;
  }[];
  /** Of a lookup, rollup or count: whether anything behind its link can count; what the reader may not know of it is not there. */
  readonly behind?: {
    readonly link?: OutNamed;
    readonly table?: OutNamed;
    readonly of?: OutNamed;
    readonly declassified?: true;
    readonly opens: boolean;
  };
  /** Nobody changes the cells of the field. */
  readonly fixed?: true;
  /** To who asks by a token of himself: what its ceiling lets pass. */
  readonly ceiling?: {
    readonly holder: 'member' | 'service';
    readonly opens: boolean;
    readonly level?: Level;
  };
}

export interface WhoCanAnswer {
  /** For members: whose the record is, as far as they see it. */
  readonly owners?: readonly { readonly id: string; readonly name: string }[];
  /** For whoever writes the rules: to whom each opens the table, and which of its records. */
  readonly rules?: readonly {
    readonly to: OutPrincipal;
    readonly scope: readonly string[];
    readonly level?: Level;
  }[];
  readonly members?: readonly {
    readonly id: string;
    readonly name: string;
    readonly allowed: OutTruth;
    readonly level?: { readonly least: Level; readonly most: Level };
  }[];
}
