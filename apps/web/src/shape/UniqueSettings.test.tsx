import { AppError } from '@tessera/model';
import type { OutField } from '@tessera/protocol';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { errorText } from '../i18n/error-text.ts';
import { setLanguage, startI18n } from '../i18n/i18n.ts';
import { draftOf, type FieldDraft, fieldChangeOf, fieldRequestOf } from './field-draft.ts';
import { SaveFailed } from './SaveFailed.tsx';
import { UniqueSettings } from './UniqueSettings.tsx';

const saved: OutField = {
  id: 'fldcode',
  name: 'Code',
  slug: 'code',
  type: 'text',
  level: 'edit',
  creatable: true,
  everywhere: true,
  mayBeUnique: true,
  classes: [],
};

let changed: Partial<FieldDraft> = {};
const show = (field: OutField, part: Partial<FieldDraft> = {}, policy = true) =>
  render(
    <UniqueSettings
      draft={{ ...draftOf(field), ...part }}
      saved={field}
      policy={policy}
      onChange={(next) => {
        changed = next;
      }}
    />,
  );
const box = (name: RegExp) => screen.getByRole('checkbox', { name });
const isShut = (name: RegExp) => box(name).hasAttribute('data-disabled');

beforeAll(async () => {
  startI18n();
  await setLanguage('en');
});
afterEach(async () => {
  cleanup();
  await setLanguage('en');
});

describe('a field without duplicates', () => {
  it('is made by a tick, which takes the place of pointing them out', () => {
    show(saved, { warnDuplicates: true });
    expect(isShut(/No duplicates/)).toBe(false);
    fireEvent.click(box(/No duplicates/));
    expect(changed).toEqual({ unique: true, warnDuplicates: false });
  });

  it('says why it cannot be, and lets what is ticked be taken off', () => {
    show({ ...saved, mayBeUnique: false });
    expect(isShut(/No duplicates/)).toBe(true);
    screen.getByText(/Not possible under the present rules/);
    cleanup();
    show(saved, {}, false);
    expect(isShut(/No duplicates/)).toBe(true);
    screen.getByText(/Only who may change the rules/);
    cleanup();
    show(saved, { classes: ['clsunclassified'] });
    screen.getByText(/Choose the data classes/);
    cleanup();
    show({ ...saved, unique: true, mayBeUnique: false });
    expect(isShut(/No duplicates/)).toBe(false);
    expect(isShut(/Point out duplicates/)).toBe(true);
  });

  it('is asked for without a start value, and only by who manages rules', () => {
    const draft = { ...draftOf(saved), unique: true, start: { value: 'Same' } };
    expect(fieldRequestOf(draft, true)).toMatchObject({ unique: true });
    expect(fieldRequestOf(draft, true)).not.toHaveProperty('default');
    expect(fieldRequestOf(draft, false)).not.toHaveProperty('unique');
    expect(fieldChangeOf(draft, saved, true)).toEqual({ unique: true });
    const unique = { ...saved, unique: true };
    expect(fieldChangeOf({ ...draftOf(unique), unique: false }, unique, true)).toEqual({
      unique: false,
    });
    expect(fieldChangeOf({ ...draftOf(saved), warnDuplicates: true }, saved, false)).toEqual({
      warnDuplicates: true,
    });
    expect(fieldRequestOf({ ...draft, type: 'checkbox' }, true)).not.toHaveProperty('unique');
  });

  it('shows which records share a value when it cannot begin', () => {
    const details = {
      unique: 'duplicates',
      field: 'fldcode',
      name: 'Code',
      values: 3,
      records: 7,
      examples: [
        {
          value: 'A-1',
          records: [
            { id: 'rec1', title: 'Acme' },
            { id: 'rec2', title: 'Beta' },
          ],
        },
      ],
    };
    render(<SaveFailed error={new AppError('conflict', 'No.', details)} />);
    screen.getByText('“Code” has duplicates: 7 records share their values.');
    screen.getByText('A-1: Acme, Beta');
    screen.getByText('and 2 more values');
  });

  it('tells of a value that is taken in the language of the interface', async () => {
    const details = { unique: 'taken', field: 'fldcode', name: 'Code', records: [] };
    const error = new AppError('conflict', 'English words.', details);
    expect(errorText(error)).toBe(
      '“Code” allows no duplicates, and another record has this value.',
    );
    await setLanguage('zh');
    expect(errorText(error)).toBe('“Code”不允许重复，已有其他记录使用这个值。');
  });
});
