import type {
  AppId,
  DepartmentId,
  FieldId,
  MemberId,
  RecordId,
  RoleId,
  ServiceId,
  TableId,
  TeamId,
  TemplateId,
  TokenId,
  ViewId,
  WorkspaceId,
} from './ids.ts';

/** What an entry of the log can tell, by what people look for. None is ever renamed: the hashes hold their names. */
export const auditGroups = {
  account: [
    ...(['signIn', 'signIn.failed', 'signIn.blocked', 'signOut', 'session.end'] as const),
    ...([
      'password.change',
      'twoStep.on',
      'twoStep.off',
      'twoStep.codes',
      'twoStep.reset',
    ] as const),
  ],
  people: [
    ...(['member.invite', 'member.add', 'member.join', 'member.change', 'member.manager'] as const),
    ...(['member.leave', 'member.return', 'invitation.renew', 'postRules.change'] as const),
    ...(['team.add', 'team.change', 'team.remove', 'team.enter', 'team.exit'] as const),
    ...(['department.add', 'department.change', 'department.remove'] as const),
    ...(['department.enter', 'department.exit'] as const),
  ],
  access: [
    ...(['role.add', 'role.change', 'role.remove', 'role.give', 'role.take'] as const),
    ...(['policy.save', 'guarantees.check', 'security.change', 'refused'] as const),
    ...(['share.give', 'share.take'] as const),
    ...(['token.make', 'token.revoke'] as const),
    ...(['service.add', 'service.change', 'service.leave', 'service.return'] as const),
    ...(['viewAs.begin', 'viewAs.end'] as const),
  ],
  structure: [
    ...(['app.add', 'app.change', 'app.remove', 'class.add'] as const),
    ...(['table.add', 'table.change', 'table.remove', 'table.restore'] as const),
    ...(['field.add', 'field.change', 'field.convert', 'field.remove', 'field.restore'] as const),
    ...(['view.save', 'view.remove', 'trash.empty', 'workspace.change'] as const),
    ...(['copy.make', 'copy.remove'] as const),
    ...(['template.save', 'template.remove', 'template.apply', 'demo.make', 'demo.enter'] as const),
  ],
  records: ['record.create', 'record.update', 'record.delete', 'record.restore'],
  files: ['import', 'export', 'audit.export'],
} as const;
export type AuditGroup = keyof typeof auditGroups;
export type AuditKind = (typeof auditGroups)[AuditGroup][number];
export const auditKinds: readonly AuditKind[] = Object.values(auditGroups).flat();

/** By what way a change came, when not by hand; `viewAs`: done by somebody who looked as the member or role that is named. */
export type AuditWay = 'import' | 'transfer' | 'template' | 'demo' | 'viewAs';

/** What an entry is about: ids, never a cell value. */
export interface AuditObjects {
  readonly app?: AppId;
  readonly table?: TableId;
  readonly fields?: readonly FieldId[];
  readonly records?: readonly RecordId[];
  readonly view?: ViewId;
  readonly member?: MemberId;
  readonly role?: RoleId;
  readonly team?: TeamId;
  readonly department?: DepartmentId;
  readonly template?: TemplateId;
  readonly service?: ServiceId;
  /** The token that was made or revoked, or by which the change came. */
  readonly token?: TokenId;
  /** Of what this is a copy, or the copy it is about. */
  readonly workspace?: WorkspaceId;
  /** Of a role, team or department, which may be gone when this is read; of nothing else. */
  readonly name?: string;
  /** The reporting line before and after. */
  readonly manager?: MemberId | null;
  readonly formerManager?: MemberId | null;
  /** Term of a membership, epoch milliseconds. */
  readonly from?: number;
  readonly until?: number;
  /** What of it was changed: names of our own properties and settings. */
  readonly aspects?: readonly string[];
  /** The version of the rules that was made, and the ids of rules by what became of them. */
  readonly version?: number;
  readonly added?: readonly string[];
  readonly changed?: readonly string[];
  readonly removed?: readonly string[];
  /** Records taken out or brought in, attempts that were counted into one entry. */
  readonly count?: number;
  /** The duty somebody lacked. */
  readonly duty?: string;
  readonly via?: AuditWay;
  /** The number of the change set in the history. */
  readonly history?: number;
}

/** One entry of a workspace's log; see docs/decisions/008-audit-log.md. */
export interface AuditEntry {
  /** 1, 2, 3 …, without gaps. */
  readonly seq: number;
  /** Epoch milliseconds. */
  readonly at: number;
  /** null: nobody who is known, or the house itself. */
  readonly actor: MemberId | null;
  readonly kind: AuditKind;
  readonly objects: AuditObjects;
  /** The version of the rules in force. */
  readonly policy: number;
  /** The change set, as the history names it. */
  readonly change: string | null;
  readonly reason: string | null;
  /** Hash of the entry before, hexadecimal. */
  readonly previous: string;
  readonly hash: string;
}

/** The end of a log: enough to show later that it was not cut off or rewritten. */
export interface AuditHead {
  /** 0: nothing was logged yet. */
  readonly seq: number;
  readonly hash: string;
}

/** What is wrong with a log; see docs/decisions/008-audit-log.md. */
export const auditFaults = ['changed', 'missing', 'unlinked', 'cut', 'rewritten'] as const;
export type AuditFault = (typeof auditFaults)[number];

/** What a verification found: `fault` names the first thing that is wrong, `seq` the entry where it shows. */
export interface AuditVerdict {
  readonly entries: number;
  readonly head: AuditHead;
  readonly fault?: { readonly kind: AuditFault; readonly seq: number };
}

/** A head as people keep it: `128:9f3c…`. */
export function auditHeadText({ seq, hash }: AuditHead): string {
  return `${seq}:${hash}`;
}

/** The head a text stands for; null for anything else. */
export function parseAuditHead(text: string): AuditHead | null {
  const [, seq, hash] = /^\s*(\d{1,15}):([0-9a-f]{64})\s*$/.exec(text) ?? [];
  return seq !== undefined && hash !== undefined ? { seq: Number(seq), hash } : null;
}
