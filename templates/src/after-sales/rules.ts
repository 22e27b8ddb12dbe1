import type { Template } from '@tessera/model';
import {
  administratorGrant,
  all,
  field,
  lead,
  managementOn,
  noFigures,
  own,
  role,
  serviceOnCustomers,
  serviceOnProducts,
  table,
  work,
} from '../shared/grants.ts';
import { text } from '../text.ts';

type Grants = Template['grants'];
type Restrictions = Template['restrictions'];

const serviceGrants: Grants = [
  serviceOnCustomers(),
  serviceOnProducts(),
  {
    ...role('service'),
    on: table('installed_products'),
    actions: ['view', 'comment', 'viewHistory'],
    scope: all,
    fields: { default: 'read', except: noFigures },
    reason: text(
      'Service sees what a customer has bought and whether the warranty still runs.',
      '客服查看客户已购产品与保修情况。',
    ),
  },
  {
    ...role('service'),
    on: table('tickets'),
    actions: ['view', 'comment', 'viewHistory'],
    scope: all,
    fields: { default: 'read', except: noFigures },
    reason: text(
      'Service reads the history of a customer and remarks on it.',
      '客服查阅客户的服务历史，并可发表备注。',
    ),
  },
  {
    ...role('service'),
    on: table('tickets'),
    actions: work,
    scope: own,
    fields: { default: 'edit', except: noFigures },
    reason: text('Service takes tickets and works on its own.', '客服受理工单并处理自己的工单。'),
  },
  {
    ...role('service'),
    on: table('service_visits'),
    actions: ['view', 'comment', 'viewHistory'],
    scope: all,
    fields: { default: 'read', except: noFigures },
    reason: text(
      'Service reads follow-ups and remarks on them.',
      '客服查阅回访记录，并可发表备注。',
    ),
  },
  {
    ...role('service'),
    on: table('service_visits'),
    actions: work,
    scope: own,
    fields: { default: 'edit', except: noFigures },
    reason: text('Service records its own visits.', '客服登记自己的服务记录。'),
  },
];

const leadGrants: Grants = [
  serviceOnCustomers('service_lead'),
  serviceOnProducts('service_lead'),
  {
    ...role('service_lead'),
    on: table('installed_products'),
    actions: [...work, 'export', 'import'],
    scope: all,
    fields: { default: 'edit', except: noFigures },
    reason: text('The service lead keeps what is installed where.', '客服主管维护已装产品。'),
  },
  {
    ...role('service_lead'),
    on: table('tickets'),
    actions: [...lead, 'export'],
    scope: all,
    fields: { default: 'edit', except: [field('tickets.charge', 'edit'), ...noFigures] },
    reason: text(
      'The service lead hands out tickets and sets what a repair is charged.',
      '客服主管分派工单，并确定维修收费。',
    ),
  },
  {
    ...role('service_lead'),
    on: table('service_visits'),
    actions: [...lead, 'export'],
    scope: all,
    fields: { default: 'edit', except: noFigures },
    reason: text('The service lead plans visits.', '客服主管安排服务与回访。'),
  },
];

/** What opens doors. Nothing is given to everyone: a member without a role sees nothing. */
export const grants: Grants = [
  ...serviceGrants,
  ...leadGrants,
  ...managementOn('customers', 'products', 'installed_products', 'tickets', 'service_visits'),
  administratorGrant,
];

/** What stays locked whatever else is granted, also for the owner of the workspace. */
export const restrictions: Restrictions = [
  {
    name: text('Closed tickets are kept', '已关闭的工单不可删除'),
    on: table('tickets'),
    actions: ['delete'],
    when: { op: 'is', field: 'tickets.status', value: 'closed' },
    effect: { kind: 'forbid' },
    exempt: [{ to: { kind: 'role', id: 'management' } }],
    reason: text(
      'The service history of a customer is deleted by management only.',
      '客户的服务历史仅管理层可以删除。',
    ),
  },
];

/** What these rules promise, whatever is granted later. */
export const guarantees: NonNullable<Template['guarantees']> = [
  {
    name: text('Service takes no lists away', '客服不可带走数据清单'),
    who: { kind: 'role', id: 'service' },
    except: [
      { kind: 'role', id: 'service_lead' },
      { kind: 'role', id: 'management' },
    ],
    on: { kind: 'app', id: 'after-sales' },
    never: { kind: 'do', actions: ['export'] },
    reason: text(
      'Whoever answers customers works in the product and exports nothing.',
      '一线客服在系统内处理工单，不导出数据。',
    ),
  },
];
