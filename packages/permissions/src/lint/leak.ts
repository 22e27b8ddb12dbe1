import { type Finding, type Grant, isProduct } from '@tessera/model';
import { covers } from '../covers.ts';
import { plainLevel, readable, ruleLevels } from '../levels.ts';
import { isWider, scopeWithin } from './contained.ts';
import { finding, type Looked, roleOf } from './finding.ts';
import { does, living, on } from './living.ts';

/** An amount is hidden from somebody who sees everything it is multiplied from. */
export function findLeaks(looked: Looked): readonly Finding[] {
  const grants = living(looked).filter(does('view'));
  return looked.schema.tables.flatMap((table) => {
    const here = grants.filter(on(table));
    return table.fields.filter(isProduct).flatMap((product) => {
      const shows = (grant: Grant) => readable(plainLevel(product, grant.fields, false));
      const factors = (grant: Grant) => {
        const levels = ruleLevels(table, grant.fields, false);
        return product.product.every((id) => readable(levels.get(id) ?? 'hidden'));
      };
      const about = { tables: [table.id], fields: [product.id, ...product.product] };
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
            caps(product.id) &&
            !product.product.some(caps)
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
