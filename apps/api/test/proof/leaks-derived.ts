import { always, type Field, type Grant, type Level, levels } from '@tessera/model';
import { type Access, isDerivedReference, type Reference } from '@tessera/permissions';
import { accessWhile, type Leak, queryOf, records, straight, withRows } from './leaks.ts';
import type { World } from './world.ts';

/** What is asked behind a link, as if its reader saw everything there. */
function wide<T extends Reference>(reference: T): T {
  if (!isDerivedReference(reference)) return reference;
  const { behind } = reference;
  return {
    ...reference,
    behind:
      behind.kind === 'lookup'
        ? { ...behind, over: always }
        : { kind: 'rollup', rollup: { ...behind.rollup, over: always } },
  };
}

const rank = (level: Level) => levels.indexOf(level);
const lowest = (found: readonly Level[]): Level =>
  found.reduce((a, b) => (rank(a) < rank(b) ? a : b));

/** The level that a rule names a field at, whatever its cells are made of. */
function named({ fields: { default: plain, except } }: Grant, { id, classes }: Field): Level {
  const own = except.flatMap((one) => ('field' in one && one.field === id ? [one.level] : []));
  const classed = except.flatMap((one) =>
    'class' in one && classes.includes(one.class) ? [one.level] : [],
  );
  if (own.length > 0) return lowest([...own, 'read']);
  return lowest([...(classed.length > 0 ? classed : [plain]), 'read']);
}

/** Formulas at the level that rules name them at, as if they told of nothing else. */
function formulasAlone(world: World): (access: Access) => Access {
  return (access) => {
    const grants = new Map(world.workspace.store.policy().grants.map((one) => [one.id, one]));
    const tables = [...access.tables].map(([id, table]) => {
      const formulas = table.table.fields.filter(({ type }) => type === 'formula');
      const rectangles = table.rectangles.map((one) => {
        const grant = grants.get(one.grant);
        if (!grant) return one;
        const alone = formulas.map((field) => [field.id, named(grant, field)] as const);
        return { ...one, levels: new Map([...one.levels, ...alone]) };
      });
      const open = formulas.map(({ id: field }) => [field, { field, when: always }] as const);
      const locks = table.locks.map((one) => {
        const caps = [...one.caps].filter(
          ([field]) => !formulas.some(({ id: own }) => own === field),
        );
        return { ...one, caps: new Map(caps) };
      });
      const references = new Map([...table.references, ...open]);
      const shown = new Map([...table.shown, ...open]);
      return [id, { ...table, rectangles, locks, references, shown }] as const;
    });
    return { ...access, tables: new Map(tables), fingerprint: `${access.fingerprint} alone` };
  };
}

/** Customers in the order of each field of theirs that is asked behind a link. */
const sorted = ['deals', 'sold', 'best'].flatMap((field) =>
  ['asc', 'desc'].map((direction) => () => ({
    endpoint: queryOf,
    params: { table: 'customers' },
    body: { sort: [{ field, direction }], fields: ['region'] },
  })),
);

/** Doors through which cells are seen that are made of others. */
export const derivedLeaks: readonly Leak[] = [
  {
    name: 'a rollup over records that its reader may not see',
    subject: 'sales',
    only: [queryOf, `get ${records}/{record}`],
    pair: 2,
    plant(world) {
      withRows(world, (store, query) => {
        Reflect.set(query, 'derived', query.derived.map(wide));
        return store.rows(query);
      });
      return straight;
    },
  },
  {
    name: 'a sort by what stands unseen behind a link',
    subject: 'consultant',
    only: [queryOf],
    pair: 1,
    walk: sorted,
    plant(world) {
      withRows(world, (store, query) => {
        const order = query.order.map(({ by, direction }) => ({ by: wide(by), direction }));
        Reflect.set(query, 'order', order);
        return store.rows(query);
      });
      return straight;
    },
  },
  {
    name: 'a formula at the level of its own field alone',
    subject: 'consultant',
    only: [queryOf, `get ${records}/{record}`],
    pair: 1,
    plant: (world) => accessWhile(world, () => true, formulasAlone(world)),
  },
];
