import type { Template } from '@tessera/model';
import { installedWithOrders } from '../after-sales/joins.ts';
import { classes } from '../shared/classes.ts';
import { text } from '../text.ts';
import { ordersWithCrm } from './joins.ts';
import { roles } from './roles.ts';
import { grants, guarantees, restrictions } from './rules.ts';
import { records } from './samples.ts';
import { tables } from './tables.ts';

/** Products with cost, orders with lines, amounts, approval and payment. */
export const orders: Template = {
  slug: 'orders',
  name: text('Orders', '订单管理'),
  description: text(
    'Products, orders and their lines, approval and payment. Salespeople see the amounts of their own orders, finance and management all; cost and margin stay with finance and management, and only management deletes an order.',
    '产品、订单与明细、审批与收款。销售只看到自己订单的金额，财务和管理层可看全部；成本与毛利仅财务和管理层可见，只有管理层可以删除订单。',
  ),
  icon: 'shopping-cart',
  color: 'green',
  classes,
  tables,
  roles,
  grants,
  restrictions,
  guarantees,
  joins: [ordersWithCrm, installedWithOrders],
  records,
};
