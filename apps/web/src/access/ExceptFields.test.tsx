import type { FieldRule } from '@tessera/model';
import type { OutTable } from '@tessera/protocol';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { setLanguage, startI18n } from '../i18n/i18n.ts';
import { ExceptFields } from './ExceptFields.tsx';

beforeAll(async () => {
  await startI18n();
  await setLanguage('en');
});
afterEach(cleanup);

const table = {
  id: 'tblorders',
  fields: [
    { id: 'fldprice', name: 'Price' },
    { id: 'fldnote', name: 'Note' },
  ],
} as unknown as OutTable;
const classes = [{ id: 'clsprofit', name: 'profit' }];

let rule: FieldRule;
function show(start: FieldRule): void {
  function Form() {
    const [now, setNow] = useState(start);
    rule = now;
    return <ExceptFields table={table} classes={classes} rule={now} onChange={setNow} />;
  }
  render(<Form />);
}

async function add(name: string): Promise<void> {
  const box = screen.getByRole('combobox', { name: 'Except for these fields' });
  box.focus();
  fireEvent.keyDown(box, { key: 'ArrowDown' });
  fireEvent.click(await screen.findByRole('option', { name }));
}

it('closes a field or class that is named, where the others are open', async () => {
  show({ default: 'read', except: [] });
  await add('Price');
  await add('Class: profit');
  expect(rule).toEqual({
    default: 'read',
    except: [
      { field: 'fldprice', level: 'hidden' },
      { class: 'clsprofit', level: 'hidden' },
    ],
  });
});

it('opens it where the others are closed', async () => {
  show({ default: 'hidden', except: [] });
  await add('Note');
  expect(rule.except).toEqual([{ field: 'fldnote', level: 'read' }]);
});

it('sets each level by itself', async () => {
  show({
    default: 'read',
    except: [
      { field: 'fldprice', level: 'hidden' },
      { field: 'fldnote', level: 'hidden' },
    ],
  });
  fireEvent.click(screen.getByRole('combobox', { name: 'How far “Note” opens' }));
  const edit = await screen.findByRole('option', { name: 'Edit' });
  fireEvent.pointerDown(edit, { pointerType: 'mouse' });
  fireEvent.click(edit);
  expect(rule.except).toEqual([
    { field: 'fldprice', level: 'hidden' },
    { field: 'fldnote', level: 'edit' },
  ]);
});

it('keeps what it has no name for until somebody takes it out', async () => {
  show({ default: 'read', except: [{ field: 'fldunseen', level: 'edit' }] });
  await add('Price');
  expect(rule.except).toEqual([
    { field: 'fldunseen', level: 'edit' },
    { field: 'fldprice', level: 'hidden' },
  ]);
  const name = 'Remove “a field not open to you”';
  for (const button of screen.getAllByRole('button', { name, hidden: true }).slice(0, 1))
    fireEvent.click(button);
  expect(rule.except).toEqual([{ field: 'fldprice', level: 'hidden' }]);
});
