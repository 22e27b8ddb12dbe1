import {
  conversionRequest,
  convertRequest,
  fieldChangeRequest,
  fieldRequest,
  reference,
  tableChangeRequest,
  tableRequest,
  viewRequest,
} from '@tessera/protocol';
import { z } from 'zod';
import { addApp, changeApp, removeApp } from '../operations/change-apps.ts';
import { addField, changeField, removeField } from '../operations/change-fields.ts';
import { addTable, changeTable, removeTable } from '../operations/change-tables.ts';
import { addView, changeView, removeView } from '../operations/change-views.ts';
import { convertField, previewConversion } from '../operations/convert-field.ts';
import { readSchema } from '../operations/read-schema.ts';
import { readStructure } from '../operations/read-structure.ts';
import { appAnswer, done, fieldAnswer, schemaAnswer, tableAnswer, viewAnswer } from './answers.ts';
import { endpoint } from './endpoint.ts';
import { conversionAnswer, removedAnswer } from './shape-answers.ts';

const tag = 'Structure';
const name = z.string().trim().min(1).max(100);
const look = { icon: z.string().max(40).optional(), color: z.string().max(20).optional() };
/** An empty app with a name, or one from a template. */
const appRequest = z.strictObject({
  name: name.optional(),
  ...look,
  template: z.string().max(40).optional(),
  samples: z.boolean().optional(),
});

export const schemaRoutes = [
  endpoint({
    access: 'member',
    method: 'get',
    path: '/workspaces/{ws}/schema',
    tag,
    summary: 'Apps, tables, fields and views as one may see them',
    etag: true,
    answer: schemaAnswer,
    run: readSchema,
  }),
  endpoint({
    access: 'member',
    method: 'get',
    path: '/workspaces/{ws}/structure',
    tag,
    summary:
      'Every table and field, for those who shape them or write their rules; no views, no records',
    answer: schemaAnswer,
    run: readStructure,
  }),
  endpoint({
    access: 'member',
    method: 'post',
    path: '/workspaces/{ws}/apps',
    tag,
    summary: 'Add an empty app, or one from a template',
    body: appRequest,
    status: 201,
    answer: appAnswer,
    run: (context, { body }) => addApp(context, body),
  }),
  endpoint({
    access: 'member',
    method: 'patch',
    path: '/workspaces/{ws}/apps/{app}',
    tag,
    summary: 'Rename an app, change its look or its place',
    description: '`before` is the app in front of which it goes; null moves it behind all.',
    body: z.strictObject({
      name: name.optional(),
      ...look,
      before: reference.nullable().optional(),
    }),
    answer: appAnswer,
    run: (context, { params, body }) => changeApp(context, params.app, body),
  }),
  endpoint({
    access: 'member',
    method: 'delete',
    path: '/workspaces/{ws}/apps/{app}',
    tag,
    summary: 'Remove an app that has no tables left',
    answer: done,
    run: (context, { params }) => removeApp(context, params.app),
  }),
  endpoint({
    access: 'member',
    method: 'post',
    path: '/workspaces/{ws}/tables',
    tag,
    summary: 'Add a table',
    body: tableRequest,
    status: 201,
    answer: tableAnswer,
    run: (context, { body }) => addTable(context, body),
  }),
  endpoint({
    access: 'member',
    method: 'patch',
    path: '/workspaces/{ws}/tables/{table}',
    tag,
    summary: 'Change a table',
    body: tableChangeRequest,
    answer: tableAnswer,
    run: (context, { params, body }) => changeTable(context, params.table, body),
  }),
  endpoint({
    access: 'member',
    method: 'delete',
    path: '/workspaces/{ws}/tables/{table}',
    tag,
    summary: 'Put a table with its records into the trash',
    answer: removedAnswer,
    run: (context, { params }) => removeTable(context, params.table),
  }),
  endpoint({
    access: 'member',
    method: 'post',
    path: '/workspaces/{ws}/tables/{table}/fields',
    tag,
    summary: 'Add a field',
    body: fieldRequest,
    status: 201,
    answer: fieldAnswer,
    run: (context, { params, body }) => addField(context, params.table, body),
  }),
  endpoint({
    access: 'member',
    method: 'patch',
    path: '/workspaces/{ws}/tables/{table}/fields/{field}',
    tag,
    summary: 'Change settings of a field',
    body: fieldChangeRequest,
    answer: fieldAnswer,
    run: (context, { params, body }) => changeField(context, params.table, params.field, body),
  }),
  endpoint({
    access: 'member',
    method: 'post',
    path: '/workspaces/{ws}/tables/{table}/fields/{field}/convert/preview',
    reads: true,
    tag,
    summary: 'What another type would make of the cells of a field',
    description: 'Only for who may read the field on every record. Nothing is changed.',
    body: conversionRequest,
    answer: conversionAnswer,
    run: (context, { params, body }) =>
      previewConversion(context, params.table, params.field, body),
  }),
  endpoint({
    access: 'member',
    method: 'post',
    path: '/workspaces/{ws}/tables/{table}/fields/{field}/convert',
    tag,
    summary: 'Give a field another type, with its cells',
    description:
      '`lose` is the number of lost cells the preview showed; when it would be more by now, nothing is changed (409).',
    body: convertRequest,
    answer: fieldAnswer,
    run: (context, { params, body }) => convertField(context, params.table, params.field, body),
  }),
  endpoint({
    access: 'member',
    method: 'delete',
    path: '/workspaces/{ws}/tables/{table}/fields/{field}',
    tag,
    summary: 'Put a field with its cells into the trash',
    answer: removedAnswer,
    run: (context, { params }) => removeField(context, params.table, params.field),
  }),
  endpoint({
    access: 'member',
    method: 'post',
    path: '/workspaces/{ws}/tables/{table}/views',
    tag,
    summary: 'Add a view',
    body: viewRequest,
    status: 201,
    answer: viewAnswer,
    run: (context, { params, body }) => addView(context, params.table, body),
  }),
  endpoint({
    access: 'member',
    method: 'put',
    path: '/workspaces/{ws}/tables/{table}/views/{view}',
    tag,
    summary: 'Replace a view',
    body: viewRequest,
    answer: viewAnswer,
    run: (context, { params, body }) => changeView(context, params.table, params.view, body),
  }),
  endpoint({
    access: 'member',
    method: 'delete',
    path: '/workspaces/{ws}/tables/{table}/views/{view}',
    tag,
    summary: 'Remove a view',
    answer: done,
    run: (context, { params }) => removeView(context, params.table, params.view),
  }),
];
