import {
  createRequest,
  deleteManyRequest,
  queryRequest,
  updateManyRequest,
  updateRequest,
} from '@tessera/protocol';
import {
  createRecords,
  deleteRecords,
  updateRecord,
  updateRecords,
} from '../operations/change-records.ts';
import { readRecord, readRecords } from '../operations/read-records.ts';
import {
  changeAnswer,
  deletedAnswer,
  queryAnswer,
  recordAnswer,
  updatedAnswer,
} from './answers.ts';
import { endpoint } from './endpoint.ts';

const tag = 'Records';

export const recordRoutes = [
  endpoint({
    access: 'member',
    method: 'post',
    path: '/workspaces/{ws}/tables/{table}/records/query',
    reads: true,
    tag,
    summary: 'Ask for records, or for groups and measures',
    description:
      'Conditions name fields by id or API name. With `group` or `aggregate` the answer holds groups instead of records. `cursor` continues an answer of the same question.',
    body: queryRequest,
    answer: queryAnswer,
    run: (context, { params, body }) => readRecords(context, params.table, body),
  }),
  endpoint({
    access: 'member',
    method: 'get',
    path: '/workspaces/{ws}/tables/{table}/records/{record}',
    tag,
    summary: 'One record',
    etag: true,
    answer: recordAnswer,
    run: (context, { params }) => readRecord(context, params.table, params.record),
  }),
  endpoint({
    access: 'member',
    method: 'post',
    path: '/workspaces/{ws}/tables/{table}/records',
    tag,
    summary: 'Add records, all or none',
    body: createRequest,
    status: 201,
    answer: changeAnswer,
    run: (context, { params, body }) => createRecords(context, params.table, body),
  }),
  endpoint({
    access: 'member',
    method: 'patch',
    path: '/workspaces/{ws}/tables/{table}/records',
    tag,
    summary: 'Change records, all or none',
    description:
      'With `base`, the values seen before, a cell that somebody else changed meanwhile is a conflict; its current value comes in `details.cells`.',
    body: updateManyRequest,
    answer: changeAnswer,
    run: (context, { params, body }) => updateRecords(context, params.table, body),
  }),
  endpoint({
    access: 'member',
    method: 'delete',
    path: '/workspaces/{ws}/tables/{table}/records',
    tag,
    summary: 'Delete records, all or none',
    body: deleteManyRequest,
    answer: deletedAnswer,
    run: (context, { params, body }) => deleteRecords(context, params.table, body),
  }),
  endpoint({
    access: 'member',
    method: 'patch',
    path: '/workspaces/{ws}/tables/{table}/records/{record}',
    tag,
    summary: 'Change one record',
    description: 'A record that the change takes out of sight is acknowledged by its id.',
    body: updateRequest,
    etag: true,
    answer: updatedAnswer,
    run: (context, { params, body }) => updateRecord(context, params.table, params.record, body),
  }),
  endpoint({
    access: 'member',
    method: 'delete',
    path: '/workspaces/{ws}/tables/{table}/records/{record}',
    tag,
    summary: 'Delete one record',
    answer: deletedAnswer,
    run: (context, { params }) => deleteRecords(context, params.table, { ids: [params.record] }),
  }),
];
