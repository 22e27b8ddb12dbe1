import {
  type Finding,
  type Grant,
  inputsOf,
  isDeclassified,
  isDerived,
  isMade,
  pathOf,
} from '@tessera/model';
import { covers } from '../covers.ts';
import { plainLevel, readable, ruleLevels } from '../levels.ts';
import { isWider, scopeWithin } from './contained.ts';
import { finding, type Looked, roleOf } from './finding.ts';
import { does, living, on } from './living.ts';

/** What a role may not read is told to it all the same: as an amount's factors, or by a declassified field. */
export function findLeaks(looked: Looked): readonly Finding[] {
  return [...productLeaks(looked), ...declassifiedLeaks(looked)];
}

/** A declassified field is shown to somebody who reads nothing of what it is made of. */
function declassifiedLeaks(looked: Looked): readonly Finding[] {
  const grants = living(looked).filter(does('view'));
  return looked.schema.tables.flatMap((table) =>
    table.fields.flatMap((field): readonly Finding[] => {
      const path = isDerived(field) && pathOf(looked.schema, table, field);
      if (!path || !isDeclassified(field)) return [];
      const { target, of } = path;
      const reads = (grant: Grant) =>
        of === null || readable(ruleLevels(target, grant.fields, false).get(of.id) ?? 'hidden');
      const behind = grants.filter(on(target)).filter(reads);
      return grants
        .filter(on(table))
        .filter(({ fields }) => readable(plainLevel(field, fields, false)))
        .filter(({ to }) => !behind.some((one) => isWider(one.to, to, looked.organisation)))
        .map((grant) =>
          finding('derivationLeak', {
            tables: [table.id, target.id],
            fields: [field.id, ...(of ? [of.id] : [])],
            rules: [grant.id],
            roles: roleOf(grant),
          }),
        );
    }),
  );
}

/** An amount is hidden from somebody who sees everything it is multiplied from. */
function productLeaks(looked: Looked): readonly Finding[] {
  const grants = living(looked).filter(does('view'));
  return looked.schema.tables.flatMap((table) => {
    const here = grants.filter(on(table));
    return table.fields.filter(isMade).flatMap((derived) => {
      const inputs = inputsOf(derived, table.fields);
      if (inputs.length === 0) return [];
      const shows = (grant: Grant) => readable(plainLevel(derived, grant.fields, false));
      const factors = (grant: Grant) => {
        const levels = ruleLevels(table, grant.fields, false);
        return inputs.every((id) => readable(levels.get(id) ?? 'hidden'));
      };
      const about = { tables: [table.id], fields: [derived.id, ...inputs] };
      const byGrant = here
        .filter((grant) => factors(grant) && !shows(grant))
        .filter(
          (grant) =>
            !here.some(
              (other) =>
                shows(other) &&
                factors(other) &&
                isWider(other.to, grant.to, looked.organisation) &&
                scopeWithin(grant.scope, other.scope),
            ),
        )
        .map((grant) =>
          finding('derivationLeak', { ...about, rules: [grant.id], roles: roleOf(grant) }),
        );
      const byLock = looked.policy.restrictions
        .filter(({ on: target }) => covers(target, table))
        .filter(({ effect, fields = [], classes = [] }) => {
          const caps = (id: string) =>
            fields.includes(id) ||
            table.fields.some(
              (one) => one.id === id && one.classes.some((name) => classes.includes(name)),
            );
          return (
            effect.kind === 'cap' &&
            !readable(effect.level) &&
            caps(derived.id) &&
            !inputs.some(caps)
          );
        })
        .filter(({ exempt }) =>
          here.some(
            (grant) =>
              factors(grant) &&
              !exempt.some(({ to }) => isWider(to, grant.to, looked.organisation)),
          ),
        )
        .map(({ id }) => finding('derivationLeak', { ...about, rules: [id] }));
      return [...byGrant, ...byLock];
    });
  });
}
