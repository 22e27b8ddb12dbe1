import { type TableAction, tableActions } from '@tessera/model';
import type { MadeToken, OutTable, OutToken, SchemaAnswer, TokenRequest } from '@tessera/protocol';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import i18next from 'i18next';
import { useState } from 'react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { setLanguage, startI18n } from '../i18n/i18n.ts';
import { CeilingFields } from './CeilingFields.tsx';
import { type CeilingDraft, ceilingOf, describeCeiling, usualDraft } from './ceiling.ts';
import { NewTokenDialog } from './NewTokenDialog.tsx';
import { TokenList } from './TokenList.tsx';

beforeAll(() => startI18n('en'));
beforeEach(() => setLanguage('en'));
afterEach(cleanup);

const customers = { id: 'tblone', name: 'Customers', fields: [], views: [], actions: {} };
const orders = { ...customers, id: 'tbltwo', name: 'Orders' };
const tables = [customers, orders] as unknown as readonly OutTable[];
const schema = { apps: [{ id: 'appone', name: 'CRM' }], tables } as unknown as SchemaAnswer;
const secret = 'tsr_once';

function outToken(change: Partial<OutToken> = {}): OutToken {
  return {
    id: 'tokone',
    name: 'Nightly report',
    ceiling: { rules: [], duties: ['viewAudit'] },
    at: '2030-01-01T00:00:00.000Z',
    until: '2030-04-01T12:00:00.000Z',
    by: { id: 'memann', name: 'Ann' },
    open: true,
    ...change,
  };
}

describe('the dialog of a new token', () => {
  function show(onMake: (request: TokenRequest) => Promise<MadeToken>) {
    const closed = vi.fn();
    function Place() {
      const [open, setOpen] = useState(true);
      if (!open) return null;
      return (
        <NewTokenDialog
          title="New token"
          tables={tables}
          duties={[]}
          onMake={onMake}
          onClose={() => {
            closed();
            setOpen(false);
          }}
        />
      );
    }
    render(<Place />);
    return closed;
  }
  const make = () => fireEvent.click(screen.getByRole('button', { name: 'Create token' }));
  const field = () => screen.getByLabelText<HTMLInputElement>('Token').value;

  it('asks for 90 days and for reading alone unless told otherwise', async () => {
    const asked: TokenRequest[] = [];
    show(async (request) => {
      asked.push(request);
      return { token: outToken(), secret };
    });
    fireEvent.change(screen.getByLabelText('Name'), { target: { value: ' Nightly report ' } });
    make();
    await waitFor(() => expect(asked).toHaveLength(1));
    expect(asked[0]).toMatchObject({ name: 'Nightly report', days: 90, ceiling: { duties: [] } });
    expect(asked[0]?.ceiling.rules).toEqual([
      { on: { kind: 'workspace' }, actions: ['view', 'export', 'viewHistory'], level: 'read' },
    ]);
  });

  it('shows the secret once, to be copied, and has forgotten it when it is closed', async () => {
    const copied: string[] = [];
    vi.stubGlobal('navigator', {
      ...navigator,
      clipboard: { writeText: async (text: string) => void copied.push(text) },
    });
    const closed = show(async () => ({ token: outToken(), secret }));
    fireEvent.change(screen.getByLabelText('Name'), { target: { value: 'Nightly report' } });
    make();
    await screen.findByText(/shown only this once/u);
    expect(field()).toBe(secret);
    fireEvent.click(screen.getByRole('button', { name: 'Copy' }));
    await screen.findByRole('button', { name: 'Copied' });
    expect(copied).toEqual([secret]);
    fireEvent.click(screen.getByRole('button', { name: 'Done' }));
    expect(closed).toHaveBeenCalledOnce();
    await waitFor(() => expect(screen.queryByLabelText('Token')).toBeNull());
    expect(document.body.innerHTML).not.toContain(secret);
    vi.unstubAllGlobals();
  });

  it('sends nothing without a name, and says what is missing', async () => {
    const onMake = vi.fn();
    show(onMake);
    make();
    expect((await screen.findByRole('alert')).textContent).toMatch(/give it a name/u);
    expect(onMake).not.toHaveBeenCalled();
  });

  it('tells why no token was made, and keeps what was typed', async () => {
    show(async () => {
      throw new Error('no');
    });
    fireEvent.change(screen.getByLabelText('Name'), { target: { value: 'Nightly report' } });
    make();
    await screen.findByRole('alert');
    expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('Nightly report');
    expect(screen.queryByLabelText('Token')).toBeNull();
  });
});

describe('the form of a ceiling', () => {
  function show(start: CeilingDraft) {
    const seen: CeilingDraft[] = [start];
    function Place() {
      const [draft, setDraft] = useState(start);
      seen.push(draft);
      return (
        <CeilingFields
          tables={tables}
          duties={['managePolicy', 'viewAudit']}
          draft={draft}
          onChange={setDraft}
        />
      );
    }
    render(<Place />);
    return () => seen.at(-1) ?? start;
  }
  const line = { table: 'tblone', actions: ['view'] as TableAction[], level: 'read' as const };

  it('gives the ticked actions of a chosen table and nothing of others', () => {
    const draft = show({ reach: 'tables', lines: [line], duties: [] });
    fireEvent.click(screen.getByRole('checkbox', { name: 'Edit' }));
    expect(ceilingOf(draft())).toEqual({
      rules: [{ on: { kind: 'table', id: 'tblone' }, actions: ['view', 'edit'], level: 'read' }],
      duties: [],
    });
  });

  it('is not whole while a table has no action, or nothing is chosen', () => {
    const draft = show({ reach: 'tables', lines: [line], duties: [] });
    fireEvent.click(screen.getByRole('checkbox', { name: 'See' }));
    expect(ceilingOf(draft())).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Remove the table Customers' }));
    expect(draft().lines).toEqual([]);
    expect(ceilingOf(draft())).toBeNull();
  });

  it('includes no duty that is not ticked, and warns of those that open others', () => {
    const draft = show({ ...usualDraft, reach: 'all' });
    expect(ceilingOf(draft())).toEqual({
      rules: [{ on: { kind: 'workspace' }, actions: [...tableActions], level: 'edit' }],
      duties: [],
    });
    fireEvent.click(screen.getByRole('checkbox', { name: 'Read the log' }));
    expect(screen.queryByText(/can open anything/u)).toBeNull();
    fireEvent.click(screen.getByRole('checkbox', { name: 'Manage access' }));
    screen.getByText(/can open anything/u);
    expect(draft().duties).toEqual(['managePolicy', 'viewAudit']);
  });
});

describe('a ceiling in words', () => {
  const say = (draft: CeilingDraft) => {
    const ceiling = ceilingOf(draft);
    if (!ceiling) throw new Error('Not whole.');
    return describeCeiling(ceiling, schema, i18next.t);
  };

  it('names tables, actions, levels and duties', () => {
    expect(say({ ...usualDraft, reach: 'all' })).toBe('Everything its holder may do with records');
    expect(say({ ...usualDraft, duties: ['viewAudit'] })).toBe('Read only; Duties: Read the log');
    const lines = [
      { table: 'tblone', actions: ['view', 'edit'], level: 'edit' },
      { table: 'tblgone', actions: ['view'], level: 'masked' },
    ] as const;
    expect(say({ reach: 'tables', lines, duties: [] })).toBe(
      'Customers: See, Edit (fields editable); something that no longer exists: See (fields masked)',
    );
  });

  it('does not call read only what also changes records', () => {
    const rules = [
      { on: { kind: 'workspace' }, actions: ['view', 'delete'], level: 'read' },
    ] as const;
    expect(describeCeiling({ rules, duties: [] }, schema, i18next.t)).toBe(
      'Everywhere: See, Delete (fields read only)',
    );
  });
});

describe('the list of tokens', () => {
  it('revokes only after asking, and says which have ended', async () => {
    const revoked: string[] = [];
    const ended = outToken({ id: 'toktwo', name: 'Old', open: false });
    render(
      <TokenList
        tokens={[outToken(), ended]}
        schema={schema}
        onRevoke={async (id) => void revoked.push(id)}
      />,
    );
    expect(screen.getAllByText('Ended')).toHaveLength(1);
    fireEvent.click(screen.getByRole('button', { name: 'Revoke Old' }));
    await screen.findByText('Revoke “Old”?');
    expect(revoked).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'Revoke' }));
    await waitFor(() => expect(revoked).toEqual(['toktwo']));
  });

  it('says when there is none', () => {
    setLanguage('zh');
    render(<TokenList tokens={[]} schema={schema} onRevoke={async () => {}} />);
    screen.getByText('还没有令牌。');
  });
});
