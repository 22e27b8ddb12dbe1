import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkedTitles, someCondition, someRecord } from '../test/arbitraries.ts';
import { exampleById, exampleField } from '../test/example-fields.ts';
import { bindCondition } from './bind-condition.ts';
import type { BindEnv } from './bind-env.ts';
import { and, boundKey, not } from './bound.ts';
import { type Atom, always, type Bound, type Condition, never } from './condition.ts';
import { evaluate } from './evaluate.ts';
import type { Field, StoredRecord } from './schema.ts';

const context = {
  me: 'memwang',
  myTeams: ['memli', 'memwang'],
  myDepartments: [],
  myReports: [],
  myAllReports: ['memli'],
};
const title: Field = { id: 'fldtitle', name: 'Title', slug: 'title', classes: [], type: 'text' };
const titled = {
  visible: always,
  title: { field: 'fldtitle', storage: 'text', when: always },
} as const;

function env(set: Partial<BindEnv> = {}): BindEnv {
  return {
    field: exampleById,
    context,
    now: Date.parse('2026-11-21T06:00:00Z'),
    timeZone: 'Asia/Shanghai',
    polarity: 'filter',
    link: () => titled,
    ...set,
  };
}

const atom = (name: string, op: Atom['op'], value?: Atom['value']): Atom =>
  value === undefined ? { op, field: `fld${name}` } : { op, field: `fld${name}`, value };
const test = (name: string, made: unknown) => ({ kind: 'atom', field: `fld${name}`, test: made });
const bind = (condition: Condition, set?: Partial<BindEnv>) => bindCondition(condition, env(set));

function holds(bound: Bound, record: StoredRecord): boolean {
  const byId = (id: string) => (id === title.id ? title : exampleById(id));
  return evaluate(bound, record, byId, (node, one) => linkedTitles(node, one, holds));
}

describe('constants', () => {
  it.each<[Atom, unknown]>([
    [atom('text', 'is', ' Straße '), { op: 'eq', value: 'strasse' }],
    [atom('text', 'anyOf', ['B', 'a', 'b', ' ']), { op: 'in', values: ['a', 'b'] }],
    [atom('text', 'startsWith', 'É'), { op: 'startsWith', value: 'é' }],
    [atom('number', 'is', 0.1), { op: 'eq', value: 10 }],
    [atom('number', 'is', '1e2'), { op: 'eq', value: 10_000 }],
    [atom('number', 'anyOf', [1, 0.005, 1]), { op: 'eq', value: 100 }],
    [atom('whole', 'lt', 2.5), { op: 'lt', value: 3 }],
    [atom('whole', 'gte', 2.5), { op: 'gte', value: 3 }],
    [atom('whole', 'lte', 2.5), { op: 'lte', value: 2 }],
    [atom('whole', 'gt', -2.5), { op: 'gt', value: -3 }],
    [atom('whole', 'lt', 1e30), { op: 'lt', value: 1e15 }],
    [atom('percent', 'gte', 0.15), { op: 'gte', value: 1500 }],
    [atom('check', 'is', true), { op: 'eq', value: true }],
    [atom('date', 'is', '2026-11-21'), { op: 'eq', value: '2026-11-21' }],
    [
      atom('date', 'within', { range: 'today' }),
      { op: 'range', from: '2026-11-21', to: '2026-11-22' },
    ],
    [atom('date', 'lt', { range: 'thisWeek' }), { op: 'lt', value: '2026-11-16' }],
    [atom('date', 'gt', { range: 'today' }), { op: 'gte', value: '2026-11-22' }],
    [
      atom('time', 'is', '2026-11-21'),
      { op: 'range', from: Date.parse('2026-11-20T16:00Z'), to: Date.parse('2026-11-21T16:00Z') },
    ],
    [atom('time', 'lte', '2026-11-21'), { op: 'lt', value: Date.parse('2026-11-21T16:00Z') }],
    [atom('time', 'gt', '2026-11-21'), { op: 'gte', value: Date.parse('2026-11-21T16:00Z') }],
    [atom('time', 'gt', '2026-11-21T00:00:00Z'), { op: 'gt', value: Date.parse('2026-11-21') }],
    [atom('stage', 'is', '赢单'), { op: 'eq', value: 'optwon' }],
    [atom('stage', 'anyOf', ['optwon', 'optgone']), { op: 'eq', value: 'optwon' }],
    [atom('owner', 'is', { context: 'me' }), { op: 'eq', value: 'memwang' }],
    [atom('creator', 'anyOf', { context: 'myTeams' }), { op: 'in', values: ['memli', 'memwang'] }],
    [atom('tags', 'is', ['Cold', 'Big']), { op: 'sameSet', values: ['optb', 'optc'] }],
    [atom('tags', 'hasAny', ['Cold', 'gone']), { op: 'hasAny', values: ['optc'] }],
    [atom('tags', 'hasAll', 'Cold'), { op: 'hasAll', values: ['optc'] }],
    [atom('text', 'empty'), { op: 'empty' }],
  ])('%j', (given, expected) => {
    expect(bind(given)).toEqual(test(given.field.slice(3), expected));
  });

  it('counts a checkbox that was never written as not checked', () => {
    const unchecked = bind(atom('check', 'is', false));
    expect(holds(unchecked, { id: 'rec1', cells: {} })).toBe(true);
    expect(bind({ op: 'not', of: atom('check', 'is', false) }, { polarity: 'grant' })).toEqual(
      bind(atom('check', 'is', true)),
    );
  });
});

describe('links', () => {
  const visible: Bound = { kind: 'atom', field: 'fldtitle', test: { op: 'eq', value: 'seen' } };
  const when: Bound = { kind: 'atom', field: 'fldtitle', test: { op: 'eq', value: 'told' } };
  const link = () => ({ visible, title: { ...titled.title, when } });

  it('reach visible targets only', () => {
    expect(bind(atom('link', 'hasAny', ['rec2', 'rec1']), { link })).toEqual({
      kind: 'linked',
      link: 'fldlink',
      target: 'tblother',
      some: and({ kind: 'record', ids: ['rec1', 'rec2'] }, visible),
    });
    expect(bind(atom('inverse', 'contains', 'X'), { link })).toMatchObject({
      kind: 'linked',
      some: and(visible, when, { ...visible, test: { op: 'contains', value: 'x' } }),
    });
  });

  it('are empty without any target, the reverse side without a visible one', () => {
    const linked = { kind: 'linked', target: 'tblother' };
    expect(bind(atom('link', 'empty'), { link })).toEqual(
      not({ ...linked, link: 'fldlink', some: always } as Bound),
    );
    expect(bind(atom('inverse', 'empty'), { link })).toEqual(
      not({ ...linked, link: 'fldinverse', some: visible } as Bound),
    );
  });

  it('cannot be searched by a title that may not be seen or is no text', () => {
    for (const none of [
      null,
      { ...titled, title: null },
      { ...titled, title: { ...titled.title, storage: 'number' as const } },
    ]) {
      const contains = atom('link', 'contains', 'x');
      expect(bind(contains, { link: () => none })).toEqual(never);
      expect(bind({ op: 'not', of: contains }, { link: () => none })).toEqual(never);
    }
  });
});

describe('what cannot be resolved', () => {
  const open: Atom[] = [
    atom('nothing', 'is', 'x'),
    atom('stage', 'is', 'optgone'),
    atom('stage', 'is', { context: 'me' }),
    atom('tags', 'hasAny', ['optgone']),
    atom('tags', 'hasAll', ['optb', 'optgone']),
    atom('tags', 'is', ['optb', 'optgone']),
    atom('text', 'is', ' '),
    atom('text', 'anyOf', []),
    atom('text', 'is', 5),
    atom('text', 'lt', 'a'),
    atom('text', 'is'),
    atom('number', 'is', 'many'),
    atom('number', 'anyOf', []),
    atom('number', 'lt', [1]),
    atom('check', 'is', 'yes'),
    atom('date', 'is', '2026-02-30'),
    atom('date', 'is', '2026-11-21T00:00:00Z'),
    atom('time', 'is', 'soon'),
    atom('owner', 'is', ['memwang']),
    atom('owner', 'anyOf', []),
    atom('link', 'hasAny', []),
  ];

  it.each(open)(
    'is false in grants and filters and true in restrictions, negated or not: %j',
    (one) => {
      for (const condition of [one, { op: 'not', of: one } as const]) {
        expect(bind(condition, { polarity: 'grant' })).toEqual(never);
        expect(bind(condition, { polarity: 'filter' })).toEqual(never);
        expect(bind(condition, { polarity: 'restriction' })).toEqual(always);
      }
    },
  );

  it('is "me" where nobody asks, but not a set that happens to be empty', () => {
    const me = atom('owner', 'is', { context: 'me' });
    const none = { context: { ...context, me: null } };
    expect(bind(me, { ...none, polarity: 'restriction' })).toEqual(always);
    expect(bind({ op: 'not', of: me }, none)).toEqual(never);
    const reports = atom('owner', 'is', { context: 'myReports' });
    expect(bind(reports)).toEqual(never);
    expect(bind({ op: 'not', of: reports })).toEqual(always);
    expect(bind(reports, { polarity: 'restriction' })).toEqual(never);
  });

  it('is not a number no cell can hold: that is simply never equal', () => {
    const half = atom('whole', 'is', 0.5);
    for (const polarity of ['grant', 'filter', 'restriction'] as const) {
      expect(bind(half, { polarity })).toEqual(never);
    }
    expect(bind({ op: 'not', of: half })).toEqual(always);
    expect(bind({ op: 'not', of: half }, { polarity: 'grant' })).toEqual(
      not(bind(atom('whole', 'empty'))),
    );
  });
});

describe('negation', () => {
  const is = atom('text', 'is', 'x');
  const isX = bind(is);
  const filled = not(bind(atom('text', 'empty')));

  it('of an empty cell follows the flag, closed by default in grants', () => {
    const no: Condition = { op: 'not', of: is };
    expect(bind(no)).toEqual(not(isX));
    expect(bind(no, { polarity: 'restriction' })).toEqual(not(isX));
    expect(bind(no, { polarity: 'grant' })).toEqual(and(not(isX), filled));
    const flagged = (empty: 'match' | 'nomatch'): Condition => ({
      op: 'not',
      of: { ...is, empty },
    });
    expect(bind(flagged('match'), { polarity: 'grant' })).toEqual(not(isX));
    expect(bind(flagged('nomatch'))).toEqual(and(not(isX), filled));
  });

  it('is pushed to the atoms before each is guarded', () => {
    const seen: string[] = [];
    const guard = (field: Field, bound: Bound) => {
      seen.push(`${field.slug} ${boundKey(bound)}`);
      return and({ kind: 'record', ids: ['recseen'] }, bound);
    };
    const condition: Condition = {
      op: 'not',
      of: { op: 'or', of: [is, { op: 'not', of: atom('text', 'empty') }] },
    };
    expect(bind(condition, { guard })).toEqual(
      and({ kind: 'record', ids: ['recseen'] }, not(isX), not(filled)),
    );
    expect(seen).toEqual([`text ${boundKey(not(isX))}`, `text ${boundKey(not(filled))}`]);
  });

  it('guards atoms that are decided too, and never one that is unresolved', () => {
    const guard = () => ({ kind: 'record', ids: ['recseen'] }) as const;
    expect(bind({ op: 'not', of: atom('whole', 'is', 0.5) }, { guard })).toEqual(guard());
    expect(bind(atom('nothing', 'is', 1), { guard })).toEqual(never);
  });

  it('is the complement where empty cells match, for every condition and record', () => {
    const match = (condition: Condition): Condition => {
      switch (condition.op) {
        case 'and':
        case 'or':
          return { op: condition.op, of: condition.of.map(match) };
        case 'not':
          return { op: 'not', of: match(condition.of) };
        default:
          return { ...condition, empty: 'match' };
      }
    };
    fc.assert(
      fc.property(someCondition, someRecord, (condition, record) => {
        const matching = match(condition);
        const yes = holds(bind(matching), record);
        expect(holds(bind({ op: 'not', of: matching }), record)).toBe(!yes);
      }),
      { numRuns: 2000 },
    );
  });

  it('gives less in grants than in filters, for every condition and record', () => {
    fc.assert(
      fc.property(someCondition, someRecord, (condition, record) => {
        const granted = holds(bind(condition, { polarity: 'grant' }), record);
        if (granted) expect(holds(bind(condition), record)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a guard', () => {
  it('makes a hidden field say nothing, whatever is asked of it', () => {
    const guard = () => never;
    fc.assert(
      fc.property(someCondition, someRecord, (condition, record) => {
        const bound = bind(condition, { guard });
        expect(bound.kind).toBe('const');
        expect(holds(bound, record)).toBe(holds(bound, { id: 'recother', cells: {} }));
      }),
    );
  });

  it('is given the field the atom is on', () => {
    const guard = (field: Field, bound: Bound) => (field === exampleField('text') ? never : bound);
    expect(
      bind({ op: 'or', of: [atom('text', 'is', 'x'), atom('long', 'is', 'x')] }, { guard }),
    ).toEqual(test('long', { op: 'eq', value: 'x' }));
  });
});
