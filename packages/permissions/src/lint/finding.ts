import {
  type Finding,
  type FindingCode,
  type Grant,
  type MemberId,
  type Organisation,
  type Policy,
  type Principal,
  type Restriction,
  type Schema,
  type Severity,
  type Table,
  workspaceActions,
} from '@tessera/model';
import { covers } from '../covers.ts';
import { isPrincipalOf, type Subject, subjectOf } from '../subject.ts';

const severityOf: Readonly<Record<FindingCode, Severity>> = {
  danglingCondition: 'error',
  selfEscalation: 'error',
  derivationLeak: 'error',
  danglingName: 'warning',
  intentClash: 'warning',
  grantOfNothing: 'warning',
  grantPast: 'warning',
  grantGone: 'warning',
  noEnd: 'warning',
  duties: 'warning',
  grantToNobody: 'note',
  redundantGrant: 'note',
  membershipWithoutEnd: 'note',
  oneOwner: 'note',
};

export function finding(
  code: FindingCode,
  about: Partial<Omit<Finding, 'code' | 'severity'>>,
): Finding {
  const none: readonly string[] = [];
  const empty = { rules: none, tables: none, fields: none, roles: none, members: none };
  return { code, severity: severityOf[code], ...empty, ...about };
}

export interface LintGround {
  /** As it stands: what lies in the trash is gone. */
  readonly schema: Schema;
  readonly organisation: Organisation;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** The policy with what the checks ask again and again. */
export interface Looked extends LintGround {
  readonly policy: Policy;
  /** Everybody but who was deactivated, as of now. */
  readonly subjects: readonly Subject[];
  /** Those among them whom a principal names now. */
  readonly holders: (to: Principal) => ReadonlySet<MemberId>;
}

export function look(policy: Policy, ground: LintGround): Looked {
  const { organisation, now } = ground;
  const subjects = organisation.members
    .filter(({ status }) => status !== 'deactivated')
    .map(({ id }) => subjectOf(organisation, id, now));
  const known = new Map<string, ReadonlySet<MemberId>>();
  const holders = (to: Principal) => {
    const key = JSON.stringify(to);
    const found =
      known.get(key) ??
      new Set(subjects.filter((one) => isPrincipalOf(one, to)).map(({ id }) => id));
    known.set(key, found);
    return found;
  };
  return { ...ground, policy, subjects, holders };
}

/** The tables a rule is about. */
export function tablesOf(schema: Schema, { on }: Grant | Restriction): readonly Table[] {
  return schema.tables.filter((table) => covers(on, table));
}

/** Whether a grant gives rights on the workspace itself. */
export function givesOnWorkspace({ actions, on }: Grant): boolean {
  return on.kind === 'workspace' && workspaceActions.some((action) => actions.includes(action));
}

/** The grant that is part of the house: the owner's, on the workspace. */
export function isBuiltIn({ to, on }: Grant, { roles }: Organisation): boolean {
  return (
    on.kind === 'workspace' &&
    to.kind === 'role' &&
    roles.some(({ id, builtIn }) => builtIn === 'owner' && id === to.id)
  );
}

/** The role a rule is given to, as a list. */
export function roleOf(...grants: readonly Grant[]): readonly string[] {
  return [...new Set(grants.flatMap(({ to }) => (to.kind === 'role' ? [to.id] : [])))];
}
