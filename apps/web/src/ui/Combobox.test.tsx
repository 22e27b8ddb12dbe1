import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { Combobox, MultiCombobox } from './Combobox.tsx';

afterEach(cleanup);

const items = ['Red', 'Green'].map((label) => ({ value: label, label }));

it('Escape in a box of several choices leaves them, and goes on to what is around it', () => {
  const changed = vi.fn();
  const around = vi.fn();
  render(
    // biome-ignore lint/a11y/noStaticElementInteractions: stands for a dialog.
    <div onKeyDown={(event) => around(event.key)}>
      <MultiCombobox
        label="Colours"
        items={items}
        values={['Red', 'Green']}
        emptyText="none"
        onChange={changed}
        removeLabel={(name) => `Remove ${name}`}
      />
    </div>,
  );
  fireEvent.keyDown(screen.getByRole('combobox'), { key: 'Escape' });
  expect(changed).not.toHaveBeenCalled();
  expect(around).toHaveBeenCalledWith('Escape');
});

it('Escape in a box of one choice leaves it', () => {
  const changed = vi.fn();
  render(<Combobox label="Colour" items={items} value="Red" emptyText="none" onChange={changed} />);
  const box = screen.getByRole<HTMLInputElement>('combobox');
  fireEvent.keyDown(box, { key: 'Escape' });
  expect(changed).not.toHaveBeenCalled();
  expect(box.value).toBe('Red');
});
