import type { TemplateTable } from '@tessera/model';
import { customers } from '../shared/customers.ts';
import { products as plainProducts } from '../shared/products.ts';
import { text } from '../text.ts';
import { orderLines } from './order-lines.ts';

const currency = { en: 'USD', zh: 'CNY' };

const products: TemplateTable = {
  ...plainProducts,
  fields: [
    ...plainProducts.fields,
    {
      slug: 'cost',
      name: text('Unit cost', '单位成本'),
      type: 'currency',
      precision: 2,
      currency,
      classes: ['cost'],
    },
  ],
};

const orders: TemplateTable = {
  slug: 'orders',
  name: text('Orders', '订单'),
  description: text(
    'What customers have ordered, from draft to payment.',
    '客户订单，从草稿到收款。',
  ),
  icon: 'shopping-cart',
  color: 'green',
  titleField: 'number',
  fields: [
    { slug: 'number', name: text('Order no.', '订单编号'), type: 'text', classes: [] },
    {
      slug: 'customer',
      name: text('Customer', '客户'),
      type: 'link',
      side: 'forward',
      single: true,
      classes: [],
      target: 'customers',
      reverse: { slug: 'orders', name: text('Orders', '订单') },
    },
    { slug: 'owner', name: text('Owner', '负责人'), type: 'member', ownership: true, classes: [] },
    {
      slug: 'status',
      name: text('Status', '订单状态'),
      type: 'singleSelect',
      classes: [],
      options: [
        { slug: 'draft', name: text('Draft', '草稿'), color: 'gray' },
        { slug: 'confirmed', name: text('Confirmed', '已确认'), color: 'blue' },
        { slug: 'delivered', name: text('Delivered', '已交付'), color: 'teal' },
        { slug: 'completed', name: text('Completed', '已完成'), color: 'green' },
        { slug: 'cancelled', name: text('Cancelled', '已取消'), color: 'red' },
      ],
    },
    {
      slug: 'approval',
      name: text('Approval', '审批状态'),
      type: 'singleSelect',
      classes: [],
      options: [
        { slug: 'waiting', name: text('Waiting', '待审批'), color: 'yellow' },
        { slug: 'approved', name: text('Approved', '已批准'), color: 'green' },
        { slug: 'returned', name: text('Sent back', '已退回'), color: 'red' },
      ],
    },
    { slug: 'order_date', name: text('Order date', '下单日期'), type: 'date', classes: [] },
    { slug: 'delivery_date', name: text('Delivery date', '交付日期'), type: 'date', classes: [] },
    {
      slug: 'amount',
      name: text('Amount before tax', '未税金额'),
      type: 'currency',
      precision: 2,
      currency,
      classes: ['amount'],
    },
    {
      slug: 'tax_rate',
      name: text('Tax rate', '税率'),
      type: 'percent',
      precision: 4,
      classes: ['amount'],
    },
    {
      slug: 'tax',
      name: text('Tax', '税额'),
      type: 'currency',
      precision: 2,
      currency,
      classes: ['amount'],
      product: ['amount', 'tax_rate'],
    },
    {
      slug: 'margin',
      name: text('Gross margin', '毛利'),
      type: 'currency',
      precision: 2,
      currency,
      classes: ['cost'],
    },
    {
      slug: 'payment',
      name: text('Payment', '收款状态'),
      type: 'singleSelect',
      classes: ['amount'],
      options: [
        { slug: 'open', name: text('Open', '未收款'), color: 'gray' },
        { slug: 'part', name: text('Part paid', '部分收款'), color: 'orange' },
        { slug: 'paid', name: text('Paid', '已收款'), color: 'green' },
      ],
    },
    {
      slug: 'invoice_no',
      name: text('Invoice no.', '发票号码'),
      type: 'text',
      classes: ['amount'],
    },
    { slug: 'paid_on', name: text('Paid on', '收款日期'), type: 'date', classes: ['amount'] },
    { slug: 'notes', name: text('Notes', '备注'), type: 'longText', classes: [] },
    { slug: 'created_time', name: text('Created', '创建时间'), type: 'createdTime', classes: [] },
    {
      slug: 'modified_time',
      name: text('Last modified', '最后修改时间'),
      type: 'modifiedTime',
      classes: [],
      // Neither amounts nor margin: a change that a reader may not see must not move what he sees.
      watch: [
        'number',
        'customer',
        'owner',
        'status',
        'approval',
        'order_date',
        'delivery_date',
        'notes',
      ],
    },
  ],
  views: [
    {
      name: text('All orders', '全部订单'),
      kind: 'grid',
      sort: [{ field: 'order_date', direction: 'desc' }],
      hiddenFields: ['created_time', 'modified_time', 'lines'],
      widths: { number: 150, customer: 200, amount: 140, notes: 260 },
      rowHeight: 'short',
    },
    {
      name: text('My orders', '我的订单'),
      kind: 'grid',
      filter: { op: 'is', field: 'owner', value: { context: 'me' } },
      sort: [{ field: 'order_date', direction: 'desc' }],
      hiddenFields: ['owner', 'created_time', 'modified_time'],
      widths: { number: 150, customer: 200, amount: 140, notes: 260 },
      rowHeight: 'short',
    },
    {
      name: text('Waiting for approval', '待审批'),
      kind: 'grid',
      filter: { op: 'is', field: 'approval', value: 'waiting' },
      sort: [{ field: 'order_date', direction: 'asc' }],
      hiddenFields: ['payment', 'invoice_no', 'paid_on', 'created_time', 'modified_time', 'lines'],
      widths: { number: 150, customer: 200, amount: 140, notes: 260 },
      rowHeight: 'short',
    },
    {
      name: text('Unpaid', '未收款'),
      kind: 'grid',
      filter: {
        op: 'and',
        of: [
          { op: 'anyOf', field: 'payment', value: ['open', 'part'] },
          { op: 'anyOf', field: 'status', value: ['delivered', 'completed'] },
        ],
      },
      sort: [{ field: 'delivery_date', direction: 'asc' }],
      hiddenFields: ['approval', 'created_time', 'modified_time', 'lines'],
      widths: { number: 150, customer: 200, amount: 140, notes: 260 },
      rowHeight: 'short',
    },
  ],
};

/** The four tables, each after those it links to. */
export const tables: readonly TemplateTable[] = [customers, products, orders, orderLines];
