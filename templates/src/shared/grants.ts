import type { Level, Scope, TableAction, Template } from '@tessera/model';
import { text } from '../text.ts';

type Grants = Template['grants'];
type Grant = Grants[number];
type Exception = Grant['fields']['except'][number];

export const all: Scope = { kind: 'all' };
export const own: Scope = { kind: 'any', of: [{ kind: 'own' }] };
export const reports: Scope = { kind: 'any', of: [{ kind: 'reports', depth: 'all' }] };
export const via = (link: string): Scope => ({ kind: 'any', of: [{ kind: 'via', link }] });

export const field = (name: string, level: Level): Exception => ({ field: name, level });
/** These fields of a table at one level. */
export const fields = (table: string, level: Level, slugs: readonly string[]): Exception[] =>
  slugs.map((slug) => field(`${table}.${slug}`, level));
export const dataClass = (name: string, level: Level): Exception => ({ class: name, level });

export const everyAction: readonly TableAction[] = [
  'view',
  'create',
  'edit',
  'delete',
  'restore',
  'export',
  'import',
  'share',
  'transfer',
  'comment',
  'approve',
  'viewHistory',
  'manageViews',
];
export const work: readonly TableAction[] = ['view', 'create', 'edit', 'comment', 'viewHistory'];
/** The same on the records of one's people, and handing them over. */
export const lead: readonly TableAction[] = [...work, 'transfer'];
export const look: readonly TableAction[] = ['view', 'comment'];

// Every rule that shows a table names what it leaves out, also where no field of that class exists yet:
// this makes the table a guarded one, and a field added later starts closed (PERMISSIONS section 1).
export const noProfit: readonly Exception[] = [
  dataClass('profit', 'hidden'),
  dataClass('cost', 'hidden'),
];
/** No sales figure and no trace of opportunities. */
export const noFigures: readonly Exception[] = [
  dataClass('amount', 'hidden'),
  ...noProfit,
  dataClass('pipeline', 'hidden'),
];

export const role = (slug: string) => ({ to: { kind: 'role', id: slug }, origin: 'role' }) as const;
export const table = (slug: string) => ({ kind: 'table', id: slug }) as const;

/** What several templates say about customers and products is one rule where they stand side by side. */
export const salesOnCustomers: Grants = [
  {
    ...role('sales'),
    on: table('customers'),
    actions: work,
    scope: own,
    // A co-owner sees the customer too, so a superior decides who that is.
    fields: { default: 'edit', except: [field('customers.co_owner', 'read'), ...noProfit] },
    reason: text('Salespeople look after their own customers.', '销售维护自己的客户。'),
  },
  {
    ...role('sales'),
    on: table('customers'),
    actions: lead,
    scope: reports,
    fields: { default: 'edit', except: noProfit },
    reason: text(
      'Superiors work with the customers of their people and hand them over.',
      '上级可处理并移交下属的客户。',
    ),
  },
];

export const salesOnProducts: Grant = {
  ...role('sales'),
  on: table('products'),
  actions: ['view'],
  scope: all,
  fields: { default: 'read', except: noProfit },
  reason: text('Salespeople offer products at list price.', '销售按标价向客户推荐产品。'),
};

export const serviceOnCustomers = (slug = 'service'): Grant => ({
  ...role(slug),
  on: table('customers'),
  actions: look,
  scope: all,
  fields: { default: 'read', except: noFigures },
  reason: text(
    'Service helps every customer and needs no sales figures for it.',
    '客服服务于所有客户，无需了解销售数据。',
  ),
});

export const serviceOnProducts = (slug = 'service'): Grant => ({
  ...role(slug),
  on: table('products'),
  actions: ['view'],
  scope: all,
  fields: {
    default: 'read',
    except: [...noProfit, dataClass('pipeline', 'hidden')],
  },
  reason: text('Service answers questions about products.', '客服解答产品问题。'),
});

/** Management on these tables. */
export const managementOn = (...tables: readonly string[]): Grants =>
  tables.map((slug) => ({
    ...role('management'),
    on: table(slug),
    actions: everyAction,
    scope: all,
    fields: { default: 'edit', except: [] },
    reason: text(
      'Management sees all and analyses by region, product and person.',
      '管理层查看全部数据，按区域、产品和人员进行分析。',
    ),
  }));

export const administratorGrant: Grant = {
  ...role('administrator'),
  on: { kind: 'workspace' },
  // No manageBackups: a backup holds every record, margin included.
  actions: ['manageSchema', 'managePolicy', 'manageMembers', 'manageSecurity', 'viewAudit'],
  scope: { kind: 'none' },
  fields: { default: 'hidden', except: [] },
  reason: text(
    'Administrators look after the workspace, not after its business.',
    '管理员负责维护工作区，不接触业务数据。',
  ),
};
