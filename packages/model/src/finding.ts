/** Everything the check of the rules looks for, the gravest first. */
export const findingCodes = [
  'danglingCondition',
  'selfEscalation',
  'derivationLeak',
  'danglingName',
  'intentClash',
  'grantOfNothing',
  'grantPast',
  'grantGone',
  'noEnd',
  'duties',
  'grantToNobody',
  'redundantGrant',
  'membershipWithoutEnd',
  'oneOwner',
] as const;
export type FindingCode = (typeof findingCodes)[number];

export const severities = ['error', 'warning', 'note'] as const;
export type Severity = (typeof severities)[number];

/** One thing the check noticed. All lists hold ids: of rules first the one it is about; of things those it is between. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly rules: readonly string[];
  readonly tables: readonly string[];
  readonly fields: readonly string[];
  readonly roles: readonly string[];
  readonly members: readonly string[];
}
