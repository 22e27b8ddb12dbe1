import type { Template } from '@tessera/model';
import { administrator, management } from '../shared/roles.ts';
import { text } from '../text.ts';

/** Roles by job around orders. */
export const roles: Template['roles'] = [
  {
    slug: 'sales',
    name: text('Sales', '销售'),
    description: text(
      'Looks after own customers and orders with their amounts; superiors also those of their people. No cost, no margin, no approval, no deletion of orders.',
      '维护自己的客户与订单（含金额），上级可处理下属的订单。看不到成本和毛利，不能审批，不能删除订单。',
    ),
  },
  {
    slug: 'finance',
    name: text('Finance', '财务'),
    description: text(
      'Sees every order with amount, cost and margin, approves, keeps invoices and payments. Changes nothing that was agreed with the customer.',
      '查看全部订单的金额、成本与毛利，负责审批、开票和收款。不修改与客户约定的内容。',
    ),
  },
  management,
  administrator,
];
