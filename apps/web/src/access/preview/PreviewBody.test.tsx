import type { PolicyPreviewAnswer, PreviewAmount } from '@tessera/protocol';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { setLanguage, startI18n } from '../../i18n/i18n.ts';
import { PreviewBody } from './PreviewBody.tsx';

beforeAll(async () => {
  await startI18n();
  await setLanguage('en');
});
afterEach(cleanup);

const names = { tblone: 'Customers', fldname: 'Name', memann: 'Ann', membob: 'Bob' };
const nothing: PolicyPreviewAnswer = {
  totals: [],
  effects: [],
  views: [],
  errors: [],
  warnings: [],
  names,
};

function told(gained: PreviewAmount, title: string | null): PolicyPreviewAnswer {
  const turnover = { gained, lost: 0 };
  return {
    ...nothing,
    totals: [{ table: 'tblone', members: 2, records: turnover, cells: turnover }],
    effects: [
      {
        members: ['memann', 'membob'],
        rights: { gained: [], lost: ['viewAudit'] },
        tables: [
          {
            table: 'tblone',
            records: turnover,
            actions: [],
            cells: [{ use: 'read', fields: ['fldname'], ...turnover }],
            create: 'gained',
            examples: { gained: title === null ? [] : [{ id: 'rec1', title }], lost: [] },
          },
        ],
      },
    ],
    warnings: [{ code: 'youLose', right: 'managePolicy' }],
  };
}

it('tells who gains which records and cells, with examples to open', () => {
  render(<PreviewBody ws="wsp1" preview={told(1200, 'Alder')} />);
  screen.getByText('Ann and Bob');
  screen.getByText('2 people · Records: gain 1,200 · Cells: gain 1,200');
  screen.getByText('See cells of Name');
  screen.getByText('Can make new records from now on.');
  screen.getByText('Loses a right: Read the log');
  screen.getByText('You yourself could not do this any more: Manage access');
  expect(screen.getByRole('link', { name: 'Alder' }).getAttribute('href')).toBe('/w/wsp1/t/tblone');
});

it('says in words that there are some where no number is told', () => {
  render(<PreviewBody ws="wsp1" preview={told('some', null)} />);
  expect(screen.getAllByText('gain some')).toHaveLength(2);
  screen.getByText(/how many depends on what you may not read/);
});

it('says so when nobody gains or loses anything', () => {
  render(<PreviewBody ws="wsp1" preview={nothing} />);
  screen.getByText('Nobody gains or loses anything.');
});
