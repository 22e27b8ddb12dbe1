import type { TemplateTable } from '@tessera/model';
import { text } from '../text.ts';

const currency = { en: 'USD', zh: 'CNY' };

/** What an order is made of: quantity times price, worked out by the server. */
export const orderLines: TemplateTable = {
  slug: 'order_lines',
  name: text('Order lines', '订单明细'),
  description: text('Products and quantities of each order.', '每张订单的产品与数量。'),
  icon: 'clipboard-list',
  color: 'teal',
  titleField: 'item',
  fields: [
    { slug: 'item', name: text('Item', '项目'), type: 'text', classes: [] },
    {
      slug: 'order',
      name: text('Order', '订单'),
      type: 'link',
      side: 'forward',
      single: true,
      classes: [],
      target: 'orders',
      reverse: { slug: 'lines', name: text('Lines', '明细') },
    },
    {
      slug: 'product',
      name: text('Product', '产品'),
      type: 'link',
      side: 'forward',
      single: true,
      classes: [],
      target: 'products',
      reverse: { slug: 'order_lines', name: text('Order lines', '订单明细') },
    },
    { slug: 'owner', name: text('Owner', '负责人'), type: 'member', ownership: true, classes: [] },
    { slug: 'quantity', name: text('Quantity', '数量'), type: 'number', precision: 2, classes: [] },
    {
      slug: 'unit_price',
      name: text('Unit price', '单价'),
      type: 'currency',
      precision: 2,
      currency,
      classes: ['amount'],
    },
    {
      slug: 'amount',
      name: text('Amount', '金额'),
      type: 'currency',
      precision: 2,
      currency,
      classes: ['amount'],
      product: ['quantity', 'unit_price'],
    },
    {
      slug: 'unit_cost',
      name: text('Unit cost', '单位成本'),
      type: 'currency',
      precision: 2,
      currency,
      classes: ['cost'],
    },
    {
      slug: 'cost',
      name: text('Cost', '成本'),
      type: 'currency',
      precision: 2,
      currency,
      classes: ['cost'],
      product: ['quantity', 'unit_cost'],
    },
    { slug: 'created_time', name: text('Created', '创建时间'), type: 'createdTime', classes: [] },
  ],
  views: [
    {
      name: text('All lines', '全部明细'),
      kind: 'grid',
      sort: [{ field: 'item', direction: 'asc' }],
      hiddenFields: ['created_time'],
      widths: { item: 260, order: 150, product: 220 },
      rowHeight: 'short',
    },
    {
      name: text('My lines', '我的明细'),
      kind: 'grid',
      filter: { op: 'is', field: 'owner', value: { context: 'me' } },
      sort: [{ field: 'item', direction: 'asc' }],
      hiddenFields: ['owner', 'created_time'],
      widths: { item: 260, order: 150, product: 220 },
      rowHeight: 'short',
    },
  ],
};
