import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { AppError } from '@tessera/model';
import type { OutField, OutTable, OutValue } from '@tessera/protocol';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CellFace } from '../field-types/masked.tsx';
import { isComputed } from '../field-types/registry.ts';
import { setLanguage, startI18n } from '../i18n/i18n.ts';
import { WorkingOut } from './FormulaPreview.tsx';
import { FormulaSettings } from './FormulaSettings.tsx';
import { type FieldDraft, newDraft } from './field-draft.ts';
import { SaveFailed } from './SaveFailed.tsx';

const amount: OutField = {
  id: 'fldamount',
  name: 'Amount',
  slug: 'amount',
  type: 'currency',
  precision: 2,
  level: 'edit',
  creatable: true,
  everywhere: true,
};
const table = { id: 'tblorders', titleField: 'fldname', fields: [amount] } as unknown as OutTable;

/** What was loaded before: the first record, so that nothing is asked. */
const loaded = (fields: Record<string, OutValue>) => {
  const queries = new QueryClient({ defaultOptions: { queries: { enabled: false } } });
  const record = { id: 'reco1', fields: { fldname: 'One', ...fields }, _g: 0 };
  queries.setQueryData(['workspace', 'w', 'firstRecord', 'tblorders'], { record, total: 1200 });
  return queries;
};

let changed: Partial<FieldDraft> = {};
const show = (expression: string, of = table, fields: Record<string, OutValue> = {}) =>
  render(
    <FormulaSettings
      ws="w"
      table={of}
      draft={{ ...newDraft('en'), type: 'formula', expression }}
      saved={undefined}
      onChange={(part) => {
        changed = part;
      }}
    >
      {null}
    </FormulaSettings>,
    {
      wrapper: ({ children }) => (
        <QueryClientProvider client={loaded(fields)}>{children}</QueryClientProvider>
      ),
    },
  );
const preview = () => document.querySelector('output')?.textContent;

beforeAll(async () => {
  startI18n();
  await setLanguage('en');
});
afterEach(async () => {
  cleanup();
  await setLanguage('en');
});

describe('the form of a formula', () => {
  it('says what the formula gives, and how numbers are shown', () => {
    show('{Amount} * 2');
    screen.getByText('Gives a number.');
    screen.getByText('Show as');
    fireEvent.change(screen.getByLabelText('Formula'), { target: { value: '{Amount} & "!"' } });
    expect(changed).toEqual({ expression: '{Amount} & "!"', gives: 'text' });
  });

  it('takes formulas as what they give, and nothing that is asked of other records', () => {
    const tripled = { ...amount, id: 'fldb', name: 'Tripled', type: 'formula', result: 'number' };
    const looked = { ...amount, id: 'fldc', name: 'Looked up', type: 'lookup', result: 'number' };
    const fields = [tripled, { ...looked, of: 'fldd' }] as OutField[];
    const shown = { ...table, fields } as OutTable;
    expect(fields.map(isComputed)).toEqual([true, true]);
    show('{Tripled} + 1', shown);
    screen.getByText('Gives a number.');
    cleanup();
    show('{Looked up} + 1', shown);
    expect(screen.queryByText('Gives a number.')).toBeNull();
    expect(document.querySelector('mark')?.textContent).toBe('{Looked up}');
  });

  it('says what is wrong and marks the place, in both languages', async () => {
    show('1 + {Nothing}');
    screen.getByText('There is no field "Nothing".');
    expect(document.querySelector('mark')?.textContent).toBe('{Nothing}');
    cleanup();
    await setLanguage('zh');
    show('1 + {Nothing}');
    screen.getByText('没有字段“Nothing”。');
    const formula = { problem: 'unfinished', at: 3, length: 0 };
    render(<SaveFailed error={new AppError('invalid', 'English words.', { formula })} />);
    screen.getByText('公式不完整。');
  });

  it('shows what it gives on the first record, a failure and nothing too, and only of cells that are open', () => {
    show('{Amount} * 2', table, { fldamount: 1234.5 });
    screen.getByText('On “One”:');
    expect(preview()).toBe('2,469');
    cleanup();
    show('{Amount} & "!"', table, { fldamount: 1.5 });
    expect(preview()).toBe('1.5!');
    cleanup();
    show('1 / {Amount}', table, { fldamount: 0 });
    screen.getByRole('img', { name: 'A number is divided by zero here.' });
    cleanup();
    show('{Amount} + 1', table, { fldamount: null });
    expect(preview()).toBe('nothing');
    cleanup();
    show('{Amount} + 1', table, { fldamount: { masked: '1–10' } });
    expect(preview()).toBeUndefined();
    cleanup();
    show('{Amount} + 1');
    expect(preview()).toBeUndefined();
    cleanup();
    const half = { ...amount, id: 'fldhalf', name: 'Half', type: 'formula', result: 'number' };
    const both = { ...table, fields: [amount, half] } as OutTable;
    show('{Half} * 4', both, { fldhalf: 0.25 });
    expect(preview()).toBe('1');
  });

  it('says how many records are worked out while it is saved', () => {
    render(
      <QueryClientProvider client={loaded({})}>
        <WorkingOut ws="w" table="tblorders" />
      </QueryClientProvider>,
    );
    screen.getByText('Working out 1200 records …');
  });

  it('shows why a cell has no value', () => {
    const field: OutField = { ...amount, type: 'formula', result: 'number', level: 'read' };
    const env = {
      workspace: 'w',
      language: 'en',
      timeZone: 'UTC',
      today: '',
      members: [],
    } as const;
    render(<CellFace field={field} value={{ error: 'divideByZero' }} env={env} lines={1} />);
    screen.getByRole('img', { name: 'A number is divided by zero here.' });
    cleanup();
    render(<CellFace field={field} value={1234.5} env={env} lines={1} />);
    screen.getByText('1,234.50');
  });
});
