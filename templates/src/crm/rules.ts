import type { Level, Scope, TableAction, Template } from '@tessera/model';
import { text } from '../text.ts';

type Grants = Template['grants'];
type Restrictions = Template['restrictions'];
type Exception = Grants[number]['fields']['except'][number];

const all: Scope = { kind: 'all' };
const own: Scope = { kind: 'any', of: [{ kind: 'own' }] };
const reports: Scope = { kind: 'any', of: [{ kind: 'reports', depth: 'all' }] };
const via = (link: string): Scope => ({ kind: 'any', of: [{ kind: 'via', link }] });

const field = (name: string, level: Level): Exception => ({ field: name, level });
const dataClass = (name: string, level: Level): Exception => ({ class: name, level });

const everyAction: readonly TableAction[] = [
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
const work: readonly TableAction[] = ['view', 'create', 'edit', 'comment', 'viewHistory'];
/** The same on the records of one's people, and handing them over. */
const lead: readonly TableAction[] = [...work, 'transfer'];

// Every rule that shows a table names what it leaves out, also where no field of that class exists yet:
// this makes the table a guarded one, and a field added later starts closed (PERMISSIONS section 1).
const noProfit = dataClass('profit', 'hidden');

const role = (slug: string) => ({ to: { kind: 'role', id: slug }, origin: 'role' }) as const;
const table = (slug: string) => ({ kind: 'table', id: slug }) as const;

const salesGrants: Grants = [
  {
    ...role('sales'),
    on: table('customers'),
    actions: work,
    scope: own,
    // A co-owner sees the customer too, so a superior decides who that is.
    fields: { default: 'edit', except: [field('customers.co_owner', 'read'), noProfit] },
    reason: text('Salespeople look after their own customers.', '销售维护自己的客户。'),
  },
  {
    ...role('sales'),
    on: table('customers'),
    actions: lead,
    scope: reports,
    fields: { default: 'edit', except: [noProfit] },
    reason: text(
      'Superiors work with the customers of their people and hand them over.',
      '上级可处理并移交下属的客户。',
    ),
  },
  {
    ...role('sales'),
    on: table('contacts'),
    actions: work,
    scope: own,
    fields: { default: 'edit', except: [noProfit] },
    reason: text('Salespeople look after their own contacts.', '销售维护自己的联系人。'),
  },
  {
    ...role('sales'),
    on: table('contacts'),
    actions: lead,
    scope: reports,
    fields: { default: 'edit', except: [noProfit] },
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
    fields: { default: 'read', except: [dataClass('personal', 'hidden'), noProfit] },
    reason: text(
      'Whoever sees a customer sees whom to talk to there.',
      '能看到客户，就能看到该客户的联系人。',
    ),
  },
  {
    ...role('sales'),
    on: table('products'),
    actions: ['view'],
    scope: all,
    fields: { default: 'read', except: [noProfit] },
    reason: text('Salespeople offer products at list price.', '销售按标价向客户推荐产品。'),
  },
  {
    ...role('sales'),
    on: table('opportunities'),
    actions: work,
    scope: own,
    fields: { default: 'edit', except: [noProfit] },
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
    fields: { default: 'edit', except: [dataClass('amount', 'read'), noProfit] },
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
    fields: { default: 'edit', except: [noProfit] },
    reason: text('Salespeople record their own follow-ups.', '销售登记自己的跟进记录。'),
  },
  {
    ...role('sales'),
    on: table('activities'),
    actions: lead,
    scope: reports,
    fields: { default: 'edit', except: [noProfit] },
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
    fields: { default: 'read', except: [field('activities.opportunity', 'hidden'), noProfit] },
    reason: text(
      'Whoever sees a customer sees what was done there.',
      '能看到客户，就能看到该客户的跟进记录。',
    ),
  },
];

const serviceGrants: Grants = [
  {
    ...role('service'),
    on: table('customers'),
    actions: ['view', 'comment'],
    scope: all,
    fields: {
      default: 'read',
      except: [dataClass('amount', 'hidden'), noProfit, field('customers.opportunities', 'hidden')],
    },
    reason: text(
      'Service helps every customer and needs no sales figures for it.',
      '客服服务于所有客户，无需了解销售数据。',
    ),
  },
  {
    ...role('service'),
    on: table('contacts'),
    actions: ['view', 'comment'],
    scope: all,
    fields: { default: 'read', except: [dataClass('personal', 'hidden'), noProfit] },
    reason: text('Service calls back and writes back.', '客服需要回电和回复邮件。'),
  },
  {
    ...role('service'),
    on: table('products'),
    actions: ['view'],
    scope: all,
    fields: { default: 'read', except: [noProfit, field('products.opportunities', 'hidden')] },
    reason: text('Service answers questions about products.', '客服解答产品问题。'),
  },
  {
    ...role('service'),
    on: table('activities'),
    actions: ['view', 'comment'],
    scope: all,
    fields: {
      default: 'read',
      except: [dataClass('amount', 'hidden'), noProfit, field('activities.opportunity', 'hidden')],
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
      except: [dataClass('amount', 'hidden'), noProfit, field('activities.opportunity', 'hidden')],
    },
    reason: text('Service records its own activities.', '客服登记自己的服务记录。'),
  },
];

const managementReason = text(
  'Management sees all and analyses by region, product and person.',
  '管理层查看全部数据，按区域、产品和人员进行分析。',
);

const managementGrants: Grants = [
  {
    ...role('management'),
    on: table('customers'),
    actions: everyAction,
    scope: all,
    fields: { default: 'edit', except: [] },
    reason: managementReason,
  },
  {
    ...role('management'),
    on: table('contacts'),
    actions: everyAction,
    scope: all,
    fields: { default: 'edit', except: [] },
    reason: managementReason,
  },
  {
    ...role('management'),
    on: table('products'),
    actions: everyAction,
    scope: all,
    fields: { default: 'edit', except: [] },
    reason: managementReason,
  },
  {
    ...role('management'),
    on: table('opportunities'),
    actions: everyAction,
    scope: all,
    fields: { default: 'edit', except: [] },
    reason: managementReason,
  },
  {
    ...role('management'),
    on: table('activities'),
    actions: everyAction,
    scope: all,
    fields: { default: 'edit', except: [] },
    reason: managementReason,
  },
];

const administratorGrants: Grants = [
  {
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
  },
];

/** What opens doors. Nothing is given to everyone: a member without a role sees nothing. */
export const grants: Grants = [
  ...salesGrants,
  ...serviceGrants,
  ...managementGrants,
  ...administratorGrants,
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
