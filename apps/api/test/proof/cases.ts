import type { Asked, Known } from './asked.ts';
import type { Case } from './case.ts';
import { accountCases } from './cases-account.ts';
import { auditCases } from './cases-audit.ts';
import { copyCases } from './cases-copies.ts';
import { demoCases } from './cases-demo.ts';
import { explainCases } from './cases-explain.ts';
import { exportCases } from './cases-export.ts';
import { importCases } from './cases-import.ts';
import { peopleCases } from './cases-people.ts';
import { recordCases } from './cases-records.ts';
import { shareCases } from './cases-shares.ts';
import { structureCases } from './cases-structure.ts';
import { templateCases } from './cases-templates.ts';
import { tokenCases } from './cases-tokens.ts';
import { twoStepCases } from './cases-two-step.ts';
import { looking, viewAsCases } from './cases-view-as.ts';
import type { Random } from './random.ts';

/** One case for each endpoint of the registry, by its name there. */
export const cases: Readonly<Record<string, Case>> = {
  ...recordCases,
  ...importCases,
  ...exportCases,
  ...structureCases,
  ...peopleCases,
  ...accountCases,
  ...demoCases,
  ...copyCases,
  ...twoStepCases,
  ...explainCases,
  ...auditCases,
  ...viewAsCases,
  ...shareCases,
  ...tokenCases,
  ...templateCases,
};

/** The names of all cases, each as often as it is to be asked. */
function drawn(manages: boolean): readonly string[] {
  return Object.entries(cases).flatMap(([name, { weight, managers }]) =>
    Array.from({ length: manages ? (managers ?? weight) : weight }, () => name),
  );
}
const names = { true: drawn(true), false: drawn(false) };

/** The request that a number stands for, given what is known by now: to one endpoint, or to any. */
export function requestOf(random: Random, known: Known, endpoint?: string): Asked {
  const manages = known.schema?.classes !== undefined;
  const found = cases[endpoint ?? random.pick(names[`${manages}`])];
  if (!found) throw new Error(`There is no case for ${endpoint}.`);
  const asked = found.ask(random, known);
  if (asked.as !== undefined || asked.headers !== undefined) return asked;
  if (known.keys.length > 0 && random.chance(0.08))
    return byToken(asked, random.pick(known.keys).secret);
  // Whatever is asked is also asked as somebody else; without a sitting it is refused.
  if (random.chance(known.sittings.length > 0 ? 0.3 : 0.01))
    return { ...asked, headers: looking(random, known) };
  if (random.chance(0.94)) return asked;
  return { ...asked, as: random.pick(['nobody', 'outsider', 'forged']) };
}

/** The same with a token instead of a session. */
function byToken(asked: Asked, secret: string): Asked {
  const headers = { ...asked.headers, authorization: `Bearer ${secret}` };
  return { ...asked, as: 'nobody', headers };
}

/** Every endpoint once, in an order that a number stands for. */
export function everyEndpoint(random: Random): readonly string[] {
  return random.shuffled(Object.keys(cases));
}
