import { deleteManyRequest } from '@tessera/protocol';
import {
  emptyTrash,
  readDeleted,
  readTrash,
  restoreItem,
  restoreRecords,
} from '../operations/trash.ts';
import { changeAnswer, done } from './answers.ts';
import { endpoint } from './endpoint.ts';
import { deletedRecordsAnswer, trashAnswer } from './shape-answers.ts';

const tag = 'Trash';

export const trashRoutes = [
  endpoint({
    access: 'member',
    method: 'get',
    path: '/workspaces/{ws}/trash',
    tag,
    summary: 'Removed tables and fields that can be put back, for those who shape the structure',
    answer: trashAnswer,
    run: readTrash,
  }),
  endpoint({
    access: 'member',
    method: 'delete',
    path: '/workspaces/{ws}/trash',
    tag,
    summary: 'Drop removed tables and fields for good',
    answer: done,
    run: (context) => emptyTrash(context),
  }),
  endpoint({
    access: 'member',
    method: 'post',
    path: '/workspaces/{ws}/trash/{item}/restore',
    tag,
    summary: 'Put a removed table or field back, with its cells',
    answer: done,
    run: (context, { params }) => restoreItem(context, params.item),
  }),
  endpoint({
    access: 'member',
    method: 'delete',
    path: '/workspaces/{ws}/trash/{item}',
    tag,
    summary: 'Drop one removed table or field for good',
    answer: done,
    run: (context, { params }) => emptyTrash(context, params.item),
  }),
  endpoint({
    access: 'member',
    method: 'get',
    path: '/workspaces/{ws}/tables/{table}/trash',
    tag,
    summary: 'Deleted records that one may put back',
    answer: deletedRecordsAnswer,
    run: (context, { params }) => readDeleted(context, params.table),
  }),
  endpoint({
    access: 'member',
    method: 'post',
    path: '/workspaces/{ws}/tables/{table}/trash/restore',
    tag,
    summary: 'Put deleted records back under their own ids, all or none',
    body: deleteManyRequest,
    answer: changeAnswer,
    run: (context, { params, body }) => restoreRecords(context, params.table, body.ids),
  }),
];
