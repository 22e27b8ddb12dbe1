import {
  AppError,
  auditHeadText,
  type Denial,
  denial,
  isDenial,
  parseAuditHead,
  todayIn,
} from '@tessera/model';
import type {
  AuditAnswer,
  AuditExportRequest,
  AuditHeadAnswer,
  AuditRequest,
  AuditVerifyAnswer,
  AuditVerifyRequest,
  OutAuditEntry,
} from '@tessera/protocol';
import { attemptsTold } from '../audit/account-events.ts';
import type { MemberContext } from '../context.ts';
import { auditFile } from '../export/audit-file.ts';
import { auditQuestion } from './audit-question.ts';
import { again } from './enter-view-as.ts';
import { projectAudit } from './project-audit.ts';
import { requireRight } from './rights.ts';
import { tell } from './tell.ts';

const usual = 50;
/** Entries of a page of an export. */
const batch = 200;

/** The log, newest first, for holders of viewAudit. */
export async function readAudit(
  context: MemberContext,
  { before, limit, ...filter }: AuditRequest,
): Promise<AuditAnswer | Denial> {
  const refused = await enterLog(context);
  if (refused) return refused;
  const count = limit === undefined ? usual : Number(limit);
  const found = await context.workspace.store.audit({
    ...(await auditQuestion(context, filter)),
    ...(before !== undefined && { before: Number(before) }),
    limit: count + 1,
  });
  const shown = found.slice(0, count);
  const last = found.length > count ? shown.at(-1) : undefined;
  return {
    entries: await projectAudit(context, shown),
    ...(last && { before: String(last.seq) }),
  };
}

/** Where the log ends, to be kept elsewhere. */
export async function readAuditHead(context: MemberContext): Promise<AuditHeadAnswer | Denial> {
  const refused = await enterLog(context);
  if (refused) return refused;
  const head = context.workspace.store.auditHead();
  return { entries: head.seq, head: auditHeadText(head) };
}

/** Walks the whole log and says whether it is as it was written. */
export async function verifyAudit(
  context: MemberContext,
  request: AuditVerifyRequest,
): Promise<AuditVerifyAnswer | Denial> {
  const refused = await enterLog(context);
  if (refused) return refused;
  const known = request.head === undefined ? undefined : parseAuditHead(request.head);
  if (known === null) {
    return denial('invalid', 'A head is a number, a colon and 64 characters from 0 to 9, a to f.');
  }
  const { entries, head, fault } = await context.workspace.store.verifyAudit(known);
  return { entries, head: auditHeadText(head), ...(fault && { fault }) };
}

/** The log as a file on its way out. That it was taken out is told in it first. */
export interface AuditExport {
  readonly format: AuditExportRequest['format'];
  /** 'YYYY-MM-DD' in the workspace. */
  readonly day: string;
  readonly content: AsyncGenerator<Uint8Array>;
}

export async function exportAudit(
  context: MemberContext,
  { format, ...filter }: AuditExportRequest,
): Promise<AuditExport | Denial> {
  const refused = await enterLog(context);
  if (refused) return refused;
  const { store } = context.workspace;
  await tell(context, { kind: 'audit.export', objects: {} });
  const head = store.auditHead();
  return {
    format,
    day: todayIn(context.now, store.info().timeZone),
    content: auditFile(format, pagesOf(context, filter, head.seq), auditHeadText(head)),
  };
}

/** Up to the head, newest first. Ends early when the right is gone by then. */
async function* pagesOf(
  context: MemberContext,
  filter: Omit<AuditExportRequest, 'format'>,
  head: number,
): AsyncGenerator<readonly OutAuditEntry[]> {
  const { workspace } = context;
  for (let before = head + 1; ; ) {
    const now = again(context);
    if (!now || requireRight(now, 'viewAudit')) throw ended();
    const asked = await auditQuestion(now, filter);
    const found = await workspace.store.audit({ ...asked, before, limit: batch });
    if (found.length > 0) yield await projectAudit(now, found);
    const last = found.at(-1);
    if (!last || found.length < batch) return;
    before = last.seq;
  }
}

const ended = () => new AppError('forbidden', 'Your access changed during the export.');

/** Refuses whoever may not read the log; what was said until now is in it afterwards. */
async function enterLog(context: MemberContext): Promise<Denial | null> {
  const refused = requireRight(context, 'viewAudit');
  if (isDenial(refused)) return refused;
  await attemptsTold(context.app);
  await context.workspace.log.settle();
  return null;
}
