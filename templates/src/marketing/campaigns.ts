import type { TemplateTable } from '@tessera/model';
import { text } from '../text.ts';

const currency = { en: 'USD', zh: 'CNY' };

/** Fairs, mailings, webinars and what they cost. */
export const campaigns: TemplateTable = {
  slug: 'campaigns',
  name: text('Campaigns', '市场活动'),
  description: text('Fairs, mailings, webinars and advertising.', '展会、邮件、网络研讨会与广告。'),
  icon: 'megaphone',
  color: 'pink',
  titleField: 'name',
  fields: [
    { slug: 'name', name: text('Campaign', '活动名称'), type: 'text', classes: [] },
    {
      slug: 'kind',
      name: text('Kind', '活动类型'),
      type: 'singleSelect',
      classes: [],
      options: [
        { slug: 'fair', name: text('Fair', '展会'), color: 'blue' },
        { slug: 'webinar', name: text('Webinar', '网络研讨会'), color: 'purple' },
        { slug: 'mailing', name: text('Mailing', '邮件'), color: 'teal' },
        { slug: 'advertising', name: text('Advertising', '广告'), color: 'orange' },
        { slug: 'referral', name: text('Referral', '转介绍'), color: 'green' },
      ],
    },
    {
      slug: 'status',
      name: text('Status', '活动状态'),
      type: 'singleSelect',
      classes: [],
      options: [
        { slug: 'planned', name: text('Planned', '计划中'), color: 'gray' },
        { slug: 'running', name: text('Running', '进行中'), color: 'green' },
        { slug: 'finished', name: text('Finished', '已结束'), color: 'blue' },
      ],
    },
    { slug: 'owner', name: text('Owner', '负责人'), type: 'member', ownership: true, classes: [] },
    { slug: 'start', name: text('Start', '开始日期'), type: 'date', classes: [] },
    { slug: 'end', name: text('End', '结束日期'), type: 'date', classes: [] },
    {
      slug: 'budget',
      name: text('Budget', '预算'),
      type: 'currency',
      precision: 2,
      currency,
      classes: ['budget'],
    },
    {
      slug: 'spent',
      name: text('Spent', '实际费用'),
      type: 'currency',
      precision: 2,
      currency,
      classes: ['budget'],
    },
    { slug: 'audience', name: text('Audience', '目标客户'), type: 'text', classes: [] },
    { slug: 'notes', name: text('Notes', '备注'), type: 'longText', classes: [] },
    { slug: 'created_time', name: text('Created', '创建时间'), type: 'createdTime', classes: [] },
  ],
  views: [
    {
      name: text('All campaigns', '全部活动'),
      kind: 'grid',
      sort: [{ field: 'start', direction: 'desc' }],
      hiddenFields: ['created_time', 'leads'],
      widths: { name: 240, audience: 200, notes: 280 },
      rowHeight: 'short',
    },
    {
      name: text('Running', '进行中'),
      kind: 'grid',
      filter: { op: 'is', field: 'status', value: 'running' },
      sort: [{ field: 'end', direction: 'asc' }],
      hiddenFields: ['status', 'created_time'],
      widths: { name: 240, audience: 200, notes: 280 },
      rowHeight: 'short',
    },
  ],
};
