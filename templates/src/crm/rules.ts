import type { Template } from '@tessera/model';
import {
  administratorGrant,
  all,
  dataClass,
  field,
  lead,
  managementOn,
  noFigures,
  noProfit,
  own,
  reports,
  role,
  salesOnCustomers,
  salesOnProducts,
  serviceOnCustomers,
  serviceOnProducts,
  table,
  via,
  work,
} from '../shared/grants.ts';
import { text } from '../text.ts';

type Grants = Template['grants'];
type Restrictions = Template['restrictions'];
const salesGrants: Grants = [
  ...salesOnCustomers,
  {
    ...role('sales'),
    on: table('contacts'),
    actions: work,
    scope: own,
    fields: { default: 'edit', except: noProfit },
    reason: text('Salespeople look after their own contacts.', '销售维护自己的联系人。'),
  },
  {
    ...role('sales'),
    on: table('contacts'),
    actions: lead,
    scope: reports,
    fields: { default: 'edit', except: noProfit },
    reason: text(
      'Superiors work with the contacts of their people and hand them over.',
      '上级可处理并移交下属的联系人。',
    ),
  },
  {
    ...role('sales'),
    on: table('contacts'),
    actions: ['view', 'comment'],
    scope: via('contacts.customer'),
    fields: { default: 'read', except: [dataClass('personal', 'hidden'), ...noProfit] },
    reason: text(
      'Whoever sees a customer sees whom to talk to there.',
      '能看到客户，就能看到该客户的联系人。',
    ),
  },
  salesOnProducts,
  {
    ...role('sales'),
    on: table('opportunities'),
    actions: work,
    scope: own,
    fields: { default: 'edit', except: noProfit },
    reason: text(
      'Salespeople drive their own opportunities and state their value.',
      '销售推进自己的商机并填写金额。',
    ),
  },
  {
    ...role('sales'),
    on: table('opportunities'),
    actions: lead,
    scope: reports,
    fields: { default: 'edit', except: [dataClass('amount', 'read'), ...noProfit] },
    reason: text(
      'Superiors work with the opportunities of their people; the amount stays with its owner.',
      '上级可处理并移交下属的商机，金额只能由负责人填写。',
    ),
  },
  {
    ...role('sales'),
    on: table('activities'),
    actions: work,
    scope: own,
    fields: { default: 'edit', except: noProfit },
    reason: text('Salespeople record their own follow-ups.', '销售登记自己的跟进记录。'),
  },
  {
    ...role('sales'),
    on: table('activities'),
    actions: lead,
    scope: reports,
    fields: { default: 'edit', except: noProfit },
    reason: text(
      'Superiors work with the follow-ups of their people and hand them over.',
      '上级可处理并移交下属的跟进记录。',
    ),
  },
  {
    ...role('sales'),
    on: table('activities'),
    actions: ['view', 'comment'],
    scope: via('activities.customer'),
    // That a colleague's opportunity exists is none of the reader's business.
    fields: { default: 'read', except: [field('activities.opportunity', 'hidden'), ...noProfit] },
    reason: text(
      'Whoever sees a customer sees what was done there.',
      '能看到客户，就能看到该客户的跟进记录。',
    ),
  },
];

const serviceGrants: Grants = [
  serviceOnCustomers(),
  {
    ...role('service'),
    on: table('contacts'),
    actions: ['view', 'comment'],
    scope: all,
    fields: { default: 'read', except: [dataClass('personal', 'hidden'), ...noProfit] },
    reason: text('Service calls back and writes back.', '客服需要回电和回复邮件。'),
  },
  serviceOnProducts(),
  {
    ...role('service'),
    on: table('activities'),
    actions: ['view', 'comment'],
    scope: all,
    fields: {
      default: 'read',
      except: noFigures,
    },
    reason: text(
      'Service reads the history of a customer and comments on follow-ups.',
      '客服查阅客户的服务与跟进历史，并发表评论。',
    ),
  },
  {
    ...role('service'),
    on: table('activities'),
    actions: work,
    scope: own,
    fields: {
      default: 'edit',
      except: noFigures,
    },
    reason: text('Service records its own activities.', '客服登记自己的服务记录。'),
  },
];

const managementGrants = managementOn(
  'customers',
  'contacts',
  'products',
  'opportunities',
  'activities',
);

/** What opens doors. Nothing is given to everyone: a member without a role sees nothing. */
export const grants: Grants = [
  ...salesGrants,
  ...serviceGrants,
  ...managementGrants,
  administratorGrant,
];

const managementOnly: Restrictions[number]['exempt'] = [{ to: { kind: 'role', id: 'management' } }];

/** What stays locked whatever else is granted, also for the owner of the workspace. */
export const restrictions: Restrictions = [
  {
    name: text('Profit is for management only', '利润仅管理层可见'),
    // On the whole app: a cost or margin field added to any of its tables is locked with it.
    on: { kind: 'app', id: 'crm' },
    classes: ['profit'],
    effect: { kind: 'cap', level: 'hidden' },
    exempt: managementOnly,
    reason: text(
      'No further role, direct grant or share may ever open margin or cost.',
      '无论再授予任何角色、单独授权或共享，都不会开放毛利和成本。',
    ),
  },
  {
    name: text('Won opportunities are kept', '赢单商机不可删除'),
    on: table('opportunities'),
    actions: ['delete'],
    when: { op: 'is', field: 'opportunities.stage', value: 'won' },
    effect: { kind: 'forbid' },
    exempt: managementOnly,
    reason: text(
      'What was won is part of the books and is deleted by management only.',
      '赢单属于业绩依据，仅管理层可以删除。',
    ),
  },
];

const management = { kind: 'role', id: 'management' } as const;

/** What these rules promise, whatever is granted later. */
export const guarantees: NonNullable<Template['guarantees']> = [
  {
    name: text('Profit stays with management', '利润只归管理层'),
    who: { kind: 'everyone' },
    except: [management],
    on: { kind: 'app', id: 'crm' },
    never: { kind: 'see', fields: [], classes: ['profit'], level: 'masked' },
    reason: text(
      'Nobody outside management ever sees what a deal earns, not even the owner.',
      '管理层以外，任何人（包括所有者）都看不到毛利。',
    ),
  },
];
