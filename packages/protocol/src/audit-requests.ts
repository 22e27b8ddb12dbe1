import {
  type AuditFault,
  type AuditGroup,
  type AuditKind,
  type AuditWay,
  auditGroups,
  auditKinds,
  isDay,
} from '@tessera/model';
import { z } from 'zod';

const id = z.string().min(1).max(60);
const day = z.string().refine(isDay, 'A day is written YYYY-MM-DD.');
const groups = Object.keys(auditGroups) as AuditGroup[];

/** Which entries of the log: all that meet everything that is given. */
const filter = {
  /** First and last day, in the workspace's time zone. */
  from: day.optional(),
  to: day.optional(),
  /** A member, or `nobody`: who did not prove to be anybody, and the house itself. */
  actor: id.optional(),
  /** A kind, or a group of kinds. */
  kind: z.enum([...groups, ...auditKinds] as [AuditGroup | AuditKind]).optional(),
  /** The id of what it is about: a table, field, record, view, member, role, team or department. */
  object: id.optional(),
  /** Part of a name of somebody or something it is about. */
  text: z.string().trim().min(1).max(100).optional(),
};

/** GET /audit */
export const auditRequest = z.strictObject({
  ...filter,
  /** Only entries before this one: the number of the last that is known. */
  before: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional(),
  limit: z
    .string()
    .regex(/^([1-9]\d?|1\d\d|200)$/, 'From 1 to 200.')
    .optional(),
});
export type AuditRequest = z.infer<typeof auditRequest>;

export const auditFormats = ['csv', 'ndjson'] as const;

/** GET /audit/export */
export const auditExportRequest = z.strictObject({ ...filter, format: z.enum(auditFormats) });
export type AuditExportRequest = z.infer<typeof auditExportRequest>;

/** POST /audit/verify: against a head that was kept, `128:9f3c…`, or by itself. */
export const auditVerifyRequest = z.strictObject({ head: z.string().max(100).optional() });
export type AuditVerifyRequest = z.infer<typeof auditVerifyRequest>;

export const auditObjectKinds = [
  ...(['app', 'table', 'field', 'view', 'record'] as const),
  ...(['member', 'role', 'team', 'department', 'manager', 'formerManager'] as const),
  ...(['service', 'token'] as const),
] as const;

/** What an entry is about, with the name that its reader sees today. */
export interface OutAuditObject {
  readonly kind: (typeof auditObjectKinds)[number];
  readonly id: string;
  readonly name: string;
}

/** An entry of the log as far as its reader may see what it is about. */
export interface OutAuditEntry {
  readonly seq: number;
  /** ISO instant. */
  readonly at: string;
  readonly kind: AuditKind;
  /** null: nobody who is known, or the house itself. */
  readonly actor: { readonly id: string; readonly name: string } | null;
  /** The token by which he came. */
  readonly token?: { readonly id: string; readonly name: string };
  /** Of many records the first few. */
  readonly about: readonly OutAuditObject[];
  /** It is also about something that its reader may not see, or that is gone: one like the other. */
  readonly closed?: true;
  /** Records that were changed or taken out, sessions that were ended, attempts that were made. */
  readonly count?: number;
  readonly aspects?: readonly string[];
  readonly via?: AuditWay;
  /** The right that somebody lacked. */
  readonly duty?: string;
  /** The version of the rules that was saved, and how many rules came, changed and went. */
  readonly version?: number;
  readonly rules?: { readonly added: number; readonly changed: number; readonly removed: number };
  /** Term of a membership, ISO instants. */
  readonly from?: string;
  readonly until?: string;
  readonly reason?: string;
  /** The version of the rules in force. */
  readonly policy: number;
  readonly hash: string;
}

/** Answer of GET /audit, newest first. `before` continues it. */
export interface AuditAnswer {
  readonly entries: readonly OutAuditEntry[];
  readonly before?: string;
}

/** Answer of GET /audit/head: to be kept elsewhere. */
export interface AuditHeadAnswer {
  readonly entries: number;
  readonly head: string;
}

/** Answer of POST /audit/verify. Without `fault` the log is whole. */
export interface AuditVerifyAnswer extends AuditHeadAnswer {
  /** The first thing that is wrong, and the entry where it shows. */
  readonly fault?: { readonly kind: AuditFault; readonly seq: number };
}
