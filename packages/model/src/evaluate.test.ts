import { describe, expect, it } from 'vitest';
import type { Test } from './condition.ts';
import { evaluate, testCell } from './evaluate.ts';
import type { CellValue, StorageClass } from './schema.ts';

describe('testCell', () => {
  it.each<[StorageClass, CellValue, Test, boolean]>([
    ['text', 'Straße 1', { op: 'eq', value: 'strasse 1' }, true],
    ['text', 'Straße 1', { op: 'contains', value: 'asse' }, true],
    ['text', 'Straße 1', { op: 'startsWith', value: 'str' }, true],
    ['text', 'Straße 1', { op: 'endsWith', value: ' 1' }, true],
    ['text', '100%_', { op: 'contains', value: '%_' }, true],
    ['text', '100', { op: 'contains', value: '%' }, false],
    ['text', '😀', { op: 'gt', value: '\uff5e' }, true],
    ['number', 5, { op: 'eq', value: 5 }, true],
    ['number', 5, { op: 'eq', value: '5' }, false],
    ['number', 5, { op: 'lt', value: '6' }, false],
    ['number', 5, { op: 'in', values: [4, 5] }, true],
    ['number', 5, { op: 'range', from: 5, to: 6 }, true],
    ['number', 6, { op: 'range', from: 5, to: 6 }, false],
    ['number', 5, { op: 'contains', value: '5' }, false],
    ['boolean', false, { op: 'eq', value: false }, true],
    ['boolean', false, { op: 'empty' }, false],
    ['date', '2026-11-21', { op: 'gte', value: '2026-11-21' }, true],
    ['date', '2026-11-21', { op: 'startsWith', value: '2026' }, false],
    ['instant', 0, { op: 'lte', value: 0 }, true],
    ['instant', 0, { op: 'empty' }, false],
    ['id', 'opta', { op: 'in', values: ['opta'] }, true],
    ['id', 'OPTA', { op: 'eq', value: 'opta' }, false],
    ['ids', ['opta', 'optb'], { op: 'hasAny', values: ['optb', 'optz'] }, true],
    ['ids', ['opta', 'optb'], { op: 'hasAll', values: ['optb', 'optz'] }, false],
    ['ids', ['opta', 'optb'], { op: 'sameSet', values: ['optb', 'opta'] }, true],
    ['ids', ['opta', 'optb'], { op: 'sameSet', values: ['opta'] }, false],
    ['ids', ['opta'], { op: 'eq', value: 'opta' }, false],
    ['ids', [], { op: 'empty' }, true],
  ])('of %s %j with %j is %s', (storage, cell, test, expected) => {
    expect(testCell(test, cell, storage)).toBe(expected);
  });

  it('is false on an empty cell for every operator but empty', () => {
    const tests: Test[] = [
      { op: 'eq', value: 0 },
      { op: 'in', values: [] },
      { op: 'lt', value: 5 },
      { op: 'lte', value: 5 },
      { op: 'gt', value: -5 },
      { op: 'gte', value: -5 },
      { op: 'range', from: -5, to: 5 },
      { op: 'contains', value: '' },
      { op: 'startsWith', value: '' },
      { op: 'endsWith', value: '' },
      { op: 'hasAny', values: [] },
      { op: 'hasAll', values: [] },
      { op: 'sameSet', values: [] },
    ];
    for (const test of tests) {
      for (const storage of ['text', 'number', 'date', 'ids', 'link'] as const) {
        expect(testCell(test, null, storage)).toBe(false);
      }
    }
    expect(testCell({ op: 'empty' }, null, 'number')).toBe(true);
  });
});

describe('evaluate', () => {
  it('is false for a field that is not there, and looks at own cells only', () => {
    const empty = { kind: 'atom', field: 'constructor', test: { op: 'empty' } } as const;
    const field = () => ({ id: 'x', name: 'x', slug: 'x', classes: [], type: 'text' }) as const;
    const record = { id: 'rec1', cells: {} };
    expect(
      evaluate(
        empty,
        record,
        () => undefined,
        () => true,
      ),
    ).toBe(false);
    expect(evaluate(empty, record, field, () => true)).toBe(true);
  });

  it('asks whoever knows the links, and knows the record by its id', () => {
    const linked = {
      kind: 'linked',
      link: 'fldl',
      target: 'tblt',
      some: { kind: 'const', value: true },
    } as const;
    const record = { id: 'rec1', cells: {} };
    const none = () => undefined;
    expect(evaluate(linked, record, none, (node, one) => node === linked && one === record)).toBe(
      true,
    );
    expect(evaluate({ kind: 'record', ids: ['rec1'] }, record, none, () => false)).toBe(true);
    expect(evaluate({ kind: 'record', ids: ['rec2'] }, record, none, () => false)).toBe(false);
  });
});
