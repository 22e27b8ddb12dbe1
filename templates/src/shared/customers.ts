import type { TemplateField, TemplateTable } from '@tessera/model';
import { text } from '../text.ts';

type Options = NonNullable<TemplateField['options']>;

const industries: Options = [
  { slug: 'manufacturing', name: text('Manufacturing', '制造业'), color: 'blue' },
  { slug: 'retail', name: text('Retail', '零售'), color: 'orange' },
  { slug: 'technology', name: text('Technology', '科技'), color: 'purple' },
  { slug: 'software', name: text('Software', '软件'), color: 'purple' },
  { slug: 'telecommunications', name: text('Telecommunications', '通信'), color: 'teal' },
  { slug: 'finance', name: text('Finance', '金融'), color: 'yellow' },
  { slug: 'medical', name: text('Medical', '医疗'), color: 'green' },
  { slug: 'education', name: text('Education', '教育'), color: 'green' },
  { slug: 'marketing', name: text('Marketing', '市场营销'), color: 'pink' },
  { slug: 'entertainment', name: text('Entertainment', '文化娱乐'), color: 'pink' },
  { slug: 'employment', name: text('Employment', '人力资源'), color: 'teal' },
  { slug: 'services', name: text('Services', '服务业'), color: 'gray' },
  { slug: 'other', name: text('Other', '其他'), color: 'gray' },
];

/** Sales regions. */
export const regions: Options = [
  { slug: 'east', name: text('East', '华东'), color: 'blue' },
  { slug: 'south', name: text('South', '华南'), color: 'green' },
  { slug: 'north', name: text('North', '华北'), color: 'purple' },
  { slug: 'central', name: text('Central', '华中'), color: 'orange' },
  { slug: 'west', name: text('West', '西部'), color: 'yellow' },
  { slug: 'overseas', name: text('Overseas', '海外'), color: 'gray' },
];

/** Companies: the same in every template that deals with them. */
export const customers: TemplateTable = {
  slug: 'customers',
  shared: true,
  name: text('Customers', '客户'),
  description: text('Companies we sell to or would like to.', '已合作和潜在的客户公司。'),
  icon: 'building-2',
  color: 'blue',
  titleField: 'name',
  fields: [
    { slug: 'name', name: text('Customer name', '客户名称'), type: 'text', classes: [] },
    {
      slug: 'industry',
      name: text('Industry', '所属行业'),
      type: 'singleSelect',
      classes: [],
      options: industries,
    },
    {
      slug: 'region',
      name: text('Region', '所属区域'),
      type: 'singleSelect',
      classes: [],
      options: regions,
    },
    {
      slug: 'tier',
      name: text('Tier', '客户级别'),
      type: 'singleSelect',
      classes: [],
      options: [
        { slug: 'key', name: text('Key', '重点客户'), color: 'red' },
        { slug: 'standard', name: text('Standard', '普通客户'), color: 'blue' },
        { slug: 'small', name: text('Small', '小客户'), color: 'gray' },
      ],
    },
    {
      slug: 'status',
      name: text('Status', '客户状态'),
      type: 'singleSelect',
      classes: [],
      options: [
        { slug: 'prospect', name: text('Prospect', '潜在'), color: 'yellow' },
        { slug: 'active', name: text('Active', '合作中'), color: 'green' },
        { slug: 'dormant', name: text('Dormant', '沉睡'), color: 'gray' },
        { slug: 'churned', name: text('Churned', '已流失'), color: 'red' },
      ],
    },
    {
      slug: 'owner',
      name: text('Owner', '负责人'),
      type: 'member',
      ownership: true,
      classes: [],
    },
    {
      slug: 'co_owner',
      name: text('Co-owner', '协同负责人'),
      type: 'member',
      ownership: true,
      classes: [],
    },
    { slug: 'phone', name: text('Phone', '电话'), type: 'phone', classes: ['contact'] },
    { slug: 'email', name: text('E-mail', '邮箱'), type: 'email', classes: ['contact'] },
    { slug: 'website', name: text('Website', '网址'), type: 'url', classes: [] },
    { slug: 'country', name: text('Country', '国家/地区'), type: 'text', classes: [] },
    {
      slug: 'annual_revenue',
      name: text('Annual revenue', '年营业额'),
      type: 'currency',
      precision: 2,
      currency: { en: 'USD', zh: 'CNY' },
      classes: ['amount'],
    },
    {
      slug: 'employees',
      name: text('Employees', '员工人数'),
      type: 'number',
      precision: 0,
      classes: [],
    },
    { slug: 'notes', name: text('Notes', '备注'), type: 'longText', classes: [] },
    {
      slug: 'created_time',
      name: text('Created', '创建时间'),
      type: 'createdTime',
      classes: [],
    },
    {
      slug: 'modified_time',
      name: text('Last modified', '最后修改时间'),
      type: 'modifiedTime',
      classes: [],
      // Without the revenue: a change that a reader may not see must not move what he sees.
      watch: [
        'name',
        'industry',
        'region',
        'tier',
        'status',
        'owner',
        'co_owner',
        'phone',
        'email',
        'website',
        'country',
        'employees',
        'notes',
      ],
    },
  ],
  views: [
    {
      name: text('All customers', '全部客户'),
      kind: 'grid',
      sort: [{ field: 'name', direction: 'asc' }],
      hiddenFields: ['co_owner', 'website', 'country', 'created_time', 'modified_time'],
      widths: { name: 220, industry: 130, tier: 110, status: 110, annual_revenue: 150, notes: 260 },
      rowHeight: 'short',
    },
    {
      name: text('My customers', '我的客户'),
      kind: 'grid',
      filter: {
        op: 'or',
        of: [
          { op: 'is', field: 'owner', value: { context: 'me' } },
          { op: 'is', field: 'co_owner', value: { context: 'me' } },
        ],
      },
      sort: [{ field: 'name', direction: 'asc' }],
      hiddenFields: ['website', 'country', 'created_time', 'modified_time'],
      widths: { name: 220, notes: 260 },
      rowHeight: 'short',
    },
    {
      name: text('Key customers', '重点客户'),
      kind: 'grid',
      filter: { op: 'is', field: 'tier', value: 'key' },
      sort: [
        { field: 'region', direction: 'asc' },
        { field: 'name', direction: 'asc' },
      ],
      hiddenFields: ['co_owner', 'website', 'country', 'created_time', 'modified_time'],
      widths: { name: 220, notes: 260 },
      rowHeight: 'short',
    },
  ],
};
