import { type Denial, denial } from './error.ts';

/** Why rules cannot be saved, by the names under which other languages have their words for it. */
export const policyFaults = {
  sameId: 'Two rules have the same id.',
  ruleOnNothing: 'A rule names something that does not exist.',
  ruleForNobody: 'A rule names nobody.',
  unknownAction: 'A rule names an unknown action.',
  rightsElsewhere: 'Rights on the workspace are granted on the workspace.',
  endsBefore: 'A rule ends before it begins.',
  noEnd: 'A temporary rule needs an end.',
  unknownLevel: 'A rule names an unknown level.',
  unknownField: 'A rule names a field or class that does not exist.',
  tooManyParts: 'A scope has at most 20 parts.',
  conditionOnMany: 'A condition needs a rule on one table.',
  noLink: 'A scope looks through a link that does not exist.',
  movingDay: 'Of days that move, a rule knows only today.',
  notMonotone: 'My teams and my reports may only widen a rule, never close one.',
  lockOnNothing: 'A restriction names something that does not exist.',
  closesNothing: 'A restriction closes nothing.',
  noApproval: 'Approval is not available yet.',
  exemptsNobody: 'A restriction exempts nobody.',
  guaranteeOnNothing: 'A guarantee names something that does not exist.',
  guaranteeForNobody: 'A guarantee names nobody.',
  saysNothing: 'A guarantee says nothing.',
  circle: 'Scopes look through links in a circle.',
  tooFar: 'A scope looks through more than two links.',
  tooManyConditions:
    '"{{member}}" would need more than {{limit}} different conditions on "{{table}}".',
} as const;
export type PolicyFault = keyof typeof policyFaults;

type Values = Readonly<Record<string, string | number>>;

/** What a refused policy is refused for; `values` fill the places in its words. */
export interface PolicyRefusal {
  readonly fault: PolicyFault;
  readonly values: Values;
}

export function policyDenial(fault: PolicyFault, values: Values = {}): Denial {
  const words = policyFaults[fault].replace(/\{\{(\w+)\}\}/g, (_, name) => String(values[name]));
  const details: PolicyRefusal = { fault, values };
  return denial('invalid', words, details);
}

/** The details of a denial that the check of a policy gave; null for any other. */
export function policyRefusal({ details }: Pick<Denial, 'details'>): PolicyRefusal | null {
  return typeof details === 'object' && details !== null && 'fault' in details
    ? (details as PolicyRefusal)
    : null;
}
