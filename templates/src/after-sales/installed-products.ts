import type { TemplateTable } from '@tessera/model';
import { text } from '../text.ts';

/** What customers have bought and where it stands, with its warranty. */
export const installedProducts: TemplateTable = {
  slug: 'installed_products',
  name: text('Installed products', '已装产品'),
  description: text(
    'What customers have bought, where it stands and until when the warranty runs.',
    '客户已购产品、安装位置与保修期限。',
  ),
  icon: 'boxes',
  color: 'orange',
  titleField: 'name',
  fields: [
    { slug: 'name', name: text('Name', '名称'), type: 'text', classes: [] },
    { slug: 'serial_no', name: text('Serial no.', '序列号'), type: 'text', classes: [] },
    {
      slug: 'customer',
      name: text('Customer', '客户'),
      type: 'link',
      side: 'forward',
      single: true,
      classes: [],
      target: 'customers',
      reverse: { slug: 'installed_products', name: text('Installed products', '已装产品') },
    },
    {
      slug: 'product',
      name: text('Product', '产品'),
      type: 'link',
      side: 'forward',
      single: true,
      classes: [],
      target: 'products',
      reverse: { slug: 'installed_products', name: text('Installed products', '已装产品') },
    },
    { slug: 'quantity', name: text('Quantity', '数量'), type: 'number', precision: 0, classes: [] },
    { slug: 'site', name: text('Site', '安装位置'), type: 'text', classes: [] },
    { slug: 'bought_on', name: text('Bought on', '购买日期'), type: 'date', classes: [] },
    { slug: 'installed_on', name: text('Installed on', '安装日期'), type: 'date', classes: [] },
    { slug: 'warranty_until', name: text('Warranty until', '保修截止'), type: 'date', classes: [] },
    {
      slug: 'status',
      name: text('Status', '使用状态'),
      type: 'singleSelect',
      classes: [],
      options: [
        { slug: 'in_use', name: text('In use', '使用中'), color: 'green' },
        { slug: 'repair', name: text('In repair', '维修中'), color: 'orange' },
        { slug: 'retired', name: text('Retired', '已停用'), color: 'gray' },
      ],
    },
    { slug: 'notes', name: text('Notes', '备注'), type: 'longText', classes: [] },
    { slug: 'created_time', name: text('Created', '创建时间'), type: 'createdTime', classes: [] },
  ],
  views: [
    {
      name: text('All installed products', '全部已装产品'),
      kind: 'grid',
      sort: [{ field: 'name', direction: 'asc' }],
      hiddenFields: ['created_time', 'tickets'],
      widths: { name: 240, customer: 200, product: 200, site: 180 },
      rowHeight: 'short',
    },
    {
      name: text('Warranty ends soon', '即将过保'),
      kind: 'grid',
      filter: {
        op: 'within',
        field: 'warranty_until',
        value: { range: 'nextDays', days: 90 },
      },
      sort: [{ field: 'warranty_until', direction: 'asc' }],
      hiddenFields: ['created_time', 'tickets'],
      widths: { name: 240, customer: 200, product: 200, site: 180 },
      rowHeight: 'short',
    },
  ],
};
