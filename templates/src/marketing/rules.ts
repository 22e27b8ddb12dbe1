import type { Template } from '@tessera/model';
import {
  administratorGrant,
  all,
  dataClass,
  field,
  fields,
  lead,
  look,
  managementOn,
  noFigures,
  noProfit,
  own,
  reports,
  role,
  salesOnCustomers,
  table,
  via,
  work,
} from '../shared/grants.ts';
import { text } from '../text.ts';

type Grants = Template['grants'];
type Restrictions = Template['restrictions'];

const noBudget = dataClass('budget', 'hidden');

const marketingGrants: Grants = [
  {
    ...role('marketing'),
    on: table('campaigns'),
    actions: [...look, 'viewHistory'],
    scope: all,
    fields: { default: 'read', except: noFigures },
    reason: text('Marketing plans together.', '市场部共同策划活动。'),
  },
  {
    ...role('marketing'),
    on: table('campaigns'),
    actions: work,
    scope: own,
    fields: { default: 'edit', except: noFigures },
    reason: text('Each campaign is run by whoever owns it.', '活动由负责人执行。'),
  },
  {
    ...role('marketing'),
    on: table('leads'),
    actions: [...lead, 'delete', 'export', 'import'],
    scope: all,
    fields: { default: 'edit', except: [field('leads.customer', 'read'), ...noFigures] },
    reason: text(
      'Marketing gathers leads and hands them to sales.',
      '市场部收集线索并分配给销售。',
    ),
  },
  {
    ...role('marketing'),
    on: table('customers'),
    actions: ['view'],
    scope: via('customers.leads'),
    // Named one by one: what another template adds to customers is not for marketing until somebody says so.
    fields: {
      default: 'hidden',
      except: fields('customers', 'read', ['name', 'industry', 'region', 'status', 'leads']),
    },
    reason: text(
      'Marketing sees which customers came from its leads.',
      '市场部可查看由线索转化的客户。',
    ),
  },
];

const salesGrants: Grants = [
  ...salesOnCustomers,
  {
    ...role('sales'),
    on: table('campaigns'),
    actions: ['view'],
    scope: all,
    fields: { default: 'read', except: [noBudget, ...noProfit] },
    reason: text('Salespeople know what customers have been told.', '销售了解客户接触过的活动。'),
  },
  {
    ...role('sales'),
    on: table('leads'),
    actions: ['view', 'edit', 'comment', 'viewHistory'],
    scope: own,
    fields: {
      default: 'edit',
      except: [...fields('leads', 'read', ['campaign', 'received_on']), noBudget, ...noProfit],
    },
    reason: text('Salespeople follow up the leads handed to them.', '销售跟进分配给自己的线索。'),
  },
  {
    ...role('sales'),
    on: table('leads'),
    actions: ['view', 'edit', 'transfer', 'comment', 'viewHistory'],
    scope: reports,
    fields: {
      default: 'edit',
      except: [
        ...fields('leads', 'read', ['campaign', 'received_on']),
        dataClass('amount', 'read'),
        noBudget,
        ...noProfit,
      ],
    },
    reason: text(
      'Superiors work with the leads of their people and hand them over.',
      '上级可处理并移交下属的线索。',
    ),
  },
];

/** What opens doors. Nothing is given to everyone: a member without a role sees nothing. */
export const grants: Grants = [
  ...marketingGrants,
  ...salesGrants,
  ...managementOn('customers', 'campaigns', 'leads'),
  administratorGrant,
];

/** What stays locked whatever else is granted, also for the owner of the workspace. */
export const restrictions: Restrictions = [
  {
    name: text('Budgets are for marketing and management', '预算仅市场和管理层可见'),
    on: { kind: 'app', id: 'marketing' },
    classes: ['budget'],
    effect: { kind: 'cap', level: 'hidden' },
    exempt: [{ to: { kind: 'role', id: 'marketing' } }, { to: { kind: 'role', id: 'management' } }],
    reason: text(
      'What a campaign may cost is no affair of other departments.',
      '活动预算与其他部门无关。',
    ),
  },
];

/** What these rules promise, whatever is granted later. */
export const guarantees: NonNullable<Template['guarantees']> = [
  {
    name: text('Budgets stay with marketing and management', '预算只归市场和管理层'),
    who: { kind: 'everyone' },
    except: [
      { kind: 'role', id: 'marketing' },
      { kind: 'role', id: 'management' },
    ],
    on: { kind: 'app', id: 'marketing' },
    never: { kind: 'see', fields: [], classes: ['budget'], level: 'masked' },
    reason: text(
      'What a campaign may cost is no affair of other departments.',
      '活动预算与其他部门无关。',
    ),
  },
];
