import type { Template } from '@tessera/model';
import { classes as sharedClasses } from '../shared/classes.ts';
import { customers } from '../shared/customers.ts';
import { text } from '../text.ts';
import { campaigns } from './campaigns.ts';
import { leads } from './leads.ts';
import { roles } from './roles.ts';
import { grants, guarantees, restrictions } from './rules.ts';
import { records } from './samples.ts';

const classes: Template['classes'] = [
  ...sharedClasses,
  {
    slug: 'budget',
    name: text('Marketing budgets', '市场预算'),
    description: text(
      'What campaigns may cost and have cost. For marketing and management.',
      '活动预算与实际费用。仅市场和管理层可见。',
    ),
  },
];

/** Campaigns and the leads they bring, until these become customers. */
export const marketing: Template = {
  slug: 'marketing',
  name: text('Marketing', '市场营销'),
  description: text(
    'Campaigns and their leads, handed to sales until they become customers. Marketing sees every lead but no sales figures; salespeople see the leads handed to them and no budgets.',
    '市场活动与线索，分配给销售直至成为客户。市场部看得到全部线索但看不到销售金额，销售只看到分配给自己的线索且看不到预算。',
  ),
  icon: 'megaphone',
  color: 'pink',
  classes,
  tables: [customers, campaigns, leads],
  roles,
  grants,
  restrictions,
  guarantees,
  records,
};
