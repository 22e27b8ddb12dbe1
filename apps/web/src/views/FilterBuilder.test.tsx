import type { Condition } from '@tessera/model';
import type { OutField } from '@tessera/protocol';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { setLanguage, startI18n } from '../i18n/i18n.ts';
import { FilterBuilder } from './FilterBuilder.tsx';

const fields = [{ id: 'a', name: 'Name', type: 'text', level: 'edit' }] as unknown as OutField[];
const env = {
  workspace: 'w',
  language: 'en',
  timeZone: 'UTC',
  today: '2026-11-22',
  members: [],
} as const;

let now: Condition | undefined;
const show = () =>
  render(
    <FilterBuilder
      table={{ fields }}
      env={env}
      condition={undefined}
      onChange={(next) => {
        now = next;
      }}
    />,
  );
const add = () => fireEvent.click(screen.getByRole('button', { name: 'Add condition' }));
const values = () => screen.getAllByRole<HTMLInputElement>('textbox', { name: 'Value' });
const type = (at: number, value: string) =>
  fireEvent.change(values()[at] as HTMLInputElement, { target: { value } });
const pause = () => act(() => vi.advanceTimersByTime(400));

beforeAll(async () => {
  startI18n();
  await setLanguage('en');
});
beforeEach(() => {
  vi.useFakeTimers();
  now = undefined;
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe('lines of a filter', () => {
  it('stay when another one is added before the typing has paused', () => {
    show();
    add();
    type(0, 'palm');
    add();
    pause();
    expect(values()).toHaveLength(2);
    expect(now).toEqual({ op: 'contains', field: 'a', value: 'palm' });
  });

  it('keep their own text when one above them goes', () => {
    show();
    add();
    add();
    type(0, 'palm');
    type(1, 'oak');
    pause();
    fireEvent.click(screen.getAllByRole('button', { name: 'Remove this line' })[0] as HTMLElement);
    pause();
    expect(values().map(({ value }) => value)).toEqual(['oak']);
    expect(now).toEqual({ op: 'contains', field: 'a', value: 'oak' });
  });

  it('tell what was typed at once when the keyboard leaves', () => {
    show();
    add();
    type(0, 'elm');
    fireEvent.blur(values()[0] as HTMLInputElement);
    expect(now).toEqual({ op: 'contains', field: 'a', value: 'elm' });
  });
});
