import fc from 'fast-check';
import {
  type Bound,
  type CellValue,
  type Condition,
  canonicalIds,
  operatorsOf,
  type StoredRecord,
  storageOf,
} from '../src/index.ts';
import { exampleFields } from './example-fields.ts';

const words = fc.constantFrom('a', 'A b', 'straße', 'STRASSE', 'İ', '中文', '😀', '\uff5e', 'z');
const days = fc.constantFrom('2026-11-20', '2026-11-21', '2026-11-22', '2027-01-01');
const instants = fc.constantFrom(
  Date.parse('2026-11-20T15:59:59.999Z'),
  Date.parse('2026-11-20T16:00:00Z'),
  Date.parse('2026-11-21T06:00:00Z'),
  Date.parse('2026-11-21T16:00:00Z'),
);
const members = fc.constantFrom('memwang', 'memli', 'memzhao');
const options = fc.constantFrom('opta', 'optb', 'optc', 'optopen', 'optwon', 'optgone');
const records = fc.constantFrom('rec1', 'rec2', 'rec3');
const list = <T>(of: fc.Arbitrary<T>) => fc.array(of, { minLength: 1, maxLength: 3 });

/** Records over the example fields, many cells empty; links to rec1, rec2, rec3. */
export const someRecord: fc.Arbitrary<StoredRecord> = fc
  .record(
    Object.fromEntries(
      exampleFields.map((field) => {
        const cell = {
          text: words,
          number: fc.integer({ min: -3, max: 3 }).map((n) => n * 50),
          boolean: fc.boolean(),
          date: days,
          instant: instants,
          id: field.type === 'singleSelect' ? options : members,
          ids: list(options).map(canonicalIds),
          link: list(records).map((ids) => [...new Set(ids)]),
        }[storageOf(field)] as fc.Arbitrary<CellValue>;
        return [field.id, fc.option(cell, { nil: null, freq: 2 })];
      }),
    ),
    { requiredKeys: [] },
  )
  .map((cells) => ({ id: 'recself', cells: cells as StoredRecord['cells'] }));

/** Atoms that all resolve, on every field with every operator it has. */
export const someAtom: fc.Arbitrary<Condition> = fc
  .constantFrom(
    ...exampleFields.flatMap((field) => operatorsOf(field).map((op) => ({ field, op }))),
  )
  .chain(({ field, op }) => {
    if (op === 'empty') return fc.constant({ op, field: field.id });
    const one: fc.Arbitrary<unknown> = {
      text: words,
      number: fc.constantFrom(-1.5, -0.005, 0, 0.5, 0.333, 1, 1e20),
      boolean: fc.boolean(),
      date: fc.oneof(days, fc.constant({ range: 'today' as const })),
      instant: fc.oneof(
        days,
        instants.map((at) => new Date(at).toISOString()),
      ),
      id: field.type === 'singleSelect' ? fc.constantFrom('Open', 'optwon') : members,
      ids: fc.constantFrom('Big', 'opta'),
      link: op === 'contains' ? words : records,
    }[storageOf(field)];
    const within = fc.constant({ range: 'pastDays' as const, days: 1 });
    const value =
      op === 'within' ? within : op === 'anyOf' || op.startsWith('has') ? list(one) : one;
    return value.map((made) => ({ op, field: field.id, value: made }) as Condition);
  });

/** Conditions of some depth over such atoms, with negations and `empty` flags. */
export const someCondition: fc.Arbitrary<Condition> = fc.letrec<{ node: Condition }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    someAtom,
    fc
      .tuple(someAtom, fc.constantFrom('match', 'nomatch'))
      .map(([atom, empty]) => ({ ...atom, empty }) as Condition),
    tie('node').map((of) => ({ op: 'not', of }) as const),
    fc
      .tuple(fc.constantFrom('and', 'or'), fc.array(tie('node'), { maxLength: 3 }))
      .map(([op, of]) => ({ op, of }) as Condition),
  ),
})).node;

/** Whether the linked records rec1 (titled a) and rec2 (titled 中文) meet a condition; rec3 is gone. */
export function linkedTitles(
  node: Extract<Bound, { kind: 'linked' }>,
  record: StoredRecord,
  test: (bound: Bound, target: StoredRecord) => boolean,
): boolean {
  const titles: Record<string, string> = { rec1: 'a', rec2: '中文' };
  const ids = record.cells[node.link] ?? [];
  return (Array.isArray(ids) ? (ids as readonly string[]) : []).some(
    (id) => titles[id] !== undefined && test(node.some, { id, cells: { fldtitle: titles[id] } }),
  );
}
