import type { Template } from '@tessera/model';
import { administrator, management } from '../shared/roles.ts';
import { text } from '../text.ts';

/** Roles by job around campaigns. */
export const roles: Template['roles'] = [
  {
    slug: 'marketing',
    name: text('Marketing', '市场'),
    description: text(
      'Plans campaigns with their budget, keeps all leads and hands them to sales. Of customers only those that came from leads, without figures and contact details.',
      '策划活动并管理预算，维护全部线索并移交销售。只看得到由线索转化的客户，看不到金额和联系方式。',
    ),
  },
  {
    slug: 'sales',
    name: text('Sales', '销售'),
    description: text(
      'Follows up the leads handed over and makes customers of them; superiors also those of their people. No budgets.',
      '跟进分配给自己的线索并转化为客户，上级可处理下属的线索。看不到预算。',
    ),
  },
  management,
  administrator,
];
