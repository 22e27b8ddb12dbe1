import type { Template } from '@tessera/model';
import {
  administratorGrant,
  all,
  dataClass,
  field,
  fields,
  lead,
  managementOn,
  noProfit,
  own,
  reports,
  role,
  salesOnCustomers,
  salesOnProducts,
  table,
  via,
  work,
} from '../shared/grants.ts';
import { text } from '../text.ts';

type Grants = Template['grants'];
type Restrictions = Template['restrictions'];

/** Kept by finance: a salesperson reads them. */
const kept = fields('orders', 'read', ['approval', 'payment', 'invoice_no', 'paid_on']);

const salesGrants: Grants = [
  ...salesOnCustomers,
  salesOnProducts,
  {
    ...role('sales'),
    on: table('orders'),
    actions: work,
    scope: own,
    fields: { default: 'edit', except: [...kept, ...noProfit] },
    reason: text('Salespeople take their own orders.', '销售录入并跟进自己的订单。'),
  },
  {
    ...role('sales'),
    on: table('orders'),
    actions: lead,
    scope: reports,
    fields: { default: 'edit', except: [...kept, dataClass('amount', 'read'), ...noProfit] },
    reason: text(
      'Superiors work with the orders of their people and hand them over; the amount stays with its owner.',
      '上级可处理并移交下属的订单，金额只能由负责人填写。',
    ),
  },
  {
    ...role('sales'),
    on: table('order_lines'),
    actions: [...work, 'delete'],
    scope: own,
    fields: { default: 'edit', except: noProfit },
    reason: text('Salespeople write what was ordered.', '销售填写自己订单的明细。'),
  },
  {
    ...role('sales'),
    on: table('order_lines'),
    actions: lead,
    scope: reports,
    fields: {
      default: 'edit',
      except: [dataClass('amount', 'read'), ...noProfit],
    },
    reason: text(
      'Superiors work with the lines of their people; prices stay with their owner.',
      '上级可处理下属的订单明细，价格只能由负责人填写。',
    ),
  },
  {
    ...role('sales'),
    on: table('order_lines'),
    actions: ['view', 'comment'],
    scope: via('order_lines.order'),
    fields: { default: 'read', except: [dataClass('amount', 'hidden'), ...noProfit] },
    reason: text(
      'Whoever sees an order sees what is in it; prices only on own lines and those of one’s people.',
      '能看到订单，就能看到订单内容；价格仅限本人及下属的明细。',
    ),
  },
];

// Named one by one: what another template adds to a customer or product is not for finance until somebody says so.
const financeGrants: Grants = [
  {
    ...role('finance'),
    on: table('customers'),
    actions: ['view', 'comment'],
    scope: all,
    fields: {
      default: 'hidden',
      except: fields('customers', 'read', [
        'name',
        'industry',
        'region',
        'tier',
        'status',
        'owner',
        'co_owner',
        'phone',
        'email',
        'website',
        'country',
        'annual_revenue',
        'created_time',
        'orders',
      ]),
    },
    reason: text('Finance invoices every customer.', '财务为所有客户开票和收款。'),
  },
  {
    ...role('finance'),
    on: table('products'),
    actions: ['view', 'edit', 'viewHistory'],
    scope: all,
    fields: {
      default: 'hidden',
      except: [
        ...fields('products', 'read', [
          'name',
          'sku',
          'category',
          'list_price',
          'active',
          'description',
          'order_lines',
        ]),
        field('products.cost', 'edit'),
      ],
    },
    reason: text('Finance keeps the cost of products.', '财务维护产品成本。'),
  },
  {
    ...role('finance'),
    on: table('orders'),
    actions: ['view', 'edit', 'export', 'comment', 'approve', 'viewHistory'],
    scope: all,
    fields: {
      default: 'read',
      except: [
        ...fields('orders', 'edit', ['approval', 'margin', 'payment', 'invoice_no', 'paid_on']),
        dataClass('pipeline', 'hidden'),
      ],
    },
    reason: text(
      'Finance approves orders, invoices them and notes what is paid.',
      '财务审批订单、开票并登记收款。',
    ),
  },
  {
    ...role('finance'),
    on: table('order_lines'),
    actions: ['view', 'edit', 'export', 'comment', 'viewHistory'],
    scope: all,
    fields: {
      default: 'read',
      except: [field('order_lines.unit_cost', 'edit'), dataClass('pipeline', 'hidden')],
    },
    reason: text('Finance keeps the cost of what was ordered.', '财务维护订单明细的成本。'),
  },
];

/** What opens doors. Nothing is given to everyone: a member without a role sees nothing. */
export const grants: Grants = [
  ...salesGrants,
  ...financeGrants,
  ...managementOn('customers', 'products', 'orders', 'order_lines'),
  administratorGrant,
];

const management = { to: { kind: 'role', id: 'management' } } as const;
const finance = { to: { kind: 'role', id: 'finance' } } as const;

const costReason = text(
  'No further role, direct grant or share may ever open cost or margin.',
  '无论再授予任何角色、单独授权或共享，都不会开放成本和毛利。',
);

/** What stays locked whatever else is granted, also for the owner of the workspace. */
export const restrictions: Restrictions = [
  {
    name: text('Cost and margin are for finance and management', '成本与毛利仅财务和管理层可见'),
    on: { kind: 'app', id: 'orders' },
    classes: ['cost'],
    effect: { kind: 'cap', level: 'hidden' },
    exempt: [finance, management],
    reason: costReason,
  },
  {
    name: text('The cost of products is for finance and management', '产品成本仅财务和管理层可见'),
    // Products may stand in another app, where they were first.
    on: table('products'),
    classes: ['cost'],
    effect: { kind: 'cap', level: 'hidden' },
    exempt: [finance, management],
    reason: costReason,
  },
  {
    name: text('Only management deletes orders', '仅管理层可删除订单'),
    on: table('orders'),
    actions: ['delete'],
    effect: { kind: 'forbid' },
    exempt: [management],
    reason: text('Orders are part of the books.', '订单属于账目依据。'),
  },
  {
    name: text('Approved orders stand', '已批准的订单不可修改'),
    on: table('orders'),
    fields: ['orders.customer', 'orders.order_date', 'orders.amount', 'orders.tax_rate'],
    when: { op: 'is', field: 'orders.approval', value: 'approved' },
    effect: { kind: 'cap', level: 'read' },
    exempt: [management],
    reason: text(
      'What was approved is not changed behind the approval.',
      '审批通过后，约定内容不得再改动。',
    ),
  },
  {
    name: text('Nobody approves an own order', '不得审批本人的订单'),
    on: table('orders'),
    fields: ['orders.approval'],
    when: { op: 'is', field: 'orders.owner', value: { context: 'me' } },
    effect: { kind: 'cap', level: 'read' },
    exempt: [],
    reason: text('Four eyes, also for management.', '双人复核，管理层也不例外。'),
  },
];

const everyone = { kind: 'everyone' } as const;
const cost = { kind: 'see', fields: [], classes: ['cost'], level: 'masked' } as const;

/** What these rules promise, whatever is granted later. */
export const guarantees: NonNullable<Template['guarantees']> = [
  {
    name: text('Cost stays with finance and management', '成本只归财务和管理层'),
    who: everyone,
    except: [finance.to, management.to],
    on: { kind: 'app', id: 'orders' },
    never: cost,
    reason: costReason,
  },
  {
    name: text('So does the cost of products', '产品成本只归财务和管理层'),
    who: everyone,
    except: [finance.to, management.to],
    on: table('products'),
    never: cost,
    reason: costReason,
  },
  {
    name: text('Only management deletes orders', '仅管理层可删除订单'),
    who: everyone,
    except: [management.to],
    on: table('orders'),
    never: { kind: 'do', actions: ['delete'] },
    reason: text('Orders are part of the books.', '订单属于账目依据。'),
  },
];
