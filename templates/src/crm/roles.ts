import type { Template } from '@tessera/model';
import { text } from '../text.ts';

/** Data classes by which the rules name fields. */
export const classes: Template['classes'] = [
  {
    slug: 'amount',
    name: text('Sales amounts', '销售金额'),
    description: text(
      'Revenue of customers and value of opportunities. For sales on their own records, and management.',
      '客户营收与商机金额。仅销售本人、其上级及管理层可见。',
    ),
  },
  {
    slug: 'profit',
    name: text('Profit', '利润'),
    description: text('Margin and cost. For management only.', '毛利与成本。仅管理层可见。'),
  },
  {
    slug: 'contact',
    name: text('Contact details', '联系方式'),
    description: text(
      'Phone numbers and e-mail addresses. For those who deal with the customer.',
      '电话与邮箱。仅对接客户的人员可见。',
    ),
  },
  {
    slug: 'personal',
    name: text('Personal data', '个人信息'),
    description: text(
      'Private details of a person, such as the date of birth. For the contact’s owner, superiors and management.',
      '生日等个人隐私信息。仅联系人负责人、其上级及管理层可见。',
    ),
  },
];

/** Roles by job. The role of the workspace's owner is built in and does not stand here. */
export const roles: Template['roles'] = [
  {
    slug: 'sales',
    name: text('Sales', '销售'),
    description: text(
      'Looks after own customers, contacts, opportunities and activities. Superiors also work with those of their people, along the whole reporting line. No margin, no deletion, no export.',
      '维护自己的客户、联系人、商机与跟进记录；上级可查看并处理全部下属的数据。看不到毛利，不能删除和导出。',
    ),
  },
  {
    slug: 'service',
    name: text('Service', '客服'),
    description: text(
      'Sees all customers, contacts and activities, records service activities and comments on follow-ups. No opportunities, no sales figures.',
      '查看全部客户、联系人与跟进记录，登记服务记录并对跟进发表评论。看不到商机和销售数据。',
    ),
  },
  {
    slug: 'management',
    name: text('Management', '管理层'),
    description: text(
      'Sees and edits everything including margin, hands records over, exports, deletes.',
      '查看和编辑全部业务数据（含毛利），可移交、导出和删除。',
    ),
  },
  {
    slug: 'administrator',
    name: text('Administrator', '管理员'),
    description: text(
      'Shapes tables, rules, members and security and reads the audit log. Sees no business records.',
      '维护表结构、权限规则、成员与安全设置，查看审计日志。看不到业务数据。',
    ),
  },
];
