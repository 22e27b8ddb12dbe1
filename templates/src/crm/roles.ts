import type { Template } from '@tessera/model';
import { administrator, management } from '../shared/roles.ts';
import { text } from '../text.ts';

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
  management,
  administrator,
];
