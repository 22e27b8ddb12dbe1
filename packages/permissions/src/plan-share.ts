import {
  boundKey,
  type Denial,
  denial,
  type FieldId,
  noSuchRecord,
  noSuchTable,
  type RecordId,
  type Share,
  type ShareLevel,
  type SharePrincipal,
  shareActions,
  type TableAction,
  type TableId,
} from '@tessera/model';
import type { Access, TableAccess } from './access.ts';
import { bitsOf, linkedNodes } from './facts.ts';
import { lowest } from './levels.ts';
import { type Outcome, outcomeOf, type ShownLevel } from './outcome.ts';
import { type AuthorizedSharing, type Facts, type FactsNeeded, prove } from './secured-query.ts';

/** What a member wants to share. */
export interface ShareRequest {
  readonly table: TableId;
  readonly record: RecordId;
  readonly to: SharePrincipal;
  readonly level: ShareLevel;
  readonly until?: number;
  readonly reason: string;
}

/** A sharing, or its end, that is not yet decided: the store loads `needs` and writes what `decide` gives. */
export interface SharePlan {
  readonly needs: FactsNeeded;
  decide(facts: Facts): AuthorizedSharing | Denial;
}

const mayNot = denial('forbidden', 'You may not share this record.');

/**
 * Plans a share. It is never more than its maker has: each of his accesses from now until it ends (`accesses`, the
 * present one first) must be allowed to share the record and to do with it what is shared; and nobody is shown by it
 * what he does not see himself at any of these moments.
 */
export function planShare(accesses: readonly Access[], request: ShareRequest): SharePlan | Denial {
  const { table, record, until } = request;
  const [now] = accesses;
  if (!now?.tables.has(table)) return noSuchTable;
  if (until !== undefined && until <= now.moment.now)
    return denial('invalid', 'A share ends in the future.');
  const actions: readonly TableAction[] = ['share', ...shareActions[request.level]];
  return {
    needs: needsOf(accesses, table, record),
    decide(facts) {
      const outcomes = accesses.map((access) => recordOutcome(access, table, record, facts));
      const [present] = outcomes;
      if (!present) return noSuchRecord;
      const allows = (outcome: Outcome | null) =>
        outcome !== null && actions.every((action) => outcome.actions.includes(action));
      if (!allows(present)) return mayNot;
      if (!outcomes.every(allows))
        return denial('forbidden', 'A share may not outlast your own access.');
      return prove({
        kind: 'share',
        ...request,
        fields: outcomes.map((outcome): Fields => outcome?.fields ?? {}).reduce(lower),
      } as unknown as AuthorizedSharing);
    },
  };
}

/** Plans to take back a share of a record: whoever may share the record may. */
export function planUnshare(
  access: Access,
  share: Pick<Share, 'id' | 'table' | 'record'>,
): SharePlan | Denial {
  const { id, table, record } = share;
  if (!access.tables.has(table)) return noSuchTable;
  return {
    needs: needsOf([access], table, record),
    decide(facts) {
      const refused = refuseSharing(recordOutcome(access, table, record, facts));
      return refused ?? prove({ kind: 'unshare', id } as unknown as AuthorizedSharing);
    },
  };
}

/** Null where the shares of a record may be seen and taken back; its outcome is null when it is not seen. */
export function refuseSharing(
  outcome: { readonly actions: readonly string[] } | null,
): Denial | null {
  if (!outcome?.actions.includes('view')) return noSuchRecord;
  return outcome.actions.includes('share') ? null : mayNot;
}

function needsOf(accesses: readonly Access[], table: TableId, record: RecordId): FactsNeeded {
  const bits = accesses.flatMap((access) => access.tables.get(table)?.bits ?? []);
  const nodes = linkedNodes(bits);
  return {
    table,
    records: [record],
    links: [...new Set(nodes.map(({ link }) => link))],
    linked: nodes.map((node) => ({ ...node, key: boundKey(node), ids: [] })),
  };
}

function recordOutcome(
  access: Access,
  table: TableId,
  record: RecordId,
  facts: Facts,
): Outcome | null {
  const found: TableAccess | undefined = access.tables.get(table);
  const cells = facts.records.get(record);
  if (!found || !cells) return null;
  const outcome = outcomeOf(found, bitsOf(found, record, cells, facts));
  return outcome.actions.includes('view') ? outcome : null;
}

type Fields = Readonly<Record<FieldId, ShownLevel>>;

/** Of each field the lower level; one that either lacks is hidden. */
function lower(a: Fields, b: Fields): Fields {
  return Object.fromEntries(
    Object.entries(a).flatMap(([id, level]) => {
      const other = b[id];
      return other === undefined ? [] : [[id, lowest(level, other) as ShownLevel]];
    }),
  );
}
