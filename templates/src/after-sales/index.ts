import type { Template } from '@tessera/model';
import { classes } from '../shared/classes.ts';
import { customers } from '../shared/customers.ts';
import { products } from '../shared/products.ts';
import { text } from '../text.ts';
import { installedProducts } from './installed-products.ts';
import { installedWithOrders, ticketsWithCrm } from './joins.ts';
import { roles } from './roles.ts';
import { grants, guarantees, restrictions } from './rules.ts';
import { records } from './samples.ts';
import { tickets } from './tickets.ts';
import { visits } from './visits.ts';

/** Installed products with warranty, tickets, visits and follow-ups. */
export const afterSales: Template = {
  slug: 'after-sales',
  name: text('After-sales', '售后服务'),
  description: text(
    'Installed products and their warranty, tickets, visits and follow-ups. Service sees the customer, what was bought and the whole history with remarks, and no amounts.',
    '已装产品与保修、服务工单、上门与回访。客服看得到客户、已购产品与全部服务历史及备注，看不到任何金额。',
  ),
  icon: 'headset',
  color: 'orange',
  classes,
  // Each after those it links to.
  tables: [customers, products, installedProducts, tickets, visits],
  roles,
  grants,
  restrictions,
  guarantees,
  joins: [ticketsWithCrm, installedWithOrders],
  records,
};
