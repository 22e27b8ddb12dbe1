import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { AppError, type Policy } from '@tessera/model';
import { thingsOf } from '@tessera/words';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { setLanguage, startI18n } from '../i18n/i18n.ts';
import { SaveBar } from './SaveBar.tsx';

vi.mock('@tanstack/react-router', () => ({ useBlocker: () => ({ status: 'idle' }) }));
const check = vi.hoisted(() => ({ answer: async (): Promise<unknown> => null }));
vi.mock('../client/policy.ts', () => ({ lintDraft: () => check.answer() }));

beforeAll(async () => {
  await startI18n();
  await setLanguage('en');
});
afterEach(cleanup);

const policy: Policy = { version: 1, grants: [], restrictions: [] };
const things = thingsOf(
  { version: 1, apps: [], tables: [], classes: [] } as unknown as Parameters<typeof thingsOf>[0],
  { roles: [], teams: [], departments: [] } as unknown as Parameters<typeof thingsOf>[1],
  [],
);
const gone = (severity: 'error' | 'warning') => ({
  findings: [
    {
      code: 'danglingCondition',
      severity,
      rules: [],
      tables: [],
      fields: [],
      roles: [],
      members: [],
    },
  ],
});

function open(reason = 'New post', save = vi.fn(async (..._: [string, true?]) => {})) {
  const draft = { policy, dirty: true, stale: false, edit: vi.fn(), discard: vi.fn(), save };
  const queries = new QueryClient({ defaultOptions: { queries: { enabled: false } } });
  render(
    <QueryClientProvider client={queries}>
      <SaveBar ws="wsp1" draft={draft} things={things} />
    </QueryClientProvider>,
  );
  fireEvent.click(screen.getByRole('button', { name: /save/i }));
  fireEvent.change(screen.getByRole('textbox'), { target: { value: reason } });
  return save;
}
const confirm = () => fireEvent.click(screen.getByRole('button', { name: 'Save' }));

it('shows the errors of a draft, and saves once they are ticked as read', async () => {
  check.answer = async () => gone('error');
  const save = open();
  await screen.findByText(/A condition names what is gone/);
  confirm();
  await screen.findByText('Tick that you have read the errors, or correct them.');
  expect(save).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole('checkbox'));
  confirm();
  await vi.waitFor(() => expect(save).toHaveBeenCalledWith('New post', undefined));
});

it('asks for nothing when there are warnings alone', async () => {
  check.answer = async () => gone('warning');
  const save = open();
  confirm();
  await vi.waitFor(() => expect(save).toHaveBeenCalledTimes(1));
});

it('leaves it to the save to refuse what cannot be checked', async () => {
  check.answer = async () => {
    throw new Error('refused');
  };
  const save = open();
  confirm();
  await vi.waitFor(() => expect(save).toHaveBeenCalledTimes(1));
});

it('goes to the reason when there is none', async () => {
  check.answer = async () => gone('warning');
  const save = open(' ');
  confirm();
  await screen.findByText('A short reason is needed.');
  expect(document.activeElement).toBe(screen.getByRole('textbox'));
  expect(save).not.toHaveBeenCalled();
});

it('says what the rules newly give, and sends along that it was ticked', async () => {
  check.answer = async () => gone('warning');
  const gives = {
    rights: [{ to: { kind: 'everyone' }, rights: ['viewAudit'] }],
    everyone: ['gra1'],
  };
  const save = open(
    'New post',
    vi.fn(async (_, confirmed) => {
      if (!confirmed) throw new AppError('invalid', 'To be confirmed.', { gives });
    }),
  );
  confirm();
  await screen.findByText('Tick that you mean to give this, or change the rules.');
  screen.getByText(/^everyone: Read the log$/i);
  screen.getByText('1 rule reaches everyone in the workspace.');
  confirm();
  await vi.waitFor(() => expect(save).toHaveBeenCalledTimes(2));
  expect(save).toHaveBeenLastCalledWith('New post', undefined);
  await screen.findByText('Tick that you mean to give this, or change the rules.');
  fireEvent.click(screen.getByRole('checkbox', { name: 'I mean to give this' }));
  confirm();
  await vi.waitFor(() => expect(save).toHaveBeenLastCalledWith('New post', true));
});

it('keeps the reason typed so far until it is saved or the changes are given up', async () => {
  check.answer = async () => gone('warning');
  const save = open();
  const reason = () => screen.getByRole<HTMLTextAreaElement>('textbox').value;
  const close = () => fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  const reopen = () => fireEvent.click(screen.getByRole('button', { name: /save/i }));
  close();
  reopen();
  expect(reason()).toBe('New post');
  confirm();
  await vi.waitFor(() => expect(screen.queryByRole('textbox')).toBeNull());
  expect(save).toHaveBeenCalledTimes(1);
  reopen();
  expect(reason()).toBe('');
  fireEvent.change(screen.getByRole('textbox'), { target: { value: 'Other' } });
  close();
  fireEvent.click(screen.getByRole('button', { name: 'Discard' }));
  reopen();
  expect(reason()).toBe('');
});
