import { type Asked, type Known, ws } from './asked.ts';
import type { Granted } from './case.ts';
import { grantedAccount, refusedToAll } from './granted-account.ts';
import { grantedPeople } from './granted-people.ts';
import { grantedLog, grantedRecords } from './granted-records.ts';
import { grantedShape, grantedStructure } from './granted-structure.ts';
import type { SubjectName } from './people.ts';

/**
 * The walk through all endpoints: which subject is granted what. A new endpoint gets one line here, in the part of
 * somebody who may do it, behind the lines that make what it needs.
 */
export const granted: Readonly<Partial<Record<SubjectName, Granted>>> = {
  administrator: { ...grantedAccount, ...grantedPeople, ...grantedStructure },
  architect: grantedShape,
  consultant: grantedRecords,
  auditor: grantedLog,
};

/** Endpoints that refuse nobody anything. */
const refuseNobody = ['get /health', 'get /auth/get-session'];

/** A request of a walk, and whether it is to be granted. */
interface Step {
  readonly good: boolean;
  ask(known: Known): Asked;
}

/** Each request of a part of the walk once so that it is refused, and then so that it is granted. */
export function walkOf(part: Granted): readonly Step[] {
  return Object.entries(part).flatMap(([endpoint, rest]) => {
    const as = endpoint.includes(ws) ? 'outsider' : 'forged';
    const refused = (known: Known) => refusedToAll[endpoint] ?? { ...rest(known), as };
    const steps: readonly Step[] = [
      { good: false, ask: (known) => ({ endpoint, ...refused(known) }) },
      { good: true, ask: (known) => ({ endpoint, ...rest(known) }) },
    ];
    return refuseNobody.includes(endpoint) ? steps.slice(1) : steps;
  });
}
