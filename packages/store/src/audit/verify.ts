import { setImmediate as breathe } from 'node:timers/promises';
import type { AuditEntry, AuditFault, AuditHead, AuditVerdict, WorkspaceId } from '@tessera/model';
import type { Queries, Row } from '../dialects/dialect.ts';
import { raw, sql } from '../sql-text.ts';
import { auditColumns, entryOf, genesis, hashOf } from './chain.ts';

/** Entries that are read at once. */
const batch = 1000;

type Read = <T>(work: (queries: Queries) => Promise<T>) => Promise<T>;

/**
 * Walks a whole log: every entry gives its own hash and follows from the one before, none is left out, and the end
 * is where it should be, by what else the workspace keeps and by a head that was kept elsewhere. `read` may be
 * another snapshot each time: what was logged never changes.
 */
export async function verifyLog(
  read: Read,
  workspace: WorkspaceId,
  known?: AuditHead,
): Promise<AuditVerdict> {
  // Before the entries: what is written meanwhile is no tail that was cut off.
  const kept = await read(whatIsKept);
  let head = genesis(workspace);
  const reached = { history: 0, policy: 0 };
  const verdict = (kind?: AuditFault, seq = head.seq): AuditVerdict => ({
    entries: head.seq,
    head,
    ...(kind && { fault: { kind, seq } }),
  });
  for (;;) {
    const rows = await read((queries) =>
      queries.all(
        sql`SELECT ${auditColumns} FROM s_audit WHERE seq > ${head.seq} ORDER BY seq LIMIT ${batch}`,
      ),
    );
    for (const row of rows) {
      const entry = entryIn(row);
      const fault = faultIn(row, entry, head);
      if (!entry || fault)
        return verdict(fault ?? 'changed', fault === 'missing' ? head.seq + 1 : Number(row[0]));
      head = { seq: entry.seq, hash: entry.hash };
      if (known?.seq === head.seq && known.hash !== head.hash) return verdict('rewritten');
      reached.history = Math.max(reached.history, entry.objects.history ?? 0);
      if (entry.kind === 'policy.save')
        reached.policy = Math.max(reached.policy, entry.objects.version ?? 0);
    }
    if (rows.length < batch) break;
    await breathe();
  }
  if (known && known.seq > head.seq) return verdict('cut', head.seq + 1);
  if (known?.seq === 0 && known.hash !== genesis(workspace).hash) return verdict('rewritten', 0);
  const cut = kept.history > reached.history || kept.policy > reached.policy;
  return cut ? verdict('cut', head.seq + 1) : verdict();
}

function entryIn(row: Row): AuditEntry | null {
  try {
    return entryOf(row);
  } catch {
    return null;
  }
}

function faultIn(row: Row, entry: AuditEntry | null, before: AuditHead): AuditFault | null {
  if (Number(row[0]) !== before.seq + 1) return 'missing';
  if (!entry || hashOf(entry) !== entry.hash) return 'changed';
  return entry.previous === before.hash ? null : 'unlinked';
}

/**
 * How far history and policies of this workspace go that the log must tell of; 0 where they are older than the log,
 * which the migration that made it has noted.
 */
async function whatIsKept(queries: Queries): Promise<{ history: number; policy: number }> {
  const number = async (text: string) => Number((await queries.all(raw(text)))[0]?.[0] ?? 0);
  const since = async (name: string) =>
    await number(`SELECT value FROM s_counter WHERE name = '${name}'`);
  const history = await number('SELECT seq FROM s_history ORDER BY place DESC LIMIT 1');
  const policy = await number('SELECT max(version) FROM s_policy');
  return {
    history: history > (await since('auditHistory')) ? history : 0,
    policy: policy > (await since('auditPolicy')) ? policy : 0,
  };
}
