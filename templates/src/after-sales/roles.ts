import type { Template } from '@tessera/model';
import { administrator, management } from '../shared/roles.ts';
import { text } from '../text.ts';

/** Roles by job around service. */
export const roles: Template['roles'] = [
  {
    slug: 'service',
    name: text('Service', '客服'),
    description: text(
      'Sees every customer, what was bought and the whole service history, works on own tickets and visits, remarks on those of others. No amounts.',
      '查看所有客户、已购产品与完整的服务历史，处理自己的工单与服务记录，可对他人的记录发表备注。看不到任何金额。',
    ),
  },
  {
    slug: 'service_lead',
    name: text('Service lead', '客服主管'),
    description: text(
      'Works on all tickets and visits, hands them out, keeps installed products and sets what a repair is charged.',
      '处理并分派全部工单与服务记录，维护已装产品，确定维修收费。',
    ),
  },
  management,
  administrator,
];
