import { type Finding, findingCodes, type Policy } from '@tessera/model';
import { findClashes } from './clash.ts';
import { findRedundant } from './contained.ts';
import { findDangling } from './dangling.ts';
import { findDead } from './dead.ts';
import { findEscalations } from './escalation.ts';
import { type LintGround, look } from './finding.ts';
import { findLeaks } from './leak.ts';
import { findDuties, findEndless, findEndlessMemberships, findOneOwner } from './people.ts';

const checks = [
  findDangling,
  findEscalations,
  findLeaks,
  findClashes,
  findDead,
  findEndless,
  findDuties,
  findRedundant,
  findEndlessMemberships,
  findOneOwner,
];

/**
 * What somebody should look at in a policy (PERMISSIONS section 5), the gravest first. It reads rules, structure and
 * people, never a record. What cannot be told for sure from these is not said.
 */
export function lintPolicy(policy: Policy, ground: LintGround): readonly Finding[] {
  const looked = look(policy, ground);
  const order = (one: Finding) => findingCodes.indexOf(one.code);
  return checks.flatMap((check) => check(looked)).sort((a, b) => order(a) - order(b));
}
