import { type ImportInspection, importOptions } from '@tessera/protocol';
import { describe, expect, it } from 'vitest';
import { answerName, firstPlan, optionsOf, planProblem } from './mapping.ts';

const inspection: ImportInspection = {
  encoding: 'utf-8',
  delimiter: ',',
  header: true,
  rows: 85,
  columns: [
    { column: 0, name: 'account', samples: ['Acme'], type: 'text', field: 'fldname' },
    { column: 1, name: 'name', samples: ['Acme'], type: 'text', field: 'fldname' },
    { column: 2, name: 'sector', samples: ['retail'], type: 'singleSelect' },
  ],
  dateOrder: 'mdy',
};
const fields = [
  { id: 'fldname', name: 'Name', required: true },
  { id: 'fldsector', name: 'Sector', required: false, names: 'choice' as const },
];

describe('the plan of an import', () => {
  it('begins with the guesses, each field once', () => {
    expect(firstPlan(inspection, fields).columns).toEqual({ 0: 'fldname' });
  });

  it('cannot leave a required field out, unless records are updated', () => {
    const plan = { ...firstPlan(inspection, fields), columns: { 2: 'fldsector' } };
    expect(planProblem(plan, fields)).toEqual({ kind: 'required', fields: ['Name'] });
    expect(planProblem({ ...plan, key: 'fldsector' }, fields)).toBeNull();
    expect(planProblem(plan, fields, new Set(['fldname']))).toBeNull();
    expect(planProblem({ ...plan, columns: {} }, fields)).toEqual({ kind: 'nothing' });
    expect(planProblem({ ...plan, columns: { 0: 'fldname', 1: 'fldname' } }, fields)).toEqual({
      kind: 'twice',
      field: 'Name',
    });
  });

  it('makes options the server accepts', () => {
    const plan = firstPlan(inspection, fields);
    const named = {
      ...plan,
      key: 'fldname',
      names: answerName(answerName({}, 'fldsector', 'retial', 'Retail'), 'fldsector', 'x', null),
    };
    for (const kind of ['table', 'members'] as const)
      expect(importOptions.safeParse(optionsOf(named, kind, true)).success).toBe(true);
    expect(optionsOf(named, 'table', true).names).toEqual({
      fldsector: { retial: 'Retail', x: null },
    });
  });

  it('forgets an answer that is taken back', () => {
    const names = answerName(answerName({}, 'f', 'a', 'b'), 'f', 'a', undefined);
    expect(optionsOf({ ...firstPlan(inspection, fields), names }, 'table', true).names).toBe(
      undefined,
    );
  });
});
