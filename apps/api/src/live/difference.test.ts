import type { OutOutcome, OutRecord, OutValue } from '@tessera/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyDelta, difference, type Shown } from './difference.ts';

const value: fc.Arbitrary<OutValue> = fc.oneof(
  fc.constantFrom(null, true, 1, 2, 'a', ''),
  fc.record({ id: fc.constantFrom('o1', 'o2'), name: fc.constantFrom('x', 'y') }),
  fc.array(
    fc.oneof(
      fc.record({ id: fc.constantFrom('r1', 'r2'), title: fc.constantFrom('t', 'u') }),
      fc.constant({ noAccess: true as const }),
    ),
    { maxLength: 2 },
  ),
);
const fieldNames = fc.constantFrom('f1', 'f2', 'f3', '__proto__x');
const outcome: fc.Arbitrary<OutOutcome> = fc.record({
  actions: fc.subarray(['view', 'edit', 'delete']),
  fields: fc.dictionary(fieldNames, fc.constantFrom('read' as const, 'edit' as const)),
});
const sorted = (entries: Readonly<Record<string, unknown>>) =>
  Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1));
const outcomeText = ({ actions, fields }: OutOutcome) =>
  JSON.stringify([[...actions].sort(), sorted(fields)]);
const shown: fc.Arbitrary<Shown> = fc
  .uniqueArray(outcome, { minLength: 1, maxLength: 4, selector: outcomeText })
  .chain((outcomes) =>
    fc.record({
      outcomes: fc.constant(outcomes),
      total: fc.nat(3),
      records: fc.uniqueArray(
        fc.record({
          id: fc.constantFrom('r1', 'r2', 'r3', 'r4', 'r5', 'r6'),
          fields: fc.dictionary(fieldNames, value),
          _g: fc.nat(outcomes.length - 1),
        }),
        { selector: (record) => record.id, maxLength: 6 },
      ),
    }),
  );

/** What a reader sees: records with their outcomes in place of numbers, keys in order. */
function seen({ records, outcomes, total }: Shown) {
  return {
    total,
    records: records.map((record: OutRecord) => {
      const { actions, fields } = outcomes[record._g] as OutOutcome;
      return [record.id, sorted(record.fields), [...actions].sort(), sorted(fields)];
    }),
  };
}

describe('difference', () => {
  it('applied to what was sent gives what is now, whatever the two are', () => {
    fc.assert(
      fc.property(shown, fc.array(shown, { minLength: 1, maxLength: 6 }), (first, later) => {
        let sent = first;
        let client = first;
        for (const next of later) {
          const found = difference(sent, next);
          if (found === null) {
            expect(seen(client)).toEqual(seen(next));
            continue;
          }
          client = applyDelta(JSON.parse(JSON.stringify(found.delta)), client);
          sent = found.shown;
          expect(seen(client)).toEqual(seen(next));
          expect(client).toEqual(sent);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is nothing exactly when a reader cannot tell the two apart', () => {
    fc.assert(
      fc.property(shown, shown, (a, b) => {
        const same = JSON.stringify(seen(a)) === JSON.stringify(seen(b));
        expect(difference(a, a)).toBeNull();
        expect(difference(a, b) === null).toBe(same);
      }),
      { numRuns: 300 },
    );
  });

  it('sends only the cells that changed, and names those that are no longer visible', () => {
    const outcomes = [{ actions: ['view'], fields: { a: 'read', b: 'read' } } as const];
    const before: Shown = {
      outcomes,
      total: 1,
      records: [{ id: 'r1', fields: { a: 1, b: 2, c: 3 }, _g: 0 }],
    };
    const after: Shown = { ...before, records: [{ id: 'r1', fields: { a: 1, b: null }, _g: 0 }] };
    expect(difference(before, after)?.delta).toEqual({
      leave: [],
      enter: [],
      update: [{ id: 'r1', fields: { b: null }, gone: ['c'], _g: 0 }],
      outcomes,
      total: 1,
    });
  });

  it('does not let outcomes of long ago pile up', () => {
    let sent: Shown = { records: [], outcomes: [], total: 0 };
    for (let step = 0; step < 200; step += 1) {
      const fields = { [`f${step}`]: 'read' as const };
      const next: Shown = {
        records: [{ id: 'r1', fields: {}, _g: 0 }],
        outcomes: [{ actions: [], fields }],
        total: 1,
      };
      sent = difference(sent, next)?.shown ?? sent;
    }
    expect(sent.outcomes.length).toBeLessThan(40);
  });
});
