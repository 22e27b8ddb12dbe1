import { shareLevels } from '@tessera/model';
import { type SharesAnswer, shareRequest } from '@tessera/protocol';
import { z } from 'zod';
import { readShares, shareRecord, unshareRecord } from '../operations/share-records.ts';
import { done, shape } from './answers.ts';
import { endpoint } from './endpoint.ts';

const tag = 'Shares';
const id = z.string();
const named = { id, name: z.string() };

const sharesAnswer = shape<SharesAnswer>(
  z.strictObject({
    shares: z.array(
      z.strictObject({
        id,
        to: z.strictObject({ ...named, kind: z.enum(['member', 'team', 'role']) }),
        level: z.enum(shareLevels),
        until: z.int().optional(),
        by: z.strictObject(named),
        at: z.int(),
        reason: z.string(),
      }),
    ),
    groups: z.array(z.strictObject({ ...named, kind: z.enum(['team', 'role']) })),
  }),
);

/** Single records opened to somebody. */
export const shareRoutes = [
  endpoint({
    access: 'member',
    method: 'get',
    path: '/workspaces/{ws}/tables/{table}/records/{record}/shares',
    tag,
    summary: 'Whom a record is shared with, for those who may share it',
    answer: sharesAnswer,
    run: (context, { params }) => readShares(context, params.table, params.record),
  }),
  endpoint({
    access: 'member',
    method: 'post',
    path: '/workspaces/{ws}/tables/{table}/records/{record}/shares',
    tag,
    summary: 'Share a record with a person, team or role',
    description:
      'Never more or longer than one may oneself. Who has no rule of his own that shows him records of the table sees nothing by it.',
    body: shareRequest,
    status: 201,
    answer: done,
    run: (context, { params, body }) => shareRecord(context, params.table, params.record, body),
  }),
  endpoint({
    access: 'member',
    method: 'delete',
    path: '/workspaces/{ws}/tables/{table}/records/{record}/shares/{share}',
    tag,
    summary: 'Take a share back',
    answer: done,
    run: (context, { params }) => unshareRecord(context, params.table, params.record, params.share),
  }),
];
