import type { Template } from '@tessera/model';
import { text } from '../text.ts';

/** Data classes by which the rules name fields: the same in every template, so that one rule reaches all tables. */
export const classes: Template['classes'] = [
  {
    slug: 'amount',
    name: text('Sales amounts', '销售金额'),
    description: text(
      'Revenue of customers, value of opportunities and orders. For sales on their own records, finance and management.',
      '客户营收、商机金额与订单金额。仅销售本人及其上级、财务和管理层可见。',
    ),
  },
  {
    slug: 'profit',
    name: text('Profit', '利润'),
    description: text('Margin of opportunities. For management only.', '商机毛利。仅管理层可见。'),
  },
  {
    slug: 'cost',
    name: text('Cost and margin', '成本与毛利'),
    description: text(
      'Cost of products, cost and margin of orders. For finance and management only.',
      '产品成本、订单成本与毛利。仅财务和管理层可见。',
    ),
  },
  {
    slug: 'contact',
    name: text('Contact details', '联系方式'),
    description: text(
      'Phone numbers and e-mail addresses. For those who deal with the customer.',
      '电话与邮箱。仅对接客户的人员可见。',
    ),
  },
  {
    slug: 'personal',
    name: text('Personal data', '个人信息'),
    description: text(
      'Private details of a person, such as the date of birth. For the contact’s owner, superiors and management.',
      '生日等个人隐私信息。仅联系人负责人、其上级及管理层可见。',
    ),
  },
  {
    slug: 'pipeline',
    name: text('Sales pipeline', '销售过程'),
    description: text(
      'Opportunities and what leads to them. Not for service and finance.',
      '商机及指向商机的信息。不对客服和财务开放。',
    ),
  },
];
