import {
  type Denial,
  denial,
  isDenial,
  type Organisation,
  type Policy,
  type Schema,
  type SchemaChange,
  type Shares,
} from '@tessera/model';
import type { ChangePlan, Facts, SharePlan } from '@tessera/permissions';
import type { Authorship, Committed, FieldConversion, OrganisationChange } from '@tessera/store';
import type { MemberContext, WorkspaceContext } from '../context.ts';
import { again } from './enter-view-as.ts';

/** Who writes: the member of the request, now, under a new name of a change set. */
export function authorship(
  context: MemberContext,
  more: Pick<Authorship, 'reason' | 'via'> = {},
): Authorship {
  const { member, token, now, app } = context;
  const by = { by: member.id, ...(token && { token: token.id }) };
  return { ...by, at: now, change: app.makeId('change'), ...more };
}

/** Writes a change set and tells whoever listens. */
export async function commitRecords(
  workspace: WorkspaceContext,
  plan: ChangePlan,
  by: Authorship,
): Promise<Committed | Denial> {
  const committed = await workspace.store.change(plan, by);
  if (!isDenial(committed)) workspace.changes.emit({ kind: 'records', committed });
  return committed;
}

/**
 * The plan, decided only while the member's rights are those it was made with: they may be taken away while it
 * waits for its turn to write.
 */
export function whileAllowed<Plan extends ChangePlan | SharePlan>(
  context: MemberContext,
  plan: Plan,
): Plan {
  return {
    ...plan,
    decide(facts: Facts) {
      const now = again(context);
      return now?.access.fingerprint === context.access.fingerprint ? plan.decide(facts) : changed;
    },
  };
}

const changed = denial('conflict', 'Your rights have changed. Please try again.');

/** Shares a record or takes a share back, and tells whoever listens. */
export async function commitShares(
  workspace: WorkspaceContext,
  plan: SharePlan,
  id: string,
  by: Authorship,
): Promise<Shares | Denial> {
  const shares = await workspace.store.changeShares(plan, id, by);
  if (!isDenial(shares)) workspace.changes.emit({ kind: 'shares' });
  return shares;
}

export async function commitSchema(
  workspace: WorkspaceContext,
  changes: readonly SchemaChange[],
  by: Authorship,
  baseVersion?: number,
): Promise<Schema | Denial> {
  const schema = await workspace.store.changeSchema(changes, by, baseVersion);
  if (!isDenial(schema)) workspace.changes.emit({ kind: 'schema' });
  return schema;
}

/** Gives a field another type together with its cells. */
export async function commitConversion(
  workspace: WorkspaceContext,
  conversion: FieldConversion,
  by: Authorship,
  baseVersion: number,
): Promise<Schema | Denial> {
  const schema = await workspace.store.convertField(conversion, by, baseVersion);
  if (!isDenial(schema)) workspace.changes.emit({ kind: 'schema' });
  return schema;
}

export async function commitPolicy(
  workspace: WorkspaceContext,
  policy: Policy,
  by: Authorship,
  reason: string,
): Promise<Policy | Denial> {
  const saved = await workspace.store.savePolicy(policy, by, reason);
  if (!isDenial(saved)) workspace.changes.emit({ kind: 'policy' });
  return saved;
}

export async function commitOrganisation(
  workspace: WorkspaceContext,
  changes: readonly OrganisationChange[],
  by: Authorship,
): Promise<Organisation | Denial> {
  const organisation = await workspace.store.changeOrganisation(changes, by);
  if (!isDenial(organisation)) workspace.changes.emit({ kind: 'organisation' });
  return organisation;
}
