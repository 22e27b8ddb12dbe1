import type { PolicyPreviewAnswer } from '@tessera/protocol';
import { expect, it } from 'vitest';
import { foldEffects } from './fold-effects.ts';

type Effect = PolicyPreviewAnswer['effects'][number];

const effect = (member: string, gained: number | 'some', lost = 0): Effect => ({
  members: [member],
  rights: { gained: [], lost: [] },
  tables: [
    {
      table: 'tblone',
      records: { gained, lost },
      actions: [],
      cells: [{ use: 'read', fields: ['fldname'], gained, lost }],
      examples: { gained: [], lost: [] },
    },
  ],
});

it('puts people together who gain the same things, whatever the numbers', () => {
  const folded = foldEffects([effect('memann', 2), effect('membob', 7), effect('memcid', 1, 3)]);
  expect(folded.map(({ members }) => members)).toEqual([['memann', 'membob'], ['memcid']]);
  expect(folded[0]?.tables[0]?.lines).toMatchObject([
    { what: { kind: 'records' }, gained: { least: 2, most: 7 }, lost: { least: 0, most: 0 } },
    { what: { kind: 'cells', use: 'read' }, gained: { least: 2, most: 7 } },
  ]);
});

it('keeps those apart of whom no number is told', () => {
  const folded = foldEffects([effect('memann', 2), effect('membob', 'some')]);
  expect(folded).toHaveLength(2);
  expect(folded[1]?.tables[0]?.lines[0]?.gained).toBe('some');
});
