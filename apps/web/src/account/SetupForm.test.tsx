import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { setLanguage, startI18n } from '../i18n/i18n.ts';
import { SetupForm } from './SetupForm.tsx';

const templates = [
  {
    slug: 'crm',
    name: { en: 'CRM', zh: '客户管理' },
    description: { en: 'Customers', zh: '客户' },
    icon: 'handshake',
    color: 'blue',
    tables: [{ name: { en: 'Customers', zh: '客户' }, icon: 'building-2', color: 'blue' }],
    roles: [
      {
        name: { en: 'Sales', zh: '销售' },
        description: { en: 'They sell', zh: '负责销售' },
        sees: [
          {
            table: { en: 'Customers', zh: '客户' },
            records: ['own', 'reports'] as const,
            may: ['create', 'edit'] as const,
            hidden: [{ en: 'Profit', zh: '利润' }],
          },
        ],
      },
    ],
    locks: [
      {
        name: { en: 'Profit stays closed', zh: '利润保密' },
        reason: { en: 'For management only', zh: '仅管理层可见' },
      },
    ],
  },
];

function show(onDone = () => {}) {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <SetupForm token="secret" templates={templates} onDone={onDone} />
    </QueryClientProvider>,
  );
}

function type(label: string, value: string) {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
}

describe('the page of the first run', () => {
  beforeAll(() => {
    startI18n('en');
  });
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
    setLanguage('en');
  });

  it('says what is missing and sends nothing', async () => {
    const send = vi.fn();
    vi.stubGlobal('fetch', send);
    show();
    fireEvent.click(screen.getByRole('button', { name: 'Create workspace' }));
    expect(await screen.findByText(/enter a name/u)).toBeTruthy();
    expect(screen.getByText(/enter an e-mail/u)).toBeTruthy();
    expect(screen.getByText(/At least 10 characters, please/u)).toBeTruthy();
    expect(send).not.toHaveBeenCalled();
  });

  it('sends what was typed, with the chosen template, and goes on', async () => {
    const sent: unknown[] = [];
    vi.stubGlobal('fetch', async (_url: string, init: RequestInit) => {
      sent.push(JSON.parse(String(init.body)));
      return new Response('{}', { status: 201 });
    });
    const done = vi.fn();
    show(done);
    type('Your name', 'Li Na');
    type('E-mail', 'li.na@example.com');
    type('Password', 'harbour violin quartz');
    type('Workspace name', 'Northwind');
    fireEvent.click(screen.getByRole('button', { name: 'Create workspace' }));
    await waitFor(() => expect(done).toHaveBeenCalledOnce());
    expect(sent[0]).toMatchObject({
      token: 'secret',
      name: 'Li Na',
      workspace: 'Northwind',
      templates: ['crm'],
      samples: true,
    });
  });

  it('tells who sees what of a template before it is chosen', async () => {
    show();
    fireEvent.click(screen.getByRole('button', { name: 'Who sees what in CRM' }));
    const panel = await screen.findByRole('dialog', { name: 'CRM' });
    expect(panel.textContent).toContain('Customers: own records, those of their people');
    expect(panel.textContent).toContain('Without: Profit');
    expect(panel.textContent).toContain('Profit stays closed');
  });

  it('shows the refusal of the server in the language of the page', async () => {
    vi.stubGlobal(
      'fetch',
      async () =>
        new Response('{"error":{"code":"invalid","message":"Too easy to guess."}}', {
          status: 400,
        }),
    );
    setLanguage('zh');
    show();
    type('姓名', '李娜');
    type('邮箱', 'li.na@example.com');
    type('密码', 'harbour violin quartz');
    type('工作区名称', '北风');
    fireEvent.click(screen.getByRole('button', { name: '创建工作区' }));
    expect((await screen.findByRole('alert')).textContent).toBe('请求中有无效的内容。');
  });
});
