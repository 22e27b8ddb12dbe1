import type { Condition } from '@tessera/model';
import type { OutField } from '@tessera/protocol';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { setLanguage, startI18n } from '../i18n/i18n.ts';
import { ConditionField } from './ConditionField.tsx';

const field = (id: string, name: string, more: Partial<OutField>): OutField => ({
  ...{ id, name, slug: id, type: 'text' },
  ...{ level: 'edit', creatable: true, everywhere: true, ...more },
});
const fields = [
  field('fldcount', 'Orders', { type: 'count', result: 'number', link: 'fldlink' }),
  field('fldname', 'Name', {}),
  field('fldnet', 'Net', { type: 'formula', result: 'currency', precision: 2, currency: 'CNY' }),
  field('fldpaid', 'Is paid', { type: 'formula', result: 'checkbox' }),
  field('fldcity', 'City', { type: 'lookup', result: 'text', link: 'fldlink', of: 'fldx' }),
  field('fldsum', 'Sum', { type: 'rollup', result: 'number', link: 'fldlink', fn: 'sum' }),
];
const env = {
  workspace: 'w',
  language: 'en',
  timeZone: 'UTC',
  today: '2026-11-22',
  members: [],
  rule: 'scope',
} as const;

let now: Condition | undefined;
const show = (condition?: Condition) =>
  render(
    <ConditionField
      label="Where"
      table={{ fields }}
      env={env}
      condition={condition}
      needed
      onChange={(next) => {
        now = next;
      }}
    />,
  );

async function offered(list: string): Promise<readonly (string | null)[]> {
  fireEvent.click(screen.getByRole('combobox', { name: list }));
  return (await screen.findAllByRole('option')).map(({ textContent }) => textContent);
}

beforeAll(async () => {
  startI18n();
  await setLanguage('en');
});
afterEach(cleanup);

describe('a condition of a rule', () => {
  it('names stored cells only: formulas, nothing that is asked of other records', async () => {
    show();
    fireEvent.click(screen.getByRole('button', { name: 'Add condition' }));
    expect(await offered('Field')).toEqual(['Name', 'Net', 'Is paid']);
  });

  it('asks a formula as what it gives', async () => {
    show({ op: 'gte', field: 'fldnet', value: 10 });
    const value = screen.getByRole<HTMLInputElement>('textbox', { name: 'Value' });
    expect(value.value).toBe('10.00');
    fireEvent.change(value, { target: { value: 'many' } });
    expect(value.getAttribute('aria-invalid')).toBe('true');
    fireEvent.change(value, { target: { value: '12.5' } });
    fireEvent.blur(value);
    expect(now).toEqual({ op: 'gte', field: 'fldnet', value: 12.5 });
    expect(await offered('Operator')).toEqual([
      '=',
      '≠',
      '>',
      '≥',
      '<',
      '≤',
      'is empty',
      'is not empty',
    ]);
    cleanup();
    show({ op: 'is', field: 'fldpaid', value: true });
    screen.getByRole('option', { name: 'Ticked' });
  });

  it('shows no line for what rules may not name', () => {
    show({ op: 'gte', field: 'fldsum', value: 10 });
    screen.getByRole('button', { name: 'Start over' });
  });
});
