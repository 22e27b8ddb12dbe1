import type { TemplateTable } from '@tessera/model';
import { text } from '../text.ts';

/** What was done for a customer: visits, repairs from afar, calls back. */
export const visits: TemplateTable = {
  slug: 'service_visits',
  name: text('Visits and follow-ups', '服务与回访'),
  description: text(
    'Visits on site, help from afar, calls back, each with a remark.',
    '上门、远程与电话服务以及回访，均附备注。',
  ),
  icon: 'wrench',
  color: 'purple',
  titleField: 'subject',
  fields: [
    { slug: 'subject', name: text('Subject', '主题'), type: 'text', classes: [] },
    {
      slug: 'kind',
      name: text('Kind', '服务方式'),
      type: 'singleSelect',
      classes: [],
      options: [
        { slug: 'visit', name: text('Visit', '上门'), color: 'green' },
        { slug: 'remote', name: text('Remote', '远程'), color: 'blue' },
        { slug: 'call', name: text('Call', '电话'), color: 'gray' },
        { slug: 'follow_up', name: text('Follow-up', '回访'), color: 'purple' },
      ],
    },
    { slug: 'date_time', name: text('Date and time', '服务时间'), type: 'dateTime', classes: [] },
    {
      slug: 'ticket',
      name: text('Ticket', '服务工单'),
      type: 'link',
      side: 'forward',
      single: true,
      classes: [],
      target: 'tickets',
      reverse: { slug: 'visits', name: text('Visits and follow-ups', '服务与回访') },
    },
    {
      slug: 'customer',
      name: text('Customer', '客户'),
      type: 'link',
      side: 'forward',
      single: true,
      classes: [],
      target: 'customers',
      reverse: { slug: 'service_visits', name: text('Visits and follow-ups', '服务与回访') },
    },
    {
      slug: 'engineer',
      name: text('Engineer', '服务人员'),
      type: 'member',
      ownership: true,
      classes: [],
    },
    {
      slug: 'hours',
      name: text('Hours', '工时'),
      type: 'number',
      precision: 1,
      classes: [],
    },
    { slug: 'done', name: text('Done', '已完成'), type: 'checkbox', classes: [] },
    { slug: 'remark', name: text('Remark', '备注'), type: 'longText', classes: [] },
    { slug: 'created_time', name: text('Created', '创建时间'), type: 'createdTime', classes: [] },
  ],
  views: [
    {
      name: text('All visits', '全部记录'),
      kind: 'grid',
      sort: [{ field: 'date_time', direction: 'desc' }],
      hiddenFields: ['created_time'],
      widths: { subject: 260, date_time: 160, ticket: 240, customer: 200, remark: 320 },
      rowHeight: 'short',
    },
    {
      name: text('My plan', '我的安排'),
      kind: 'grid',
      filter: {
        op: 'and',
        of: [
          { op: 'is', field: 'engineer', value: { context: 'me' } },
          { op: 'is', field: 'done', value: false },
        ],
      },
      sort: [{ field: 'date_time', direction: 'asc' }],
      hiddenFields: ['engineer', 'created_time'],
      widths: { subject: 260, date_time: 160, ticket: 240, customer: 200, remark: 320 },
      rowHeight: 'short',
    },
  ],
};
