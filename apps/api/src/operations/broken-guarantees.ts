import {
  type Breach,
  type Denial,
  denial,
  type Guarantee,
  isDenial,
  type Organisation,
  type Policy,
  type Schema,
} from '@tessera/model';
import {
  breaksOn,
  findBreaches,
  isAbout,
  newBreaches,
  projectRows,
  sameRule,
  secureRows,
} from '@tessera/permissions';
import { tellerOf } from '../audit/workspace-log.ts';
import type { WorkspaceContext } from '../context.ts';

/** The refusal of rules that would break a guarantee they hold, beyond in what it was broken before. */
export function refuseBroken(
  workspace: WorkspaceContext,
  before: Policy,
  wanted: Policy,
  now: number,
  after: Structure = structureOf(workspace),
): Denial | null {
  const { guarantees = [] } = wanted;
  if (guarantees.length === 0) return null;
  const stood = guarantees.filter((one) =>
    before.guarantees?.some((other) => sameRule(one, other)),
  );
  const broken = newBreaches(
    breachesIn(workspace, { ...before, guarantees: stood }, now),
    breachesIn(workspace, wanted, now, after),
  );
  if (broken.length === 0) return null;
  const names = broken.map(
    (breach) => `"${guarantees.find(({ id }) => id === breach.guarantee)?.name}"`,
  );
  return denial('invalid', `These rules break a guarantee: ${names.join(', ')}.`, {
    breaches: broken,
  });
}

/**
 * Looks at the guarantees of a workspace when it is opened by another version of the product than the one that looked
 * last, and tells in its log how many are broken.
 */
export async function checkAfterUpgrade(
  workspace: WorkspaceContext,
  version: string,
  now: number,
): Promise<number> {
  const { store } = workspace;
  const { guarantees = [] } = store.policy();
  if (guarantees.length === 0) return 0;
  const [last] = await store.audit({ kinds: ['guarantees.check'], limit: 1 });
  if (last?.objects.aspects?.includes(version)) return 0;
  const broken = new Set(
    [
      ...breachesIn(workspace, store.policy(), now),
      ...(await readBreaches(workspace, guarantees)),
    ].map(({ guarantee }) => guarantee),
  );
  const objects = { aspects: [version], count: broken.size };
  await workspace.log.tell({ kind: 'guarantees.check', objects }, tellerOf(null, now));
  return broken.size;
}

interface Structure {
  readonly schema: Schema;
  readonly organisation: Organisation;
}

const structureOf = ({ store }: WorkspaceContext): Structure => ({
  schema: store.schema(),
  organisation: store.organisation(),
});

/** In what a policy breaks its guarantees. */
export function breachesIn(
  workspace: WorkspaceContext,
  policy: Policy,
  now: number,
  structure: Structure = structureOf(workspace),
): readonly Breach[] {
  return findBreaches(policy, { ...structure, now, timeZone: workspace.store.info().timeZone });
}

/** How many different accesses are read through, and records of a table with each. */
const mostRead = { accesses: 100, records: 100 };

/** What members get although the rules say otherwise, as far as the first records of each table show it. */
export async function readBreaches(
  { store, accessOf }: WorkspaceContext,
  guarantees: readonly Guarantee[],
): Promise<readonly Breach[]> {
  const active = store.organisation().members.filter(({ status }) => status === 'active');
  const found = new Map<string, Breach>();
  const looked = new Set<string>();
  for (const { id } of active) {
    const access = accessOf(id);
    const about = guarantees.filter((one) => isAbout(one, access.subject));
    if (about.length === 0 || looked.has(access.fingerprint)) continue;
    if (looked.size >= mostRead.accesses) break;
    looked.add(access.fingerprint);
    for (const table of access.tables.values()) {
      const secured = secureRows(access, { table: table.table.id, limit: mostRead.records });
      if (isDenial(secured)) continue;
      const { outcomes } = projectRows(access, secured, await store.rows(secured));
      for (const guarantee of about)
        if (!found.has(guarantee.id) && breaksOn(guarantee, table, outcomes))
          found.set(guarantee.id, {
            guarantee: guarantee.id,
            members: [id],
            tables: [table.table.id],
            ...{ groups: [], fields: [], actions: [], rules: [] },
          });
    }
  }
  return [...found.values()];
}
