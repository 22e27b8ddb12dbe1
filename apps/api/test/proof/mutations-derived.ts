import type { Mutation } from './mutation.ts';
import { isWritten } from './oracle.ts';
import { isAsked, isOpenToAll, linkedTo, wayOf } from './oracle-derived.ts';

/** An amount moves between two unseen records that one declassified sum is made of. */
const movedAmount: Mutation = (random, spec, other, oracle) => {
  const pairs = oracle.tables.flatMap((table) =>
    table.fields.flatMap((field) => {
      if (!isAsked(field) || !isOpenToAll(field) || field.type !== 'rollup') return [];
      const { target, of } = wayOf(oracle, table, field);
      if (field.fn !== 'sum' || !of || !isWritten(of)) return [];
      return (oracle.raw.get(table.id) ?? []).flatMap((record) => {
        const unseen = linkedTo(oracle, table, field, record).filter(
          (one) => typeof one.cells[of.id] === 'number' && !oracle.sees(target, one),
        );
        return unseen.length > 1 ? [{ of: of.id, unseen }] : [];
      });
    }),
  );
  if (pairs.length === 0) return null;
  const { of, unseen } = random.pick(pairs);
  const [from, to] = random.shuffled(unseen);
  const amount = 1 + random.int(500);
  const records = spec.records.map((one) => {
    const moved = one.id === from?.id ? -amount : amount;
    if (one.id !== from?.id && one.id !== to?.id) return one;
    const cell = one.cells[of];
    return typeof cell === 'number' ? { ...one, cells: { ...one.cells, [of]: cell + moved } } : one;
  });
  return [{ ...spec, records }, other];
};

export const derivedMutations: readonly (readonly [string, Mutation])[] = [
  ['moved amount', movedAmount],
  ['moved amount', movedAmount],
];
