import type { TemplateTable } from '@tessera/model';
import { text } from '../text.ts';

/** What is sold: the same in every template that deals with it. */
export const products: TemplateTable = {
  slug: 'products',
  shared: true,
  name: text('Products', '产品'),
  description: text('What we sell, at list price.', '在售产品与标价。'),
  icon: 'package',
  color: 'orange',
  titleField: 'name',
  fields: [
    { slug: 'name', name: text('Product name', '产品名称'), type: 'text', classes: [] },
    { slug: 'sku', name: text('Product code', '产品编码'), type: 'text', classes: [] },
    {
      slug: 'category',
      name: text('Category', '产品类别'),
      type: 'singleSelect',
      classes: [],
      options: [
        { slug: 'hardware', name: text('Hardware', '硬件'), color: 'blue' },
        { slug: 'software', name: text('Software', '软件'), color: 'purple' },
        { slug: 'service', name: text('Service', '服务'), color: 'green' },
        { slug: 'accessory', name: text('Accessory', '配件'), color: 'gray' },
      ],
    },
    {
      slug: 'list_price',
      name: text('List price', '标价'),
      type: 'currency',
      precision: 2,
      currency: { en: 'USD', zh: 'CNY' },
      classes: [],
    },
    { slug: 'active', name: text('On sale', '在售'), type: 'checkbox', classes: [] },
    { slug: 'description', name: text('Description', '产品说明'), type: 'longText', classes: [] },
  ],
  views: [
    {
      name: text('All products', '全部产品'),
      kind: 'grid',
      sort: [
        { field: 'category', direction: 'asc' },
        { field: 'name', direction: 'asc' },
      ],
      widths: { name: 220, sku: 120, list_price: 130, description: 320 },
      rowHeight: 'short',
    },
    {
      name: text('On sale', '在售产品'),
      kind: 'grid',
      filter: { op: 'is', field: 'active', value: true },
      sort: [{ field: 'name', direction: 'asc' }],
      hiddenFields: ['active'],
      widths: { name: 220, sku: 120, list_price: 130, description: 320 },
      rowHeight: 'short',
    },
  ],
};
