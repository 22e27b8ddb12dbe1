import type { Template } from '@tessera/model';
import { ticketsWithCrm } from '../after-sales/joins.ts';
import { ordersWithCrm } from '../orders/joins.ts';
import { classes } from '../shared/classes.ts';
import { text } from '../text.ts';
import { roles } from './roles.ts';
import { grants, guarantees, restrictions } from './rules.ts';
import { records } from './samples.ts';
import { tables } from './tables.ts';

/** Customers, contacts, products, opportunities and activities, with the rules of a sales company. */
export const crm: Template = {
  slug: 'crm',
  name: text('CRM', '客户关系管理'),
  description: text(
    'Customers, contacts, opportunities and follow-ups. Salespeople see their own, superiors see their people’s, service sees customers without sales figures, margin stays with management.',
    '客户、联系人、商机与跟进。销售只看自己的数据，上级可看下属的数据，客服看得到客户但看不到销售数据，毛利仅对管理层开放。',
  ),
  icon: 'handshake',
  color: 'blue',
  classes,
  tables,
  roles,
  grants,
  restrictions,
  guarantees,
  joins: [ordersWithCrm, ticketsWithCrm],
  records,
};
